"""Assignments with the sheet to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ninja import Schema

from quanjing.api.reading import Asked
from quanjing.api.schemas.common import Code, DayOrMoment, Moment, Named, Paging
from quanjing.api.schemas.lines import AssignmentLine, line_of
from quanjing.api.schemas.submissions import Returned, Sent, returned_of, sent_of
from quanjing.foundation import clock
from quanjing.foundation.facts import KnownFact
from quanjing.sheets import models as sheets
from quanjing.sheets.enums import FieldType
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import Offer
from quanjing.tasks.enums import State
from quanjing.tasks.rules import closes_of, is_late, is_locked


class AssignmentFilter(Paging):
    directive: Code | None = None
    state: State | None = None
    due_before: DayOrMoment | None = None


class Known(Schema):
    """What the platform knows already, and from where; it need not be sent."""

    value: str
    source: str


class Offered(Schema):
    """An answer given before or worked out, to be confirmed by sending it or corrected by sending another."""

    value: Any
    source: str
    on: date | None


class FieldOut(Schema):
    key: str
    label: str
    hint: str
    type: FieldType
    required: bool
    options: list[str]
    known: Known | None
    offered: Offered | None


class BlockOut(Schema):
    """A part of the sheet; `optional` takes "none" for an answer."""

    key: str
    label: str
    hint: str
    repeat: bool
    optional: bool
    fields: list[FieldOut]


class SheetOut(Schema):
    """Answers go under the keys of these blocks; the fields above the table are block `header`."""

    blocks: list[BlockOut]


class AssignmentOut(AssignmentLine):
    """With its clocks, its sheet, and what was returned and why."""

    directive: Named
    late: bool
    locked: bool
    nil_allowed: bool
    opens: date | None
    closes: Moment | None
    extended_to: Moment | None
    return_due: Moment | None
    sheet: SheetOut
    returned: list[Returned]
    submission: Sent | None

    @classmethod
    def whole(cls, asked: Asked, latest: Submission | None) -> AssignmentOut:
        """`latest` is the newest version, with its content."""
        assignment, now = asked.assignment, clock.now()
        directive, task = assignment.directive, assignment.task
        is_returned = assignment.state == State.RETURNED and latest is not None
        return cls(
            **line_of(assignment),
            directive=Named(code=directive.code, name=str(directive)),
            late=is_late(assignment, now),
            locked=is_locked(assignment, now),
            nil_allowed=task.nil_allowed,
            opens=task.opens_on,
            closes=closes_of(assignment),
            extended_to=assignment.extended_to,
            return_due=assignment.return_due if is_returned else None,
            sheet=SheetOut(blocks=[block_of(key, block, asked) for key, block in asked.blocks]),
            returned=returned_of(latest) if is_returned and latest else [],
            submission=sent_of(latest, asked.keys) if latest else None,
        )


def block_of(key: str, block: sheets.Block, asked: Asked) -> BlockOut:
    fields = asked.header if block.is_header else block.fields.all()
    return BlockOut(
        key=key,
        label=block.label,
        hint=block.hint,
        repeat=block.repeat,
        optional=block.optional,
        fields=[field_of(field, asked.known, asked.offers.get(field.pk)) for field in fields],
    )


def field_of(field: sheets.Field, known: Mapping[str, KnownFact], offer: Offer | None) -> FieldOut:
    fact = known.get(field.meaning.fact) if field.meaning and field.meaning.fact else None
    return FieldOut(
        key=field.key,
        label=field.label,
        hint=field.hint,
        type=FieldType(field.type),
        required=field.required,
        options=field.options,
        known=Known(value=fact.value, source=str(fact.source)) if fact else None,
        offered=Offered(value=offer.value, source=str(offer.source), on=offer.on) if offer else None,
    )
