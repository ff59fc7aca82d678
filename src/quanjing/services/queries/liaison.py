"""Leaders' contact with units stands in a register; its visits and open needs are counted here."""

from __future__ import annotations

from django.db.models import Count, Q

from quanjing.foundation.actor import Actor
from quanjing.registers.enums import EntryState, LogKind
from quanjing.registers.models import RegisterEntry
from quanjing.registers.queries import visible_to

LIAISON = "liaison"
SHOWN = 6


def liaison_of(actor: Actor) -> list[RegisterEntry]:
    """Entries that the actor sees, those with open needs first, with `visits` and `needs`; one query."""
    found = visible_to(actor).filter(kind__code=LIAISON).exclude(state=EntryState.CLOSED)
    visits = Count("log", filter=Q(log__what=LogKind.VISIT), distinct=True)
    needs = Count("log", filter=Q(log__what=LogKind.MATTER, log__settled_on=None), distinct=True)
    listed = found.annotate(visits=visits, needs=needs).select_related("organization")
    return list(listed.order_by("-needs", "organization__path", "pk")[:SHOWN])
