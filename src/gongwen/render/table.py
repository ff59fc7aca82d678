"""Tables as Excel workbooks, streamed row by row; nothing is lost to the limits of Excel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from gongwen.model import FieldType
from gongwen.render import excel
from gongwen.render.characters import cut, legal
from gongwen.render.data import Column, Link, Row, Sum, Value, Workbook, Worksheet
from gongwen.render.strings import strings

_FIRST_EXCEL_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_NOTE_ROOM = 100  # units kept free for the note that leads to the continuation
_WIDTHS = {FieldType.LONGTEXT: 30, FieldType.NUMBER: 6, FieldType.DATE: 6}
_DEFAULT_WIDTH = 10
_SHORT = 16_000  # units of a text that needs no cutting
_MOST_LINKS = 65_530  # of one worksheet; Excel drops those beyond


def write_workbook(out: BinaryIO, book: Workbook) -> None:
    """Write `book` to `out` as xlsx, in constant memory, the same bytes for the same values.

    Text stays text whatever it starts with; dates and numbers are typed, aware times keep their
    wall clock. What does not fit is never dropped: the rest of a long text goes to a worksheet of
    continuations with a reference, rows beyond the last line of Excel to a further worksheet,
    numbers with more digits than Excel keeps and days before March 1900 are written as text.

    Raises:
        ValueError: a row is not as long as the columns.
    """
    with excel.open_book(out, book.title, streamed=True) as opened:
        writer = _Writer(opened, book.language)
        for sheet in book.sheets:
            writer.write_sheet(sheet)


class _Writer:
    """One open workbook: its formats, the sheet names in use, the continuations."""

    def __init__(self, book: Any, language: str) -> None:
        self.words = strings(language)
        self.book = book
        self.names: set[str] = set()
        self.continued: Any = None
        self.continued_row = 0
        self.heading = self.book.add_format(excel.HEADING)
        self.label = self.book.add_format(excel.LABEL)
        self.text = self.book.add_format(excel.TEXT)
        self.number = self.book.add_format(excel.NUMBER)
        self.date = self.book.add_format(excel.DATE)
        self.moment = self.book.add_format(excel.MOMENT)
        self.link = self.book.add_format(excel.LINK)
        self.links = 0  # on the worksheet that is being written

    def write_sheet(self, source: Worksheet) -> None:
        rows = iter(source.rows)
        more = whole = True
        while more:
            sheet = self._add_sheet(source.name)
            more = self._fill(sheet, self._write_head(sheet, source), rows, len(source.columns), whole)
            whole = False

    def _fill(self, sheet: Any, first: int, rows: Iterator[Row], width: int, whole: bool) -> bool:
        """Write rows until they or the sheet end; tells whether there may be more.

        `whole`: no row of the table stands on a sheet before this one.
        """
        for place in range(first, excel.ROW_LIMIT):
            row = next(rows, None)
            if row is None:
                return False
            if len(row) != width:
                raise ValueError(f"a row of {len(row)} values in a table of {width} columns")
            for column, value in enumerate(row):
                if type(value) is str:  # most are: a nation's rows must not wait for the other kinds
                    self._write_text(sheet, place, column, value, self.text)
                elif isinstance(value, Sum):
                    self._write_sum(sheet, place, column, first if whole else None, value)
                else:
                    self._write_value(sheet, place, column, value)
        return True

    def _write_sum(self, sheet: Any, row: int, column: int, first: int | None, value: Sum) -> None:
        """A formula over the rows above, with its value; the value alone where rows stand elsewhere."""
        if first is None:
            self._write_value(sheet, row, column, value.value)
            return
        begin, end = (excel.cell_name(at, column) for at in (first + value.first - 1, row - 1))
        sheet.write_formula(row, column, f"=SUM({begin}:{end})", self.number, float(value.value))

    def _add_sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(excel.sheet_name(name, self.names, self.words.worksheet))
        excel.prepare_page(sheet, landscape=True)
        self.links = 0
        return sheet

    def _write_head(self, sheet: Any, source: Worksheet) -> int:
        """Heading and labels; returns the first row of the table's body."""
        for place, column in enumerate(source.columns):
            width = column.width_hint or _WIDTHS.get(column.type, _DEFAULT_WIDTH)
            sheet.set_column(place, place, 2 * width + 1)
        labels = 0
        if source.heading:
            sheet.set_row(0, 32)
            if len(source.columns) > 1:
                sheet.merge_range(0, 0, 0, len(source.columns) - 1, "", self.heading)
            self._write_text(sheet, 0, 0, source.heading, self.heading)
            labels = 1
        for place, column in enumerate(source.columns):
            self._write_text(sheet, labels, place, column.label, self.label)
        sheet.freeze_panes(labels + 1, 0)
        sheet.repeat_rows(0, labels)
        return labels + 1

    def _write_value(self, sheet: Any, row: int, column: int, value: Value) -> None:
        match value:
            case None:
                sheet.write_blank(row, column, None, self.text)
            case bool():
                sheet.write_boolean(row, column, value, self.label)
            case int() | float() | Decimal() if excel.is_exact(value):
                sheet.write_number(row, column, value, self.number)
            case datetime() if value.date() >= _FIRST_EXCEL_DAY:
                sheet.write_datetime(row, column, value, self.moment)
            case date() if not isinstance(value, datetime) and value >= _FIRST_EXCEL_DAY:
                sheet.write_datetime(row, column, value, self.date)
            case Link():
                self._write_link(sheet, row, column, value)
            case _:
                self._write_text(sheet, row, column, str(value), self.text)

    def _write_link(self, sheet: Any, row: int, column: int, link: Link) -> None:
        self.links += 1
        if self.links > _MOST_LINKS:
            self._write_text(sheet, row, column, link.text, self.text)
        else:
            sheet.write_url(row, column, link.address, self.link, legal(link.text))

    def _write_text(self, sheet: Any, row: int, column: int, text: str, form: Any) -> None:
        text = legal(text)
        if len(text) > _SHORT and cut(text, excel.CELL_LIMIT)[1]:
            text, rest = cut(text, excel.CELL_LIMIT - _NOTE_ROOM)
            text += self._continue(sheet.get_name(), excel.cell_name(row, column), rest)
        excel.put_text(sheet, row, column, text, form)

    def _continue(self, name: str, cell: str, rest: str) -> str:
        """Write `rest` to the sheet of continuations; returns the note that leads there."""
        sheet = self._continuations()
        note = self.words.continued_note.format(sheet=sheet.get_name(), row=self.continued_row + 1)
        part = 1
        while rest:
            part += 1
            text, rest = cut(rest, excel.CELL_LIMIT)
            excel.put_text(sheet, self.continued_row, 0, name, self.text)
            excel.put_text(sheet, self.continued_row, 1, cell, self.text)
            sheet.write_number(self.continued_row, 2, part, self.number)
            excel.put_text(sheet, self.continued_row, 3, text, self.text)
            self.continued_row += 1
        return note

    def _continuations(self) -> Any:
        if self.continued is None:
            words = self.words
            columns = (
                Column(words.worksheet),
                Column(words.cell, width_hint=4),
                Column(words.part, FieldType.NUMBER),
                Column(words.text, width_hint=60),
            )
            self.continued = self._add_sheet(words.continued)
            self.continued_row = self._write_head(self.continued, Worksheet(words.continued, "", columns, ()))
        return self.continued
