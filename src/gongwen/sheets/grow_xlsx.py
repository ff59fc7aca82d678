"""An Excel blank with more rows for its lists: what stands below moves down, sums go on over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from gongwen.errors import RoomlessForm
from gongwen.extract.sheet_grid import Box, Grid
from gongwen.model import Options, Table
from gongwen.read.package import Package
from gongwen.read.safe_xml import S, parse_xml
from gongwen.read.xlsx import TracedBook
from gongwen.sheets import rows_xlsx
from gongwen.sheets.bindings import Bound, Rows
from gongwen.sheets.formulas import Insertion
from gongwen.sheets.package import rewritten
from gongwen.sheets.plan import ListPlan
from gongwen.sheets.worksheet import Worksheet

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LAST_ROW = 1_048_576
_UPON = frozenset(("drawing", "comments", "table"))
_CHAIN = "xl/calcChain.xml"


def grown(blank: bytes, traced: TracedBook, bound: Bound, values: Rows, options: Options) -> bytes | None:
    """The blank with as many rows as the values need; None where it has them.

    Raises:
        RoomlessForm: a list has no empty row to repeat, or its entries are merged over several rows.
    """
    changes: dict[tuple[str, int], tuple[Insertion, ListPlan]] = {}
    for one in bound.plan.lists:
        missing = bound.wanted(one, values) - len(one.body)
        if missing > 0:
            path, change = _change(traced, bound, one, values, missing)
            known = changes.get((path, change.last))
            if known is None or known[0].count < missing:
                changes[path, change.last] = change, one
    if not changes:
        return None
    book = _Book(traced.package)
    for (path, _), (change, one) in sorted(changes.items(), key=lambda item: item[0], reverse=True):
        if not rows_xlsx.may_insert(book.root(path), change):
            raise _roomless(bound, one, values)
        book.insert(path, change)
        shown = traced.sheets[bound.origins[bound.plan.rows[one.body[0]].part]][2]
        _count_on(Worksheet(book.root(path)), bound.plan.rows[one.body[-1]].boxes, shown, change)
    return rewritten(blank, dict(book.parts()), "", options)


def _change(
    traced: TracedBook, bound: Bound, one: ListPlan, values: Rows, missing: int
) -> tuple[str, Insertion]:
    """Where the rows of a list stand in the file and how many are missing."""
    found = [number for row in one.body for number in _file_rows(traced, bound, row)]
    if not found or found[-1] + 1 + missing > _LAST_ROW:
        raise _roomless(bound, one, values)
    title, path, _ = traced.sheets[bound.origins[bound.plan.rows[one.body[0]].part]]
    return path, Insertion(title, found[0] + 1, found[-1] + 1, missing)


def _file_rows(traced: TracedBook, bound: Bound, row: int) -> Iterator[int]:
    """The worksheet's row, from 0, of a row of the plan."""
    part = bound.plan.rows[row].part
    table = traced.document.parts[bound.origins[part]]
    if isinstance(table, Table) and isinstance(bound.parts[part], Grid):
        cells = [box.cell for box in bound.plan.rows[row].boxes if box.cell >= 0]
        yield from (table.cells[cell].row for cell in cells[:1])


def _roomless(bound: Bound, one: ListPlan, values: Rows) -> RoomlessForm:
    label = bound.plan.sheet.blocks[one.block].label or bound.plan.sheet.title
    return RoomlessForm(block=label, rows=bound.wanted(one, values), room=len(one.body))


def _count_on(sheet: Worksheet, boxes: Sequence[Box], shown: Sequence[int], change: Insertion) -> None:
    """Numbers in front of the new rows go on counting."""
    for box in boxes:
        if box.text.isdigit():
            for step in range(1, change.count + 1):
                number = str(int(box.text) + step)
                sheet.write(change.last - 1 + step, shown[box.column], number, number=True)


class _Book:
    """The parts of a workbook that are being changed."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._roots: dict[str, etree._Element] = {package.path: package.main}

    def parts(self) -> Iterator[tuple[str, bytes]]:
        for path, root in self._roots.items():
            yield path, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def root(self, path: str) -> etree._Element:
        if path not in self._roots:
            self._roots[path] = parse_xml(self._package.read(path))
        return self._roots[path]

    def insert(self, path: str, change: Insertion) -> None:
        """Insert rows into one worksheet; everything that refers to it follows."""
        rows_xlsx.insert_rows(self.root(path), change)
        for role, other in self._package.beside(path):
            if role in _UPON:
                rows_xlsx.move_parts(self.root(other), role, change)
        for other in self._package.names:
            if other != path and other.startswith("xl/worksheets/") and other.endswith(".xml"):
                rows_xlsx.move_elsewhere(self.root(other), change)
        rows_xlsx.move_names(self._package.main, change)
        if _CHAIN in self._package.names:
            rows_xlsx.move_chain(self.root(_CHAIN), self._number(path), change)

    def _number(self, path: str) -> str:
        nodes = self._package.main.iter(S + "sheet")
        paths = {
            self._package.path_of(str(n.get(_RELATION_ID, ""))): str(n.get("sheetId", "")) for n in nodes
        }
        return paths.get(path, "")
