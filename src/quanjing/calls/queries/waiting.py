"""What waits: on the first page of whoever calls, applies, checks; at a desk after the form check."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quanjing.calls.enums import (
    RELEASING,
    ApplicationState,
    CallState,
    ChangeState,
    MilestoneState,
    ObjectionState,
    ProjectState,
)
from quanjing.calls.models import (
    Application,
    Call,
    Decision,
    JointUnit,
    Milestone,
    Project,
    ProjectChange,
    PublicNotice,
)
from quanjing.calls.queries.calls import open_for
from quanjing.calls.queries.unfinished import unfinished
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right

SHOWN = 4


def decisions_to_release(actor: Actor) -> QuerySet[Decision]:
    """Decisions of the actor's body that somebody else prepared and the actor may release."""
    if not (actor.may(Right.CONFIRM) or actor.may(Right.ISSUE)):
        return Decision.objects.none()
    own = Q(call__organization=actor.organization_id, call__state__in=RELEASING, released_at=None)
    prepared = Q(prepared_post=actor.post_code) | Q(prepared_name=actor.signature)
    return Decision.objects.filter(own).exclude(prepared).select_related("call").order_by("prepared_at")


def notices_with_objections(actor: Actor, most: int) -> list[tuple[str, str, int]]:
    """Notices of the actor's body: code, title, how many objections are still looked into."""
    if not actor.may(Right.REVIEW):
        return []
    waiting = Count("objections", filter=Q(objections__state=ObjectionState.OPEN))
    held = PublicNotice.objects.filter(decision__call__organization=actor.organization_id)
    open_ones = held.annotate(waiting=waiting).filter(waiting__gt=0).order_by("last_day")
    return list(open_ones.values_list("code", "title", "waiting")[:most])


def projects_to_answer(actor: Actor, most: int) -> list[tuple[str, str, bool]]:
    """Projects for which the actor's desk has a report (true) or a wanted change (false): code, title."""
    if not actor.may(Right.REVIEW):
        return []
    reported = Milestone.objects.filter(project=OuterRef("pk"), state=MilestoneState.REPORTED)
    changed = ProjectChange.objects.filter(project=OuterRef("pk"), state=ChangeState.ASKED)
    held = Project.objects.filter(issuer=actor.organization_id, state=ProjectState.RUNNING)
    waits = held.annotate(reported=Exists(reported)).filter(Q(reported=True) | Exists(changed))
    return list(waits.order_by("ends_on").values_list("code", "title", "reported")[:most])


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the first page shows of calls: open ones, own work, joint bids to answer, what the desk checks."""

    open: list[Call]
    own: list[Application]
    joint: list[JointUnit]
    to_check: list[Call]

    def __bool__(self) -> bool:
        return bool(self.open or self.own or self.joint or self.to_check)


def waiting_calls(actor: Actor) -> Waiting:
    """The first few of each; a constant number of queries."""
    found = Waiting([], [], [], [])
    if actor.may(Right.REPORT):
        found.open.extend(open_for(actor).order_by("closes_at")[:SHOWN])
        found.own.extend(unfinished([actor.organization_id or 0]).order_by("pk")[:SHOWN])
        joint = JointUnit.objects.filter(
            organization=actor.organization_id, confirmed_at=None, declined_at=None
        ).exclude(application__state__in=(ApplicationState.DRAFT, ApplicationState.WITHDRAWN))
        found.joint.extend(joint.select_related("application__organization")[:SHOWN])
    if actor.may(Right.REVIEW):
        over = Q(state=CallState.CHECKING) | Q(state=CallState.OPEN, closes_at__lte=clock.now())
        calls = Call.objects.filter(over, organization=actor.organization_id)
        sent = Count("applications", filter=Q(applications__state=ApplicationState.SENT))
        found.to_check.extend(calls.annotate(sent=sent).filter(sent__gt=0).order_by("closes_at")[:SHOWN])
    return found
