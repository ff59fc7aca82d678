"""The calendar of a body or a subtree: a month as days, a week or a list as activities."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity, ActivityHost
from quanjing.activities.queries.lists import hosted_in
from quanjing.activities.queries.periods import Span, span_of
from quanjing.activities.queries.tallies import days_at
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization

MOST_NAMED = 120  # activities that a month shows by name, four a day; beyond, each day shows its count
MONDAY = 0


@dataclass(slots=True)
class Day:
    """A day of the calendar; `count` is all of it, `activities` what is shown by name."""

    day: date
    inside: bool  # of the month that is shown
    count: int = 0
    activities: list[Activity] = field(default_factory=list)


def range_of(view: str, day: date) -> Span:
    """The days that a view shows around `day`: its week from Monday, or its month."""
    if view == "week":
        first = day - timedelta(days=day.weekday())
        return Span(first.isoformat(), first, first + timedelta(days=6))
    return span_of("month", day)


def within(head: Organization, span: Span, *, own: bool) -> QuerySet[Activity]:
    """The activities of a body (`own`) or its subtree in a span, by time; called-off ones are among them."""
    scope = Q(organization=head.pk) if own else in_subtree(head.path, "organization__")
    days = Q(day__gte=span.first, day__lte=span.last)
    found = Activity.objects.filter(days, hosted_in(scope & days)).select_related("organization", "kind")
    return found.order_by("day", "starts_at", "pk")


def month_of_days(head: Organization, day: date, *, own: bool) -> list[list[Day]]:
    """A month as weeks from Monday: one query for the counts, one for the names where they are few."""
    weeks = [
        [Day(one, one.month == day.month) for one in week]
        for week in Weeks(MONDAY).monthdatescalendar(day.year, day.month)
    ]
    by_day = {one.day: one for week in weeks for one in week}
    span = Span("", weeks[0][0].day, weeks[-1][-1].day)
    _count(by_day, head, span, own=own)
    if sum(one.count for one in by_day.values()) <= MOST_NAMED:
        for activity in within(head, span, own=own).exclude(state=ActivityState.CANCELLED):
            by_day[activity.day].activities.append(activity)
    return weeks


def days_of(activities: Iterable[Activity], span: Span) -> list[Day]:
    """The days of a span with these activities."""
    length = (span.last - span.first).days + 1
    days = {one: Day(one, True) for one in (span.first + timedelta(days=step) for step in range(length))}
    for activity in activities:
        days[activity.day].activities.append(activity)
        days[activity.day].count += 1
    return list(days.values())


def _count(by_day: dict[date, Day], head: Organization, span: Span, *, own: bool) -> None:
    """From the kept counts, in which a joint activity counts once; of one body from its own rows."""
    if not own:
        counts = days_at(head.pk, span.first, span.last)
    else:
        rows = ActivityHost.objects.filter(organization=head.pk, day__gte=span.first, day__lte=span.last)
        rows = rows.exclude(activity__state=ActivityState.CANCELLED).order_by()
        counts = dict(rows.values_list("day").annotate(count=Count("pk")))
    for day, count in counts.items():
        by_day[day].count = count
