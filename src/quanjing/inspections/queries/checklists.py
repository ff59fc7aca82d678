"""Checklists that a body uses: those of everyone, its own, and those of the bodies above."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.inspections.models import BLOCK, Checklist, ItemBasis
from quanjing.registers.models import RegisterEntry
from quanjing.sheets.models import Block
from quanjing.sheets.queries import fields_of


@dataclass(frozen=True, slots=True)
class Item:
    """A check item with the guidance on which it rests."""

    key: str
    text: str
    basis: RegisterEntry | None = None


def checklists_seen_by(actor: Actor) -> QuerySet[Checklist]:
    """The checklists that the actor's body uses, and those that bodies below made where he reads them."""
    below = in_subtree(actor.path, "organization__") if actor.reads_subtree else Q(pk__in=[])
    above = Q(organization=None) | Q(organization__path__in=chain_of(actor.path))
    return Checklist.objects.filter(above | below).select_related("organization", "template")


def checklists_in_use(actor: Actor) -> QuerySet[Checklist]:
    """Those that an inspection may take today."""
    lasting = Q(valid_to=None) | Q(valid_to__gte=clock.today())
    return checklists_seen_by(actor).filter(lasting)


def get_checklist(actor: Actor, code: str) -> Checklist:
    """One checklist that the actor sees. Raises `Missing`."""
    found = checklists_seen_by(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def block_of(template_id: int) -> Block:
    """The one block of a checklist's sheet with its items: two queries."""
    found = Block.objects.filter(template_id=template_id, key=BLOCK).prefetch_related(fields_of())
    return found.get()


def items_of(template_id: int) -> list[Item]:
    """The items of a sheet in order, each with its basis: three queries."""
    rows = ItemBasis.objects.filter(template=template_id).select_related("entry__kind")
    basis = {row.key: row.entry for row in rows}
    return [Item(one.key, one.label, basis.get(one.key)) for one in block_of(template_id).fields.all()]
