"""An Excel form with a named cell for every answer, lists to choose from, values and reference written in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from gongwen.errors import FormlessDocument
from gongwen.extract import sheet_words as words
from gongwen.extract.sheet_grid import Box, Grid, Kind
from gongwen.model import FieldType, Options, Sheet, Table
from gongwen.read.safe_xml import parse_xml
from gongwen.read.xlsx import TracedBook, trace_form
from gongwen.render.excel import cell_name
from gongwen.sheets.bindings import Binding, Bound, Rows, bind
from gongwen.sheets.grow_xlsx import grown
from gongwen.sheets.package import rewritten
from gongwen.sheets.ticking import behind_label, gap_in, with_ticks
from gongwen.sheets.values import is_empty
from gongwen.sheets.worksheet import Worksheet, add_names

_NAME = re.compile(r"[A-Za-z0-9_.]+")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?")
Address = tuple[str, int, int]  # file of the worksheet, row, column


def fill_xlsx(blank: bytes, sheet: Sheet, values: Rows, reference: str, options: Options) -> bytes:
    """The blank with named cells bound to the fields of `sheet`; see `facade.fill_sheet_xlsx`."""
    traced, bound = _opened(blank, sheet, options)
    longer = grown(blank, traced, bound, values, options)
    if longer is not None:
        blank = longer
        traced, bound = _opened(blank, sheet, options)
    filling = _Filling(traced, bound)
    for binding in bound.singles(values):
        filling.single(binding)
    for one in bound.plan.lists:
        for row, at, binding in bound.cells(one, values):
            part = bound.plan.rows[row].part
            filling.cell(part, bound.plan.rows[row].boxes[at], binding)
    filling.finish()
    parts = dict(filling.parts())
    parts[traced.package.path] = add_names(traced.package.main, filling.names, reference)
    return rewritten(blank, parts, reference, options)


def _opened(blank: bytes, sheet: Sheet, options: Options) -> tuple[TracedBook, Bound]:
    traced = trace_form(blank, options)
    bound = bind(traced.document, sheet)
    if bound is None:
        raise FormlessDocument()
    return traced, bound


class _Filling:
    """The worksheets being written to, and the names given so far."""

    def __init__(self, traced: TracedBook, bound: Bound) -> None:
        self.names: dict[str, str] = {}  # name -> reference
        self._traced = traced
        self._bound = bound
        self._sheets: dict[str, Worksheet] = {}
        self._edits: dict[Address, list[tuple[int, int, str]]] = defaultdict(list)
        self._texts: dict[Address, str] = {}
        self._rows: dict[int, dict[int, int]] = {}  # part -> row of the grid -> row of the file

    def parts(self) -> Iterator[tuple[str, bytes]]:
        for path, sheet in self._sheets.items():
            yield path, sheet.bytes()

    def single(self, binding: Binding) -> None:
        place = binding.slot.place
        if place.kind in (Kind.OWN, Kind.GAP):
            if place.label is not None:
                self._into_text(place.part, place.label, binding)
        elif place.answer is not None:
            self.cell(place.part, place.answer, binding)

    def cell(self, part: int, box: Box, binding: Binding) -> None:
        """A cell of its own: named, with the list of its options, its value."""
        address = self._address(part, box)
        if address is None:
            return
        sheet, row, column = self._sheet(address[0]), *address[1:]
        field = binding.field
        if field.options and words.has_boxes(box.text):
            chosen = binding.value.split("、") if binding.value else []
            ticked = with_ticks(box.text, binding.slot.label, field.options, chosen)
            if ticked != box.text:
                sheet.write(row, column, ticked)
        elif binding.value:
            number = field.type is FieldType.NUMBER and _PLAIN_NUMBER.fullmatch(binding.value) is not None
            text = binding.value if is_empty(box.text) else f"{binding.value}\n{box.text}"
            sheet.write(row, column, text, number=number and is_empty(box.text))
        if field.type is FieldType.CHOICE and not box.options and not words.has_boxes(box.text):
            sheet.offer(row, column, field.options)
        name = binding.tag + (f".{binding.row}" if binding.row else "")
        if _NAME.fullmatch(name):
            title = self._traced.sheets[self._bound.origins[part]][0].replace("'", "''")
            self.names[name] = f"'{title}'!${cell_name(0, column)[:-1]}${row + 1}"

    def _into_text(self, part: int, box: Box, binding: Binding) -> None:
        """Behind the label in the same cell, which cannot be named for it alone."""
        address = self._address(part, box)
        if address is None or not binding.value:
            return
        self._texts[address] = box.text
        sheet, row, column = self._sheet(address[0]), *address[1:]
        text = sheet.text(row, column, box.text)
        if binding.field.options and words.has_boxes(text):
            sheet.write(
                row,
                column,
                with_ticks(text, binding.slot.label, binding.field.options, binding.value.split("、")),
            )
            return
        if binding.slot.place.kind is Kind.GAP:
            span = gap_in(box.text, binding.slot.place.index)
        else:
            span = behind_label(box.text, binding.slot.label)
        if span:
            self._edits[address].append((*span, binding.value))

    def finish(self) -> None:
        """Write the texts that hold several answers, the last one of each first."""
        for (path, row, column), edits in self._edits.items():
            text = self._texts[path, row, column]
            text = self._sheet(path).text(row, column, text)
            for start, end, value in sorted(edits, reverse=True):
                text = f"{text[:start]}{value}{text[end:]}"
            self._sheet(path).write(row, column, text)

    def _sheet(self, path: str) -> Worksheet:
        if path not in self._sheets:
            self._sheets[path] = Worksheet(parse_xml(self._traced.package.read(path)))
        return self._sheets[path]

    def _address(self, part: int, box: Box) -> Address | None:
        origin = self._bound.origins[part]
        table = self._traced.document.parts[origin]
        grid = self._bound.parts[part]
        if not isinstance(table, Table) or not isinstance(grid, Grid):
            return None
        if part not in self._rows:
            rows: dict[int, int] = defaultdict(int)
            for boxes in grid.rows:
                rows |= {one.row: table.cells[one.cell].row for one in boxes if one.cell >= 0}
            self._rows[part] = rows
        row = self._rows[part].get(box.row)
        _, path, shown = self._traced.sheets[origin]
        return None if row is None else (path, row, shown[box.column])
