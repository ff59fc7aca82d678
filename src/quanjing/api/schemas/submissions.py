"""What is sent, and what the desk makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from quanjing.api.schemas.common import Body, Code, DayOrMoment, Moment, Named
from quanjing.api.schemas.lines import AssignmentLine
from quanjing.submissions.enums import EntryState, SubmissionState
from quanjing.submissions.models import Submission

Row = dict[str, Any]


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
