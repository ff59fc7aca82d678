"""Directives: what was read, and what a person made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from ninja import Schema

from quanjing.api.schemas.common import (
    Moment,
    Named,
    Paging,
    Span,
    body_of,
)
from quanjing.api.schemas.tasks import Numbers, TaskOut
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.tasks.models import Task
from quanjing.tasks.queries import Counts, Coverage


class Registered(Schema):
    """A notice that was read; `notice` is what the engine read, `duplicate_of` an earlier directive."""

    code: str
    status: Literal["read"]
    notice: dict[str, Any]
    duplicate_of: str | None


class Reading(Schema):
    """A notice that the worker reads; ask again under its code."""

    code: str
    status: Literal["reading"]


class DirectiveFilter(Paging):
    state: DirectiveState | None = None


class DirectiveLine(Schema):
    """A directive in a list."""

    code: str
    status: DirectiveState
    doc_number: str
    title: str
    organization: Named
    issued_on: date | None
    registered_at: Moment
    published_at: Moment | None

    @classmethod
    def of(cls, directive: Directive) -> DirectiveLine:
        return cls(**line_of(directive))


class Item(Schema):
    """A request as the text makes it."""

    position: int
    span: Span
    text: str
    section: list[str]
    purpose: str
    content: str


class AttachmentOut(Schema):
    title: str
    sheet: str | None


class DirectiveOut(DirectiveLine):
    """A directive with everything that was read and set."""

    kind: str
    issuers: list[str]
    addressees: list[str]
    day_end: str
    duplicate_of: str | None
    failure: str
    doubts: dict[str, str]
    version: int
    counts: Numbers
    items: list[Item]
    attachments: list[AttachmentOut]
    tasks: list[TaskOut]

    @classmethod
    def whole(cls, directive: Directive, tasks: Sequence[Task], coverage: Coverage) -> DirectiveOut:
        """`coverage` counts what the reader may see; a task that is not in it is addressed to nobody."""
        counts = {part.task.code: part.counts for part in coverage.tasks}
        duplicate = directive.duplicate_of
        return cls(
            **line_of(directive),
            kind=directive.kind,
            issuers=directive.issuers,
            addressees=directive.addressees,
            day_end=directive.day_end,
            duplicate_of=duplicate.code if duplicate else None,
            failure=directive.failure,
            doubts=directive.doubts,
            version=directive.version,
            counts=Numbers.of(coverage.total),
            items=items_of(directive),
            attachments=[
                AttachmentOut(title=each.title, sheet=each.sheet.code if each.sheet else None)
                for each in directive.attachments.select_related("sheet")
            ],
            tasks=[TaskOut.of(task, counts.get(task.code, Counts())) for task in tasks],
        )


def line_of(directive: Directive) -> dict[str, Any]:
    return {
        "code": directive.code,
        "status": directive.state,
        "doc_number": directive.doc_number,
        "title": directive.title,
        "organization": body_of(directive.organization),
        "issued_on": directive.issued_on,
        "registered_at": directive.registered_at,
        "published_at": directive.published_at,
    }


def items_of(directive: Directive) -> list[Item]:
    return [
        Item(
            position=item.position,
            span=Span(start=item.start, end=item.end),
            text=item.text,
            section=item.section,
            purpose=item.purpose,
            content=item.content,
        )
        for item in directive.items.all()
    ]
