"""Filled tables: the rows below the heads that an app knows, as text; what they mean is the app's."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongwen.errors import GongwenError
from gongwen.facade import decoded_text, examine, read_rows
from quanjing.files.actions.storing import options_for
from quanjing.foundation.errors import Invalid, Problem

XLSX = "table.xlsx"
HEAD_WITHIN = 10  # rows in which the heads of the columns must stand
DAY = re.compile(r"\s*(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
Fits = Callable[[set[str]], bool]  # whether these columns are enough, as `{"name"}.issubset`


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as {column: text} with "row", the row number in the sheet; heads that name no column."""

    rows: list[dict[str, str]]
    ignored: list[str] = field(default_factory=list)


def heads_of(columns: Mapping[str, str | Promise]) -> dict[str, str]:
    """What a head may be called -> its column, in any language of the product."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {word_of(str(label)): column for column, label in columns.items()}
    return found


def word_of(text: str) -> str:
    """A head or a word of a choice as it is compared: no blanks, no star of a needed column."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).strip("*").casefold()


def day_of(text: str) -> date | None:
    """The day with which a cell begins, written with any signs between; None for anything else."""
    found = DAY.match(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def sheets_of(data: bytes, name: str = XLSX) -> list[list[tuple[int, list[str]]]]:
    """The rows of each sheet, or table of a Word file, with their numbers; `name` says what file it is.

    Raises `Invalid` for a file that cannot be read.
    """
    try:
        if name.casefold().endswith(".csv"):
            return [_csv_rows(decoded_text(data).replace("\0", ""))]  # a NUL is kept by no database
        return read_rows(data, name=name)
    except (GongwenError, csv.Error):  # a cell beyond what the reader of csv takes
        words = (
            _("This file is not a readable xlsx table.")
            if name == XLSX
            else _("This file is not a readable table.")
        )
        raise Invalid([Problem("file", words)]) from None


def tables_in(data: bytes, heads: Mapping[str, str], fits: Fits, name: str = XLSX) -> Iterator[Table]:
    """Each sheet of which one of the first rows has columns that fit. Raises `Invalid` as `sheets_of`."""
    for rows in sheets_of(data, name):
        for place, (_number, row) in enumerate(rows[:HEAD_WITHIN]):
            columns = [heads.get(word_of(cell), "") for cell in row]
            if fits(set(columns) - {""}):
                ignored = [cell.strip() for cell, column in zip(row, columns, strict=True) if not column]
                yield Table(_texts(rows[place + 1 :], columns), [head for head in ignored if head])
                break


def read_table(data: bytes, heads: Mapping[str, str], fits: Fits, *, most: int, name: str = XLSX) -> Table:
    """The first sheet with columns that fit. Raises `Invalid` without one, without rows, with too many."""
    table = next(tables_in(data, heads, fits, name), None)
    if table is None:
        raise Invalid([Problem("file", _("No sheet has the columns of the blank table in its first rows."))])
    if not table.rows:
        raise Invalid([Problem("file", _("The table has no rows below its heads."))])
    need_at_most(table.rows, most)
    return table


def _csv_rows(text: str) -> list[tuple[int, list[str]]]:
    lines = csv.reader(io.StringIO(text))
    return [(number, row) for number, row in enumerate(lines, start=1) if any(cell.strip() for cell in row)]


def need_workbook(data: bytes, name: str) -> None:
    """Raise `Invalid` for anything but an Excel table, GongwenError for an unsafe file."""
    if examine(data, name=name, options=options_for(name)).format not in ("xlsx", "xls"):
        raise Invalid([Problem("file", _("This file is not a readable xlsx table."))])


def need_at_most(rows: Collection[object], most: int) -> None:
    """Raise `Invalid` for more rows than are taken at once."""
    if len(rows) > most:
        words = _("The table has more than %(most)d rows; please split it.") % {"most": most}
        raise Invalid([Problem("file", words)])


def _texts(rows: list[tuple[int, list[str]]], columns: list[str]) -> list[dict[str, str]]:
    found = [
        (number, {name: cell.strip() for name, cell in zip(columns, row, strict=False) if name})
        for number, row in rows
    ]
    return [texts | {"row": str(number)} for number, texts in found if any(texts.values())]
