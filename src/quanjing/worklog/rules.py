"""Who adds to a work log: the people of the body itself, nobody for them."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.worklog.models import LogEntry


def can_add(actor: Actor) -> bool:
    """Whoever reports for the body adds to its log."""
    return actor.may(Right.REPORT) and actor.organization_id is not None


def can_change(actor: Actor, entry: LogEntry) -> bool:
    return can_add(actor) and entry.organization_id == actor.organization_id
