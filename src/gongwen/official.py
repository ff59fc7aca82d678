"""The model of an official document that is to be drawn: what stands in it, not where.

Numbers of headings and annexes, colons, brackets and positions are the renderer's; texts come
without them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    date: datetime.date | None
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
    date: datetime.date | None = None


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


class Kind(StrEnum):
    """What is written, and so how it is worded; a volume (汇编) has a model of its own, `Volume`."""

    NOTICE = "notice"
    RED_HEAD_NOTICE = "red_head_notice"
    LETTER = "letter"
    MINUTES = "minutes"
    BULLETIN = "bulletin"  # results that were collected
    COVER_NOTE = "cover_note"  # with what is passed upward
    SUMMARY_TABLE = "summary_table"
    STATISTICS_TABLE = "statistics_table"


@dataclass(frozen=True, slots=True)
class Reference:
    title: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One matter: a heading, its text, and what is wanted by when (`due` as it shall be read)."""

    name: str
    text: str = ""
    due: str = ""
    things: tuple[str, ...] = ()
    audience: str = ""
    points: tuple[str, ...] = ()  # each under a number of the next level


@dataclass(frozen=True, slots=True)
class ContactLine:
    name: str
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known before anything is worded; what is left empty is left out.

    `subject` is what stands between 关于 and 的通知; `reason` is the text before the items; `closing`
    replaces the kind's own last sentence, " " leaves it out.
    """

    kind: Kind
    agency: str
    subject: str
    date: datetime.date | None = None
    number: str = ""
    addressees: tuple[str, ...] = ()
    basis: tuple[Reference, ...] = ()
    reason: str = ""
    items: tuple[Item, ...] = ()
    tables: tuple[Grid, ...] = ()
    annexes: tuple[Annex, ...] = ()
    contacts: tuple[ContactLine, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    signers: tuple[str, ...] = ()
    urgency: Urgency | None = None
    sealed: bool = True
    copies: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: datetime.date | None = None
    closing: str = ""
    words: tuple[str, ...] = ()
