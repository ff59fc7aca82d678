"""Sorting the pool by hand: tags, entries that say the same, entries that are not for collation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, Problem, WrongState
from quanjing.manuscripts.actions.steps import locked, standing, step
from quanjing.manuscripts.actions.telling import tell_units
from quanjing.manuscripts.actions.writing import released
from quanjing.manuscripts.models import Compilation, Exclusion, Merged, Tag, Tagging
from quanjing.manuscripts.queries import pooled
from quanjing.submissions.models import Entry

LONGEST_TAG = 40


@transaction.atomic
def tag_entries(*, actor: Actor, compilation: Compilation, name: str, entries: Sequence[str]) -> int:
    """Give entries (codes) a tag of this manuscript, a new one where the name is new; returns how many.

    Raises: `Denied`; `Invalid` without a name or an entry; `Missing` for an entry outside of the pool.
    """
    current = locked(actor, compilation)
    word = " ".join(name.split())[:LONGEST_TAG]
    if not word:
        raise Invalid([Problem("tag", _("Please write a tag."))])
    found = _ticked(current, entries)
    tag, _made = Tag.objects.get_or_create(compilation=current, name=word)
    known = set(Tagging.objects.filter(tag=tag, entry__in=found).values_list("entry_id", flat=True))
    fresh = [Tagging(tag=tag, entry=entry) for entry in found if entry.pk not in known]
    Tagging.objects.bulk_create(fresh)
    record(actor=actor, verb="manuscripts.tag", on=current, detail={"tag": word, "entries": len(fresh)})
    return len(fresh)


@transaction.atomic
def untag_entries(*, actor: Actor, compilation: Compilation, name: str, entries: Sequence[str]) -> int:
    """Take a tag from entries; a tag that no entry has is gone. Raises `Denied`, `Missing`."""
    current = locked(actor, compilation)
    tag = Tag.objects.filter(compilation=current, name=" ".join(name.split())).first()
    if tag is None:
        raise Missing
    count, _rows = Tagging.objects.filter(tag=tag, entry__code__in=entries).delete()
    if not tag.taggings.exists():
        tag.delete()
    record(actor=actor, verb="manuscripts.untag", on=current, detail={"tag": tag.name, "entries": count})
    return count


@transaction.atomic
def merge_entries(*, actor: Actor, compilation: Compilation, entries: Sequence[str]) -> int:
    """Say that entries say the same: the first stands for all, each stays a source of its own.

    Where one of them stands behind a point, all do from now on. Returns how many say the same now.

    Raises: `Denied`; `Invalid` for fewer than two; `Missing` for an entry outside of the pool.
    """
    current = locked(actor, compilation)
    found = _ticked(current, entries)
    if len(found) < 2:
        raise Invalid([Problem("entries", _("Please tick at least two entries."))])
    ids = [entry.pk for entry in found]
    rows = Merged.objects.filter(compilation=current)
    leads = {row.entry_id: row.lead_id for row in rows.filter(entry__in=ids)}
    lead = leads.get(ids[0], ids[0])
    heads = {leads.get(pk, pk) for pk in ids} - {lead}
    joining = list(rows.filter(lead__in=heads).values_list("entry_id", flat=True))
    rows.filter(lead__in=heads).update(lead=lead)
    Merged.objects.bulk_create(Merged(compilation=current, entry_id=pk, lead_id=lead) for pk in sorted(heads))
    group = [lead, *rows.filter(lead=lead).order_by("pk").values_list("entry_id", flat=True)]
    before = standing(current)
    after = tuple(
        replace(one, entries=tuple(dict.fromkeys((*one.entries, *group))))
        if set(group) & set(one.entries)
        else one
        for one in before
    )
    detail = {"entries": list(entries), "joined": len(joining) + len(heads)}
    step(actor, current, before, after, verb="manuscripts.merge", detail=detail)
    return len(group)


@transaction.atomic
def separate(*, actor: Actor, compilation: Compilation, entry: Entry) -> None:
    """Let the entries merged with this one stand alone again; points keep their sources.

    Raises: `Denied`; `WrongState` where nothing was merged.
    """
    current = locked(actor, compilation)
    count, _rows = Merged.objects.filter(compilation=current, lead=entry).delete()
    if not count:
        raise WrongState
    record(actor=actor, verb="manuscripts.separate", on=current, detail={"entry": entry.code})


@transaction.atomic
def exclude(*, actor: Actor, compilation: Compilation, entry: Entry, reason: str) -> Exclusion:
    """Say that an entry is not for collation: it leaves the pool and its points, and its unit is told why.

    The message names the official channel; nothing is noted about whom the text speaks of.

    Raises: `Denied`; `Invalid` without a reason; `Missing` outside of the pool.
    """
    current = locked(actor, compilation)
    _ticked(current, [entry.code])
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please give a reason; the unit is told."))])
    made = Exclusion.objects.create(
        compilation=current,
        entry=entry,
        reason=reason.strip()[:500],
        made_name=actor.signature,
        made_at=clock.now(),
    )
    leave_group(current, entry)
    places = released(actor, current, [entry.pk], recheck=True)
    detail = {"entry": entry.code, "reason": made.reason, "rechecked": list(places)}
    record(actor=actor, verb="manuscripts.exclude", on=current, detail=detail)
    assignment = entry.submission.assignment
    values = {
        "task": assignment.task.name,
        "organization": current.organization.name,
        "reason": made.reason,
    }
    link = reverse("adopted_page", args=[entry.submission.code])
    tell_units({assignment.organization_id: link}, "text_excluded", values, f"text_excluded:{made.pk}")
    return made


@transaction.atomic
def readmit(*, actor: Actor, compilation: Compilation, entry: Entry) -> None:
    """Take "not for collation" back; the entry is in the pool again. Raises `Denied`, `WrongState`."""
    current = locked(actor, compilation)
    count, _rows = Exclusion.objects.filter(compilation=current, entry=entry).delete()
    if not count:
        raise WrongState
    record(actor=actor, verb="manuscripts.readmit", on=current, detail={"entry": entry.code})


def leave_group(compilation: Compilation, entry: Entry) -> None:
    """Take an entry out of those merged; where it stood for others, the next of them does."""
    rows = Merged.objects.filter(compilation=compilation)
    rows.filter(entry=entry).delete()
    following = rows.filter(lead=entry).order_by("pk").first()
    if following is not None:
        rows.filter(lead=entry).exclude(pk=following.pk).update(lead=following.entry_id)
        following.delete()


def _ticked(compilation: Compilation, codes: Sequence[str]) -> list[Entry]:
    """The entries of the pool with these codes, in their order. Raises `Invalid`, `Missing`."""
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        raise Invalid([Problem("entries", _("Please tick at least one entry."))])
    found = {entry.code: entry for entry in pooled(compilation).filter(code__in=wanted)}
    if len(found) != len(wanted):
        raise Missing
    return [found[code] for code in wanted]
