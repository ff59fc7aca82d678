"""Filled tables: the rows below the heads that an app knows, as text; what they mean is the app's."""

from __future__ import annotations

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
from gongwen.facade import read_rows
from quanjing.foundation.errors import Invalid, Problem

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


def sheets_of(data: bytes) -> list[list[tuple[int, list[str]]]]:
    """The rows of each sheet with their numbers. Raises `Invalid` for a file that is no xlsx."""
    try:
        return read_rows(data, name="table.xlsx")
    except GongwenError:
        raise Invalid([Problem("file", _("This file is not a readable xlsx table."))]) from None


def tables_in(data: bytes, heads: Mapping[str, str], fits: Fits) -> Iterator[Table]:
    """Each sheet of which one of the first rows has columns that fit. Raises `Invalid` as `sheets_of`."""
    for rows in sheets_of(data):
        for place, (_number, row) in enumerate(rows[:HEAD_WITHIN]):
            columns = [heads.get(word_of(cell), "") for cell in row]
            if fits(set(columns) - {""}):
                ignored = [cell.strip() for cell, column in zip(row, columns, strict=True) if not column]
                yield Table(_texts(rows[place + 1 :], columns), [head for head in ignored if head])
                break


def read_table(data: bytes, heads: Mapping[str, str], fits: Fits, *, most: int) -> Table:
    """The first sheet with columns that fit. Raises `Invalid` without one, without rows, with too many."""
    table = next(tables_in(data, heads, fits), None)
    if table is None:
        raise Invalid([Problem("file", _("No sheet has the columns of the blank table in its first rows."))])
    if not table.rows:
        raise Invalid([Problem("file", _("The table has no rows below its heads."))])
    need_at_most(table.rows, most)
    return table


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
