"""Working days by the official calendar, with what an office decides otherwise above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar

SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days that differ (day -> is it a working day), over the official calendar.

    A year that the official calendar does not know works Monday to Friday.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        return self.overrides[day] if day in self.overrides else _is_official(day)

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

    def before(self, day: date, count: int) -> date:
        """The working day `count` before `day`; with 0 `day` itself, or the last one before it."""
        while not self.is_workday(day):
            day -= timedelta(days=1)
        return self.shifted(day, -count)


@cache
def _is_official(day: date) -> bool:
    """By the official calendar; Monday to Friday where it is not yet out."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY
