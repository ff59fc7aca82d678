"""A notice as the plain values that are written as JSON."""

from __future__ import annotations

from datetime import date

from gongwen.doubts import Doubt
from gongwen.model import (
    Attachment,
    Contact,
    Deadline,
    Deliverable,
    Fact,
    Notice,
    Sheet,
    SheetBlock,
    Span,
    Task,
)


def notice_as_json(notice: Notice) -> dict[str, object]:
    """The notice as `notice.schema.json` has it, with the spans and doubts of its frame in `facts`."""
    return {
        "text": notice.text,
        "kind": notice.kind,
        "doc_number": notice.doc_number.value if notice.doc_number else None,
        "title": notice.title.value if notice.title else None,
        "issuers": [fact.value for fact in notice.issuers],
        "addressees": [fact.value for fact in notice.addressees],
        "issued_on": _day(notice.issued_on),
        "based_on": [{"title": item.title, "doc_number": item.doc_number} for item in notice.based_on],
        "attachments": [_attachment(item) for item in notice.attachments],
        "contacts": [_contact(item) for item in notice.contacts],
        "sections": [
            {"level": item.level, "label": item.label, "heading": item.heading, "span": list(item.span)}
            for item in notice.sections
        ],
        "tasks": [_task(item) for item in notice.tasks],
        "warnings": [doubt.message("en") for doubt in notice.warnings],
        "facts": {
            "doc_number": _fact(notice.doc_number),
            "title": _fact(notice.title),
            "issued_on": {"span": _span(notice.issued_on_span), "doubt": None} if notice.issued_on else None,
            "addressees": [_fact(fact) for fact in notice.addressees],
            "issuers": [_fact(fact) for fact in notice.issuers],
            "doubts": [_doubt(doubt) for doubt in notice.warnings],
            "source": {
                "format": notice.source.format,
                "engine": notice.source.engine,
                "confidence": notice.source.confidence,
            },
        },
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _span(value: Span | None) -> list[int] | None:
    return list(value) if value else None


def _fact(fact: Fact | None) -> dict[str, object] | None:
    if fact is None:
        return None
    return {"span": _span(fact.span), "doubt": _doubt(fact.doubt) if fact.doubt else None}


def _doubt(doubt: Doubt) -> dict[str, object]:
    return {
        "code": doubt.code,
        "en": doubt.message("en"),
        "zh": doubt.message("zh"),
        "task": doubt.task,
        "span": _span(doubt.span),
    }


def _attachment(item: Attachment) -> dict[str, object]:
    answer: dict[str, object] = {"title": item.title}
    if item.span:
        answer["span"] = list(item.span)
    return answer | {"sheet": _sheet(item.sheet) if item.sheet else None}


def _sheet(sheet: Sheet) -> dict[str, object]:
    return {"title": sheet.title, "blocks": [_block(block) for block in sheet.blocks]}


def _block(block: SheetBlock) -> dict[str, object]:
    return {
        "key": block.key,
        "label": block.label,
        "repeat": block.repeat,
        "optional": block.optional,
        "hint": block.hint,
        "fields": [
            {
                "key": field.key,
                "label": field.label,
                "type": field.type.value,
                "required": field.required,
                "options": list(field.options),
                "hint": field.hint,
            }
            for field in block.fields
        ],
    }


def _contact(item: Contact) -> dict[str, object]:
    answer: dict[str, object] = {
        "name": item.name,
        "org": item.org,
        "topic": item.topic,
        "phones": list(item.phones),
        "emails": list(item.emails),
    }
    return answer | ({"span": list(item.span)} if item.span else {})


def _deadline(item: Deadline | None) -> dict[str, object] | None:
    if item is None:
        return None
    return {
        "text": item.text,
        "span": list(item.span),
        "kind": item.kind.value,
        "opens": _day(item.opens),
        "due": _day(item.due),
        "time": item.time,
        "event": item.event,
        "offset_workdays": item.offset_workdays,
        "recurrence": item.recurrence.value if item.recurrence else None,
        "inferred": list(item.inferred),
    }


def _task(item: Task) -> dict[str, object]:
    return {
        "name": item.name,
        "text": item.text,
        "span": list(item.span),
        "section": list(item.section),
        "purpose": item.purpose,
        "content": item.content,
        "audience": item.audience,
        "responsible": list(item.responsible),
        "deadline": _deadline(item.deadline),
        "deliverables": [_deliverable(one) for one in item.deliverables],
        "count": item.count,
        "contact": item.contact,
    }


def _deliverable(item: Deliverable) -> dict[str, object]:
    return {"text": item.text, "media": item.media.value, "required": item.required, "sheet": item.sheet}


def fact_as_json(value: object) -> object:
    """One fact as `notice_as_json` writes it."""
    if isinstance(value, Deadline):
        return _deadline(value)
    if isinstance(value, Deliverable):
        return _deliverable(value)
    if isinstance(value, Contact):
        return _contact(value)
    if isinstance(value, Attachment):
        return _attachment(value)
    return _day(value) if isinstance(value, date) else value
