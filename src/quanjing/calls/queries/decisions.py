"""What the rules of a call propose, and decisions as the desk and (once released) the applicants see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from quanjing.calls.enums import ScoreState
from quanjing.calls.judging import Bound, Candidate, Choice, choose
from quanjing.calls.judging.results import Result
from quanjing.calls.models import Answer, Application, Call, Decision, DecisionLine, Score, Share
from quanjing.calls.queries.panel_results import counted, results
from quanjing.calls.queries.panels import desk_calls, judged_of
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing


@dataclass(frozen=True, slots=True)
class Proposal:
    """What follows from scores, places and shares for one application; None where people decide."""

    application: int
    direction: int
    is_selected: bool | None
    result: Decimal | None
    place: int | None
    share: int | None = None  # by which it moved, and by which bound of it: least, most
    bound: str = ""


def proposals(call: Call) -> list[Proposal]:
    """The proposal for every application that is judged: by direction and place, the unscored last.

    A direction without places of its own has those of the call.
    """
    shares = list(Share.objects.filter(call=call))
    bounds = [Bound(share.pk, share.least, share.most) for share in shares]
    ticks: dict[int, set[int]] = defaultdict(set)
    met = Answer.objects.filter(application__call=call, is_met=True).exclude(share=None)
    for application, share in met.values_list("application_id", "share_id"):
        ticks[application].add(share)
    by_direction: dict[int, list[Result]] = defaultdict(list)
    for one in results(call):
        by_direction[one.group].append(one)
    found = []
    for direction in call.directions.all():
        ranked = {one.key: one for one in by_direction[direction.pk]}
        candidates = [
            Candidate(key, one.place, one.is_shared, frozenset(ticks[key])) for key, one in ranked.items()
        ]
        for choice in choose(candidates, places=direction.places or call.places, bounds=bounds):
            one = ranked[choice.key]
            selected = None if choice.is_open else choice.is_selected
            bound = _bound_of(choice, ticks[one.key])
            found.append(
                Proposal(one.key, direction.pk, selected, one.result, one.place, choice.because, bound)
            )
    scored = {one.application for one in found}
    unscored = judged_of(call).exclude(pk__in=scored).order_by("direction__position", "number")
    return found + [
        Proposal(pk, group, None, None, None) for pk, group in unscored.values_list("pk", "direction_id")
    ]


def _bound_of(choice: Choice, ticks: set[int]) -> str:
    """By which bound of its share an application moved: who counts for it and is left out met the most."""
    if choice.because is None:
        return ""
    return "most" if choice.because in ticks and not choice.is_selected else "least"


def desk_decision(actor: Actor, code: str) -> Decision:
    """A decision of a call of the actor's own body. Raises `Missing`."""
    rows = Decision.objects.filter(call__in=desk_calls(actor), code=code)
    found = rows.select_related("call__organization", "activity", "minutes_file").first()
    if found is None:
        raise Missing
    return found


def lines_of(decision: Decision) -> QuerySet[DecisionLine]:
    """Its lines by direction and place, those without a result last."""
    rows = DecisionLine.objects.filter(decision=decision)
    rows = rows.select_related("application__organization", "application__direction", "share")
    return rows.order_by("application__direction__position", "rank", "application__number", "pk")


def own_application(actor: Actor, code: str) -> Application:
    """An application of the actor's own body, or one that it applies with. Raises `Missing`."""
    if actor.organization_id is None:
        raise Missing
    own = Q(organization=actor.organization_id) | Q(joint_units__organization=actor.organization_id)
    rows = Application.objects.filter(own, code=code).select_related("call", "direction", "show_slot")
    found = rows.distinct().first()
    if found is None:
        raise Missing
    return found


def is_released(application: Application) -> bool:
    """Whether a decision on this application was released."""
    return application.decision_lines.exclude(decision__released_at=None).exists()


def feedback_for(application: Application) -> list[str]:
    """What judges wrote to the applicant, without their names and marks; nothing before the release."""
    if not is_released(application):
        return []
    rows = counted(application.call).filter(application=application).exclude(feedback="")
    return sorted(rows.values_list("feedback", flat=True))


def sheets_behind(application: Application) -> list[Score]:
    """Every sheet of an application with its judge, for the desk: also excluded ones."""
    rows = Score.objects.filter(application=application).exclude(state=ScoreState.OPEN)
    rows = rows.select_related("judge__panel", "judge__post__holder")
    return list(rows.order_by("round", "judge__panel", "judge__mark"))
