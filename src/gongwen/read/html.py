"""Web pages: the text a reader sees, block by block; data tables as tables, layout tables as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongwen.errors import DamagedDocument, EmptyDocument
from gongwen.model import Cell, Document, Line, Options, Table
from gongwen.read.charset import decode, lost_characters
from gongwen.read.lines import clean
from gongwen.read.ordinals import ordinal
from gongwen.read.safe_xml import whole

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_DROPPED = re.compile(
    "script|style|noscript|template|head|title|nav|footer|aside|button|select|option|textarea|datalist|iframe|svg"
    "|object|embed|canvas|audio|video|map"
)
_BLOCK = re.compile(
    "address|article|blockquote|body|caption|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|form|h1|h2"
    "|h3|h4|h5|h6|header|hr|html|legend|li|main|menu|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr"
    "|ul"
)
_LIST_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MAX_SPAN = 100


def read(data: bytes, _options: Options, _furniture: bool = False, /) -> Document:
    """The visible lines and tables of a page.

    Raises:
        DamagedDocument: no encoding fits, or elements are nested thousands deep.
        EmptyDocument: no element at all.
    """
    declared = _DECLARED.search(data[:4096])
    text, encoding = decode(data, declared[1].decode() if declared else "")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(clean(text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedDocument() from error
    if root is None:
        raise EmptyDocument()
    if parser.error_log.filter_types(etree.ErrorTypes.ERR_RESOURCE_LIMIT):
        raise DamagedDocument()  # nested too deeply: the rest would be missing in silence
    page = _Page()
    _walk(root, page)
    page.end_line()
    return Document("html", tuple(page.parts), engine=encoding, doubts=lost_characters(text))


@dataclass(slots=True)
class _Page:
    """The parts found so far and the line that is still growing."""

    parts: list[Line | Table] = field(default_factory=list)
    growing: list[str] = field(default_factory=list)
    label: str = ""
    heading: int = 0
    numbers: dict[etree._Element, int] = field(default_factory=dict)  # last number of each list

    def end_line(self) -> None:
        text = "".join(self.growing).strip(" ")
        text = re.sub(r" {2,}", " ", text)
        if text or self.label:
            self.parts.append(Line(text, label=self.label, heading=self.heading))
            self.label = ""
        self.growing.clear()


def _walk(root: etree._Element, page: _Page) -> None:
    """Everything below `root`, without recursion: pages nest as deep as they like."""
    events = etree.iterwalk(root, events=("start", "end"))
    for event, node in events:
        tag = _tag(node)
        if event == "end":
            if _BLOCK.fullmatch(tag):
                page.end_line()
                page.heading = 0
            if node is not root:
                _say(node.tail, page, preformatted=_tag(node.getparent()) == "pre")
        elif _DROPPED.fullmatch(tag) or _is_hidden(node):
            events.skip_subtree()
        elif tag == "table" and node is not root and not _is_layout(node):
            page.end_line()
            page.parts.append(_table(node))
            events.skip_subtree()
        else:
            _enter(node, tag, page)


def _enter(node: etree._Element, tag: str, page: _Page) -> None:
    if tag == "br" or _BLOCK.fullmatch(tag):
        page.end_line()
    if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
        page.heading = int(tag[1])
    if tag == "li":
        page.label = _label(node, page.numbers)
    _say(node.text, page, preformatted=tag == "pre")


def _say(text: str | None, page: _Page, *, preformatted: bool) -> None:
    if not text:
        return
    if not preformatted:
        page.growing.append(_SPACES.sub(" ", text))
        return
    first, *more = text.split("\n")
    page.growing.append(first)
    for line in more:
        page.end_line()
        page.growing.append(line)


def _tag(node: etree._Element | None) -> str:
    return node.tag.lower() if node is not None and isinstance(node.tag, str) else "script"


def _is_hidden(node: etree._Element) -> bool:
    style = node.get("style")
    return node.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _label(item: etree._Element, numbers: dict[etree._Element, int]) -> str:
    """The number that a browser writes in front of an item of an ordered list."""
    parent = item.getparent()
    if parent is None or _tag(parent) != "ol":
        return ""
    before = numbers.get(parent, whole(parent.get("start"), 1) - 1)
    numbers[parent] = whole(item.get("value"), before + 1)
    return ordinal(numbers[parent], _LIST_STYLES.get(parent.get("type", "1"), "decimal")) + "."


def _is_layout(table: etree._Element) -> bool:
    """A table that only arranges the page: it holds other tables, or a single cell."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    cells = table.iterdescendants("td", "th")
    next(cells, None)
    return next(cells, None) is None


def _table(node: etree._Element) -> Table:
    rows = [row for row in node.iterdescendants("tr") if not _is_hidden(row)]
    cells: list[Cell] = []
    covered: dict[int, int] = {}  # column -> rows that a cell above still covers
    columns = 0
    for number, row in enumerate(rows):
        column = 0
        below: dict[int, int] = {}
        for cell in row.iterchildren("td", "th"):
            while covered.get(column):
                column += 1
            placed = _cell(cell, number, column, len(rows))
            cells.append(placed)
            if placed.rowspan > 1:
                below.update(dict.fromkeys(range(column, column + placed.colspan), placed.rowspan))
            column += placed.colspan
        columns = max(columns, column)
        covered = {at: left - 1 for at, left in (covered | below).items() if left > 1}
    return Table(len(rows), columns, tuple(cells))


def _cell(node: etree._Element, row: int, column: int, rows: int) -> Cell:
    rowspan = whole(node.get("rowspan"), 1) or rows
    colspan = max(1, min(_MAX_SPAN, whole(node.get("colspan"), 1)))
    return Cell("\n".join(_cell_lines(node)), row, column, min(rowspan, rows - row), colspan)


def _cell_lines(node: etree._Element) -> Iterator[str]:
    page = _Page()
    _walk(node, page)
    page.end_line()
    return (part.label + part.text for part in page.parts if isinstance(part, Line))
