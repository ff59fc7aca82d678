"""What the panorama says of inspections: sent of asked, visited of planned, closed of found.

Bodies, no persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Moved, Section, When, blank
from quanjing.inspections.enums import DONE_SELF, FindingState, InspectionState, SelfState, VisitState
from quanjing.inspections.models import Finding, InspectedBody, Visit
from quanjing.inspections.queries.findings import EVERY, overdue_on
from quanjing.organizations.enums import Kind

SENT, ASKED = "inspections.sent", "inspections.asked"
MADE, PLANNED = "inspections.made", "inspections.planned"
CLOSED, FOUND = "inspections.closed", "inspections.found"
OVERDUE = "inspections.overdue"


def _bodies(code: str, _first: date, _last: date) -> str:
    return f"{reverse('inspection_bodies')}?under={code}&own=1"


def _visits(code: str, _first: date, _last: date) -> str:
    return f"{reverse('visit_list')}?under={code}&own=1"


def _findings(more: str) -> Callable[[str, date, date], str]:
    return lambda code, _first, last: (
        f"{reverse('finding_list')}?under={code}&own=1{more.format(year=last.year)}"
    )


FIGURES = (
    Figure(
        SENT, _("Self-checks sent"),
        _("Self-checks sent, nothing to report included, of those asked for in inspections announced this "
          "year."),
        Section.INSPECTIONS, SENT, ASKED, link=_bodies,
    ),
    Figure(
        MADE, _("Visits made"),
        _("Bodies visited of those to be visited, in inspections announced this year."),
        Section.INSPECTIONS, MADE, PLANNED, link=_visits,
    ),
    Figure(
        CLOSED, _("Findings rectified and closed"),
        _("Findings of this year that a second person closed, of those written down; withdrawn ones are left "
          "out."),
        Section.INSPECTIONS, CLOSED, FOUND, link=_findings(f"&state={EVERY}&first={{year}}-01-01"),
    ),
    Figure(
        OVERDUE, _("Findings past their date"),
        _("Findings that are open and whose date has passed, of whatever year."),
        Section.INSPECTIONS, OVERDUE, link=_findings("&overdue=1"),
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """Three queries, whatever the number of bodies."""
    columns = blank(when, (SENT, ASKED, MADE, PLANNED, CLOSED, FOUND, OVERDUE))
    for name, numbers in (*_of_bodies(when), *_of_findings(when)):
        columns[name, NO_MONTH] = numbers
    return columns


def visited_branches(year: int) -> tuple[set[int], set[int]]:
    """Branches that were visited in a year by record, and the bodies that have such records: one query."""
    rows = Visit.objects.filter(
        state=VisitState.CONCLUDED, day__year=year, organization__kind__in=(Kind.BRANCH, Kind.JOINT_BRANCH)
    )
    pairs = list(rows.order_by().values_list("organization", "inspection__organization").distinct())
    return {branch for branch, _body in pairs}, {body for _branch, body in pairs}


def visits_recorded(organization_id: int, year: int) -> int:
    """How many branches a body visited in a year by record: one query."""
    rows = Visit.objects.filter(
        state=VisitState.CONCLUDED, day__year=year, inspection__organization=organization_id,
        organization__kind__in=(Kind.BRANCH, Kind.JOINT_BRANCH),
    )  # fmt: skip
    return rows.order_by().values("organization").distinct().count()


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Self-checks, visits and findings that changed between two moments: three queries."""
    span = {"organization__in": bodies}
    sent = InspectedBody.objects.filter(saved_at__gt=since, saved_at__lte=until, **span)
    for one in sent.select_related("inspection", "organization"):
        link = reverse("inspection_answers", args=[one.inspection.code, one.organization.code])
        assert one.saved_at is not None
        yield Moved(one.organization_id, one.saved_at, one.inspection.name, link)
    visits = Visit.objects.filter(changed_at__gt=since, changed_at__lte=until, **span)
    for visit in visits.select_related("inspection"):
        link = reverse("visit_page", args=[visit.code])
        yield Moved(visit.organization_id, visit.changed_at, visit.inspection.name, link)
    found = Finding.objects.filter(changed_at__gt=since, changed_at__lte=until, **span)
    for finding in found:
        link = reverse("finding_page", args=[finding.code])
        yield Moved(finding.organization_id, finding.changed_at, finding.process, link)


def bodies_of_year(year: int) -> QuerySet[InspectedBody]:
    """Bodies in inspections announced in a year, but those called off or released."""
    rows = InspectedBody.objects.filter(inspection__announced_on__year=year)
    return rows.exclude(inspection__state=InspectionState.CALLED_OFF).exclude(self_state=SelfState.RELEASED)


def _of_bodies(when: When) -> Iterable[tuple[str, dict[int, int]]]:
    rows = bodies_of_year(when.day.year)
    made = Exists(Visit.objects.filter(body=OuterRef("pk"), state=VisitState.CONCLUDED))
    grouped = rows.annotate(made=made).order_by().values_list("organization").annotate(
        asked=Count("pk", filter=~Q(self_state="")),
        sent=Count("pk", filter=Q(self_state__in=DONE_SELF)),
        planned=Count("pk", filter=Q(is_visited=True)),
        done=Count("pk", filter=Q(is_visited=True, made=True)),
    )  # fmt: skip
    found = list(grouped)
    for place, name in enumerate((ASKED, SENT, PLANNED, MADE), start=1):
        yield name, {row[0]: row[place] for row in found if row[place]}


def _of_findings(when: When) -> Iterable[tuple[str, dict[int, int]]]:
    rows = Finding.objects.filter(written_on__year=when.day.year).exclude(state=FindingState.WITHDRAWN)
    found: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    grouped = rows.order_by().values_list("organization", "state").annotate(count=Count("pk"))
    for body, state, number in grouped:
        found[body] += number
        if state == FindingState.CLOSED:
            closed[body] += number
    late = Finding.objects.filter(overdue_on(when.day)).order_by().values_list("organization")
    yield FOUND, dict(found)
    yield CLOSED, dict(closed)
    yield OVERDUE, dict(late.annotate(count=Count("pk")))
