"""What activities bring to the work log: an entry for each body that held one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from quanjing.activities.models import ActivityHost
from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope

# The common kinds; what an association defines for itself is other work.
KINDS: dict[LogKind, tuple[str, ...]] = {
    LogKind.MEETING: ("general", "committee", "cell", "review", "appraisal", "leading", "board", "society",
                      "symposium"),
    LogKind.STUDY: ("lecture", "themeday", "central", "seminar", "training"),
    LogKind.OUTREACH: ("outtalk", "outreach", "fair"),
    LogKind.SERVICE: ("service", "forum", "exchange"),
}  # fmt: skip
KIND_OF = {code: kind for kind, codes in KINDS.items() for code in codes}


def logged_hosts(scope: Scope) -> QuerySet[ActivityHost]:
    """What took place, once for each body that held it, the newest first."""
    found = _hosts(scope).select_related("activity", "kind")
    return found.order_by("-day", "-pk")


def entry_of(host: ActivityHost) -> Logged:
    activity = host.activity
    decided = next((line.strip() for line in activity.decisions.splitlines() if line.strip()), "")
    present = gettext("%(count)d present") % {"count": activity.present} if activity.present else ""
    return Logged(
        day=host.day,
        kind=KIND_OF.get(host.kind.code, LogKind.OTHER),
        body=host.organization_id,
        matter=f"{host.kind}: {activity.name}",
        result=decided or present,
        link=reverse("activity_page", args=[activity.code]),
        source="activities",
        key=activity.code,
    )


def log_counts(scope: Scope) -> Iterable[Counted]:
    """Entries by body and kind: one query."""
    grouped = _hosts(scope).order_by().values_list("organization", "kind__code").annotate(count=Count("pk"))
    for body, code, count in grouped:
        yield Counted(body, KIND_OF.get(code, LogKind.OTHER), count)


def _hosts(scope: Scope) -> QuerySet[ActivityHost]:
    found = ActivityHost.objects.filter(scope.bodies(), scope.days("day"), held=True)
    if not scope.kinds:
        return found
    named = [code for code, kind in KIND_OF.items() if kind in scope.kinds]
    wanted = Q(kind__code__in=named)
    if LogKind.OTHER in scope.kinds:
        wanted |= ~Q(kind__code__in=list(KIND_OF))
    return found.filter(wanted)
