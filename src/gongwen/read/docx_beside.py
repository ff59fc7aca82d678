"""What a Word form says outside of its text: comments, notes, heads and feet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from gongwen.model import Line, Table
from gongwen.read.edges import edge_texts
from gongwen.read.package import Package
from gongwen.read.safe_xml import W

_NOTES = ("comments", "footnotes", "endnotes")  # each entry says something
_EDGES = ("header", "footer")
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
    return tuple(dict.fromkeys(text for text in found if text))


def _said(node: etree._Element, parts: Parts) -> Iterator[str]:
    for part, _ in parts(node):
        if isinstance(part, Line):
            yield part.text.strip()
        else:
            yield from (cell.text for cell in part.cells)
