"""Lists across inspections: bodies with their self-checks, and visits."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import STEP, in_subtree
from quanjing.inspections.enums import OPEN_SELF, InspectionState, SelfState, VisitState
from quanjing.inspections.models import InspectedBody, Visit
from quanjing.inspections.queries.inspections import CONCERNED, visits_visible_to
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing, get, in_scope

MOST_HEADS = 500
STILL_OPEN = "open"  # beside the states: not begun or begun


@dataclass(frozen=True, slots=True)
class BodyFilter:
    """What lists of bodies and visits are narrowed to: codes, and states; empty fields narrow nothing."""

    inspection: str = ""
    under: str = ""
    own: bool = False
    state: str = ""


def heads_to_choose(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the own body and those directly below it, to narrow lists and plans: one query."""
    deep = len(actor.path) // STEP + 1
    near = Organization.objects.filter(in_scope(actor), existing(), depth__lte=deep).order_by("path")
    return list(near.values_list("code", "name")[:MOST_HEADS])


def body_list(actor: Actor, wanted: BodyFilter) -> QuerySet[InspectedBody]:
    """Bodies of announced inspections in reach, each with `is_seen`: whether a visit was made."""
    rows = InspectedBody.objects.filter(CONCERNED, in_scope(actor, "organization__"))
    rows = rows.exclude(inspection__state=InspectionState.DRAFT).filter(_where(actor, wanted))
    if wanted.state == STILL_OPEN:
        rows = rows.filter(self_state__in=OPEN_SELF)
    elif wanted.state in SelfState.values:
        rows = rows.filter(self_state=wanted.state)
    made = Visit.objects.filter(body=OuterRef("pk"), state=VisitState.CONCLUDED)
    with_visit: QuerySet[InspectedBody] = rows.annotate(is_seen=Exists(made))
    return with_visit.select_related("organization", "inspection").defer("answers")


def visit_list(actor: Actor, wanted: BodyFilter) -> QuerySet[Visit]:
    """Visits in reach that a filter leaves."""
    rows = visits_visible_to(actor).filter(_where(actor, wanted))
    if wanted.state in VisitState.values:
        rows = rows.filter(state=wanted.state)
    return rows.defer("answers")


def _where(actor: Actor, wanted: BodyFilter) -> Q:
    where = Q(inspection__code=wanted.inspection) if wanted.inspection else Q()
    if wanted.under or wanted.own:
        head = get(actor, wanted.under or actor.organization_code)
        where &= Q(organization=head.pk) if wanted.own else in_subtree(head.path, "organization__")
    return where
