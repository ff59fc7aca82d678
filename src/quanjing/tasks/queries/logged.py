"""What notices bring to the work log of the body that published them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse

from quanjing.directives.enums import OUT
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope


def logged_notices(scope: Scope) -> QuerySet[Directive]:
    """Notices that went out, the newest first."""
    return _published(scope).order_by("-published_at", "-pk")


def entry_of(directive: Directive) -> Logged:
    assert directive.published_at is not None
    return Logged(
        day=directive.published_at.astimezone(clock.CHINA).date(),
        kind=LogKind.OTHER,
        body=directive.organization_id,
        matter=str(directive),
        result=directive.doc_number,
        link=reverse("directive_page", args=[directive.code]),
        source="notices",
        key=directive.code,
    )


def log_counts(scope: Scope) -> Iterable[Counted]:
    """Entries by body: one query."""
    grouped = _published(scope).order_by().values_list("organization").annotate(count=Count("pk"))
    return (Counted(body, LogKind.OTHER, count) for body, count in grouped)


def _published(scope: Scope) -> QuerySet[Directive]:
    if not scope.wants(LogKind.OTHER):
        return Directive.objects.none()
    after, until = clock.end_of(scope.first - timedelta(days=1)), clock.end_of(scope.last)
    found = Directive.objects.filter(scope.bodies(), published_at__gte=after, published_at__lt=until)
    return found.filter(state__in=OUT)
