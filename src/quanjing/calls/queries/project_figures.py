"""Figures of the bodies that lead projects: under way, own topics, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy

from quanjing.calls.enums import ProjectState
from quanjing.calls.models import Project
from quanjing.foundation import clock
from quanjing.foundation.figures import (
    NO_MONTH,
    Columns,
    Figure,
    Moved,
    Section,
    When,
    blank,
    month_key,
)

RUNNING, TOPICS, CLOSED = "projects.running", "projects.topics", "projects.closed"


def _page(extra: str) -> Any:
    return lambda _code, _first, _last: f"{reverse('project_list')}?{extra}"


FIGURES = (
    Figure(
        RUNNING, gettext_lazy("Projects under way"),
        gettext_lazy("Projects from calls that the body leads and that are neither closed nor stopped."),
        Section.HAVING, RUNNING, link=_page("state=running&kind=call"),
    ),
    Figure(
        TOPICS, gettext_lazy("Own topics under way"),
        gettext_lazy("Topics that the body works on without a call and that are neither closed nor stopped."),
        Section.HAVING, TOPICS, link=_page("state=running&kind=topic"),
    ),
    Figure(
        CLOSED, gettext_lazy("Projects and topics closed"),
        gettext_lazy("Projects and own topics by the month in which they were closed."),
        Section.YEAR, CLOSED, monthly=True, link=_page("state=closed"),
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """Two queries, whatever the number of bodies."""
    columns = blank(when, (RUNNING, TOPICS), (CLOSED,))
    running = Project.objects.filter(state=ProjectState.RUNNING).order_by().values_list("organization")
    called = Count("pk", filter=Q(application__isnull=False))
    for body, calls, topics in running.annotate(calls=called, topics=Count("pk", filter=Q(application=None))):
        if calls:
            columns[RUNNING, NO_MONTH][body] = calls
        if topics:
            columns[TOPICS, NO_MONTH][body] = topics
    closed = Project.objects.filter(state=ProjectState.CLOSED).annotate(month=TruncMonth("closed_on"))
    rows = closed.filter(month__in=when.months).order_by().values_list("month", "organization")
    for month, body, number in rows.annotate(count=Count("pk")):
        columns[CLOSED, month_key(month)][body] = number
    return columns


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Projects that began between two moments, or were closed on the days of them: one query."""
    begun = Q(made_at__gt=since, made_at__lte=until)
    closed = Q(closed_on__gte=_day(since), closed_on__lte=_day(until))
    for one in Project.objects.filter(begun | closed, organization__in=bodies).order_by("-made_at"):
        said = one.numbered
        yield Moved(one.organization_id, one.made_at, said, reverse("project_page", args=[one.code]))


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.CHINA).date()
