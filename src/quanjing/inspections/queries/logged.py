"""What inspections bring to the work log: an entry of the visiting body for each visit that was made."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope
from quanjing.inspections.enums import VisitState
from quanjing.inspections.models import Visit

BODY = "inspection__organization"


def logged_visits(scope: Scope) -> QuerySet[Visit]:
    """Visits that were made, the newest first."""
    return _made(scope).select_related("inspection", "organization").order_by("-day", "-pk")


def entry_of(visit: Visit) -> Logged:
    words = {"name": visit.inspection.name, "body": visit.organization.name}
    return Logged(
        day=visit.day,
        kind=LogKind.OTHER,
        body=visit.inspection.organization_id,
        matter=_("Visit to %(body)s: %(name)s") % words,
        result=visit.result,
        link=reverse("visit_page", args=[visit.code]),
        source="visits",
        key=visit.code,
    )


def log_counts(scope: Scope) -> Iterable[Counted]:
    """Visits by visiting body: one query."""
    grouped = _made(scope).order_by().values_list(BODY).annotate(count=Count("pk"))
    for body, number in grouped:
        yield Counted(body, LogKind.OTHER, number)


def _made(scope: Scope) -> QuerySet[Visit]:
    if not scope.wants(LogKind.OTHER):
        return Visit.objects.none()
    return Visit.objects.filter(scope.bodies(BODY), scope.days("day"), state=VisitState.CONCLUDED)
