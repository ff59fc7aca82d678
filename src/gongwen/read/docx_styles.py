"""Paragraph styles of a Word document: outline level and list, inherited along basedOn."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from gongwen.read.safe_xml import W, whole

_OPENED, _CLOSED = b"<w:style ", b"</w:style>"
_UNNEEDED = re.compile(rb"""w:type=["'](?:table|character)["']""")
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]$", re.I)
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_DEPTH = 20  # styles may be based on each other in a circle
_BODY = 9  # w:outlineLvl of body text


@dataclass(frozen=True, slots=True)
class Style:
    based_on: str = ""
    heading: int | None = None  # 1 to 9, 0 said to be body text, None not said
    list_id: str | None = None
    list_level: int | None = None
    contents: bool = False  # a line of the table of contents


def slim(data: bytes) -> bytes:
    """A styles part without the styles of tables and characters, which are most of it and say nothing
    about lists and headings.
    """
    if b"<!" in data:  # a comment might hold the look of a style
        return data
    kept: list[bytes] = []
    done, start = 0, data.find(_OPENED)
    while start >= 0:
        opened = data.find(b">", start)
        end = opened if data[opened - 1 : opened] == b"/" else data.find(_CLOSED, start) + len(_CLOSED) - 1
        if end < opened:
            break  # cut off: the parser will say so
        if _UNNEEDED.search(data, start, opened):
            kept.append(data[done:start])
            done = end + 1
        start = data.find(_OPENED, end)
    return b"".join([*kept, data[done:]])


class Styles:
    """The paragraph styles by id."""

    def __init__(self, root: etree._Element | None) -> None:
        nodes = [] if root is None else list(root.iter(W + "style"))
        self._styles = {str(node.get(W + "styleId", "")): _read(node) for node in nodes}
        self._chains: dict[str, list[Style]] = {}
        self._default = next(
            (
                str(n.get(W + "styleId", ""))
                for n in nodes
                if n.get(W + "default") and n.get(W + "type") == "paragraph"
            ),
            "",
        )

    def heading(self, style: str) -> int:
        """Outline level of a style, 0 for body text."""
        return next((known.heading for known in self._chain(style) if known.heading is not None), 0)

    def is_contents(self, style: str) -> bool:
        """Whether the style is that of a line in the table of contents."""
        return style in self._styles and self._styles[style].contents

    def list_of(self, style: str) -> tuple[str, int | None]:
        """List id and level that a style puts its paragraphs into, ("", None) for none."""
        for known in self._chain(style):
            if known.list_id is not None:
                return known.list_id, known.list_level
        return "", None

    def lists(self) -> dict[str, str]:
        """Style id -> list id, for lists that are defined through a style."""
        return {name: style.list_id for name, style in self._styles.items() if style.list_id}

    def _chain(self, style: str) -> list[Style]:
        if style not in self._chains:
            found: list[Style] = []
            name = style or self._default
            while name in self._styles and len(found) < _DEPTH:
                found.append(self._styles[name])
                name = self._styles[name].based_on
            self._chains[style] = found
        return self._chains[style]


def outline_level(properties: etree._Element | None) -> int | None:
    """The outline level that paragraph properties name, from 1; 0 body text, None not said."""
    node = None if properties is None else properties.find(W + "outlineLvl")
    if node is None:
        return None
    level = whole(str(node.get(W + "val", "")), _BODY)
    return level + 1 if level < _BODY else 0


def list_reference(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """List id and level in paragraph properties, None for what is not said."""
    node = None if properties is None else properties.find(W + "numPr")
    if node is None:
        return None, None
    list_id, level = node.find(W + "numId"), node.find(W + "ilvl")
    return (
        None if list_id is None else str(list_id.get(W + "val", "")),
        None if level is None else whole(str(level.get(W + "val", ""))),
    )


def _read(node: etree._Element) -> Style:
    properties = node.find(W + "pPr")
    based_on, name = node.find(W + "basedOn"), node.find(W + "name")
    called = "" if name is None else str(name.get(W + "val", ""))
    named = _HEADING.match(called)
    heading = outline_level(properties)
    if heading is None and named:
        heading = int(named[1])
    list_id, list_level = list_reference(properties)
    parent = "" if based_on is None else str(based_on.get(W + "val", ""))
    return Style(parent, heading, list_id, list_level, bool(_CONTENTS.match(called)))
