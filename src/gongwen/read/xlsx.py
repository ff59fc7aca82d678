"""Workbooks: one table a visible worksheet, its name as the heading line above.

Read from the XML itself: a cell costs what stands in it, however far out it stands, whereas a
reader that fills a grid can be made to take all memory by one cell in the last corner.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from gongwen.errors import ExpandingDocument
from gongwen.model import Cell, Document, Line, Options, Table
from gongwen.read.lines import clean
from gongwen.read.package import Package
from gongwen.read.safe_xml import S, iterate_xml, whole
from gongwen.read.xlsx_values import Values

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_MERGE_WORK = 5_000_000  # rows touched by merged ranges
_MAX_CELLS = 2_000_000
_MAX_COLUMNS = 16_384
_FILL_IN = 100  # empty but formatted rows below the last text that may be meant to be filled in
_HEADER_CODES = re.compile(r'&"[^"]*"|&[0-9]+|&K[0-9A-Fa-f]{6}|&[A-Za-z]')

Range = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


def read(data: bytes, options: Options, furniture: bool = False, /) -> Document:
    """The worksheets of an .xlsx as tables.

    A cell that the file does not mention is missing from `Table.cells`; it is empty. Hidden
    columns are left out. True dates read YYYY-MM-DD, percentages with their sign, formulas as
    their last value.

    Args:
        data: the whole file.
        options: limits for unfolding the package.
        furniture: also give hidden sheets and columns and the printed headers and footers,
            which are no part of the text but may carry a classification mark.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: from opening the package.
    """
    package = Package(data, options, "xl/workbook.xml")
    values = Values(package)
    parts: list[Line | Table] = []
    for sheet in package.main.iter(S + "sheet"):
        content = package.related(str(sheet.get(_RELATION_ID, "")))
        if content and (furniture or sheet.get("state", "visible") == "visible"):
            name = clean(str(sheet.get("name", "")))
            parts.extend(_parts(name, _read_sheet(content, values), furniture))
    return Document("xlsx", tuple(parts))


def _parts(name: str, sheet: _Sheet, furniture: bool) -> Iterator[Line | Table]:
    if furniture:
        yield from (Line(text) for text in sheet.margins)
    table = _table(sheet, set() if furniture else sheet.hidden)
    if table.cells:
        yield Line(name, heading=1)
        yield table


@dataclass(slots=True)
class _Sheet:
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    margins: list[str] = field(default_factory=list)


def _read_sheet(content: bytes, values: Values) -> _Sheet:
    sheet = _Sheet()
    row = -1
    for node in iterate_xml(content, *(S + tag for tag in ("row", "col", "mergeCell", "headerFooter"))):
        if node.tag == S + "row":
            row = whole(node.get("r"), row + 2) - 1
            _read_row(node, row, values, sheet)
        elif node.tag == S + "col":
            _read_column(node, sheet)
        elif node.tag == S + "mergeCell":
            _read_merge(str(node.get("ref", "")), sheet)
        else:
            texts = (_HEADER_CODES.sub("\n", str(child.text or "")) for child in node)
            sheet.margins.extend(line for text in texts for line in text.split("\n") if line.strip())
    return sheet


def _read_row(node: etree._Element, row: int, values: Values, sheet: _Sheet) -> None:
    """The cells of a row; those that leave their place out are counted."""
    column = -1
    for cell in node.iterchildren(S + "c"):
        named = _REFERENCE.fullmatch(cell.get("r", ""))
        column = _column(named[1]) if named else column + 1
        sheet.cells[row, column] = values.text(cell)
    if len(sheet.cells) > _MAX_CELLS:
        raise ExpandingDocument()


def _read_column(node: etree._Element, sheet: _Sheet) -> None:
    if node.get("hidden") in {"1", "true"}:
        last = min(whole(node.get("max")), _MAX_COLUMNS)
        sheet.hidden.update(range(whole(node.get("min")) - 1, last))


def _read_merge(reference: str, sheet: _Sheet) -> None:
    corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) == 2 and corners[0] and corners[1]:
        (first, last) = ((int(corner[2]) - 1, _column(corner[1])) for corner in corners if corner)
        if first < last:
            sheet.merged.append((*first, *last))


@cache
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _table(sheet: _Sheet, hidden: set[int]) -> Table:
    filled = [place for place, text in sheet.cells.items() if text]
    if not filled:
        return Table(0, 0, ())
    last_column = max(column for _, column in filled)
    last_row = _last_row(sheet, max(row for row, _ in filled))
    shift = _shifts(last_column, hidden)
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
    covered = _covered(sheet)
    cells: list[Cell] = []
    for (row, column), text in sorted(sheet.cells.items()):
        if row > last_row or column > last_column or column in hidden or (row, column) in covered:
            continue
        bottom, right = spans.get((row, column), (row, column))
        bottom, right = min(bottom, last_row), min(right, last_column)
        width = shift[right] - shift[column] + (right not in hidden)
        cells.append(Cell(text, row, shift[column], bottom - row + 1, max(1, width)))
    columns = shift[last_column] + (last_column not in hidden)
    return Table(last_row + 1, columns, tuple(cells))


def _last_row(sheet: _Sheet, last_filled: int) -> int:
    """The last row of the table: formatted empty rows right below the text belong to it."""
    rows = {row for row, _ in sheet.cells}
    last = last_filled
    while last + 1 in rows and last - last_filled < _FILL_IN:
        last += 1
    return last


def _shifts(last_column: int, hidden: set[int]) -> list[int]:
    """Column in the file -> column among the visible ones."""
    shifts: list[int] = []
    visible = 0
    for column in range(last_column + 1):
        shifts.append(visible)
        visible += column not in hidden
    return shifts


def _covered(sheet: _Sheet) -> set[tuple[int, int]]:
    """Cells that a merged range hides, as far as the file mentions them."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        columns.setdefault(row, []).append(column)
    rows = list(columns)
    covered: set[tuple[int, int]] = set()
    work = 0
    for top, left, bottom, right in sheet.merged:
        inside = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
        for row in inside:
            present = columns[row]
            reached = present[bisect_left(present, left) : bisect_right(present, right)]
            covered.update((row, column) for column in reached)
            work += 1 + len(reached)
        if work > _MERGE_WORK:
            raise ExpandingDocument()
        covered.discard((top, left))
    return covered
