"""Reading the record, and proving that it is whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from quanjing.audit.chain import digest
from quanjing.audit.models import AuditEntry, ChainHead
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.paths import in_subtree


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold."""

    chain: int
    position: int
    reason: str  # changed, missing, cut off


def visible_to(actor: Actor) -> QuerySet[AuditEntry]:
    """Entries of the actor's subtree, for posts that may read the record."""
    if not actor.may(Right.AUDIT):
        return AuditEntry.objects.none()
    return AuditEntry.objects.filter(in_subtree(actor.path))


def breaks() -> list[Break]:
    """Walk every chain from its start; an empty list means that nothing was changed or taken away."""
    found: list[Break] = []
    heads = {head.chain: head for head in ChainHead.objects.all()}
    expected = {chain: (1, "0" * 64) for chain in heads}
    for entry in AuditEntry.objects.order_by("chain", "position").iterator():
        position, previous = expected.get(entry.chain, (1, "0" * 64))
        if entry.position != position or entry.previous_hash != previous:
            found.append(Break(entry.chain, position, "missing"))
        elif digest(entry) != entry.hash:
            found.append(Break(entry.chain, entry.position, "changed"))
        expected[entry.chain] = (entry.position + 1, entry.hash)
    for chain, (position, previous) in expected.items():
        head = heads.get(chain)
        if head is None or head.position != position - 1 or head.hash != previous:
            found.append(Break(chain, position, "cut off"))
    return found
