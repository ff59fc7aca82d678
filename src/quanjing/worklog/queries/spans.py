"""Weeks, months and years: first and last day, and the ones before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from quanjing.foundation.months import month_end
from quanjing.worklog.enums import LogSpan


@dataclass(frozen=True, slots=True)
class Days:
    span: LogSpan
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
        if self.span == LogSpan.WEEK:
            return []
        count = 12 if self.span == LogSpan.YEAR else 1
        return [date(self.first.year, self.first.month + place, 1) for place in range(count)]


def days_of(span: str, day: date) -> Days:
    """The week from Monday to Sunday, the month or the year in which `day` lies."""
    if span == LogSpan.WEEK:
        first = day - timedelta(days=day.weekday())
        return Days(LogSpan.WEEK, first, first + timedelta(days=6))
    if span == LogSpan.YEAR:
        return Days(LogSpan.YEAR, date(day.year, 1, 1), date(day.year, 12, 31))
    first = day.replace(day=1)
    return Days(LogSpan.MONTH, first, month_end(first))
