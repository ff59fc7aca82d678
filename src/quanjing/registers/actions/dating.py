"""The dates of entries, written anew after every change of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TypeVar

from quanjing.foundation import clock
from quanjing.registers.enums import REMINDED, What
from quanjing.registers.models import Consultation, EntryStep, RegisterDate, RegisterEntry
from quanjing.registers.rules import Due, dates_of

BATCH = 1000
Hanging = TypeVar("Hanging", EntryStep, Consultation)


def keep_dates(entries: Sequence[RegisterEntry]) -> None:
    """Write the dates of these entries (with their kinds loaded): four queries for any number of them.

    A date that stood there before keeps the day since which it is known.
    """
    ids = [one.pk for one in entries]
    before = RegisterDate.objects.filter(entry__in=ids)
    since = {(one.entry_id, one.what, one.on, one.detail): one.since for one in before}
    steps = _by_entry(EntryStep.objects.filter(entry__in=ids))
    asked = _by_entry(Consultation.objects.filter(entry__in=ids))
    today = clock.today()
    rows = [
        RegisterDate(
            entry=one, kind_id=one.kind_id, organization_id=due.organization_id, what=due.what, on=due.on,
            detail=due.detail[:200], since=since.get((one.pk, due.what, due.on, due.detail[:200]), today),
        )
        for one in entries
        for due in dates_of(one, steps.get(one.pk, ()), asked.get(one.pk, ()))
    ]  # fmt: skip
    before.delete()
    RegisterDate.objects.bulk_create(rows, batch_size=BATCH)
    _repeat(entries, rows)


def put_first(entry: RegisterEntry, dates: Iterable[Due | RegisterDate]) -> bool:
    """Set the columns by which lists are narrowed, without saving; whether they changed."""
    mine = [one for one in dates if one.what in REMINDED]
    first = min(mine, key=lambda one: one.on, default=None)
    dormant = next((one.on for one in mine if one.what == What.DORMANT), None)
    values = (first.on if first else None, str(first.what) if first else "", dormant)
    if values == (entry.next_on, entry.next_what, entry.dormant_on):
        return False
    entry.next_on, entry.next_what, entry.dormant_on = values
    return True


def _repeat(entries: Sequence[RegisterEntry], rows: Iterable[RegisterDate]) -> None:
    by_entry: dict[int, list[RegisterDate]] = {}
    for row in rows:
        by_entry.setdefault(row.entry_id, []).append(row)
    changed = [one for one in entries if put_first(one, by_entry.get(one.pk, ()))]
    RegisterEntry.objects.bulk_update(changed, ["next_on", "next_what", "dormant_on"], batch_size=200)


def keep_steps(entry: RegisterEntry) -> None:
    """The steps of the kind with their days, counted back from the day of the entry; taken ones stay."""
    if entry.happens_on is None or not entry.kind.steps:
        return
    there = list(entry.steps.all())
    if not there:
        EntryStep.objects.bulk_create(
            EntryStep(
                entry=entry, position=place, name=str(step["name"])[:200],
                days_before=int(step["days_before"]),
                due_on=entry.happens_on - timedelta(days=int(step["days_before"])),
            )
            for place, step in enumerate(entry.kind.steps, start=1)
        )  # fmt: skip
        return
    for one in there:
        one.due_on = entry.happens_on - timedelta(days=one.days_before)
    EntryStep.objects.bulk_update([one for one in there if one.done_on is None], ["due_on"])


def _by_entry(rows: Iterable[Hanging]) -> dict[int, list[Hanging]]:
    found: dict[int, list[Hanging]] = {}
    for one in rows:
        found.setdefault(one.entry_id, []).append(one)
    return found
