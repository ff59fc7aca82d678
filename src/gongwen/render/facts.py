"""The facts of notices as tables: tasks as csv; tasks, contacts and frames as a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from gongwen.model import Contact, FieldType, Notice, Task
from gongwen.render.characters import legal
from gongwen.render.data import Column, Row, Value, Workbook, Worksheet
from gongwen.render.facts_words import FactWords, fact_words
from gongwen.render.table import write_workbook

Named = tuple[str, Notice]  # the name of the file and what it says
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet may run when it opens a csv
_FULL_WIDTH_FORMULA = ("＝", "＋", "－", "＠")  # some take these for the same
_WIDE, _NARROW = 24, 5


def tasks_as_csv(named: Iterable[Named], language: str) -> bytes:
    """One row a task, UTF-8 with a mark at the start, so that spreadsheets open it as Chinese."""
    words = fact_words(language)
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.label for column in _task_columns(words))
    for name, notice in named:
        writer.writerows([_safe(value) for value in row] for row in _task_rows(name, notice, words))
    return text.getvalue().encode("utf-8-sig")


def facts_as_xlsx(named: Iterable[Named], language: str) -> bytes:
    """Three sheets: tasks, contacts, notices; each row names its file."""
    words = fact_words(language)
    tasks: list[Row] = []
    contacts: list[Row] = []
    notices: list[Row] = []
    for name, notice in named:
        tasks += _task_rows(name, notice, words)
        contacts += (_contact_row(name, contact) for contact in notice.contacts)
        notices.append(_notice_row(name, notice, language))
    sheets = (
        Worksheet(words.tasks, "", _task_columns(words), tasks),
        Worksheet(words.contacts, "", _contact_columns(words), contacts),
        Worksheet(words.notices, "", _notice_columns(words), notices),
    )
    out = BytesIO()
    write_workbook(out, Workbook(words.tasks, sheets, language))
    return out.getvalue()


def _safe(value: Value) -> str:
    """The cell as text that no spreadsheet runs: what looks like a formula is quoted."""
    text = "" if value is None else legal(str(value))
    bare = text.lstrip(" \u3000\u00a0")
    return f"'{text}" if bare.startswith(_FORMULA + _FULL_WIDTH_FORMULA) else text


def _task_columns(words: FactWords) -> tuple[Column, ...]:
    return (
        Column(words.file),
        Column(words.doc_number),
        Column(words.notice, width_hint=_WIDE),
        Column(words.number, FieldType.NUMBER, _NARROW),
        Column(words.task, width_hint=_WIDE),
        Column(words.responsible),
        Column(words.audience),
        Column(words.opens, FieldType.DATE),
        Column(words.due, FieldType.DATE),
        Column(words.time, width_hint=_NARROW),
        Column(words.deadline),
        Column(words.recurrence, width_hint=_NARROW),
        Column(words.deliverables, width_hint=_WIDE),
        Column(words.contact),
        Column(words.sentence, FieldType.LONGTEXT),
    )


def _task_rows(name: str, notice: Notice, words: FactWords) -> Iterator[Row]:
    for number, task in enumerate(notice.tasks, 1):
        yield (
            name,
            notice.doc_number.value if notice.doc_number else None,
            notice.title.value if notice.title else None,
            number,
            task.name,
            "、".join(task.responsible),
            task.audience,
            *_deadline_cells(task, words),
            "；".join(thing.text for thing in task.deliverables),
            contact_line(notice, task),
            task.text,
        )


def _deadline_cells(task: Task, words: FactWords) -> Row:
    deadline = task.deadline
    if deadline is None:
        return (None,) * 5
    rhythm = dict(words.rhythms)[deadline.recurrence] if deadline.recurrence else None
    return deadline.opens, deadline.due, deadline.time, deadline.text, rhythm


def contact_line(notice: Notice, task: Task) -> str | None:
    """Who is to be asked about a task, on one line; None where nobody is named."""
    if task.contact is None:
        return None
    contact = notice.contacts[task.contact]
    parts = (contact.org, contact.name, *contact.phones, *contact.emails)
    return " ".join(part for part in parts if part)


def _contact_columns(words: FactWords) -> tuple[Column, ...]:
    labels = (words.file, words.name, words.organization, words.phones, words.emails, words.topic)
    return tuple(Column(label) for label in labels)


def _contact_row(name: str, contact: Contact) -> Row:
    return (
        name,
        contact.name,
        contact.org,
        "、".join(contact.phones),
        "、".join(contact.emails),
        contact.topic,
    )


def _notice_columns(words: FactWords) -> tuple[Column, ...]:
    return (
        Column(words.file),
        Column(words.doc_number),
        Column(words.notice, width_hint=_WIDE),
        Column(words.kind, width_hint=_NARROW),
        Column(words.issuers),
        Column(words.addressees),
        Column(words.issued_on, FieldType.DATE),
        Column(words.task_count, FieldType.NUMBER, _NARROW),
        Column(words.attachments, width_hint=_WIDE),
        Column(words.doubts, FieldType.LONGTEXT),
    )


def _notice_row(name: str, notice: Notice, language: str) -> Row:
    return (
        name,
        notice.doc_number.value if notice.doc_number else None,
        notice.title.value if notice.title else None,
        notice.kind,
        "、".join(fact.value for fact in notice.issuers),
        "、".join(fact.value for fact in notice.addressees),
        notice.issued_on,
        len(notice.tasks),
        "\n".join(attachment.title for attachment in notice.attachments),
        "\n".join(doubt.message(language) for doubt in notice.warnings),
    )
