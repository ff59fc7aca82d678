"""Return and accept: what the desk decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.sheets.queries import headers_of
from quanjing.submissions.actions.locking import locked_to_decide
from quanjing.submissions.actions.telling import tell_sender
from quanjing.submissions.enums import EntryState, SubmissionState
from quanjing.submissions.models import Claim, Entry, ReturnNote, Submission
from quanjing.tasks.actions import move
from quanjing.tasks.enums import State

RETURNABLE = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED, SubmissionState.NIL)
ACCEPTABLE = (SubmissionState.SUBMITTED, SubmissionState.RETURNED, SubmissionState.NIL)


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """One thing to correct: a field of an entry, a whole entry (no field), a field above the sheet
    (no entry), or the whole submission (neither)."""

    entry_code: str | None
    field_key: str | None
    reason: str


@transaction.atomic
def return_for_correction(
    *, actor: Actor, submission: Submission, notes: Sequence[ReturnRequest], due_at: datetime
) -> Submission:
    """Send places back, each with its reason, until `due_at` (UTC). What is not named stays as it is.

    Raises:
        Denied: not a reviewer of the body whose directive is answered.
        WrongState: replaced by a newer version, already returned, claimed by somebody else, or another
            desk's and not claimed.
        Invalid: no place, a place that does not exist, no reason, or a date in the past.
    """
    submission = locked_to_decide(actor, submission)
    if submission.state not in RETURNABLE:
        raise WrongState
    entries = {entry.code: entry for entry in submission.entries.all()}
    problems = _problems(submission, entries, notes, due_at)
    if problems:
        raise Invalid(problems)
    now = clock.now()
    ReturnNote.objects.bulk_create(
        ReturnNote(
            submission=submission,
            entry=entries[note.entry_code] if note.entry_code else None,
            field_key=note.field_key or "",
            reason=note.reason.strip(),
            due_at=due_at,
            returned_by=actor.signature,
            returned_at=now,
        )
        for note in notes
    )
    named = [entries[note.entry_code].pk for note in notes if note.entry_code]
    Entry.objects.filter(pk__in=named).update(state=EntryState.RETURNED)
    _decide(actor, submission, SubmissionState.RETURNED)
    move(actor=actor, assignment=submission.assignment, to=State.RETURNED, return_due=due_at)
    detail = {"places": [[note.entry_code, note.field_key, note.reason.strip()] for note in notes]}
    record(actor=actor, verb="submissions.return_for_correction", on=submission, detail=detail)
    tell_sender(submission, "submission_returned", places=len(notes), due=due_at.isoformat())
    return submission


@transaction.atomic
def accept(*, actor: Actor, submission: Submission) -> Submission:
    """Accept a version with all its entries; a nil report stays nil.

    Raises:
        Denied: not a reviewer of the body whose directive is answered.
        WrongState: already accepted, replaced by a newer version, claimed by somebody else, or another
            desk's and not claimed.
    """
    submission = locked_to_decide(actor, submission)
    _accept(actor, submission)
    record(actor=actor, verb="submissions.accept", on=submission, detail={"version": submission.version})
    return submission


def _accept(actor: Actor, submission: Submission) -> None:
    if submission.state not in ACCEPTABLE:
        raise WrongState
    if submission.state == SubmissionState.NIL:
        _decide(actor, submission, SubmissionState.NIL)
        return
    submission.entries.update(state=EntryState.ACCEPTED)
    _decide(actor, submission, SubmissionState.ACCEPTED)
    move(actor=actor, assignment=submission.assignment, to=State.ACCEPTED)
    tell_sender(submission, "submission_accepted")


def _decide(actor: Actor, submission: Submission, state: SubmissionState) -> None:
    submission.state = state
    submission.decided_by_id = actor.post_id
    submission.decided_name = actor.signature
    submission.decided_at = clock.now()
    submission.save(update_fields=["state", "decided_by", "decided_name", "decided_at"])
    Claim.objects.filter(assignment_id=submission.assignment_id).delete()


def _problems(
    submission: Submission, entries: dict[str, Entry], notes: Sequence[ReturnRequest], due_at: datetime
) -> list[Problem]:
    """`where` is "returns.0" for the first note, "due" for the date."""
    problems = []
    if not notes:
        problems.append(Problem("returns", _("Please tick what is to be corrected.")))
    if due_at <= clock.now():
        problems.append(Problem("due", _("Please give a date in the future.")))
    above = _header_keys(submission)
    for number, note in enumerate(notes):
        if not note.reason.strip():
            problems.append(Problem(f"returns.{number}", _("Please give a reason.")))
        if not _exists(note, entries, above):
            problems.append(Problem(f"returns.{number}", _("There is no such place in this report.")))
    return problems


def _exists(note: ReturnRequest, entries: dict[str, Entry], above: set[str]) -> bool:
    if not note.entry_code:
        return not note.field_key or note.field_key in above
    entry = entries.get(note.entry_code)
    if entry is None:
        return False
    return not note.field_key or note.field_key in {field.key for field in entry.block.fields.all()}


def _header_keys(submission: Submission) -> set[str]:
    templates = {entry.block.template_id for entry in submission.entries.all()}
    asked = {field.key for block in headers_of(templates) for field in block.fields.all()}
    return asked | set(submission.header)
