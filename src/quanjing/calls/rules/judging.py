"""Who runs the panels of a call, who scores, who releases what was decided."""

from __future__ import annotations

from quanjing.calls.enums import CallState, ScoreState
from quanjing.calls.models import Call, Decision, Judge, Score
from quanjing.calls.queries.judges import open_rounds
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Missing

RULE_STATES = (CallState.OPEN, CallState.CHECKING, CallState.JUDGING)
JUDGEABLE = (CallState.CHECKING, CallState.JUDGING, CallState.DECIDING)


def can_run(actor: Actor, call: Call) -> bool:
    """Whether the actor runs the panels of this call: the desk of its body."""
    own = actor.organization_id is not None and actor.organization_id == call.organization_id
    return own and (actor.may(Right.ISSUE) or actor.may(Right.REVIEW))


def need_run(actor: Actor, call: Call) -> None:
    """Raises `Missing` for people of another body, `Denied` for others of the own."""
    if actor.organization_id is None or actor.organization_id != call.organization_id:
        raise Missing
    if not can_run(actor, call):
        raise Denied


def may_skip_panel(call: Call) -> bool:
    """Whether the form check may be followed by the decision: it runs, and no judge was named."""
    named = Judge.objects.filter(panel__call=call, left_at=None).exists()
    return call.state == CallState.CHECKING and not named and not call.sittings.exists()


def may_correct_rules(call: Call) -> bool:
    """Whether rules may still be corrected: the call is out, and nobody has scored anything."""
    return (
        call.state in RULE_STATES
        and not Score.objects.filter(judge__panel__call=call).exclude(total=None).exists()
    )


def can_score(score: Score) -> bool:
    """Whether a score may still be written: its round is open, and the call is being judged."""
    call = score.judge.panel.call
    open_now = score.round in open_rounds(call.pk)
    return open_now and call.state == CallState.JUDGING and score.state != ScoreState.EXCLUDED


def can_release(actor: Actor, decision: Decision) -> bool:
    """Whether the actor releases a decision: the head or another officer, never who prepared it."""
    own = actor.organization_id is not None and actor.organization_id == decision.call.organization_id
    other = actor.post_code != decision.prepared_post and actor.signature != decision.prepared_name
    return own and other and (actor.may(Right.CONFIRM) or actor.may(Right.ISSUE))
