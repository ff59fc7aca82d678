"""Who runs a call after the decision, and who decides on an objection to it."""

from __future__ import annotations

from quanjing.calls.models import Decision
from quanjing.foundation.actor import Actor, Right

FEWEST_DAYS, MOST_DAYS = 3, 30  # working days of a public notice


def runs(actor: Actor, organization_id: int) -> bool:
    """Whether the actor is of the desk of the body that called."""
    return actor.organization_id == organization_id and actor.may(Right.REVIEW)


def may_object(actor: Actor) -> bool:
    """Whether the actor speaks for a body."""
    return actor.organization_id is not None and actor.may(Right.REPORT)


def prepared(actor: Actor, decision: Decision) -> bool:
    """Whether the actor prepared the decision, under this post or as the same person under another."""
    return actor.post_code == decision.prepared_post or actor.user_name == decision.prepared_name
