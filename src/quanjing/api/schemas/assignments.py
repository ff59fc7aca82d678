"""Assignments with the sheet to fill in, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from quanjing.api.reading import Asked
from quanjing.api.schemas.common import Body, Code, DayOrMoment, Moment, Named, Paging, body_of
from quanjing.foundation import clock
from quanjing.foundation.facts import KnownFact
from quanjing.sheets import models as sheets
from quanjing.sheets.enums import FieldType
from quanjing.submissions.enums import EntryState, SubmissionState
from quanjing.submissions.models import Submission
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import closes_of, due_of, is_late, is_locked

Row = dict[str, Any]


class AssignmentFilter(Paging):
    directive: Code | None = None
    state: State | None = None
    due_before: DayOrMoment | None = None


class AssignmentLine(Schema):
    """An assignment in a list; `due` is the moment by which the unit has to act next."""

    code: str
    task: Named
    organization: Named
    state: State
    due: Moment | None

    @classmethod
    def of(cls, assignment: Assignment) -> AssignmentLine:
        return cls(**line_of(assignment))


class Known(Schema):
    """What the platform knows already, and from where; it need not be sent."""

    value: str
    source: str


class FieldOut(Schema):
    key: str
    label: str
    hint: str
    type: FieldType
    required: bool
    options: list[str]
    known: Known | None


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


class Returned(Schema):
    """One thing that was sent back: a field of an entry, an entry, or (both null) all of it."""

    entry: str | None
    field: str | None
    reason: str
    due: Moment


class EntryLine(Schema):
    code: str
    block: str
    row: int
    state: EntryState


class Sent(Schema):
    """What a submission became."""

    code: str
    version: int
    state: SubmissionState
    entries: list[EntryLine]


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


class Answers(Body):
    """Answers by block, or a nil report with its reason.

    A block is a list of rows ({field key: value}) or "none"; a file is `{"file": PART}` with the name
    of a part of the multipart body.
    """

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["answers"]}, {"required": ["nil", "reason"]}]}
    )

    answers: dict[Code, list[Row] | Literal["none"]] | None = None
    nil: Literal[True] | None = None
    reason: str = Field("", max_length=2000)


class FileOut(Schema):
    entry: str | None
    field: str
    code: str
    name: str
    size: int
    sha256: str


class EntryOut(EntryLine):
    values: Row


class SubmissionOut(Schema):
    """One version of what a unit sent."""

    code: str
    version: int
    state: SubmissionState
    assignment: AssignmentLine
    directive: Named
    nil_reason: str | None
    submitted_at: Moment
    submitted_by: str
    late: bool
    decided_at: Moment | None
    decided_by: str | None
    header: Row
    none: list[str]
    entries: list[EntryOut]
    files: list[FileOut]
    returned: list[Returned]

    @classmethod
    def of(cls, submission: Submission, keys: Mapping[int, str]) -> SubmissionOut:
        """`submission` comes with its content; `keys` are the block keys by primary key."""
        directive = submission.assignment.directive
        return cls(
            code=submission.code,
            version=submission.version,
            state=SubmissionState(submission.state),
            assignment=AssignmentLine.of(submission.assignment),
            directive=Named(code=directive.code, name=str(directive)),
            nil_reason=submission.nil_reason if submission.is_nil else None,
            submitted_at=submission.submitted_at,
            submitted_by=submission.submitted_name,
            late=submission.was_late,
            decided_at=submission.decided_at,
            decided_by=submission.decided_name or None,
            header=submission.header,
            none=submission.none_blocks,
            entries=[
                EntryOut(**line.dict(), values=entry.values)
                for line, entry in zip(entries_of(submission, keys), submission.entries.all(), strict=True)
            ],
            files=files_of(submission),
            returned=returned_of(submission),
        )


class ReturnIn(Body):
    entry: Code | None = None
    field: str | None = Field(None, min_length=1, max_length=60)
    reason: str = Field(min_length=1, max_length=2000)


class Returning(Body):
    """What to send back; a date ends by the issuer's rule. Entries that are not named stay as they are."""

    returns: list[ReturnIn] = Field(min_length=1, max_length=500)
    due: DayOrMoment


def line_of(assignment: Assignment) -> dict[str, Any]:
    return {
        "code": assignment.code,
        "task": Named(code=assignment.task.code, name=assignment.task.name),
        "organization": body_of(assignment.organization),
        "state": assignment.state,
        "due": due_of(assignment),
    }


def block_of(key: str, block: sheets.Block, asked: Asked) -> BlockOut:
    fields = asked.header if block.is_header else [(each.key, each) for each in block.fields.all()]
    return BlockOut(
        key=key,
        label=block.label,
        hint=block.hint,
        repeat=block.repeat,
        optional=block.optional,
        fields=[field_of(name, field, asked.known) for name, field in fields],
    )


def field_of(key: str, field: sheets.Field, known: Mapping[str, KnownFact]) -> FieldOut:
    fact = known.get(field.meaning.fact) if field.meaning and field.meaning.fact else None
    return FieldOut(
        key=key,
        label=field.label,
        hint=field.hint,
        type=FieldType(field.type),
        required=field.required,
        options=field.options,
        known=Known(value=fact.value, source=str(fact.source)) if fact else None,
    )


def entries_of(submission: Submission, keys: Mapping[int, str]) -> list[EntryLine]:
    return [
        EntryLine(
            code=entry.code,
            block=keys.get(entry.block_id, entry.block.key),
            row=entry.row,
            state=EntryState(entry.state),
        )
        for entry in submission.entries.all()
    ]


def sent_of(submission: Submission, keys: Mapping[int, str]) -> Sent:
    return Sent(
        code=submission.code,
        version=submission.version,
        state=SubmissionState(submission.state),
        entries=entries_of(submission, keys),
    )


def files_of(submission: Submission) -> list[FileOut]:
    codes = {entry.pk: entry.code for entry in submission.entries.all()}
    return [
        FileOut(
            entry=codes.get(each.entry_id) if each.entry_id else None,
            field=each.field_key,
            code=each.file.code,
            name=each.file.name,
            size=each.file.size,
            sha256=each.file.sha256,
        )
        for each in submission.attachments.all()
    ]


def returned_of(submission: Submission) -> list[Returned]:
    codes = {entry.pk: entry.code for entry in submission.entries.all()}
    return [
        Returned(
            entry=codes.get(note.entry_id) if note.entry_id else None,
            field=note.field_key or None,
            reason=note.reason,
            due=note.due_at,
        )
        for note in submission.return_notes.all()
    ]
