"""The model of an official document that is to be drawn: what stands in it, not where.

Numbers of headings and annexes, colons, brackets and positions are the renderer's; texts come
without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    """How the first page looks."""

    PLAIN = "plain"  # number and title only
    RED_HEAD = "red_head"
    LETTER = "letter"
    MINUTES = "minutes"
    TABLE = "table"  # one table on landscape paper


class Urgency(StrEnum):
    EXTRA = "特急"
    URGENT = "加急"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of body text; each line becomes one."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4 without its number; `follows` is text that runs on behind it."""

    level: int
    text: str
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. Rows are read once and are as long as `columns`; `widths` are relative."""

    columns: tuple[str, ...]
    rows: Iterable[Sequence[str]]
    widths: tuple[int, ...] = ()
    caption: str = ""
    unit: str = ""  # above the table at the right: 单位：人


Part = Text | Heading | Grid


@dataclass(frozen=True, slots=True)
class Annex:
    """`title` stands in the note below the text; without parts the annex is a file of its own."""

    title: str
    parts: tuple[Part, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """`agency` as it shall stand in red; signers only where a document goes upward."""

    agency: str = ""
    signers: tuple[str, ...] = ()
    urgency: Urgency | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    agencies: tuple[str, ...]
    date: date | None
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was present, excused or listening in, in minutes."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class Imprint:
    copies: tuple[str, ...] = ()
    agency: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """One document.

    A title's lines are broken by sense unless it holds line breaks of its own; `words` are
    names that no line break may part. `notes` stand in brackets below the date.
    """

    form: Form
    title: str
    head: Head = Head()
    number: str = ""
    addressees: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    annexes: tuple[Annex, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    sign_off: SignOff | None = None
    notes: tuple[str, ...] = ()
    imprint: Imprint | None = None
    words: tuple[str, ...] = ()
