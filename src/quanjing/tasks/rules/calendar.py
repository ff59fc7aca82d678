"""Who keeps the table of working days."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.models import Organization


def can_set_calendar(actor: Actor) -> bool:
    """An administrator of the body at the top of the tree: one calendar holds for all below."""
    return actor.may(Right.ADMINISTER) and len(actor.path) == Organization.steplen
