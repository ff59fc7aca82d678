"""Results: what still stands in their way, the list for everybody, and what an applicant reads of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from quanjing.calls.enums import ApplicationState, CallState, ScoreState
from quanjing.calls.models import Application, Call, Decision, DecisionLine, PublicNotice, Score
from quanjing.calls.queries.naming import PublicGroup, groups_by_decision, merged
from quanjing.calls.queries.notices import reaching
from quanjing.calls.queries.objections import open_objections
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing

DECIDED = (ApplicationState.SELECTED, ApplicationState.PASSED_OVER, ApplicationState.REMOVED)


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What an applicant reads: outcome, grade, what judges wrote for it; no names, no scores."""

    application: Application
    grade: str
    amount: object
    feedback: list[str]


def calls_with_results(actor: Actor) -> QuerySet[Call]:
    """Calls whose results are out and reach the actor."""
    return Call.objects.filter(reaching(actor, ""), state=CallState.DONE).select_related("organization")


def get_call_after(actor: Actor, code: str) -> Call:
    """A call whose results are out, or that is displayed and the actor's own. Raises `Missing`."""
    own = Q(organization=actor.organization_id, state__in=(CallState.NOTICED, CallState.DONE))
    done = reaching(actor, "") & Q(state=CallState.DONE)
    found = (
        Call.objects.filter(own | done).select_related("organization", "programme").filter(code=code).first()
    )
    if found is None:
        raise Missing
    return found


def result_groups(call: Call) -> list[PublicGroup]:
    """The list of a call by direction, all its notices together: three queries."""
    decisions = list(PublicNotice.objects.filter(decision__call=call).values_list("decision", flat=True))
    groups = groups_by_decision(decisions)
    return merged(groups[one] for one in sorted(decisions))


def in_the_way(call: Call) -> list[str]:
    """Why results cannot come out yet, in words; empty where they can."""
    if call.state != CallState.NOTICED:
        return [_("The call is not in public notice.")]
    found = []
    notices = PublicNotice.objects.filter(decision__call=call)
    last = notices.order_by("-last_day").values_list("last_day", flat=True).first()
    if last is None or last >= clock.today():
        found.append(_("The public notice has not ended yet."))
    if open_objections().filter(notice__decision__call=call).exists():
        found.append(_("An objection is still being looked into."))
    decisions = Decision.objects.filter(call=call)
    if decisions.filter(released_at=None).exists():
        found.append(_("A decision is still being prepared."))
    if decisions.filter(released_at__isnull=False, notice=None, lines__is_selected=True).exists():
        found.append(_("A decision has not been shown in a public notice."))
    return found


def selected(call: Call) -> list[DecisionLine]:
    """The lines of what is selected at the end, in the order of the list, the newest line of each."""
    lines = DecisionLine.objects.filter(
        decision__call=call,
        decision__released_at__isnull=False,
        is_selected=True,
        application__state=ApplicationState.SELECTED,
    ).select_related("application__organization", "application__direction", "application__consent")
    newest = {line.application_id: line for line in lines.order_by("decision__number", "pk")}
    return sorted(newest.values(), key=lambda one: (one.application.direction.position, one.pk))


def own_result(actor: Actor, code: str) -> OwnResult:
    """What a body reads of its own application once results are out. Raises `Missing`."""
    mine = Q(organization=actor.organization_id)
    mine |= Q(joint_units__organization=actor.organization_id, joint_units__confirmed_at__isnull=False)
    if actor.may(Right.REVIEW):
        mine |= Q(call__organization=actor.organization_id)
    said = Score.objects.filter(state=ScoreState.DONE).exclude(feedback="").order_by("judge__mark", "pk")
    lines = DecisionLine.objects.filter(decision__released_at__isnull=False).order_by("decision__number")
    found = Application.objects.filter(mine, call__state=CallState.DONE, state__in=DECIDED, code=code)
    found = found.select_related("call__organization", "direction", "organization").distinct()
    application = found.prefetch_related(
        Prefetch("scores", said, to_attr="said"), Prefetch("decision_lines", lines, to_attr="decided")
    ).first()
    if application is None or actor.organization_id is None:
        raise Missing
    line = application.decided[-1] if application.decided else None
    chosen = line is not None and application.state == ApplicationState.SELECTED
    return OwnResult(
        application,
        line.grade if line and chosen else "",
        line.amount if line and chosen else None,
        [score.feedback for score in application.said],
    )


def own_results(actor: Actor, call: Call) -> list[Application]:
    """The actor's body's own applications in a call whose results are out."""
    found = Application.objects.filter(call=call, organization=actor.organization_id, state__in=DECIDED)
    return list(found.select_related("direction")) if actor.organization_id else []
