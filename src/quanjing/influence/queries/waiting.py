"""What waits at the desk of a body that measures."""

from __future__ import annotations

from django.db.models import Count, Q

from quanjing.foundation.actor import Actor, Right
from quanjing.influence.enums import ContestState, ItemState
from quanjing.influence.models import Measurement
from quanjing.influence.queries.measurements import COLLECTED


def measurements_to_decide(actor: Actor, most: int) -> list[tuple[str, str, int]]:
    """Measurements of the actor's body: code, name, how many contested items were put before it."""
    if not actor.may(Right.ISSUE):
        return []
    appealed = Q(items__contests__state=ContestState.APPEALED) & ~Q(items__state=ItemState.REMOVED)
    held = Measurement.objects.filter(organization=actor.organization_id, state__in=COLLECTED)
    waiting = Count("items", filter=appealed, distinct=True)
    open_ones = held.annotate(waiting=waiting).filter(waiting__gt=0).order_by("check_until")
    return list(open_ones.values_list("code", "name", "waiting")[:most])
