"""A notice set for the terminal: what is unsure first, each task above the sentence it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongwen.cli_words import Words
from gongwen.model import Attachment, Contact, Deadline, Notice, SheetBlock, Task
from gongwen.text.widths import display_width

_STEP = 2
_NARROWEST = 20  # columns for a text, however narrow the terminal
_CLOSING = frozenset("，。、；：！？）》〉」』】〕”’…—,.;:!?)]}")  # never first in a line
# What moves the cursor or turns the direction of writing; a file must not steer the terminal.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Setting:
    """How to set a notice: its words, the columns of the terminal (None: any), the day to count from."""

    words: Words
    width: int | None = None
    today: date | None = None


def notice_as_text(notice: Notice, setting: Setting) -> str:
    """The notice for people to read: frame, doubts, tasks with their sentences, contacts, attachments."""
    words = setting.words
    lines = [notice.title.value if notice.title else words.no_title]
    lines += _pairs(_frame(notice, words), _STEP, setting)
    lines += _list(words.warnings, _doubts(notice, words), setting)
    lines += ["", f"{words.tasks}{words.brackets.format(text=len(notice.tasks))}"]
    for number, task in enumerate(notice.tasks, 1):
        lines += _task(number, task, notice, setting)
    lines += _list(words.contacts, [_contact(item) for item in notice.contacts], setting)
    attachments = [line for item in notice.attachments for line in _attachment(item, words)]
    lines += _list(words.attachments, attachments, setting)
    return printable("\n".join(lines))


def printable(text: str) -> str:
    """`text` without the characters that steer a terminal; half characters are written as escapes."""
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1] if found[0] >= "\ud800" else "", text)


def _frame(notice: Notice, words: Words) -> list[tuple[str, str]]:
    return [
        (words.number, notice.doc_number.value if notice.doc_number else words.none),
        (words.issuers, "、".join(fact.value for fact in notice.issuers) or words.none),
        (words.addressees, "、".join(fact.value for fact in notice.addressees) or words.none),
        (words.issued, _day(notice.issued_on, words) if notice.issued_on else words.none),
    ]


def _doubts(notice: Notice, words: Words) -> list[str]:
    facts = [notice.title, notice.doc_number, *notice.issuers, *notice.addressees]
    doubts = [*notice.warnings, *(fact.doubt for fact in facts if fact and fact.doubt)]
    return list(dict.fromkeys(doubt.message(words.language) for doubt in doubts))


def _task(number: int, task: Task, notice: Notice, setting: Setting) -> Iterator[str]:
    words = setting.words
    mark = f"{number}."
    indent = " " * (_STEP + len(mark) + 1)
    first, *rest = wrapped(task.name, _room(setting, len(indent)))
    yield ""
    yield f"{_STEP * ' '}{mark} {first}"
    yield from (indent + line for line in rest)
    contact = notice.contacts[task.contact] if task.contact is not None else None
    responsible = "、".join(task.responsible)
    pairs = [
        (words.responsible, responsible),
        (words.audience, task.audience if task.audience and task.audience != responsible else ""),
        (words.due, _due(task.deadline, setting)),
        (words.deliverables, "；".join(thing.text for thing in task.deliverables)),
        (words.contact, _contact(contact) if contact else ""),
        (words.sentence, task.text),
    ]
    yield from _pairs([pair for pair in pairs if pair[1]], len(indent), setting)


def _due(deadline: Deadline | None, setting: Setting) -> str:
    if deadline is None:
        return ""
    words = setting.words
    quoted = f" “{deadline.text}”"
    if deadline.due is None:
        start = words.starts.format(day=_day(deadline.opens, words)) + quoted if deadline.opens else ""
        return start or deadline.text
    parts = [_day(deadline.opens, words), "—"] if deadline.opens and deadline.opens < deadline.due else []
    parts.append(_day(deadline.due, words))
    parts += [deadline.time] if deadline.time else []
    notes = [_left(deadline.due, setting), _inferred(deadline, words)]
    return " ".join(parts) + "".join(words.brackets.format(text=note) for note in notes if note) + quoted


def _left(due: date, setting: Setting) -> str:
    if setting.today is None:
        return ""
    days = (due - setting.today).days
    if days == 0:
        return setting.words.today
    template = setting.words.days_left if days > 0 else setting.words.days_late
    return template.format(days=abs(days))


def _inferred(deadline: Deadline, words: Words) -> str:
    parts = [word for key, word in words.date_parts if key in deadline.inferred]
    separator = "、" if words.language == "zh" else ", "
    return words.inferred.format(parts=separator.join(parts)) if parts else ""


def _day(day: date, words: Words) -> str:
    return f"{day.isoformat()} {words.weekdays[day.weekday()]}"


def _pairs(pairs: Sequence[tuple[str, str]], indent: int, setting: Setting) -> Iterator[str]:
    """Labels and texts in two columns; what does not fit goes on below its own column."""
    label_width = max((display_width(label) for label, _ in pairs), default=0) + _STEP
    hanging = " " * (indent + label_width)
    for label, text in pairs:
        first, *rest = wrapped(text, _room(setting, len(hanging)))
        yield " " * indent + label + " " * (label_width - display_width(label)) + first
        yield from (hanging + line for line in rest)


def _list(label: str, items: Sequence[str], setting: Setting) -> Iterator[str]:
    if not items:
        return
    yield from ("", label)
    for item in items:
        depth = _STEP + len(item) - len(item.lstrip(" "))
        for place, line in enumerate(wrapped(item.lstrip(" "), _room(setting, depth + _STEP))):
            yield " " * (depth + (_STEP if place else 0)) + line


def _attachment(item: Attachment, words: Words) -> Iterator[str]:
    yield item.title
    for block in item.sheet.blocks if item.sheet else ():
        yield _STEP * " " + _block(block, words)


def _block(block: SheetBlock, words: Words) -> str:
    label = words.header if block.key == "header" else block.label or block.key
    marks = [
        word for word, holds in ((words.repeats, block.repeat), (words.optional, block.optional)) if holds
    ]
    note = words.brackets.format(text="、".join(marks)) if marks else ""
    return f"{label}{note}{words.colon}{'、'.join(field.label for field in block.fields)}"


def _contact(item: Contact) -> str:
    parts = [part for part in (item.org, item.name, *item.phones, *item.emails) if part]
    return " ".join(parts) + (f" [{item.topic}]" if item.topic else "")


def _room(setting: Setting, taken: int) -> int | None:
    return max(setting.width - taken, _NARROWEST) if setting.width else None


def wrapped(text: str, room: int | None) -> list[str]:
    """`text` in lines of at most `room` columns, its white space joined; no line starts with a comma.

    Chinese breaks anywhere; a Latin word, a number or an address is kept whole where it fits.
    """
    text = " ".join(text.split())
    if room is None:
        return [text]
    lines, line, width = [], "", 0
    for piece in _pieces(text, room):
        columns = display_width(piece)
        if line and width + columns > room and piece[0] not in _CLOSING:
            lines.append(line.rstrip())
            line, width = "", 0
            piece = piece.lstrip(" ")
            columns = display_width(piece)
        line += piece
        width += columns
    return [*lines, line.rstrip()]


def _pieces(text: str, room: int) -> Iterator[str]:
    for found in re.finditer(r"[!-~]+|[^!-~]", text):
        piece = found[0]
        yield from (piece[at : at + room] for at in range(0, len(piece), room))
