"""Working days as the office keeps them: its own table above the official calendar."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.directives.models import CalendarDay
from quanjing.foundation.workdays import Calendar


def calendar() -> Calendar:
    """The calendar as it is now: one query."""
    return Calendar(dict(CalendarDay.objects.values_list("day", "is_workday")))


def overrides() -> QuerySet[CalendarDay]:
    """The office's own table, the latest day first; everybody may read it."""
    found: QuerySet[CalendarDay] = CalendarDay.objects.order_by("-day")
    return found
