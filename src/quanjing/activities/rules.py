"""Who may write what about activities, and where an activity may go from its state."""

from __future__ import annotations

from quanjing.activities.enums import MOVES, ActivityState
from quanjing.activities.models import Activity, ActivityKind, RhythmRule
from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization


def can_keep(actor: Actor) -> bool:
    """Whether the actor records activities of his body."""
    return actor.may(Right.REPORT) and actor.organization_id is not None


def can_change(actor: Actor, activity: Activity) -> bool:
    """Whether the actor writes this record: people who report for the body that leads it, nobody above."""
    return can_keep(actor) and activity.organization_id == actor.organization_id


def can_define(actor: Actor, body: Organization) -> bool:
    """Whether the actor defines kinds and rhythms: the desk of an association, for its own subtree."""
    own = actor.organization_id == body.pk
    return own and actor.may(Right.ISSUE) and body.kind == Kind.ASSOCIATION


def owns(actor: Actor, thing: ActivityKind | RhythmRule) -> bool:
    """Whether a kind or a rule is the actor's own to end."""
    return actor.may(Right.ISSUE) and thing.organization_id == actor.organization_id


def may_move(activity: Activity, to: ActivityState) -> bool:
    return to in MOVES[ActivityState(activity.state)]
