"""Inspections: who sees them and the bodies in them, one of each, lists."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.inspections.enums import (
    DONE_SELF,
    OPEN_SELF,
    UNSETTLED,
    FindingState,
    InspectionState,
    SelfState,
    VisitState,
)
from quanjing.inspections.models import Finding, InspectedBody, Inspection, InspectionStage, Visit
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import audience, get, in_scope

CONCERNED = ~Q(self_state="") | Q(is_visited=True)  # who only stands in the list to be drawn from is not told
SORTS = {"newest": ("-changed_at", "pk"), "date": ("last_day", "pk")}
BY_TREE = {"order": ("organization__path",)}


def visible_to(actor: Actor) -> QuerySet[Inspection]:
    """Inspections of the own body and of those below, and those that concern a body in reach."""
    if actor.organization_id is None:
        return Inspection.objects.none()
    drafts = ~Q(state=InspectionState.DRAFT)
    own = Q(organization=actor.organization_id)
    below = in_subtree(actor.path, "organization__") if actor.reads_subtree else Q(pk__in=[])
    bodies = InspectedBody.objects.filter(CONCERNED, in_scope(actor, "organization__"))
    concerned = Exists(bodies.filter(inspection=OuterRef("pk")))
    seen = (own if actor.may(Right.ISSUE) else own & drafts) | (below & drafts) | (concerned & drafts)
    return Inspection.objects.filter(seen)


def get_inspection(actor: Actor, code: str) -> Inspection:
    """One inspection. Raises `Missing`."""
    rows = visible_to(actor).select_related("organization", "checklist", "directive", "guidance", "under")
    found = rows.filter(code=code).first()
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True, slots=True)
class InspectionFilter:
    """What the list is narrowed to; `state` of `InspectionState`, empty fields narrow nothing."""

    state: str = ""
    text: str = ""


def inspection_list(actor: Actor, wanted: InspectionFilter) -> QuerySet[Inspection]:
    """The visible inspections that a filter leaves."""
    found = visible_to(actor).select_related("organization", "checklist")
    if wanted.state in InspectionState.values:
        found = found.filter(state=wanted.state)
    if wanted.text.strip():
        found = found.filter(name__icontains=wanted.text.strip())
    return found


def audience_of(inspection: Inspection) -> QuerySet[Organization]:
    """The bodies that a plan reaches today, in the order of the tree; the planning body itself left out."""
    return audience.audience_of(inspection).exclude(pk=inspection.organization_id).order_by("path")


def bodies_seen(actor: Actor, inspection: Inspection) -> QuerySet[InspectedBody]:
    """The bodies of an inspection that the actor may know of: its own and those below it."""
    return InspectedBody.objects.filter(in_scope(actor, "organization__"), inspection=inspection)


def get_body(actor: Actor, inspection: Inspection, code: str) -> InspectedBody:
    """One of them by the code of the body. Raises `Missing`."""
    rows = bodies_seen(actor, inspection).select_related("organization", "inspection__checklist")
    found = rows.filter(organization__code=code).first()
    if found is None:
        raise Missing
    return found


def own_rows(actor: Actor) -> QuerySet[InspectedBody]:
    """Where the actor's own body is asked for a self-check that is still open, the earliest first."""
    rows = InspectedBody.objects.filter(
        organization=actor.organization_id,
        self_state__in=OPEN_SELF,
        inspection__state=InspectionState.ANNOUNCED,
    )
    return rows.select_related("inspection__organization").order_by("inspection__self_by", "pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """How far an inspection is, as far as the actor sees it."""

    asked: int
    sent: int
    nil: int
    to_visit: int
    visited: int
    found: int
    closed: int
    unsettled: int
    disputed: int


def counts_of(actor: Actor, inspection: Inspection) -> Counts:
    """Two queries."""
    made = Visit.objects.filter(body=OuterRef("pk"), state=VisitState.CONCLUDED)
    bodies = bodies_seen(actor, inspection).exclude(self_state=SelfState.RELEASED)
    rows = bodies.annotate(made=Exists(made)).aggregate(
        asked=Count("pk", filter=~Q(self_state="")),
        sent=Count("pk", filter=Q(self_state__in=DONE_SELF)),
        nil=Count("pk", filter=Q(self_state=SelfState.NIL)),
        to_visit=Count("pk", filter=Q(is_visited=True)),
        visited=Count("pk", filter=Q(made=True)),
    )
    mine = Finding.objects.filter(in_scope(actor, "organization__"), inspection=inspection)
    found = mine.exclude(state=FindingState.WITHDRAWN).aggregate(
        found=Count("pk"),
        closed=Count("pk", filter=Q(state=FindingState.CLOSED)),
        unsettled=Count("pk", filter=Q(state__in=UNSETTLED)),
        disputed=Count("pk", filter=Q(is_disputed=True)),
    )
    return Counts(**rows, **found)


def stages_of(actor: Actor, inspection: Inspection) -> list[InspectionStage]:
    """The stages with `open_findings`, as many as the actor sees: one query."""
    open_here = Q(findings__state__in=UNSETTLED) & in_scope(actor, "findings__organization__")
    rows = inspection.stages.annotate(open_findings=Count("findings", filter=open_here))
    return list(rows.order_by("position"))


def last_answers(body: InspectedBody) -> InspectedBody | None:
    """What the same body answered to the same checklist the last time: one query."""
    rows = InspectedBody.objects.filter(
        organization=body.organization_id,
        inspection__checklist=body.inspection.checklist_id,
        self_state=SelfState.SENT,
    )
    return rows.exclude(pk=body.pk).select_related("inspection").order_by("-sent_on", "-pk").first()


def body_to_add(actor: Actor, inspection: Inspection, code: str) -> Organization:
    """A body below that may be added for a visit by hand. Raises `Missing`."""
    body = get(actor, code)
    if body.pk == inspection.organization_id or not body.path.startswith(inspection.organization.path):
        raise Missing
    return body


def visits_visible_to(actor: Actor) -> QuerySet[Visit]:
    """Visits to bodies in reach."""
    rows = Visit.objects.filter(in_scope(actor, "organization__"))
    return rows.select_related("organization", "inspection", "inspection__organization")


def get_visit(actor: Actor, code: str) -> Visit:
    """One visit. Raises `Missing`."""
    rows = visits_visible_to(actor).select_related("body", "again_for", "inspection__checklist")
    found = rows.filter(code=code).first()
    if found is None:
        raise Missing
    return found
