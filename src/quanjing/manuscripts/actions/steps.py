"""One step of writing: the manuscript is locked, arranged anew as values, and what differs is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied
from quanjing.manuscripts.models import Compilation, Exclusion, Point, Source, Step, Withdrawal
from quanjing.manuscripts.rules import can_edit
from quanjing.manuscripts.rules.arranging import Order, Standing, place_of

KEPT_STEPS = 20
COLUMNS = ("position", "title", "text", "recheck", "version", "changed_by", "changed_at")


def locked(actor: Actor, compilation: Compilation) -> Compilation:
    """The manuscript, locked until the transaction ends: two editors write one after the other.

    Raises: `Denied`.
    """
    found = Compilation.objects.select_for_update(of=("self",)).select_related("organization", "directive")
    current = found.get(pk=compilation.pk)
    if not can_edit(actor, current):
        raise Denied
    return current


def standing(compilation: Compilation) -> Order:
    """The points as they stand: two queries."""
    points = list(Point.objects.filter(compilation=compilation).order_by("position", "pk"))
    entries: dict[int, list[int]] = {point.pk: [] for point in points}
    for point_id, entry_id in (
        Source.objects.filter(point__in=points).order_by("pk").values_list("point_id", "entry_id")
    ):
        entries[point_id].append(entry_id)
    return tuple(
        Standing(one.code, one.title, one.text, one.recheck, tuple(entries[one.pk]), one.version)
        for one in points
    )


def at_version(points: Order, code: str, version: int, **yours: str) -> Standing:
    """The point as the actor sees it. Raises `Conflict` with both texts where it was changed since."""
    one = points[place_of(points, code)]
    if one.version != version:
        mine = {"title": one.title, "text": one.text} | yours
        raise Conflict(theirs={"title": one.title, "text": one.text}, yours=mine)
    return one


def step(
    actor: Actor,
    compilation: Compilation,
    before: Order,
    after: Order,
    *,
    verb: str,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write what differs, keep how it stood, and record it."""
    write(actor, compilation, before, after)
    Step.objects.create(
        compilation=compilation,
        verb=verb,
        before=[asdict(one) for one in before],
        made_name=actor.signature,
        made_at=clock.now(),
    )
    kept = list(Step.objects.filter(compilation=compilation).values_list("pk", flat=True)[:KEPT_STEPS])
    Step.objects.filter(compilation=compilation, pk__lt=kept[-1]).delete()
    record(actor=actor, verb=verb, on=compilation, detail=detail)


def write(actor: Actor, compilation: Compilation, before: Order, after: Order) -> None:
    """Make the rows what `after` says; a point whose words changed gets its next version."""
    codes = {one.code for one in after}
    Point.objects.filter(compilation=compilation).exclude(code__in=codes).delete()
    rows = {point.code: point for point in Point.objects.filter(compilation=compilation)}
    known = {one.code: one for one in before}
    changed: list[Point] = []
    fresh: list[Point] = []
    for position, one in enumerate(after, start=1):
        row = rows.get(one.code) or Point(compilation=compilation, code=one.code, version=one.version)
        was = known.get(one.code)
        said_anew = was is None or (was.title, was.text) != (one.title, one.text)
        if was is not None and said_anew:
            row.version = was.version + 1
        if said_anew:
            row.changed_by, row.changed_at = actor.signature, clock.now()
        row.position, row.title, row.text, row.recheck = position, one.title, one.text, one.recheck
        (changed if row.pk else fresh).append(row)
    Point.objects.bulk_update(changed, COLUMNS)
    Point.objects.bulk_create(fresh)
    _write_sources(compilation, after)


def entries_still_free(compilation: Compilation, entries: Sequence[int]) -> set[int]:
    """Of these entries those that were neither withdrawn nor set aside."""
    gone = set(Withdrawal.objects.filter(entry__in=entries).values_list("entry_id", flat=True))
    aside = Exclusion.objects.filter(compilation=compilation, entry__in=entries)
    return set(entries) - gone - set(aside.values_list("entry_id", flat=True))


def restored(kept: Sequence[Mapping[str, Any]], now: Order, free: set[int]) -> Order:
    """The points as a step kept them, without what was withdrawn since; versions go on counting."""
    versions = {one.code: one.version for one in now}
    return tuple(
        Standing(
            one["code"],
            one["title"],
            one["text"],
            bool(one["recheck"]) or not set(one["entries"]) <= free,
            tuple(entry for entry in one["entries"] if entry in free),
            versions.get(one["code"], one["version"] + 1),
        )
        for one in kept
    )


def _write_sources(compilation: Compilation, after: Order) -> None:
    ids = dict(Point.objects.filter(compilation=compilation).values_list("code", "pk"))
    wanted = [(ids[one.code], entry) for one in after for entry in one.entries]
    rows = Source.objects.filter(point__compilation=compilation)
    stored = {(point, entry): pk for pk, point, entry in rows.values_list("pk", "point_id", "entry_id")}
    gone = [pk for pair, pk in stored.items() if pair not in set(wanted)]
    Source.objects.filter(pk__in=gone).delete()
    fresh = [
        Source(point_id=point, entry_id=entry) for point, entry in wanted if (point, entry) not in stored
    ]
    Source.objects.bulk_create(fresh)
