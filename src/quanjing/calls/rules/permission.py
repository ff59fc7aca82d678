"""Who issues, applies, checks: rights of posts and places in the tree, never names."""

from __future__ import annotations

from quanjing.calls.enums import (
    APPLICATION_MOVES,
    CALL_MOVES,
    WRITABLE,
    ApplicationState,
    CallState,
)
from quanjing.calls.models import Application, Call, JointUnit
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right


def can_issue(actor: Actor) -> bool:
    """Whether the actor makes calls of his body."""
    return actor.may(Right.ISSUE) and actor.organization_id is not None


def owns_call(actor: Actor, call: Call) -> bool:
    """Whether the actor writes this call: an issuing post of its body, nobody above."""
    return can_issue(actor) and call.organization_id == actor.organization_id


def can_check(actor: Actor, call: Call) -> bool:
    """Whether the actor does the form check of a call."""
    return actor.may(Right.REVIEW) and call.organization_id == actor.organization_id


def reads_sent(actor: Actor, call: Call) -> bool:
    """Whether the actor reads what was sent to a call: posts of the issuing body that read."""
    return actor.reads_subtree and call.organization_id == actor.organization_id


def can_write(actor: Actor, application: Application) -> bool:
    """Whether the actor writes this application: people who report for its body, nobody above."""
    return actor.may(Right.REPORT) and application.organization_id == actor.organization_id


def can_answer(actor: Actor, unit: JointUnit) -> bool:
    """Whether the actor confirms or declines for a joint unit."""
    return actor.may(Right.REPORT) and unit.organization_id == actor.organization_id


def is_open(call: Call) -> bool:
    """Whether applications may be sent now."""
    return call.state == CallState.OPEN and clock.now() < call.closes_at


def is_over(call: Call) -> bool:
    """Whether the time for applications has passed, or the desk has begun to check."""
    return call.state == CallState.CHECKING or (
        call.state == CallState.OPEN and clock.now() >= call.closes_at
    )


def is_writable(application: Application) -> bool:
    """Whether its people may change it now: a draft of an open call, or what was sent back in time."""
    if application.state not in WRITABLE:
        return False
    if application.state == ApplicationState.RETURNED:
        return application.returned_due is None or clock.now() < application.returned_due
    return is_open(application.call)


def may_move(application: Application, to: ApplicationState) -> bool:
    return to in APPLICATION_MOVES[ApplicationState(application.state)]


def may_move_call(call: Call, to: CallState) -> bool:
    return to in CALL_MOVES[CallState(call.state)]
