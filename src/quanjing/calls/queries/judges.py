"""What a judge sees: the panels of the post, and in them what was allotted, nothing else."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.calls.enums import CallState, ScoreState
from quanjing.calls.models import Conflict, Judge, Score, Sitting
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.invited import Invited

AT_WORK = (CallState.CHECKING, CallState.JUDGING, CallState.DECIDING)


def seats_of(actor: Actor) -> QuerySet[Judge]:
    """The places in panels that the actor's post holds, while the call is judged.

    A delegate judges nothing: a judge was chosen as a person.
    """
    if actor.post_id is None or actor.acting_for:
        return Judge.objects.none()
    found = Judge.objects.filter(post_id=actor.post_id, left_at=None, panel__call__state__in=AT_WORK)
    return found.select_related("panel__call__organization").order_by("pk")


def seat(actor: Actor, code: str) -> Judge:
    """One of these places. Raises `Missing`."""
    found = seats_of(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def allotted_to(actor: Actor) -> QuerySet[Score]:
    """What was allotted to the actor and is not excluded; nothing before the judge has declared."""
    conflict = Conflict.objects.filter(judge=OuterRef("judge"), application=OuterRef("application"))
    found = Score.objects.filter(judge__in=seats_of(actor).exclude(declared_at=None))
    found = found.exclude(state=ScoreState.EXCLUDED).exclude(Exists(conflict))
    return found.select_related(
        "judge__panel__call", "application__direction", "application__call", "application__organization"
    )


def score_of(actor: Actor, code: str) -> Score:
    """One of them. Raises `Missing`."""
    found = allotted_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def with_progress(judges: QuerySet[Judge]) -> QuerySet[Any]:
    """Judges with how many applications are theirs (`number`) and how many are scored (`done`)."""
    counts = Q(scores__isnull=False) & ~Q(scores__state=ScoreState.EXCLUDED)
    return judges.annotate(
        number=Count("scores", filter=counts), done=Count("scores", filter=Q(scores__state=ScoreState.DONE))
    )


def invited_to_judge(actor: Actor) -> list[Invited]:
    """The panels of the actor, as the first page lists them; one query, none for who judges nowhere."""
    found = []
    for one in with_progress(seats_of(actor)):
        words = _("%(done)d of %(all)d scored") % {"done": one.done, "all": one.number}
        detail = f"{one.panel.call.organization.name} · {words}"
        found.append(Invited(one.panel.call.title, detail, reverse("judging_panel", args=[one.code])))
    return found


def open_rounds(call_id: int) -> dict[str, Sitting]:
    """The rounds of a call in which scores are taken."""
    return {one.round: one for one in Sitting.objects.filter(call=call_id, closed_at=None)}
