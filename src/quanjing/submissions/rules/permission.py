"""Who may report and review, and what of a part is open."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.models import Organization
from quanjing.submissions.models import ReturnNote, Submission
from quanjing.submissions.queries import Part
from quanjing.tasks.enums import NOT_EXPECTED, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import closes_of


class Mode(StrEnum):
    """What the sender may do with a part now."""

    FORM = "form"  # everything may be filled in
    CORRECT = "correct"  # only what was sent back
    SHOWN = "shown"  # nothing: accepted, locked, exempt or cancelled


def can_report(actor: Actor, assignment: Assignment) -> bool:
    """A post with the right to report, of the very organization."""
    return actor.may(Right.REPORT) and assignment.organization_id == actor.organization_id


def can_review(actor: Actor, submission: Submission) -> bool:
    """A post with the right to review, of the body whose directive is answered."""
    issuer = submission.assignment.directive.organization_id
    return actor.may(Right.REVIEW) and issuer == actor.organization_id


def asks_head(actor: Actor, organization: Organization) -> bool:
    """Whether the actor asks for confirmation instead of sending; a head sends in one step."""
    return organization.confirms_reports and not actor.may(Right.CONFIRM)


def mode_of(part: Part, now: datetime) -> Mode:
    """A returned part stays open after closing; one that was sent is open until decided or locked."""
    state = State(part.assignment.state)
    if state in (State.ACCEPTED, *NOT_EXPECTED):
        return Mode.SHOWN
    if is_closed(part.assignment, now):
        return Mode.SHOWN
    if part.base is None or is_whole(part.base):
        return Mode.FORM
    return Mode.CORRECT


def is_closed(assignment: Assignment, now: datetime) -> bool:
    """Past the end of grace, sent or not: nothing new is taken. What was returned stays editable."""
    closes = closes_of(assignment)
    decided = assignment.state in (State.RETURNED, State.ACCEPTED, *NOT_EXPECTED)
    return not decided and closes is not None and now > closes


def is_whole(returned: Submission) -> bool:
    """Whether the whole submission was sent back, not just places in it."""
    return any(note.entry_id is None and not note.field_key for note in returned.return_notes.all())


def returned_places(part: Part) -> dict[tuple[int | None, str], ReturnNote]:
    """(entry or None for the fields above the sheet, field key or "" for all of the entry) -> note."""
    if part.base is None:
        return {}
    return {(note.entry_id, note.field_key): note for note in part.base.return_notes.all()}


def may_edit(part: Part, entry_id: int | None, field_key: str, now: datetime) -> bool:
    """Whether the sender may change this field (entry None: above the sheet) of this part now."""
    mode = mode_of(part, now)
    if mode is not Mode.CORRECT:
        return mode is Mode.FORM
    noted = returned_places(part)
    return (entry_id, field_key) in noted or (entry_id is not None and (entry_id, "") in noted)
