"""Reading lists: what a body suggests to read, titles and where they are found, no copies."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.study.models import Material, ReadingEntry, ReadingList
from quanjing.study.rules import need_keeper

MOST = 300  # entries of a list


@dataclass(frozen=True, slots=True)
class EntryGiven:
    """A book or a text; the title of its material where none is typed."""

    title: str = ""
    source: str = ""
    chapters: str = ""
    material: Material | None = None


@transaction.atomic
def save_list(
    *, actor: Actor, title: str, intro: str = "", reading_list: ReadingList | None = None
) -> ReadingList:
    """Begin a list, or change its head. Raises `Denied`, `Invalid`."""
    body = need_keeper(actor, reading_list.organization_id if reading_list else actor.organization_id)
    if not title.strip():
        raise Invalid([Problem("title", _("A title is missing."))])
    made = reading_list or ReadingList(organization_id=body, made_at=clock.now())
    made.title, made.intro = title.strip()[:200], intro.strip()
    made.save()
    record(actor=actor, verb="study.save_list", on=made)
    return made


@transaction.atomic
def add_entry(*, actor: Actor, reading_list: ReadingList, given: EntryGiven) -> ReadingEntry:
    """Add a line to a list. Raises `Denied`, `Invalid`."""
    need_keeper(actor, reading_list.organization_id)
    title = given.title.strip() or (given.material.title if given.material else "")
    if not title:
        raise Invalid([Problem("title", _("A title is missing."))])
    if reading_list.entries.count() >= MOST:
        raise Invalid([Problem("title", _("At most 300 entries."))])
    source = given.source.strip() or (given.material.source if given.material else "")
    made = ReadingEntry.objects.create(
        reading_list=reading_list,
        title=title[:200],
        source=source[:200],
        chapters=given.chapters.strip(),
        material=given.material,
    )
    record(actor=actor, verb="study.add_entry", on=reading_list, detail={"title": made.title})
    return made


@transaction.atomic
def drop_entry(*, actor: Actor, entry: ReadingEntry) -> None:
    """Take a line out. Raises `Denied`; `WrongState` where a unit has it in its plan."""
    need_keeper(actor, entry.reading_list.organization_id)
    if entry.adopted.exists():
        raise WrongState(_("Units have it in their plans; it stays."))
    record(actor=actor, verb="study.drop_entry", on=entry.reading_list, detail={"title": entry.title})
    entry.delete()
