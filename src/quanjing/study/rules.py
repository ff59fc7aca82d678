"""Who keeps what is studied, and who takes part: people who report for a body, for that body."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied


def can_keep(actor: Actor, organization_id: int | None) -> bool:
    """Whether the actor keeps campaigns, material, plans, classes and courses of this body."""
    return (
        organization_id is not None and actor.may(Right.REPORT) and actor.organization_id == organization_id
    )


def need_keeper(actor: Actor, organization_id: int | None) -> int:
    """The key of the body that the actor keeps things for. Raises `Denied` for another's."""
    if organization_id is None or not can_keep(actor, organization_id):
        raise Denied
    return organization_id
