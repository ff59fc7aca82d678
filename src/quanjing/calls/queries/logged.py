"""Applications, decisions and reports of projects in the work log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.calls.enums import HANDED_IN, MilestoneState
from quanjing.calls.models import Application, Call, Decision, Milestone
from quanjing.calls.queries.applications import REVOKED
from quanjing.foundation import clock
from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope


def _sent(scope: Scope) -> QuerySet[Application]:
    days = Q(sent_at__gte=clock.end_of(scope.first - timedelta(days=1)), sent_at__lt=clock.end_of(scope.last))
    return Application.objects.filter(scope.bodies(), days, state__in=HANDED_IN).exclude(REVOKED)


def applications_logged(scope: Scope) -> QuerySet[Application]:
    """Applications that were sent in these days, the newest first."""
    found = _sent(scope) if scope.wants(LogKind.REPORT) else Application.objects.none()
    return found.select_related("call").order_by("-sent_at", "-pk")


def application_entry(one: Application) -> Logged:
    assert one.sent_at is not None
    return Logged(
        day=one.sent_at.astimezone(clock.CHINA).date(),
        kind=LogKind.REPORT,
        body=one.organization_id,
        matter=f"{one.call.title}: {one.title}",
        result=one.get_state_display(),
        link=reverse("application_page", args=[one.code]),
        source="applications",
        key=one.code,
    )


def application_counts(scope: Scope) -> Iterable[Counted]:
    """Applications by body: one query."""
    if not scope.wants(LogKind.REPORT):
        return
    rows = _sent(scope).order_by().values_list("organization").annotate(number=Count("pk"))
    for body, number in rows:
        yield Counted(body, LogKind.REPORT, number)


def decisions_logged(scope: Scope) -> QuerySet[Decision]:
    """Decisions released in these days, the newest first."""
    return _released(scope).select_related("call").order_by("-released_at", "-pk")


def decision_entry(one: Decision) -> Logged:
    assert one.released_at is not None
    call: Call = one.call
    return Logged(
        day=one.released_at.astimezone(clock.CHINA).date(),
        kind=LogKind.SERVICE,
        body=call.organization_id,
        matter=call.title,
        result=_("Decision %(number)d") % {"number": one.number},
        link=reverse("call_page", args=[call.code]),
        source="decisions",
        key=one.code,
    )


def decision_counts(scope: Scope) -> Iterable[Counted]:
    """Released decisions by body: one query."""
    grouped = _released(scope).order_by().values_list("call__organization")
    for body, number in grouped.annotate(count=Count("pk")):
        yield Counted(body, LogKind.SERVICE, number)


def _released(scope: Scope) -> QuerySet[Decision]:
    if not scope.wants(LogKind.SERVICE):
        return Decision.objects.none()
    days = Q(
        released_at__gte=clock.end_of(scope.first - timedelta(days=1)),
        released_at__lt=clock.end_of(scope.last),
    )
    return Decision.objects.filter(scope.bodies("call__organization"), days)


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
