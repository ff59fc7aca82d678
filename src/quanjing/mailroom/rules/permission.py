"""Who may see and decide on mails."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.mailroom.models import IncomingMail


def can_sort(actor: Actor, incoming: IncomingMail) -> bool:
    """Reviewers of the body whose mail it is."""
    return actor.may(Right.REVIEW) and incoming.organization_id == actor.organization_id


def can_drop(actor: Actor) -> bool:
    return actor.may(Right.REVIEW) and actor.organization_id is not None
