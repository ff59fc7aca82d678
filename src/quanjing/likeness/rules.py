"""Who may do what."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right


def can_keep_references(actor: Actor) -> bool:
    """A post that reviews keeps the texts with which reports to its body are compared."""
    return actor.may(Right.REVIEW) and actor.organization_id is not None
