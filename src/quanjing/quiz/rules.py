"""Banks and contests are kept by those who issue for their body; nothing is told before the last answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied
from quanjing.quiz.models import Contest

GRACE = timedelta(seconds=5)  # for the way of the answers; the time counted ends at the end


def can_keep(actor: Actor, organization_id: int) -> bool:
    """Whether the actor may keep banks and contests of this body."""
    return actor.may(Right.ISSUE) and actor.organization_id == organization_id


def need_keeper(actor: Actor, organization_id: int | None) -> int:
    """The key of the body whose banks and contests the actor keeps. Raises `Denied` for another's."""
    if organization_id is None or not can_keep(actor, organization_id):
        raise Denied
    return organization_id


def is_settled(contest: Contest, now: datetime) -> bool:
    """Whether no answer can come in any more: keys may be shown, the best are known."""
    return now > contest.closes_at + GRACE
