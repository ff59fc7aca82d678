"""Weeks, months, quarters, half-years and years as periods with a key that sorts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quanjing.tasks.enums import Every

MONTHS = {Every.MONTHLY: 1, Every.QUARTERLY: 3, Every.HALF_YEARLY: 6, Every.YEARLY: 12}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day; `key` is 2026-W36, 2026-09, 2026-Q3, 2026-H2 or 2026."""

    key: str
    first: date
    last: date


def period_of(every: Every, day: date) -> Period:
    """The period in which `day` lies; a week belongs to the year that has its Thursday."""
    if every == Every.WEEKLY:
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return Period(f"{year}-W{week:02d}", first, first + timedelta(days=6))
    size = MONTHS[every]
    part = (day.month - 1) // size
    first = date(day.year, part * size + 1, 1)
    after = date(day.year + 1, 1, 1) if (part + 1) * size >= 12 else date(day.year, (part + 1) * size + 1, 1)
    names = {1: f"-{day.month:02d}", 3: f"-Q{part + 1}", 6: f"-H{part + 1}", 12: ""}
    return Period(f"{day.year}{names[size]}", first, after - DAY)


def periods(every: Every, first_on: date, until: date) -> Iterator[Period]:
    """The periods from that of `first_on` on which begin on or before `until`."""
    period = period_of(every, first_on)
    while period.first <= until:
        yield period
        period = period_of(every, period.last + DAY)
