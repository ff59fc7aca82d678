"""Working days by the official calendar, with the office's own table above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from quanjing.directives.models import CalendarDay
from quanjing.foundation.workdays import is_workday


@dataclass(frozen=True)
class Calendar:
    """The days that differ (day -> is it a working day), over the official calendar.

    A year that the official calendar does not know works Monday to Friday.
    """

    overrides: dict[date, bool]

    def is_workday(self, day: date) -> bool:
        return self.overrides[day] if day in self.overrides else is_workday(day)

    def shifted(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it where negative); `day` is not counted.

        Raises OverflowError beyond the calendar.
        """
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day


def calendar() -> Calendar:
    """The calendar as it is now: one query."""
    return Calendar(dict(CalendarDay.objects.values_list("day", "is_workday")))


def overrides() -> QuerySet[CalendarDay]:
    """The office's own table, the latest day first; everybody may read it."""
    found: QuerySet[CalendarDay] = CalendarDay.objects.order_by("-day")
    return found
