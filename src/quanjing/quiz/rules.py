"""Banks and contests are kept by those who issue for their body."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied


def can_keep(actor: Actor, organization_id: int) -> bool:
    """Whether the actor may keep banks and contests of this body."""
    return actor.may(Right.ISSUE) and actor.organization_id == organization_id


def need_keeper(actor: Actor, organization_id: int | None) -> int:
    """The key of the body whose banks and contests the actor keeps. Raises `Denied` for another's."""
    if organization_id is None or not can_keep(actor, organization_id):
        raise Denied
    return organization_id
