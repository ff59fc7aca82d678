"""Blue near, amber behind, red overdue: the colour of a task, never of a person or a body."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from quanjing.foundation import clock

NEAR_DAYS = 7
BEHIND_DAYS = 3


class Colour(StrEnum):
    """The value is the name of the glyph and of the style."""

    BLUE = "near"
    AMBER = "behind"
    RED = "overdue"


def cn_day(moment: datetime) -> date:
    """The day in China on which a deadline falls: midnight belongs to the day that it ends."""
    return (moment.astimezone(clock.CHINA) - timedelta(microseconds=1)).date()


def colour_at(due_at: datetime | None, now: datetime) -> Colour | None:
    """The colour of what is open and due at `due_at`; None without a date or with time enough."""
    if due_at is None:
        return None
    if now > due_at:
        return Colour.RED
    left = (cn_day(due_at) - now.astimezone(clock.CHINA).date()).days
    if left < BEHIND_DAYS:
        return Colour.AMBER
    return Colour.BLUE if left <= NEAR_DAYS else None
