"""What forms need not ask, since it can be counted: self-checks, findings and closed ones of the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact
from quanjing.inspections.enums import DONE_SELF, OPEN_SELF, UNSETTLED, FindingState, VisitState
from quanjing.inspections.models import Finding, InspectedBody, Visit
from quanjing.organizations.registry import OpenWork

SOURCE = gettext_lazy("counted from inspections of this year")


def inspection_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """Numbers of this year, where a self-check or a finding is on record: two queries."""
    today = clock.today()
    checks = InspectedBody.objects.filter(organization=organization_id, self_state__in=DONE_SELF)
    sent = checks.filter(sent_on__year=today.year).count()
    rows = Finding.objects.filter(organization=organization_id, written_on__year=today.year)
    numbers = rows.exclude(state=FindingState.WITHDRAWN).aggregate(
        found=Count("pk"),
        closed=Count("pk", filter=Q(state=FindingState.CLOSED)),
        open=Count("pk", filter=Q(state__in=UNSETTLED)),
    )
    if not sent and not numbers["found"]:
        return {}
    values = {"selfchecks": sent, **numbers}
    return {f"inspections.{name}": KnownFact(str(value), SOURCE, today) for name, value in values.items()}


def open_findings(organization_ids: Sequence[int]) -> QuerySet[Finding]:
    return Finding.objects.filter(organization_id__in=organization_ids, state__in=UNSETTLED)


def open_checks(organization_ids: Sequence[int]) -> QuerySet[InspectedBody]:
    rows = InspectedBody.objects.filter(organization_id__in=organization_ids)
    return rows.filter(self_state__in=OPEN_SELF)


def open_visits(organization_ids: Sequence[int]) -> QuerySet[Visit]:
    return Visit.objects.filter(organization_id__in=organization_ids, state=VisitState.PLANNED)


def open_work_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """What these bodies still have open; three queries."""
    found = [
        (_("findings to be rectified"), "finding_list", open_findings(organization_ids).count()),
        (_("self-checks"), "inspection_index", open_checks(organization_ids).count()),
        (_("visits"), "visit_list", open_visits(organization_ids).count()),
    ]
    return [OpenWork(words, reverse(page), count) for words, page, count in found if count]
