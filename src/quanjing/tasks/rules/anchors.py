"""From an event's day or a day of receipt to a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quanjing.foundation import clock
from quanjing.foundation.workdays import Calendar
from quanjing.tasks.enums import Side, Unit
from quanjing.tasks.models import Anchor


@dataclass(frozen=True, slots=True)
class Resolved:
    """The last day, its end (UTC), and the end of grace."""

    due_on: date
    due_at: datetime
    closes_at: datetime | None


def last_day(anchor: Anchor, day: date, calendar: Calendar) -> date:
    """The last day in time, counted from `day`; that day itself is never counted.

    Before an event with nothing to count it is the day before, after it the day itself.
    """
    count = anchor.count
    if anchor.side == Side.BEFORE:
        count = -(count or 1)
    if anchor.unit == Unit.DAYS or anchor.count == 0:
        return day + timedelta(days=count)
    return calendar.shifted(day, count)


def resolve(anchor: Anchor, day: date, calendar: Calendar, at: str) -> Resolved:
    """The deadline of `anchor` from `day`; `at` is HH:MM when the last day ends (24:00: midnight after)."""
    due_on = last_day(anchor, day, calendar)
    grace = anchor.grace_days
    closes = None if grace is None else clock.end_of(due_on + timedelta(days=grace), at)
    return Resolved(due_on, clock.end_of(due_on, at), closes)
