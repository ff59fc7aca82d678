"""What registers bring to the work log: an entry for what a body filed for the first time."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.urls import reverse

from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope
from quanjing.registers.models import RegisterEntry

CONSULTED = "matter"  # the register of major matters asked beforehand


def logged_filings(scope: Scope) -> QuerySet[RegisterEntry]:
    """Entries that were first filed in these days, the newest first."""
    return _filed(scope).select_related("kind").order_by("-filed_on", "-pk")


def entry_of(entry: RegisterEntry) -> Logged:
    assert entry.filed_on is not None
    return Logged(
        day=entry.filed_on,
        kind=_kind(entry.kind.code),
        body=entry.organization_id,
        matter=f"{entry.kind}: {entry.name}",
        result=entry.get_state_display(),
        link=reverse("register_entry", args=[entry.code]),
        source="filings",
        key=entry.code,
    )


def log_counts(scope: Scope) -> Iterable[Counted]:
    """Entries by body and kind: one query."""
    grouped = _filed(scope).order_by().values_list("organization", "kind__code")
    for body, code, count in grouped.annotate(count=Count("pk")):
        yield Counted(body, _kind(code), count)


def _kind(code: str) -> LogKind:
    return LogKind.CONSULTATION if code == CONSULTED else LogKind.FILING


def _filed(scope: Scope) -> QuerySet[RegisterEntry]:
    found = RegisterEntry.objects.filter(scope.bodies(), scope.days("filed_on"))
    if not scope.wants(LogKind.FILING):
        found = found.filter(kind__code=CONSULTED)
    if not scope.wants(LogKind.CONSULTATION):
        found = found.exclude(kind__code=CONSULTED)
    return found
