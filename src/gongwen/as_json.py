"""A notice as plain values for JSON, in the shape of `notice.schema.json`."""

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
        "issued_on": day_json(notice.issued_on),
        "based_on": [{"title": item.title, "doc_number": item.doc_number} for item in notice.based_on],
        "attachments": [attachment_json(item) for item in notice.attachments],
        "contacts": [contact_json(item) for item in notice.contacts],
        "sections": [
            {"level": item.level, "label": item.label, "heading": item.heading, "span": list(item.span)}
            for item in notice.sections
        ],
        "tasks": [task_json(item) for item in notice.tasks],
        "warnings": [doubt.message("en") for doubt in notice.warnings],
        "facts": {
            "doc_number": fact_json(notice.doc_number),
            "title": fact_json(notice.title),
            "issued_on": _issued_on(notice),
            "addressees": [fact_json(fact) for fact in notice.addressees],
            "issuers": [fact_json(fact) for fact in notice.issuers],
            "doubts": [doubt_json(doubt) for doubt in notice.warnings],
            "source": {
                "format": notice.source.format,
                "engine": notice.source.engine,
                "confidence": notice.source.confidence,
            },
        },
    }


def _issued_on(notice: Notice) -> dict[str, object] | None:
    return {"span": span_json(notice.issued_on_span), "doubt": None} if notice.issued_on else None


def day_json(value: date | None) -> str | None:
    return value.isoformat() if value else None


def span_json(value: Span | None) -> list[int] | None:
    return list(value) if value else None


def fact_json(fact: Fact | None) -> dict[str, object] | None:
    if fact is None:
        return None
    return {"span": span_json(fact.span), "doubt": doubt_json(fact.doubt) if fact.doubt else None}


def doubt_json(doubt: Doubt) -> dict[str, object]:
    return {
        "code": doubt.code,
        "en": doubt.message("en"),
        "zh": doubt.message("zh"),
        "task": doubt.task,
        "span": span_json(doubt.span),
    }


def attachment_json(item: Attachment) -> dict[str, object]:
    answer: dict[str, object] = {"title": item.title}
    if item.span:
        answer["span"] = list(item.span)
    return answer | {"sheet": sheet_json(item.sheet) if item.sheet else None}


def sheet_json(sheet: Sheet) -> dict[str, object]:
    return {"title": sheet.title, "blocks": [block_json(block) for block in sheet.blocks]}


def block_json(block: SheetBlock) -> dict[str, object]:
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


def contact_json(item: Contact) -> dict[str, object]:
    answer: dict[str, object] = {
        "name": item.name,
        "org": item.org,
        "topic": item.topic,
        "phones": list(item.phones),
        "emails": list(item.emails),
    }
    return answer | ({"span": list(item.span)} if item.span else {})


def deadline_json(item: Deadline | None) -> dict[str, object] | None:
    if item is None:
        return None
    return {
        "text": item.text,
        "span": list(item.span),
        "kind": item.kind.value,
        "opens": day_json(item.opens),
        "due": day_json(item.due),
        "time": item.time,
        "event": item.event,
        "offset_workdays": item.offset_workdays,
        "recurrence": item.recurrence.value if item.recurrence else None,
        "inferred": list(item.inferred),
    }


def task_json(item: Task) -> dict[str, object]:
    return {
        "name": item.name,
        "text": item.text,
        "span": list(item.span),
        "section": list(item.section),
        "purpose": item.purpose,
        "content": item.content,
        "audience": item.audience,
        "responsible": list(item.responsible),
        "deadline": deadline_json(item.deadline),
        "deliverables": [deliverable_json(one) for one in item.deliverables],
        "count": item.count,
        "contact": item.contact,
    }


def deliverable_json(item: Deliverable) -> dict[str, object]:
    return {"text": item.text, "media": item.media.value, "required": item.required, "sheet": item.sheet}
