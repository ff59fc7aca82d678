"""What reports bring to the work log: an entry for each item that a body reported on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse

from quanjing.foundation import clock
from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Submission
from quanjing.tasks.models import Assignment


def logged_reports(scope: Scope) -> QuerySet[Assignment]:
    """What was reported, on the day on which it first left, the newest first."""
    sent = Submission.objects.filter(assignment=OuterRef("pk")).exclude(state=SubmissionState.WITHDRAWN)
    newest = Subquery(sent.order_by("-version").values("code")[:1])
    found = _reported(scope).select_related("task", "directive", "organization").annotate(sent=newest)
    return found.order_by("-submitted_at", "-pk")


def entry_of(assignment: Assignment) -> Logged:
    assert assignment.submitted_at is not None
    code = getattr(assignment, "sent", None)
    return Logged(
        day=assignment.submitted_at.astimezone(clock.CHINA).date(),
        kind=LogKind.REPORT,
        body=assignment.organization_id,
        matter=f"{assignment.directive}: {assignment.task}",
        result=str(assignment.get_state_display()),
        link=reverse("submission_page", args=[code]) if code else "",
        source="reports",
        key=assignment.code,
    )


def log_counts(scope: Scope) -> Iterable[Counted]:
    """Entries by body: one query."""
    grouped = _reported(scope).order_by().values_list("organization").annotate(count=Count("pk"))
    return (Counted(body, LogKind.REPORT, count) for body, count in grouped)


def _reported(scope: Scope) -> QuerySet[Assignment]:
    if not scope.wants(LogKind.REPORT):
        return Assignment.objects.none()
    after, until = clock.end_of(scope.first - timedelta(days=1)), clock.end_of(scope.last)
    return Assignment.objects.filter(scope.bodies(), submitted_at__gte=after, submitted_at__lt=until)
