"""Word documents read as forms: every line and cell with the element that it came from.

A form is laid out in its document part alone, so styles and lists are not looked at. A table inside
a cell is unfolded into the rows and columns of the table around it: what stands beside it stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from gongwen.errors import ExpandingDocument
from gongwen.model import Cell, Document, Line, Options, Table
from gongwen.read.docx_beside import hidden_texts, texts_beside
from gongwen.read.docx_runs import control_tag, gather, is_placeholder, mark_deleted
from gongwen.read.lines import split_lines
from gongwen.read.package import Package
from gongwen.read.safe_xml import W, whole

_P, _TABLE, _ROW, _CELL, _CONTROL = W + "p", W + "tbl", W + "tr", W + "tc", W + "sdt"
_CELL_PROPERTIES, _SPAN, _MERGED, _VALUE = W + "tcPr", W + "gridSpan", W + "vMerge", W + "val"
_BLOCKS = {_P, _TABLE, _ROW, _CELL}
_SKIPPED = {W + name for name in ("del", "moveFrom", "sdtPr", "sdtEndPr", "trPr", "tblPr", "tcPr", "tblGrid")}
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAX_SPAN = 63  # Word's own limit of columns
_MAX_DEPTH = 8  # tables within tables
_MAX_CELLS = 50_000

Bound = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """A document and, for each of its parts, the paragraph or the cells behind it."""

    document: Document
    nodes: tuple[tuple[etree._Element, ...], ...]
    package: Package


@dataclass(slots=True)
class _Spot:
    """A cell on its way: edges are fractions where a table inside another divides its cell."""

    top: float
    left: float
    bottom: float
    right: float
    text: str
    node: etree._Element
    bound: Bound


@dataclass(frozen=True, slots=True)
class _Content:
    """What one cell holds."""

    text: str
    bound: Bound
    tables: tuple[list[_Spot], ...]


def read(data: bytes, options: Options) -> Traced:
    """The lines and tables of a .docx in reading order; comments, notes, heads and feet stand beside them.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: from opening the package.
    """
    package = Package(data, options, "word/document.xml")
    body = package.main.find(W + "body")
    walker = _Walker()
    found = list(walker.parts(body)) if body is not None else []
    document = Document(
        "docx",
        tuple(part for part, _ in found),
        beside=texts_beside(package, walker.parts),
        hidden=hidden_texts(package.main),
    )
    return Traced(document, tuple(nodes for _, nodes in found), package)


class _Walker:
    def __init__(self) -> None:
        self._cells = 0

    def parts(
        self, container: etree._Element, depth: int = 0
    ) -> Iterator[tuple[Line | Table, tuple[etree._Element, ...]]]:
        """Everything inside a body, a framing cell, a note or a text box."""
        open_lines: list[etree._Element] = []  # whose end was deleted: they run on into the next
        for block, _ in _blocks(container):
            if block.tag == _P:
                open_lines.append(block)
                if mark_deleted(block.find(W + "pPr")):
                    continue
            if open_lines:
                yield from self._lines(open_lines, depth)
                open_lines = []
            if block.tag == _TABLE:
                yield from self._table(block, depth)
            elif block.tag != _P:
                yield from self.parts(block, depth + 1)
        if open_lines:
            yield from self._lines(open_lines, depth)

    def _lines(
        self, paragraphs: Sequence[etree._Element], depth: int
    ) -> Iterator[tuple[Line | Table, tuple[etree._Element, ...]]]:
        gathered = [gather(one) for one in paragraphs]
        bound = tuple(tag for one in gathered for tag in one.bound)
        lines = split_lines("".join(one.text for one in gathered).strip("\n"))
        for number, text in enumerate(lines):
            yield Line(text, bound=() if number else bound), tuple(paragraphs)
        for box in (box for one in gathered for box in one.boxes):
            if depth < _MAX_DEPTH:
                yield from self.parts(box, depth + 1)

    def _table(
        self, node: etree._Element, depth: int
    ) -> Iterator[tuple[Line | Table, tuple[etree._Element, ...]]]:
        rows = _rows(node)
        if len(rows) == 1 and len(rows[0]) == 1 and depth < _MAX_DEPTH:
            only = rows[0][0][0]
            if only.find(f".//{_TABLE}") is not None:
                yield from self.parts(only, depth + 1)  # a frame around other tables
                return
        spots = [spot for spot in self._spots(rows, depth) if spot.bottom > spot.top]
        if spots:
            yield _table_of(spots), tuple(spot.node for spot in spots)

    def _spots(self, rows: Sequence[Sequence[tuple[etree._Element, str]]], depth: int) -> list[_Spot]:
        spots: list[_Spot] = []
        open_above: dict[int, _Spot] = {}  # column -> the cell that may grow downwards
        for number, cells in enumerate(rows):
            column = _before(cells[0][0].getparent()) if cells else 0
            continued: dict[int, _Spot] = {}
            for node, tag in cells:
                span, merge, sideways = _shape(node)
                spot = open_above.get(column)
                if sideways and column and spots:
                    spots[-1].right += span
                elif merge == "continue" and spot is not None:
                    spot.bottom += 1
                    continued[column] = spot
                else:
                    inside = self._content(node, depth, tag)
                    spot = _Spot(number, column, number + 1, column + span, inside.text, node, inside.bound)
                    spots.append(spot)
                    spots += _unfolded(spot, inside.tables)
                    if merge:
                        continued[column] = spot
                column += span
            open_above = continued
        self._cells += len(spots)
        if self._cells > _MAX_CELLS:
            raise ExpandingDocument()
        return spots

    def _content(self, node: etree._Element, depth: int, tag: str) -> _Content:
        texts: list[str] = []
        bound: list[tuple[str, str]] = []
        tables: list[list[_Spot]] = []
        joined = ""
        for block, control in _blocks(node):
            if block.tag == _TABLE:
                if depth < _MAX_DEPTH:
                    tables.append(self._spots(_rows(block), depth + 1))
                continue
            found = gather(block)
            text = found.text
            bound += found.bound
            if control:
                bound.append((control, text))
            for box in found.boxes:
                text += "\n" + "\n".join(_text_of(part) for part, _ in self.parts(box, depth + 1))
            joined += text
            properties = block.find(W + "pPr") if joined else None
            if properties is None or not mark_deleted(properties):
                texts.append(joined)
                joined = ""
        text = "\n".join(line for one in [*texts, joined] for line in split_lines(one)).strip("\n")
        if tag:
            bound.append((tag, text))
        return _Content(text, tuple(bound), tuple(tables))


def _text_of(part: Line | Table) -> str:
    return part.text if isinstance(part, Line) else "\n".join(cell.text for cell in part.cells)


def _blocks(container: etree._Element, tag: str = "") -> Iterator[tuple[etree._Element, str]]:
    """Block elements below `container`, each with the tag of the content control around it."""
    for child in container:
        if child.tag in _BLOCKS:
            yield child, tag
        elif child.tag == _CONTROL:
            if not is_placeholder(child):
                yield from _blocks(child, control_tag(child) or tag)
        elif child.tag not in _SKIPPED and not (child.tag == _FALLBACK and _has_choice(container)):
            yield from _blocks(child, tag)


def _has_choice(alternatives: etree._Element) -> bool:
    return any(child.tag == _CHOICE for child in alternatives)


def _rows(table: etree._Element) -> list[list[tuple[etree._Element, str]]]:
    """The cells of each row that is not deleted, with the tag of a control around the cell."""
    rows = []
    for row, _ in _blocks(table):
        if row.tag == _ROW and row.find(f"{W}trPr/{W}del") is None:
            rows.append([(cell, tag) for cell, tag in _blocks(row) if cell.tag == _CELL])
    return rows


def _shape(cell: etree._Element) -> tuple[int, str, bool]:
    """Columns, how it is merged downwards, and whether it continues the cell on its left."""
    properties = cell.find(_CELL_PROPERTIES)
    span, merge, sideways = 1, "", False
    for node in properties if properties is not None else ():
        if node.tag == _SPAN:
            span = max(1, min(_MAX_SPAN, whole(node.get(_VALUE, ""), 1)))
        elif node.tag == _MERGED:
            merge = str(node.get(_VALUE, "continue"))
        elif node.tag == W + "hMerge":
            sideways = node.get(_VALUE, "continue") == "continue"
    return span, merge, sideways


def _before(row: etree._Element | None) -> int:
    node = None if row is None else row.find(f"{W}trPr/{W}gridBefore")
    return 0 if node is None else min(_MAX_SPAN, whole(str(node.get(_VALUE, ""))))


def _unfolded(outer: _Spot, tables: Sequence[list[_Spot]]) -> list[_Spot]:
    """The cells of tables inside a cell, within its edges; the cell keeps a first row for its own text."""
    inner: list[_Spot] = []
    height = 1.0 if outer.text and tables else 0.0
    for spots in tables:
        rows = max((spot.bottom for spot in spots), default=0)
        columns = max((spot.right for spot in spots), default=1)
        wide = (outer.right - outer.left) / columns
        for spot in spots:
            spot.left, spot.right = outer.left + spot.left * wide, outer.left + spot.right * wide
            spot.top, spot.bottom = spot.top + height, spot.bottom + height
        inner += spots
        height += rows
    if inner:
        tall = (outer.bottom - outer.top) / height
        for spot in inner:
            spot.top, spot.bottom = outer.top + spot.top * tall, outer.top + spot.bottom * tall
        outer.bottom = outer.top + tall if outer.text else outer.top
    return inner


def _table_of(spots: Sequence[_Spot]) -> Table:
    """The spots as a table: every edge that occurs becomes a line of the grid."""
    whole_edges = all(type(spot.bottom) is int and type(spot.right) is int for spot in spots)
    if whole_edges:
        cells = tuple(
            _cell(spot, *map(int, (spot.top, spot.left, spot.bottom, spot.right))) for spot in spots
        )
    else:
        rows = _numbered([edge for spot in spots for edge in (spot.top, spot.bottom)])
        columns = _numbered([edge for spot in spots for edge in (spot.left, spot.right)])
        cells = tuple(
            _cell(
                spot,
                rows[round(spot.top, 6)],
                columns[round(spot.left, 6)],
                rows[round(spot.bottom, 6)],
                columns[round(spot.right, 6)],
            )
            for spot in spots
        )
    bottom = max(cell.row + cell.rowspan for cell in cells)
    return Table(bottom, max(cell.column + cell.colspan for cell in cells), cells)


def _cell(spot: _Spot, top: int, left: int, bottom: int, right: int) -> Cell:
    return Cell(spot.text, top, left, bottom - top, right - left, bound=spot.bound)


def _numbered(edges: Sequence[float]) -> dict[float, int]:
    return {edge: number for number, edge in enumerate(sorted({round(edge, 6) for edge in edges}))}
