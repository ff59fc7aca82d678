"""Months as the first of their days."""

from __future__ import annotations

from datetime import date, timedelta


def month_after(month: date) -> date:
    """The first day of the month after the one of a day."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_end(month: date) -> date:
    """The last day of the month of a day."""
    return month_after(month) - timedelta(days=1)


def months_between(first: date, last: date) -> list[date]:
    """First days of the months from one day to another, both included."""
    found = []
    month = first.replace(day=1)
    while month <= last:
        found.append(month)
        month = month_after(month)
    return found
