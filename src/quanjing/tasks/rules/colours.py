"""The colour of an assignment: of the work, from its state and the clock; never of a body."""

from __future__ import annotations

from datetime import datetime

from quanjing.foundation.colours import Colour, colour_at
from quanjing.tasks.enums import OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules.clocks import due_of


def colour_of(assignment: Assignment, now: datetime) -> Colour | None:
    """Blue near, amber behind, red overdue while the unit has to act; None while the desk checks, or done."""
    if assignment.state not in (*OPEN, State.RETURNED):
        return None
    return colour_at(due_of(assignment), now)
