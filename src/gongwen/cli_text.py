"""A notice as a table for the terminal, columns aligned at the double width of Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.cli_words import Words
from gongwen.model import Attachment, Contact, Deadline, Notice, SheetBlock, Task
from gongwen.text.widths import display_width

_NARROW = 2
_WIDEST = (34, 26, 22, 18, 40)


def notice_as_text(notice: Notice, words: Words) -> str:
    """The notice for people to read: frame, tasks as a table, attachments, contacts, warnings."""
    lines = [*_frame(notice, words), "", *_tasks(notice, words)]
    lines += _list(
        words.attachments, [line for item in notice.attachments for line in _attachment(item, words)]
    )
    lines += _list(words.contacts, [_contact(item, words) for item in notice.contacts])
    lines += _list(words.warnings, [doubt.message(words.language) for doubt in notice.warnings])
    return "\n".join(lines)


def _frame(notice: Notice, words: Words) -> list[str]:
    pairs = [
        (words.title, notice.title.value if notice.title else words.none),
        (words.number, notice.doc_number.value if notice.doc_number else words.none),
        (words.issuers, "、".join(fact.value for fact in notice.issuers) or words.none),
        (words.addressees, "、".join(fact.value for fact in notice.addressees) or words.none),
        (words.issued, notice.issued_on.isoformat() if notice.issued_on else words.none),
    ]
    width = max(display_width(label) for label, _ in pairs) + _NARROW
    return [_padded(label, width) + value for label, value in pairs]


def _tasks(notice: Notice, words: Words) -> list[str]:
    head = (words.task, words.audience, words.due, words.desk, words.deliverables)
    rows = [_row(task, notice, words) for task in notice.tasks]
    if not rows:
        return [f"{words.tasks}: {words.none}"]
    table = [("#", *head), *((str(number), *row) for number, row in enumerate(rows, 1))]
    widths = [max(display_width(row[column]) for row in table) for column in range(len(table[0]))]
    lines = [_NARROW * " " + _joined(row, widths) for row in table]
    rule = _NARROW * " " + "-" * (sum(widths) + _NARROW * (len(widths) - 1))
    return [lines[0].rstrip(), rule, *(line.rstrip() for line in lines[1:])]


def _row(task: Task, notice: Notice, words: Words) -> tuple[str, ...]:
    contact = notice.contacts[task.contact] if task.contact is not None else None
    things = "；".join(thing.text for thing in task.deliverables)
    values = (
        task.name,
        task.audience or "、".join(task.responsible) or words.none,
        _due(task.deadline) or words.none,
        (contact.name or contact.org or (contact.emails or contact.phones)[0]) if contact else words.none,
        things or words.none,
    )
    return tuple(_shortened(value, width) for value, width in zip(values, _WIDEST, strict=True))


def _due(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    if deadline.due is None:
        return deadline.text
    return deadline.due.isoformat() + (f" {deadline.time}" if deadline.time else "")


def _list(label: str, lines: Sequence[str]) -> list[str]:
    return ["", label, *(_NARROW * " " + line for line in lines)] if lines else []


def _attachment(item: Attachment, words: Words) -> Iterator[str]:
    yield item.title
    for block in item.sheet.blocks if item.sheet else ():
        yield _NARROW * " " + _block(block, words)


def _block(block: SheetBlock, words: Words) -> str:
    label = words.header if block.key == "header" else block.label or block.key
    marks = [
        word for word, holds in ((words.repeats, block.repeat), (words.optional, block.optional)) if holds
    ]
    fields = "、".join(field.label for field in block.fields)
    note = f" ({', '.join(marks)})" if marks else ""
    return f"{label}{note}: {fields}"


def _contact(item: Contact, words: Words) -> str:
    who = " ".join(part for part in (item.org, item.name) if part) or words.none
    parts = [who, *item.phones, *item.emails]
    return "  ".join(parts) + (f"  [{item.topic}]" if item.topic else "")


def _joined(row: Sequence[str], widths: Sequence[int]) -> str:
    return (_NARROW * " ").join(_padded(cell, width) for cell, width in zip(row, widths, strict=True))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def _shortened(text: str, width: int) -> str:
    if display_width(text) <= width:
        return text
    while display_width(text) > width - _NARROW:
        text = text[:-1]
    return text + "…"
