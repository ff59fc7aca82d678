"""Projects in other parts: the search, known facts of forms, the work log, the panorama."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.calls.enums import MilestoneState, ProjectState
from quanjing.calls.models import Milestone, Project
from quanjing.calls.queries.projects import projects_visible_to
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact
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
from quanjing.foundation.findable import Facts, Findable
from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope

MOST_NAMED = 50
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
        said = f"{one.number} {one.title}"
        yield Moved(one.organization_id, one.made_at, said, reverse("project_page", args=[one.code]))


def project_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """`projects.year`: what the body worked on this year; one query."""
    today = clock.today()
    rows = Project.objects.filter(organization=organization_id, starts_on__lte=today)
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__year=today.year)).exclude(state=ProjectState.STOPPED)
    found = list(rows.order_by("number")[:MOST_NAMED])
    if not found:
        return {}
    names = _(", ").join(f"{one.title} ({one.get_state_display()})" for one in found)
    return {"projects.year": KnownFact(names, gettext_lazy("Projects and own topics"), today)}


def reports_logged(scope: Scope) -> QuerySet[Milestone]:
    """Reports accepted in these days, the newest first."""
    return _accepted(scope).select_related("project").order_by("-accepted_on", "-pk")


def report_entry(one: Milestone) -> Logged:
    assert one.accepted_on is not None
    return Logged(
        day=one.accepted_on,
        kind=LogKind.SERVICE,
        body=one.project.organization_id,
        matter=f"{one.project.title}: {one.name}",
        result=one.get_state_display(),
        link=reverse("project_page", args=[one.project.code]),
        source="projects",
        key=one.code,
    )


def report_counts(scope: Scope) -> Iterable[Counted]:
    """Accepted reports by body: one query."""
    grouped = _accepted(scope).order_by().values_list("project__organization")
    for body, number in grouped.annotate(count=Count("pk")):
        yield Counted(body, LogKind.SERVICE, number)


def _accepted(scope: Scope) -> QuerySet[Milestone]:
    if not scope.wants(LogKind.SERVICE):
        return Milestone.objects.none()
    days = scope.bodies("project__organization") & scope.days("accepted_on")
    return Milestone.objects.filter(days, state=MilestoneState.ACCEPTED)


def _facts(one: Project) -> Facts:
    texts = [one.number, one.plan, *(str(goal.get("name", "")) for goal in one.goals)]
    return Facts(one.title, " ".join(filter(None, texts)), one.organization_id, one.starts_on, one.code)


def _seen(actor: Actor) -> Q:
    return Q(object_id__in=projects_visible_to(actor).order_by().values("pk"))


def _to_project(_actor: Actor, document: Any) -> str:
    return reverse("project_page", args=[document.code])


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.CHINA).date()


PROJECTS = Findable(
    "project", gettext_lazy("project"), 65, lambda: Project.objects.all(), _facts, _seen, _to_project
)
