"""Spans over which a rhythm counts, and the months that counts are kept by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quanjing.activities.enums import Period
from quanjing.tasks.enums import Every
from quanjing.tasks.rules.periods import period_of, periods

EVERY = {
    Period.MONTH: Every.MONTHLY,
    Period.QUARTER: Every.QUARTERLY,
    Period.HALF: Every.HALF_YEARLY,
    Period.YEAR: Every.YEARLY,
}
FIVE = 5


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day; `key` is 2026-09, 2026-Q3, 2026-H2, 2026 or 2026-2030."""

    key: str
    first: date
    last: date


def span_of(period: Period | str, day: date) -> Span:
    """The span in which `day` lies; five years are those of a plan, 2026 to 2030."""
    if period == Period.FIVE_YEARS:
        first = (day.year - 1) // FIVE * FIVE + 1
        return Span(f"{first}-{first + FIVE - 1}", date(first, 1, 1), date(first + FIVE - 1, 12, 31))
    found = period_of(EVERY[Period(period)], day)
    return Span(found.key, found.first, found.last)


def spans_within(period: Period | str, within: Span) -> list[Span]:
    """The spans of a rhythm that touch `within`: three months of a quarter, or the one year that holds it."""
    if period == Period.FIVE_YEARS:
        return [span_of(period, within.first)]
    found = periods(EVERY[Period(period)], within.first, within.last)
    return [Span(one.key, one.first, one.last) for one in found]


def quarter_named(key: str, today: date) -> Span:
    """The quarter of a key such as 2026-Q3; that of today for anything else."""
    year, dash, part = key.partition("-Q")
    if dash and year.isdecimal() and len(year) == 4 and part in ("1", "2", "3", "4") and int(year) > 0:
        return span_of(Period.QUARTER, date(int(year), int(part) * 3, 1))
    return span_of(Period.QUARTER, today)


def month_of(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)
