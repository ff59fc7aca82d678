"""Working days by the official calendar: the one place that knows which days offices work."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import chinese_calendar

SATURDAY = 5


def is_workday(day: date) -> bool:
    """Whether offices work on `day`; what an office decides otherwise belongs here."""
    return _is_official(day)


@cache
def _is_official(day: date) -> bool:
    """By the official calendar; Monday to Friday where it is not yet out."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY


def workdays_before(day: date, count: int) -> date:
    """The working day `count` working days before `day`; with 0 `day` itself, or the last one before it."""
    while not is_workday(day):
        day -= timedelta(days=1)
    for _ in range(count):
        day = _step(day, -1)
    return day


def workdays_after(day: date, count: int) -> date:
    """The `count`th working day after `day` (1 or more; `day` itself is not counted)."""
    for _ in range(count):
        day = _step(day, 1)
    return day


def _step(day: date, days: int) -> date:
    day += timedelta(days=days)
    while not is_workday(day):
        day += timedelta(days=days)
    return day
