"""Working days and days off under the official calendar of holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache


def is_workday(day: date) -> bool:
    """Whether offices work on `day`; outside the published years Monday to Friday."""
    # Imported where it is needed: few notices count working days, and the table takes time to load.
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


@cache
def first_day_off(holiday: str, year: int) -> date | None:
    """The first day off of an official holiday by its English name; None outside the published years."""
    import chinese_calendar

    days = [day for day, name in chinese_calendar.holidays.items() if day.year == year and name == holiday]
    return min(days, default=None)


def add_workdays(start: date, count: int) -> date:
    """The last of `count` working days after `start` (start itself is not counted).

    Raises:
        ValueError: the count is negative.
        OverflowError: the answer lies beyond the calendar.
    """
    if count < 0:
        raise ValueError("count of working days below zero")
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day
