"""Material, its versions, reading lists."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from quanjing.foundation.actor import Actor
from quanjing.study.enums import Sharing
from quanjing.study.models import Material, MaterialNote, MaterialVersion, ReadingEntry, ReadingList
from quanjing.study.queries.reach import one_of, reach


def materials_seen(actor: Actor, text: str = "", kind: str = "", topic: str = "") -> QuerySet[Material]:
    """The material that reaches the actor, and what its keepers share with all bodies."""
    shared = Q(sharing=Sharing.ALL) if actor.organization_id is not None else Q(pk__in=[])
    found = Material.objects.filter(reach(actor) | shared).select_related("organization", "superseded_by")
    if text.strip():
        words = text.strip()
        found = found.filter(
            Q(title__icontains=words) | Q(source__icontains=words) | Q(topic__icontains=words)
        )
    if kind:
        found = found.filter(kind=kind)
    return found.filter(topic=topic) if topic else found


def get_material(actor: Actor, code: str) -> Material:
    """One. Raises `Missing`."""
    return one_of(materials_seen(actor), code=code)


def version_of(material: Material, number: int | None = None) -> MaterialVersion:
    """A version, without `number` the one in use. Raises `Missing`."""
    wanted = material.latest if number is None else number
    return one_of(material.versions.select_related("file"), number=wanted)


def note_of(actor: Actor, material: Material) -> str:
    """The actor's own note, nobody else's."""
    found = MaterialNote.objects.filter(material=material, user=actor.user_id).first()
    return found.text if found else ""


def lists_seen(actor: Actor) -> QuerySet[ReadingList]:
    """The reading lists that reach the actor."""
    return ReadingList.objects.filter(reach(actor)).select_related("organization")


def get_list(actor: Actor, code: str) -> ReadingList:
    """One. Raises `Missing`."""
    return one_of(lists_seen(actor), code=code)


def entry_of(reading_list: ReadingList, pk: int) -> ReadingEntry:
    """One entry. Raises `Missing`."""
    return one_of(reading_list.entries.all(), pk=pk)
