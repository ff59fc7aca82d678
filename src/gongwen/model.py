"""The data of the engine: what a notice says, as frozen values.

Every string stands as it does in the notice, white space inside Chinese text removed, unless
said otherwise. A span is a half-open pair of character offsets into ``Notice.text``. Dates are
``datetime.date``; the JSON form (``gongwen.facade.notice_as_json``) writes them as YYYY-MM-DD.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongwen.doubts import Doubt

Span = tuple[int, int]


class DeadlineKind(StrEnum):
    DATE = "date"
    WINDOW = "window"
    EVENT = "event"
    RELATIVE = "relative"
    ROLLING = "rolling"
    RECURRING = "recurring"


class Recurrence(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class Medium(StrEnum):
    TEXT = "text"
    TABLE = "table"
    PHOTO = "photo"
    VIDEO = "video"
    SCAN = "scan"
    FILE = "file"


class FieldType(StrEnum):
    TEXT = "text"
    LONGTEXT = "longtext"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    MULTICHOICE = "multichoice"
    FILE = "file"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may set; the engine reads no settings, clock or environment."""

    reference_date: date | None = None  # base year where the notice itself gives none
    max_bytes: int = 30 * 1024 * 1024
    zip_max_entries: int = 500
    zip_max_ratio: int = 20
    zip_max_expanded: int = 300 * 1024 * 1024
    recognize: bool = True  # pictures of pages may be read by the recognizer, where it is installed
    max_recognized_pages: int = 60
    convert: bool = True  # doc and wps may be given to LibreOffice, where it is installed


@dataclass(frozen=True, slots=True)
class Deadline:
    text: str
    kind: DeadlineKind
    span: Span
    due: date | None = None  # last day still in time
    opens: date | None = None  # first day of a window
    time: str | None = None  # HH:MM
    event: str | None = None
    offset_workdays: int | None = None
    recurrence: Recurrence | None = None
    inferred: tuple[str, ...] = ()  # of year, month, day


@dataclass(frozen=True, slots=True)
class Deliverable:
    text: str
    media: Medium = Medium.TEXT
    required: bool = True
    sheet: int | None = None  # index into Notice.attachments


@dataclass(frozen=True, slots=True)
class Contact:
    name: str | None
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    org: str | None = None
    topic: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    level: int
    label: str  # 一、 （一） 1. （1）
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    text: str  # at most 700 characters
    span: Span
    name: str
    section: tuple[str, ...] = ()
    purpose: str | None = None
    content: str | None = None
    audience: str | None = None
    responsible: tuple[str, ...] = ()
    deadline: Deadline | None = None
    deliverables: tuple[Deliverable, ...] = ()
    count: int | None = None
    contact: int | None = None  # index into Notice.contacts


@dataclass(frozen=True, slots=True)
class SheetField:
    key: str  # stable within its block: ASCII where known (name, post, text), else f1, f2 …
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = True
    options: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SheetBlock:
    key: str  # header, b1, b2 …; `header` is the block of fields above the table
    label: str
    fields: tuple[SheetField, ...]
    repeat: bool = False
    optional: bool = False  # "if any": an explicit none is an answer
    hint: str = ""  # 字数不限, 可另附页, 填写示例 …


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    blocks: tuple[SheetBlock, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    title: str
    span: Span | None = None
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True)
class BasedOn:
    title: str | None
    doc_number: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the notice's frame and where it stands; `doubt` says why a person must look."""

    value: str
    span: Span | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """How the text was got: the file's format, what read it, how sure (None where nothing was guessed)."""

    format: str = "txt"
    engine: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    text: str
    kind: str | None = None
    doc_number: Fact | None = None
    title: Fact | None = None
    issuers: tuple[Fact, ...] = ()
    addressees: tuple[Fact, ...] = ()
    issued_on: date | None = None
    issued_on_span: Span | None = None
    based_on: tuple[BasedOn, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    source: Source = Source()


# What the readers hand to the parser: lines and tables in reading order.


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    label: str = ""  # numbering that Word generates, not part of the run text
    heading: int = 0  # outline level of a heading style, 0 for body text
    page: int = 0  # counted from 1 where the format has pages
    confidence: float = 1.0  # 0 to 1; below 1 where a recognizer guessed
    bound: tuple[tuple[str, str], ...] = ()  # content controls: tag and text


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    options: tuple[str, ...] = ()  # of a drop-down list
    bound: tuple[tuple[str, str], ...] = ()  # content controls, names of the cell: tag and text


@dataclass(frozen=True, slots=True)
class Table:
    rows: int
    columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One file as lines and tables in reading order, before anything is understood."""

    format: str  # txt html docx pdf xlsx ofd eml zip image
    parts: tuple[Line | Table, ...]
    engine: str = ""  # what read it, where a choice was made: libreoffice, rapidocr
    confidence: float | None = None  # mean over characters where a recognizer guessed
    doubts: tuple[Doubt, ...] = ()  # pages that are hard to read, parts left out
    beside: tuple[str, ...] = ()  # of a form: comments, notes, heads and feet, text boxes on worksheets
    hidden: tuple[str, ...] = ()  # of a form: typed into columns and worksheets that are not shown
