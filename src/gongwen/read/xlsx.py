"""Workbooks: one table a visible worksheet, its name as the heading line above.

Read from the XML itself: a cell costs what stands in it, however far out it stands, whereas a
reader that fills a grid can be made to take all memory by one cell in the last corner.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongwen.errors import ExpandingDocument
from gongwen.model import Cell, Document, Line, Options, Table
from gongwen.read.edges import edge_texts
from gongwen.read.lines import clean
from gongwen.read.package import Package
from gongwen.read.safe_xml import S, iterate_xml, whole
from gongwen.read.xlsx_beside import texts_on
from gongwen.read.xlsx_lists import RULES, Cells, Rule, named_cells, offered, rule_in
from gongwen.read.xlsx_places import Place, Range, column_in, range_of
from gongwen.read.xlsx_values import Values

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA = S + "f"
_MERGE_WORK = 5_000_000  # rows touched by merged ranges
_MAX_CELLS = 2_000_000
_MAX_COLUMNS = 16_384
_FILL_IN = 100  # empty but formatted rows below the last text that may be meant to be filled in
BOUND = "qj."  # how names begin by which our own files bind a cell to a field
_WIDER = 8  # ruled columns on the right without any text
_HEADER_CODES = re.compile(r'&"[^"]*"|&[0-9]+|&K[0-9A-Fa-f]{6}|&[A-Za-z]')


def read(data: bytes, options: Options, furniture: bool = False, /) -> Document:
    """The worksheets of an .xlsx as tables.

    A cell that the file does not mention is missing from `Table.cells`; it is empty. Hidden
    columns are left out. True dates read YYYY-MM-DD, percentages with their sign, formulas as
    their last value. A cell with a drop-down list carries its options.

    Args:
        data: the whole file.
        options: limits for unfolding the package.
        furniture: also give hidden sheets and columns and the printed headers and footers,
            which are no part of the text but may carry a classification mark.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: from opening the package.
    """
    return _document(Package(data, options, "xl/workbook.xml"), furniture)


def read_form(data: bytes, options: Options) -> Document:
    """Like `read`, for a form: columns on the right that are only ruled belong to it.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: from opening the package.
    """
    return _document(Package(data, options, "xl/workbook.xml"), False, ruled=True)


@dataclass(frozen=True, slots=True)
class TracedBook:
    """A form and, for each of its parts, the worksheet's name, its file and its visible columns."""

    document: Document
    package: Package
    sheets: tuple[tuple[str, str, tuple[int, ...]], ...]


def trace_form(data: bytes, options: Options) -> TracedBook:
    """Like `read_form`, with what is needed to write into the workbook.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: from opening the package.
    """
    package = Package(data, options, "xl/workbook.xml")
    document = _document(package, False, ruled=True)
    book = _Book(package)
    sheets: list[tuple[str, str, tuple[int, ...]]] = []
    names = {clean(name): name for name in book.relations}
    for part in document.parts:
        if isinstance(part, Line):
            name = names[part.text]
            hidden = book.sheet(name).hidden
            shown = tuple(column for column in range(_MAX_COLUMNS) if column not in hidden)
            here = name, package.path_of(book.relations[name]), shown
        sheets.append(here)
    return TracedBook(document, package, tuple(sheets))


def _document(package: Package, furniture: bool, *, ruled: bool = False) -> Document:
    book = _Book(package)
    parts: list[Line | Table] = []
    shown: list[str] = []
    others: list[str] = []
    for sheet in package.main.iter(S + "sheet"):
        visible = sheet.get("state", "visible") == "visible"
        (shown if visible else others).append(str(sheet.get("name", "")))
        if furniture or visible:
            parts.extend(_parts(book, str(sheet.get("name", "")), furniture, ruled))
    if not ruled:
        return Document("xlsx", tuple(parts))
    beside = dict.fromkeys(text for name in shown for text in book.beside(name))
    hidden = [text for name in shown for text in book.typed(name, book.sheet(name).hidden)]
    hidden += [text for name in others for text in [*book.typed(name), *book.beside(name)]]
    return Document("xlsx", tuple(parts), beside=tuple(beside), hidden=tuple(hidden))


def _parts(book: _Book, name: str, furniture: bool, ruled: bool) -> Iterator[Line | Table]:
    sheet = book.sheet(name)
    if not ruled:
        sheet.ruled = -1
    bound = named_cells(book.names, name, BOUND) if ruled else {}
    if furniture:
        yield from (Line(text) for text in sheet.margins)
    options = offered(sheet.rules, sheet.cells, book.cells, book.names) if sheet.rules else {}
    table = _table(sheet, set() if furniture else sheet.hidden, options, bound)
    if table.cells:
        yield Line(clean(name), heading=1)
        yield table


class _Book:
    """The worksheets of a workbook, each read when it is first asked for, and the names that it defines."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._values = Values(package)
        self._read: dict[str, _Sheet] = {}
        nodes = package.main.iter(S + "sheet")
        self.relations = {str(node.get("name", "")): str(node.get(_RELATION_ID, "")) for node in nodes}
        self.names = {str(n.get("name", "")): str(n.text or "") for n in package.main.iter(S + "definedName")}

    def sheet(self, name: str) -> _Sheet:
        """A worksheet by its name; an empty one where there is none."""
        if name not in self._read:
            content = self._package.related(self.relations.get(name, ""))
            self._read[name] = _read_sheet(content, self._values) if content else _Sheet()
        return self._read[name]

    def beside(self, name: str) -> Iterator[str]:
        """What is said on a worksheet outside of its cells: head and foot, comments, text boxes."""
        yield from edge_texts(self.sheet(name).margins)
        yield from texts_on(self._package, self._package.path_of(self.relations.get(name, "")))

    def typed(self, name: str, columns: set[int] | None = None) -> Iterator[str]:
        """What stands in a worksheet, or in some of its columns, and is not worked out."""
        sheet = self.sheet(name)
        for place, text in sheet.cells.items():
            if text and place not in sheet.worked and (columns is None or place[1] in columns):
                yield text

    def cells(self, name: str) -> Cells:
        """The cells of a worksheet."""
        return self.sheet(name).cells


@dataclass(slots=True)
class _Sheet:
    cells: dict[Place, str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    worked: set[Place] = field(default_factory=set)  # cells in which a formula stands
    margins: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)  # drop-down lists
    ruled: int = -1  # the last column with a line around a cell beside text


def _read_sheet(content: bytes, values: Values) -> _Sheet:
    sheet = _Sheet()
    row = -1
    tags = (S + tag for tag in ("row", "col", "mergeCell", "headerFooter"))
    for node in iterate_xml(content, *tags, *RULES):
        if node.tag == S + "row":
            row = whole(node.get("r"), row + 2) - 1
            _read_row(node, row, values, sheet)
        elif node.tag == S + "col":
            _read_column(node, sheet)
        elif node.tag == S + "mergeCell":
            _read_merge(str(node.get("ref", "")), sheet)
        elif node.tag in RULES:
            sheet.rules += filter(None, [rule_in(node)])
        else:
            texts = (_HEADER_CODES.sub("\n", str(child.text or "")) for child in node)
            sheet.margins.extend(line for text in texts for line in text.split("\n") if line.strip())
    return sheet


def _read_row(node: etree._Element, row: int, values: Values, sheet: _Sheet) -> None:
    """The cells of a row; those that leave their place out are counted."""
    column = -1
    for cell in node.iterchildren(S + "c"):
        named = column_in(cell.get("r", ""))
        column = column + 1 if named is None else named
        sheet.cells[row, column] = values.text(cell)
        if cell.find(_FORMULA) is not None:
            sheet.worked.add((row, column))
        if column > sheet.ruled and values.is_ruled(cell):
            sheet.ruled = column
    if len(sheet.cells) > _MAX_CELLS:
        raise ExpandingDocument()


def _read_column(node: etree._Element, sheet: _Sheet) -> None:
    if node.get("hidden") in {"1", "true"}:
        last = min(whole(node.get("max")), _MAX_COLUMNS)
        sheet.hidden.update(range(whole(node.get("min")) - 1, last))


def _read_merge(reference: str, sheet: _Sheet) -> None:
    merged = range_of(reference)
    if merged and merged[:2] != merged[2:]:
        sheet.merged.append(merged)


def _table(
    sheet: _Sheet, hidden: set[int], options: dict[Place, tuple[str, ...]], bound: dict[Place, list[str]]
) -> Table:
    filled = [place for place, text in sheet.cells.items() if text]
    if not filled:
        return Table(0, 0, ())
    texts = dict.fromkeys(options, "") | sheet.cells if options else sheet.cells
    last_column = max(column for _, column in filled)
    last_column += any(column == last_column + 1 for _, column in options)
    last_column = max(last_column, min(sheet.ruled, last_column + _WIDER))
    last_row = _last_row(texts, max(row for row, _ in filled))
    shift = _shifts(last_column, hidden)
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
    covered = _covered(sheet, texts)
    cells: list[Cell] = []
    for (row, column), text in sorted(texts.items()):
        if row > last_row or column > last_column or column in hidden or (row, column) in covered:
            continue
        bottom, right = spans.get((row, column), (row, column))
        bottom, right = min(bottom, last_row), min(right, last_column)
        width = shift[right] - shift[column] + (right not in hidden)
        offers = options.get((row, column), ())
        names = tuple((name, text) for name in bound.get((row, column), ()))
        cells.append(Cell(text, row, shift[column], bottom - row + 1, max(1, width), offers, names))
    columns = shift[last_column] + (last_column not in hidden)
    return Table(last_row + 1, columns, tuple(cells))


def _last_row(places: Iterable[Place], last_filled: int) -> int:
    """The last row of the table: formatted empty rows right below the text belong to it."""
    rows = {row for row, _ in places}
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


def _covered(sheet: _Sheet, places: Iterable[Place]) -> set[Place]:
    """Places that a merged range hides."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(places):
        columns.setdefault(row, []).append(column)
    rows = list(columns)
    covered: set[Place] = set()
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
