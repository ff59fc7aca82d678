"""What forms need not ask, since it stands in a register of the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact
from quanjing.organizations.registry import OpenWork
from quanjing.registers.enums import EntryState
from quanjing.registers.models import RegisterEntry
from quanjing.registers.queries.lists import IN_FORCE

MOST_NAMED = 50


def register_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """`registers.KIND` for each register that forms ask for: the names of what is in force; one query."""
    rows = RegisterEntry.objects.filter(IN_FORCE, organization=organization_id).exclude(kind__asked_as=[])
    found: dict[str, list[RegisterEntry]] = {}
    chosen = rows.select_related("kind").only("name", "changed_at", *(f"kind__{one}" for one in KIND))
    for entry in chosen.order_by("kind__position", "name", "pk"):
        found.setdefault(entry.kind.code, []).append(entry)
    return {f"registers.{code}": _fact(entries) for code, entries in found.items()}


KIND = ("code", "name_zh", "name_en", "position")


def _fact(entries: Sequence[RegisterEntry]) -> KnownFact:
    names = _(", ").join(one.name for one in entries[:MOST_NAMED])
    changed = max(one.changed_at for one in entries)
    source = format_lazy("{words} {kind}", words=gettext_lazy("Register:"), kind=str(entries[0].kind))
    return KnownFact(names, source, changed.astimezone(clock.CHINA).date())


def open_of(organization_ids: Sequence[int]) -> QuerySet[RegisterEntry]:
    """What these bodies have not closed."""
    found = RegisterEntry.objects.filter(organization_id__in=organization_ids)
    return found.exclude(state=EntryState.CLOSED)


def open_entries_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """The same as open work; one query."""
    count = open_of(organization_ids).count()
    return [OpenWork(_("entries of registers"), reverse("register_index"), count)] if count else []
