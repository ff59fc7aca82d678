"""Weeks, months and years: first and last day, and the ones before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from quanjing.worklog.enums import Span


@dataclass(frozen=True, slots=True)
class Days:
    span: Span
    first: date
    last: date

    @property
    def before(self) -> date:
        """A day of the span before."""
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def months(self) -> list[date]:
        """First days of the months that lie in it as a whole; none of a week."""
        if self.span == Span.WEEK:
            return []
        count = 12 if self.span == Span.YEAR else 1
        return [date(self.first.year, self.first.month + place, 1) for place in range(count)]


def days_of(span: str, day: date) -> Days:
    """The week from Monday to Sunday, the month or the year in which `day` lies."""
    if span == Span.WEEK:
        first = day - timedelta(days=day.weekday())
        return Days(Span.WEEK, first, first + timedelta(days=6))
    if span == Span.YEAR:
        return Days(Span.YEAR, date(day.year, 1, 1), date(day.year, 12, 31))
    first = day.replace(day=1)
    return Days(Span.MONTH, first, month_end(first))


def month_end(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
