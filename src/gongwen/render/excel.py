"""Workbooks that come out the same every time and hold text as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from math import isfinite
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from gongwen.render.characters import cut, legal, one_line

CELL_LIMIT = 32_767  # UTF-16 units in one cell
ROW_LIMIT = 1_048_576
LEFT_BEHIND = "gongwen-"
_CREATED = datetime(2000, 1, 1)  # fixed: the same values give the same bytes
_A4 = 9
_EXACT_DIGITS, _EXACT_LIMIT = 15, 1_000_000_000_000_000  # Excel keeps numbers as doubles
_NAME_LIMIT = 31
_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")

HEADING = {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True}
LABEL = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
TEXT = {"num_format": "@", "valign": "top", "text_wrap": True, "border": 1}
LINK = {**TEXT, "font_color": "#0B57D0", "underline": 1}
NUMBER = {"valign": "top", "border": 1}
DATE = {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top", "border": 1}
MOMENT = {**DATE, "num_format": "yyyy-mm-dd hh:mm"}


@contextmanager
def open_book(out: BinaryIO, title: str, *, streamed: bool) -> Iterator[Any]:
    """A new workbook, written to `out` at the end; streamed ones take rows in order only.

    Rows wait in files of a folder that is gone afterwards, also where the caller fails. A killed process
    leaves the folder behind; its name begins with `LEFT_BEHIND`, by which it can be found.
    """
    # xlsxwriter is slow to load, and reading a notice must not wait for it.
    from xlsxwriter import Workbook as Book

    memory = "constant_memory" if streamed else "in_memory"
    with TemporaryDirectory(prefix=LEFT_BEHIND) as folder:
        book = Book(out, {memory: True, "tmpdir": folder, "remove_timezone": True, "use_zip64": True})
        book.set_properties({"title": one_line(title)[:255], "created": _CREATED})
        try:
            yield book
            book.close()
        finally:
            for sheet in book.worksheets():
                if sheet.row_data_fh:
                    sheet.row_data_fh.close()


def prepare_page(sheet: Any, *, landscape: bool) -> None:
    """A4, one page wide, page number at the foot."""
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")


def sheet_name(wanted: str, taken: set[str], fallback: str) -> str:
    """A name that Excel allows and that no other sheet has; added to `taken`."""
    base = _NAME_FORBIDDEN.sub(" ", one_line(wanted)).strip(" '") or fallback
    if base.casefold() == "history":  # kept by Excel for itself
        base += "_"
    number, name = 1, cut(base, _NAME_LIMIT)[0].rstrip(" '")
    while name.casefold() in taken:
        number += 1
        suffix = f" ({number})"
        name = cut(base, _NAME_LIMIT - len(suffix))[0] + suffix
    taken.add(name.casefold())
    return name


def cell_name(row: int, column: int) -> str:
    """The name of a cell by its places from 0, such as C17."""
    letters = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def put_text(sheet: Any, row: int, column: int, text: str, form: Any) -> None:
    """Write legal `text` of at most CELL_LIMIT units as text, never as a formula or a link."""
    if not text:
        sheet.write_blank(row, column, None, form)
    elif text.startswith("<r>") and text.endswith("</r>"):
        # Streamed sheets would take this for ready-made XML; in fragments it is escaped.
        sheet.write_rich_string(row, column, text[0], text[1], text[2:], form)
    else:
        sheet.write_string(row, column, text, form)


def put_area(sheet: Any, first: tuple[int, int], last: tuple[int, int], text: str, form: Any) -> None:
    """Write `text` into one cell or into a merged area of several; too long a text is refused.

    Raises:
        ValueError: the text does not fit into a cell.
    """
    text = legal(text)
    if cut(text, CELL_LIMIT)[1]:
        raise ValueError("text longer than a cell")
    if first != last:
        sheet.merge_range(*first, *last, "", form)
    put_text(sheet, *first, text, form)


def is_exact(number: int | float | Decimal) -> bool:
    """Whether Excel can hold the number without changing it."""
    if isinstance(number, float):
        return isfinite(number)
    if isinstance(number, int):
        return abs(number) < _EXACT_LIMIT
    return (
        number.is_finite() and len(number.as_tuple().digits) <= _EXACT_DIGITS and abs(number.adjusted()) < 300
    )
