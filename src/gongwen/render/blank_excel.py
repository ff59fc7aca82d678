"""The blank sheet as an Excel workbook, laid out like the Word form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from math import ceil
from types import MappingProxyType
from typing import Any

from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from gongwen.render import excel
from gongwen.render.blank import (
    BARRED,
    EMPTY_ROWS,
    HEADER,
    block_hint,
    box_text,
    bracketed,
    has_own_label,
)
from gongwen.render.blank_heads import Matrix, heads_of, is_wide, matrix_of
from gongwen.render.strings import strings

_LEAST_COLUMNS = 4
_LABEL_WIDTH, _BOX_WIDTH = 22, 18
_LEAST_WIDTH = 8
_PORTRAIT, _LANDSCAPE = 88, 132  # characters that a page holds at its own size
_LINE, _MEDIUM, _TALL = 24, 60, 160  # heights in points
_LABEL_LINE = 16  # height of a line of a label
_SPARE = 2  # empty rows behind those that are filled in
_LIST_LIMIT = 255  # characters of a drop-down list in all


def blank_sheet_xlsx(
    sheet: Sheet,
    *,
    known: Mapping[str, str],
    title: str,
    notes: Sequence[str] = (),
    language: str = "zh",
    rows: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """The blank form as an Excel file; arguments as for `blank_sheet_docx`.

    `rows` says by key of a repeating block how many rows have to find room; two are left free below them.

    Boxes are typed: text stays as typed (telephone numbers keep their zeros), dates show as dates,
    single choices offer their list.

    Raises:
        ValueError: a label, hint, note or known value is longer than a cell of Excel takes.
    """
    out = BytesIO()
    with excel.open_book(out, title, streamed=False) as book:
        form = _Form(book, sheet, title, language, rows)
        for block in sheet.blocks:
            form.write_block(block, known)
        form.write_notes(notes)
    return out.getvalue()


class _Form:
    """The worksheet being written and its next free row; column 0 holds the labels."""

    def __init__(self, book: Any, sheet: Sheet, title: str, language: str, rows: Mapping[str, int]) -> None:
        self.rows = rows
        self.words = strings(language)
        self.sheet = book.add_worksheet(excel.sheet_name(title, set(), self.words.worksheet))
        wide = is_wide(sheet.blocks)
        excel.prepare_page(self.sheet, landscape=wide)
        repeating = [len(block.fields) + bool(block.label) for block in sheet.blocks if block.repeat]
        crossed = [len(found.columns) + 1 for found in map(matrix_of, sheet.blocks) if found]
        self.last = max(_LEAST_COLUMNS, *repeating, *crossed, 0) - 1
        self.lines = 1  # of the longest label in the row
        self.sheet.set_column(0, 0, _LABEL_WIDTH)
        page = _LANDSCAPE if wide else _PORTRAIT
        self.width = min(_BOX_WIDTH, max((page - _LABEL_WIDTH) / self.last, _LEAST_WIDTH))
        self.sheet.set_column(1, self.last, self.width)
        centre = {"valign": "vcenter"}
        self.label = book.add_format(excel.LABEL)
        self.note = book.add_format({"font_size": 9, "text_wrap": True, "valign": "top"})
        self.text = book.add_format(excel.TEXT | centre)
        self.number = book.add_format(excel.NUMBER | centre)
        self.date = book.add_format(excel.DATE | centre)
        self.row = 1
        self.sheet.set_row(0, 36)
        excel.put_area(self.sheet, (0, 0), (0, self.last), title, book.add_format(excel.HEADING))

    def write_block(self, block: SheetBlock, known: Mapping[str, str]) -> None:
        if not block.fields:
            hint = block_hint(block, self.words)
            self._put_label(block.label, hint, (self.row, 0), (self.row, self.last))
            self._end_row(_LINE)
        elif block.key == HEADER:
            for field in block.fields:
                self._put_label(field.label, bracketed(self.words, field.hint), (self.row, 0), (self.row, 0))
                self._put_box(field, 1, known.get(field.key, ""))
                self._end_row(_LINE)
        elif block.repeat:
            self._write_repeating(block)
        elif matrix := matrix_of(block):
            self._write_matrix(block, matrix)
        else:
            self._write_single(block)

    def write_notes(self, notes: Sequence[str]) -> None:
        for note in (self.words.notes, *notes) if notes else ():
            excel.put_area(self.sheet, (self.row, 0), (self.row, self.last), note, self.note)
            self.row += 1

    def _write_single(self, block: SheetBlock) -> None:
        last = self.row + len(block.fields) - 1
        if block.label:
            self._put_label(block.label, block_hint(block, self.words), (self.row, 0), (last, 0))
        for field in block.fields:
            at = int(bool(block.label))
            if has_own_label(block, field):
                place = self.row, at
                self._put_label(field.label, bracketed(self.words, field.hint), place, place)
                at += 1
            self._put_box(field, at)
            self._end_row(_TALL if field.type is FieldType.LONGTEXT else _LINE)

    def _write_repeating(self, block: SheetBlock) -> None:
        empty = max(EMPTY_ROWS, self.rows.get(block.key, 0) + _SPARE)
        first = 1 if block.label else 0  # without a label the columns begin at the left edge
        labels = [field.label for field in block.fields]
        depth = 1 + any(head.inner for head in heads_of(labels))
        if first:
            hint = block_hint(block, self.words)
            self._put_label(block.label, hint, (self.row, 0), (self.row + depth - 1 + empty, 0))
        hints = [bracketed(self.words, field.hint) for field in block.fields]
        self._write_heads(labels, hints, first)
        long = any(field.type is FieldType.LONGTEXT for field in block.fields)
        for _ in range(empty):
            for column, field in enumerate(block.fields, start=first):
                self._put_box(field, column, last=self._last_of(block, column))
            self._end_row(_MEDIUM if long else _LINE)

    def _write_heads(self, labels: Sequence[str], hints: Sequence[str], first: int) -> None:
        """One row of labels, or two where some stand under a common one; the last reaches the edge."""
        heads = heads_of(labels)
        deep = any(head.inner for head in heads)
        for head in heads:
            left = first + head.first
            right = self.last if head.first + head.count == len(labels) else left + head.count - 1
            bottom = self.row + (deep and not head.inner)
            hint = "" if head.inner else hints[head.first]
            self._put_label(head.text, hint, (self.row, left), (bottom, right))
        if deep:
            self._end_row(_LINE)
        for head in heads if deep else ():
            for at, text in enumerate(head.inner):
                left = first + head.first + at
                right = self.last if head.first + at + 1 == len(labels) else left
                self._put_label(text, hints[head.first + at], (self.row, left), (self.row, right))
        self._end_row(_LINE)

    def _write_matrix(self, block: SheetBlock, matrix: Matrix) -> None:
        """Printed rows under a head; a crossing that asks for nothing is barred."""
        deep = any(head.inner for head in heads_of(matrix.columns))
        hint = block_hint(block, self.words)
        self._put_label(block.label, hint, (self.row, 0), (self.row + deep, 0))
        self._write_heads(matrix.columns, [""] * len(matrix.columns), 1)
        for row in matrix.rows:
            self._put_label(row, "", (self.row, 0), (self.row, 0))
            for at, column in enumerate(matrix.columns, start=1):
                last = self.last if at == len(matrix.columns) else at
                field = matrix.fields.get((row, column))
                if field:
                    self._put_box(field, at, last=last)
                else:
                    excel.put_area(self.sheet, (self.row, at), (self.row, last), BARRED, self.label)
            self._end_row(_LINE)

    def _last_of(self, block: SheetBlock, column: int) -> int:
        """The last field of a block reaches to the table's edge."""
        return self.last if column == len(block.fields) - (not block.label) else column

    def _put_label(self, label: str, hint: str, first: tuple[int, int], last: tuple[int, int]) -> None:
        text = f"{label}\n{hint}" if hint else label
        if first[0] == last[0]:
            width = (last[1] - first[1] + 1) * self.width + (not first[1]) * (_LABEL_WIDTH - self.width)
            self.lines = max(self.lines, sum(ceil(len(line) * 2.4 / width) or 1 for line in text.split("\n")))
        excel.put_area(self.sheet, first, last, text, self.label)

    def _put_box(self, field: SheetField, column: int, value: str = "", last: int | None = None) -> None:
        form = {FieldType.NUMBER: self.number, FieldType.DATE: self.date}.get(field.type, self.text)
        listed = field.type is FieldType.CHOICE and self._offer(field, column)
        text = value or ("" if listed else box_text(field, self.words))
        end = (self.row, self.last if last is None else last)
        excel.put_area(self.sheet, (self.row, column), end, text, form)

    def _offer(self, field: SheetField, column: int) -> bool:
        """A drop-down list of the options, where Excel can hold it."""
        options: list[Any] = list(field.options)
        if not options or len(",".join(options)) > _LIST_LIMIT or any("," in option for option in options):
            return False
        self.sheet.data_validation(
            self.row,
            column,
            self.row,
            column,
            {"validate": "list", "source": options, "error_type": "warning"},
        )
        return True

    def _end_row(self, height: int) -> None:
        self.sheet.set_row(self.row, max(height, self.lines * _LABEL_LINE + 8))
        self.row, self.lines = self.row + 1, 1
