"""What inspections have in the reminders and in the calendar: self-checks, findings, visits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.dates import Dated
from quanjing.foundation.paths import in_subtree
from quanjing.inspections.enums import OPEN_SELF, FindingState, InspectionState, VisitState
from quanjing.inspections.models import Finding, InspectedBody, Visit
from quanjing.organizations.queries import in_scope

MOST = 500  # dates that a calendar shows
REMEMBERED = timedelta(days=45)  # what is past for longer is in lists alone


def bodies_with_dates(until: date) -> set[int]:
    """Bodies that have to send a self-check, to mend something or to expect a visit: three queries."""
    found: set[int] = set()
    for rows in (_self_checks(until), _findings(until), _visits(until)):
        found.update(rows.order_by().values_list("organization_id", flat=True).distinct())
    return found


def dates_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """What these bodies have before them up to a day, findings of a day in one line: three queries."""
    ids = list(organization_ids)
    return [
        *(_self_check(one) for one in _self_checks(until).filter(organization__in=ids)),
        *_by_day(_findings(until).filter(organization__in=ids)),
        *(_visit(one) for one in _visits(until).filter(organization__in=ids)),
    ]


def dates_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """The dates of a subtree, or of its head alone, that the actor may see: three queries."""
    scope = Q(organization__path=path) if own else in_subtree(path, "organization__")
    scope &= in_scope(actor, "organization__")
    checks = _open_checks().filter(scope, inspection__self_by__range=(first, last))
    found = _open_findings().filter(scope, due_on__range=(first, last)).order_by("due_on", "pk")
    visits = Visit.objects.filter(scope, day__range=(first, last)).exclude(state=VisitState.CALLED_OFF)
    return [
        *(_self_check(one) for one in checks.order_by("inspection__self_by", "pk")[:MOST]),
        *(_finding(one) for one in found[:MOST]),
        *(
            _visit(one)
            for one in visits.select_related("inspection", "organization").order_by("day", "pk")[:MOST]
        ),
    ]


def _open_checks() -> QuerySet[InspectedBody]:
    rows = InspectedBody.objects.filter(
        self_state__in=OPEN_SELF,
        inspection__state=InspectionState.ANNOUNCED,
        inspection__self_by__isnull=False,
    )
    return rows.select_related("inspection", "organization")


def _open_findings() -> QuerySet[Finding]:
    return Finding.objects.filter(state=FindingState.OPEN).select_related("inspection", "organization")


def _self_checks(until: date) -> QuerySet[InspectedBody]:
    return _open_checks().filter(inspection__self_by__range=(clock.today() - REMEMBERED, until))


def _findings(until: date) -> QuerySet[Finding]:
    return _open_findings().filter(due_on__range=(clock.today() - REMEMBERED, until))


def _visits(until: date) -> QuerySet[Visit]:
    rows = Visit.objects.filter(state=VisitState.PLANNED, day__range=(clock.today(), until))
    return rows.select_related("inspection", "organization")


def _self_check(one: InspectedBody) -> Dated:
    inspection = one.inspection
    assert inspection.self_by is not None
    return Dated(
        one.organization_id, inspection.organization_id, inspection.self_by,
        inspection.announced_on or inspection.self_by,
        _("Self-check: %(name)s") % {"name": inspection.name},
        reverse("inspection_answers", args=[inspection.code, one.organization.code]),
    )  # fmt: skip


def _finding(one: Finding) -> Dated:
    return Dated(
        one.organization_id, one.inspection.organization_id, one.due_on, one.written_on,
        _("To be rectified: %(name)s") % {"name": one.process}, reverse("finding_page", args=[one.code]),
    )  # fmt: skip


def _by_day(rows: QuerySet[Finding]) -> Iterator[Dated]:
    """One line a body, inspection and day, however many findings."""
    grouped: dict[tuple[int, int, date], list[Finding]] = {}
    for one in rows.order_by("due_on", "pk"):
        grouped.setdefault((one.organization_id, one.inspection_id, one.due_on), []).append(one)
    for found in grouped.values():
        first = found[0]
        if len(found) == 1:
            yield _finding(first)
            continue
        words = {"name": first.inspection.name, "count": len(found)}
        link = f"{reverse('finding_list')}?own=1&inspection={first.inspection.code}"
        yield Dated(
            first.organization_id, first.inspection.organization_id, first.due_on,
            min(one.written_on for one in found), _("To be rectified: %(name)s (%(count)d)") % words, link,
        )  # fmt: skip


def _visit(one: Visit) -> Dated:
    return Dated(
        one.organization_id, one.inspection.organization_id, one.day, one.made_on,
        _("Visit: %(name)s") % {"name": one.inspection.name}, reverse("visit_page", args=[one.code]),
    )  # fmt: skip
