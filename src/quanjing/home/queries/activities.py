"""What the rules of rhythm still ask of the own body in this quarter."""

from __future__ import annotations

from quanjing.activities.queries import Need, needs_of, span_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.models import Organization

SHOWN = 6


def due_activities(actor: Actor) -> list[Need]:
    """The first few, what ends first first; three queries, for posts that record activities."""
    if not actor.may(Right.REPORT):
        return []
    body = Organization.objects.get(pk=actor.organization_id)
    found = [need for need in needs_of(body, span_of("quarter", clock.today())) if need.open]
    return sorted(found, key=lambda need: need.span.last)[:SHOWN]
