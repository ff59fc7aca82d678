"""Guidance that inspections rest on, and what of it is no longer in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quanjing.foundation.actor import Actor
from quanjing.inspections.models import Inspection, ItemBasis
from quanjing.registers.enums import OPEN, EntryState
from quanjing.registers.models import RegisterEntry
from quanjing.registers.queries import visible_to

MOST = 200
DEEPEST = 20  # versions after one another


@dataclass(frozen=True, slots=True)
class Superseded:
    """Guidance that is referred to and no longer holds.

    `newer` is the version in force, where there is one.
    """

    old: RegisterEntry
    newer: RegisterEntry | None


def guidance_seen(actor: Actor) -> list[RegisterEntry]:
    """What is in force and shared: to choose the basis of an item from."""
    found = visible_to(actor).filter(kind__is_shared=True, accepted__isnull=False, state__in=OPEN)
    return list(found.select_related("kind").order_by("kind__position", "name", "pk")[:MOST])


def superseded(entry_ids: Iterable[int]) -> list[Superseded]:
    """Which of these entries are no longer in force, in the order of their names: one query a version."""
    entries = RegisterEntry.objects.filter(pk__in=set(entry_ids), state=EntryState.CLOSED)
    found = {one.pk: one for one in entries.select_related("kind").order_by("name", "pk")}
    newest: dict[int, RegisterEntry | None] = dict.fromkeys(found)
    ends = {pk: pk for pk in found}
    for _turn in range(DEEPEST):
        after = _replacing(ends.values())
        if not after:
            break
        moved = {pk: after[end] for pk, end in ends.items() if end in after}
        newest |= moved
        ends = {pk: entry.pk for pk, entry in moved.items() if entry.state == EntryState.CLOSED}
    return [Superseded(one, _if_held(newest[pk])) for pk, one in found.items()]


def superseded_in(inspection: Inspection) -> list[Superseded]:
    """What an inspection and the items of its sheet refer to and is no longer in force."""
    ids = list(ItemBasis.objects.filter(template=inspection.template_id).values_list("entry_id", flat=True))
    return superseded([*ids, *([inspection.guidance_id] if inspection.guidance_id else [])])


def _replacing(entry_ids: Iterable[int]) -> dict[int, RegisterEntry]:
    rows = RegisterEntry.objects.filter(replaces__in=list(entry_ids), accepted__isnull=False)
    found: dict[int, RegisterEntry] = {}
    for row in rows.select_related("kind").order_by("pk"):
        assert row.replaces_id is not None
        found[row.replaces_id] = row
    return found


def _if_held(entry: RegisterEntry | None) -> RegisterEntry | None:
    return entry if entry is not None and entry.is_in_force else None
