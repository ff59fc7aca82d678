"""Kinds that a body uses: those of everyone, its own, and those of the bodies above."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.organizations.models import Organization
from quanjing.registers.models import BLOCK, RegisterKind
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field
from quanjing.sheets.queries import fields_of


def in_use(on: date) -> Q:
    """Kinds that may be used on a day."""
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=on))


def kinds_for(path: str, on: date | None = None) -> QuerySet[RegisterKind]:
    """The kinds that a body at `path` may use, on a day or (without one) at any time."""
    found = RegisterKind.objects.filter(Q(organization=None) | Q(organization__path__in=chain_of(path)))
    return found.filter(in_use(on)) if on else found


def kinds_seen_by(actor: Actor) -> QuerySet[RegisterKind]:
    """The kinds that the actor's body uses, and those that bodies below made where he reads them."""
    below = in_subtree(actor.path, "organization__") if actor.reads_subtree else Q(pk__in=[])
    above = Q(organization=None) | Q(organization__path__in=chain_of(actor.path))
    return RegisterKind.objects.filter(above | below).select_related("organization", "template")


def get_kind(actor: Actor, code: str) -> RegisterKind:
    """One kind that the actor sees. Raises `Missing`."""
    found = kinds_seen_by(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def kinds_to_enter(actor: Actor, body: Organization) -> list[RegisterKind]:
    """The kinds in which the actor's body may enter something today."""
    found = kinds_for(actor.path, clock.today()).select_related("organization", "template")
    return [kind for kind in found if not kind.holders or body.kind in kind.holders]


def block_of(template_id: int) -> Block:
    """The one block of a kind's sheet with its fields: two queries."""
    found = Block.objects.filter(template_id=template_id, key=BLOCK).prefetch_related(fields_of())
    return found.get()


def choices_of(kind: RegisterKind) -> list[Field]:
    """The fields of a kind in which one of several things is chosen: one query."""
    of_kind = Field.objects.filter(block__template=kind.template_id, block__key=BLOCK)
    return list(of_kind.filter(type=FieldType.CHOICE).order_by("position"))
