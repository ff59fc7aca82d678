"""What is known before anything is typed: the facts of a directive, its desks, its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quanjing.collation.queries import FILE_TYPES, entries_of_task, marked_tasks, numbers, taken
from quanjing.collation.rules import ACCEPTED
from quanjing.directives.models import Attachment, Directive
from quanjing.directives.queries import value_of
from quanjing.documents.enums import DocumentKind
from quanjing.documents.rules import blank_facts, shown_fields
from quanjing.documents.rules import wording as words
from quanjing.documents.rules.fields import MOST_ROWS
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import heads_of
from quanjing.sheets.models import Block, SheetTemplate
from quanjing.sheets.queries import prefetch
from quanjing.submissions.models import Entry
from quanjing.tasks.models import Task

Rows = list[dict[str, str]]
BLANK_ROWS, WIDE = 3, 5  # empty rows of a table to be filled in; columns from which it lies on its side
TEXT_TYPES = frozenset({"text", "longtext"})


@dataclass(frozen=True, slots=True)
class Known:
    """Who composes, for which body, from what: an own directive, or a superior's that came in."""

    actor: Actor
    body: Organization
    directive: Directive


def prefilled(actor: Actor, body: Organization, kind: str, directive: Directive | None) -> dict[str, Any]:
    """The facts that a new document starts with; a kind keeps those that it shows."""
    facts = blank_facts()
    facts["agency"], facts["date"] = body.name, clock.today().isoformat()
    if "printed_by" in shown_fields(kind) and kind != DocumentKind.LETTER:
        facts["printed_by"], facts["printed_on"] = body.name, facts["date"]
    if directive is not None:
        facts |= _FROM.get(DocumentKind(kind), _notice)(Known(actor, body, directive))
    return facts


def _notice(known: Known) -> dict[str, Any]:
    """What is asked, of whom, until when, with which annexes; a notice that hands it on."""
    tasks = list(known.directive.tasks.select_related("item").filter(assign=True).order_by("position"))
    return {
        "subject": words.subject_of(known.directive.title),
        "addressees": "\n".join(_addressees(known.body, known.directive)),
        "basis": _basis(known.body, known.directive),
        "items": [_item(task) for task in tasks[:99]],
        "annexes": _annexes(known.directive),
        "contacts": _contacts(known.directive, tasks),
    }


def _letter(known: Known) -> dict[str, Any]:
    notice = _notice(known)
    return {name: notice[name] for name in ("subject", "addressees", "basis", "contacts")}


def _minutes(known: Known) -> dict[str, Any]:
    items = [{"name": task.name} for task in marked_tasks(known.directive)]
    return {"subject": words.subject_of(known.directive.title), "items": items[:99]}


def _bulletin(known: Known) -> dict[str, Any]:
    """The numbers of the collation, by item: never by unit, and in the order of the notice."""
    rows = [list(words.RESULT_COLUMNS)] + [
        [row.task.name, *map(str, (row.accepted, row.nil, row.waiting, row.returned, row.open))]
        for row in numbers(known.actor, known.directive)
    ]
    return {
        "subject": words.RESULTS.format(subject=words.subject_of(known.directive.title)),
        "addressees": "\n".join(_addressees(known.body, known.directive)),
        "basis": [{"title": known.directive.title, "number": known.directive.doc_number}],
        "reason": words.RESULTS_UNTIL.format(day=words.day_words(clock.today())),
        "tables": [{"caption": words.RESULT_CAPTION, "cells": _cells(rows)}],
        "contacts": _contacts(known.directive, marked_tasks(known.directive)),
    }


def _table(known: Known) -> dict[str, Any]:
    found = _bulletin(known)
    return {"subject": words.subject_of(known.directive.title), "tables": found["tables"]}


def _cover_note(known: Known) -> dict[str, Any]:
    """To whoever asked for it, signed by the head."""
    source = known.directive.reissue_of or known.directive
    is_own = source.organization_id == known.body.pk
    others = "\n".join(one for one in source.issuers if one != known.body.name)
    issuer = others if is_own else source.organization.name
    head = heads_of(known.body.pk).select_related("holder").first()
    tasks = marked_tasks(source) or marked_tasks(known.directive)
    return {
        "subject": words.RESULTS.format(subject=words.subject_of(source.title)),
        "addressees": issuer,
        "basis": [{"title": source.title, "number": source.doc_number}],
        "annexes": [{"title": task.name} for task in tasks],
        "signers": head.holder.name if head and head.holder else "",
    }


def _volume(known: Known) -> dict[str, Any]:
    """The accepted entries by task and unit, in the order of the tree; up to what a page can hold."""
    rows: Rows = []
    found = taken(known.actor, known.directive, ACCEPTED)
    for task in marked_tasks(known.directive):
        rows.append({"name": task.name, "level": "1"})
        rows += (
            {"name": name, "text": text, "level": "2"} for name, text in _texts(entries_of_task(found, task))
        )
    subject = words.VOLUME_TITLE.format(subject=words.subject_of(known.directive.title))
    return {"subject": subject, "items": rows[:MOST_ROWS]}


def _texts(entries: Iterator[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        values = [
            str(entry.values[field.key])
            for field in entry.block.fields.all()
            if field.type in TEXT_TYPES and entry.values.get(field.key)
        ]
        yield entry.submission.assignment.organization.name, "\n".join(values)


_FROM = {
    DocumentKind.LETTER: _letter,
    DocumentKind.MINUTES: _minutes,
    DocumentKind.BULLETIN: _bulletin,
    DocumentKind.COVER_NOTE: _cover_note,
    DocumentKind.SUMMARY_TABLE: _table,
    DocumentKind.STATISTICS_TABLE: _table,
    DocumentKind.VOLUME: _volume,
}


def _addressees(body: Organization, directive: Directive) -> list[str]:
    """The addressed set in words; before publishing, those whom an own directive names."""
    if directive.organization_id != body.pk:
        return []
    found = words.audience_words(directive.audience_filter)
    return found or ([] if directive.reissue_of_id else [str(one) for one in directive.addressees])


def _basis(body: Organization, directive: Directive) -> Rows:
    """What the notice rests on; a superior's paper is itself what the new one rests on."""
    found = [{"title": one.title, "number": one.doc_number} for one in directive.bases.all()]
    if directive.reissue_of is not None and not found:
        found = [{"title": directive.reissue_of.title, "number": directive.reissue_of.doc_number}]
    if directive.organization_id != body.pk:
        found = [{"title": directive.title, "number": directive.doc_number}]
    return found


def _item(task: Task) -> dict[str, str]:
    item = task.item
    return {
        "name": task.name,
        "text": words.sentence((item.content or item.text) if item else ""),
        "due": words.due_words(task.due_on, task.due_time, task.deadline_text),
        "things": "\n".join(str(one["text"]) for one in task.deliverables),
        "audience": task.audience,
    }


def _annexes(directive: Directive) -> Rows:
    """Each annex with the table that is to be filled in, where it has one."""
    rows = list(directive.attachments.select_related("sheet").order_by("position"))
    sheets = {one.sheet_id: one.sheet for one in rows if one.sheet}
    prefetch(list(sheets.values()))
    return [_annex(one, sheets[one.sheet_id] if one.sheet_id else None) for one in rows]


def _annex(attachment: Attachment, sheet: SheetTemplate | None) -> dict[str, str]:
    blocks = [block for block in sheet.blocks.all() if block.key != "header"] if sheet else []
    if not blocks:
        return {"title": attachment.title}
    columns = _columns(blocks[0])
    cells = _cells([columns, *([[str(row)] for row in range(1, BLANK_ROWS + 1)])])
    return {"title": attachment.title, "cells": cells, "landscape": "yes" if len(columns) > WIDE else ""}


def _columns(block: Block) -> list[str]:
    return [words.SERIAL, *(field.label for field in block.fields.all() if field.type not in FILE_TYPES)]


def _contacts(directive: Directive, tasks: list[Task]) -> Rows:
    """The desks of the tasks, else the contacts of the notice; each once."""
    desks: list[Mapping[str, Any]] = [task.desk for task in tasks if task.desk]
    found: dict[str, dict[str, str]] = {}
    for one in desks or value_of(directive, "contacts"):
        name = str(one.get("name") or one.get("org") or "")
        phones, mails = list(one.get("phones") or ()), list(one.get("emails") or ())
        row = {"name": name, "phone": ", ".join(map(str, phones)), "mail": ", ".join(map(str, mails))}
        if name:
            found.setdefault(name, row)
    return list(found.values())


def _cells(rows: list[list[str]]) -> str:
    """A table as lines; what parts cells and lines is taken out of them."""
    return "\n".join(" | ".join(" ".join(cell.replace("|", "/").split()) for cell in row) for row in rows)
