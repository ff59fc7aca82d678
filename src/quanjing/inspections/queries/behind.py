"""The self-checks, visits and findings behind a figure of one body: processes, no persons."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from quanjing.foundation.figures import Behind, When
from quanjing.inspections.enums import DONE_SELF, FindingState, VisitState
from quanjing.inspections.models import Finding, Visit
from quanjing.inspections.queries.figures import CLOSED, OVERDUE, SENT, bodies_of_year
from quanjing.inspections.queries.findings import overdue_on


def behind(code: str, body: int, when: When) -> Iterable[Behind]:
    """One query."""
    if code in (CLOSED, OVERDUE):
        return _findings(code, body, when)
    made = Exists(Visit.objects.filter(body=OuterRef("pk"), state=VisitState.CONCLUDED))
    rows = bodies_of_year(when.day.year).filter(organization=body).select_related("inspection")
    rows = rows.annotate(made=made).order_by("inspection__announced_on", "pk")
    if code == SENT:
        return [
            Behind(
                one.inspection.name, one.inspection.announced_on, one.get_self_state_display(),
                counts=one.self_state in DONE_SELF,
            )
            for one in rows.exclude(self_state="")
        ]  # fmt: skip
    return [
        Behind(one.inspection.name, one.inspection.announced_on, counts=one.made)
        for one in rows.filter(is_visited=True)
    ]


def _findings(code: str, body: int, when: When) -> list[Behind]:
    rows = Finding.objects.filter(organization=body).order_by("written_on", "pk")
    if code == OVERDUE:
        rows = rows.filter(overdue_on(when.day))
    else:
        rows = rows.filter(written_on__year=when.day.year).exclude(state=FindingState.WITHDRAWN)
    return [
        Behind(
            one.process, one.written_on, one.get_state_display(),
            counts=code == OVERDUE or one.state == FindingState.CLOSED,
        )
        for one in rows
    ]  # fmt: skip
