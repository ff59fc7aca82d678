"""What a Word form says outside of its text: comments, notes, heads and feet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lxml import etree

from gongwen.model import Line, Table
from gongwen.read.docx_runs import is_hidden
from gongwen.read.edges import edge_texts
from gongwen.read.package import Package
from gongwen.read.safe_xml import W

_NOTES = ("comments", "footnotes", "endnotes")  # each entry says something
_EDGES = ("header", "footer")
_PROMPT = re.compile(r"^[\s_年月日]*$|单击|点击|选择|输入|click|choose|enter|select", re.IGNORECASE)
Parts = Callable[[etree._Element], Iterable[tuple[Line | Table, object]]]


def texts_beside(package: Package, parts: Parts) -> tuple[str, ...]:
    """The texts of comments, notes, heads and feet, each once; page numbers and codes of papers are none.

    Args:
        parts: what reads the lines and tables inside an element.
    """
    found: list[str] = []
    for role in _NOTES:
        for root in package.parts(role):
            found += [
                text
                for note in root
                if note.get(W + "type", "normal") == "normal"
                for text in _said(note, parts)
            ]
    for role in _EDGES:
        for root in package.parts(role):
            found += edge_texts(_said(root, parts))
    found += _prompted(package.main)
    return tuple(dict.fromkeys(text for text in found if text))


def hidden_texts(main: etree._Element) -> tuple[str, ...]:
    """What stands in runs that are not shown."""
    runs = (run for mark in main.iter(W + "vanish") for run in islice(mark.iterancestors(W + "r"), 1))
    texts = (_text(run) for run in runs if is_hidden(run))
    return tuple(text for text in texts if text)


def _prompted(main: etree._Element) -> Iterator[str]:
    """What stands in controls marked as showing their prompt, and is none: some programs leave the mark."""
    for mark in main.iter(W + "showingPlcHdr"):
        for control in islice(mark.iterancestors(W + "sdt"), 1):
            text = _text(control)
            if not _PROMPT.search(text):
                yield text


def _text(node: etree._Element) -> str:
    return "".join(str(one.text or "") for one in node.iter(W + "t")).strip()


def _said(node: etree._Element, parts: Parts) -> Iterator[str]:
    for part, _ in parts(node):
        if isinstance(part, Line):
            yield part.text.strip()
        else:
            yield from (cell.text for cell in part.cells)
