"""The clocks of one assignment. The sender's clock stands still while the desk checks."""

from __future__ import annotations

from datetime import datetime

from quanjing.tasks.enums import NOT_EXPECTED, OPEN, State
from quanjing.tasks.models import Assignment


def first_due_of(assignment: Assignment) -> datetime | None:
    """Until when a first report is in time: an extension, the unit's own date, or the task's."""
    return assignment.extended_to or assignment.due_at or assignment.task.due_at


def due_of(assignment: Assignment) -> datetime | None:
    """By when the unit has to act next: the return's own date, else as `first_due_of`."""
    if assignment.state == State.RETURNED and assignment.return_due:
        return assignment.return_due
    return first_due_of(assignment)


def closes_of(assignment: Assignment) -> datetime | None:
    """The end of grace, never before an extension; None where a late report is always taken."""
    closes = assignment.closes_at or assignment.task.closes_at
    if closes and assignment.extended_to:
        return max(closes, assignment.extended_to)
    return closes


def is_late(assignment: Assignment, now: datetime) -> bool:
    """Sent after the deadline, or open past it."""
    if assignment.state in NOT_EXPECTED:
        return False
    first_due = first_due_of(assignment)
    if first_due and assignment.submitted_at and assignment.submitted_at > first_due:
        return True
    if assignment.state not in (*OPEN, State.RETURNED):
        return False
    due = due_of(assignment)
    return due is not None and now > due


def is_locked(assignment: Assignment, now: datetime) -> bool:
    """Open past the end of grace: nothing can be sent any more. A returned report stays editable."""
    closes = closes_of(assignment)
    return assignment.state in OPEN and closes is not None and now > closes
