"""What the renderers take: plain frozen values in the caller's order.

Rows and chapters are iterables and are read once, so that a caller may stream them out of a
database. `language` chooses the few words that a paper carries by itself ("zh…" or English).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gongwen.model import FieldType


@dataclass(frozen=True, slots=True)
class Link:
    """A text that opens an address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a column from row `first` of the body (1) to the row above; `value` is what it is."""

    first: int
    value: int | float | Decimal


# bool and datetime are among int and date
Value = str | int | float | Decimal | date | Link | Sum | None
Row = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    type: FieldType = FieldType.TEXT
    width_hint: int | None = None  # room for so many Chinese characters; by type where None


@dataclass(frozen=True, slots=True)
class Worksheet:
    name: str
    heading: str  # merged over the table; empty for none
    columns: tuple[Column, ...]
    rows: Iterable[Row]  # as long as columns


@dataclass(frozen=True, slots=True)
class Workbook:
    title: str
    sheets: Iterable[Worksheet]  # read one after the other, each with its rows
    language: str = "zh"


# A volume has hundreds of thousands of these three: named tuples are made in half the time.
class Paragraph(NamedTuple):
    text: str  # each line becomes a paragraph


class FactLine(NamedTuple):
    label: str
    value: str


class SourceNote(NamedTuple):
    """Where the text above comes from, in small type at the right."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it was sent (`data`), drawn small enough for the paper; a broken one is named."""

    data: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class TableData:
    columns: tuple[str, ...]
    rows: Iterable[Sequence[str]]  # as long as columns
    widths: tuple[int, ...] = ()  # relative; equal where empty


Part = Paragraph | FactLine | SourceNote | Picture | TableData


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    level: int  # 1 to 4
    parts: Iterable[Part] = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Volume:
    title: str
    subtitles: tuple[str, ...]
    chapters: Iterable[Chapter]
    toc_title: str = ""  # the language's own word where empty
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One expected file of a package; size in bytes and checksum stay empty until delivered."""

    file_name: str
    organization: str
    task: str
    entry: str
    delivered: bool
    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ManifestTotals:
    expected: int
    delivered: int


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table to be printed and written on. Texts may hold several lines.

    `weights` part the width of the type area among the columns; `groups` are (label, rows), the label ""
    where a group needs none; each row has one text a column.
    """

    title: str
    heads: tuple[str, ...]
    weights: tuple[int, ...]
    groups: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    notes: tuple[str, ...] = ()
