"""Activities at overlapping times with the same body, place or chair: shown, never forbidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Q

from quanjing.activities.enums import ActivityState, Clash
from quanjing.activities.models import Activity, ActivityHost
from quanjing.activities.queries.lists import visible_to
from quanjing.foundation.actor import Actor

USUAL = timedelta(hours=1)  # taken for an activity that says no end
MOST = 500  # activities looked at together


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another activity at the same time, and what the two have in common."""

    other: Activity
    clash: Clash


def conflicts_of(actor: Actor, shown: Iterable[Activity]) -> dict[int, list[Conflict]]:
    """By activity, its conflicts among all that the actor sees: two queries for up to 500 activities."""
    mine = {one.pk: one for one in shown if one.state != ActivityState.CANCELLED}
    if not mine:
        return {}
    near = _near(actor, list(mine.values())[:MOST])
    candidates = {one.pk: one for one in near} | mine
    hosts: dict[int, set[tuple[int, str]]] = {}
    rows = ActivityHost.objects.filter(activity__in=candidates).order_by()
    for pk, body, path in rows.values_list("activity_id", "organization_id", "organization__path"):
        hosts.setdefault(pk, set()).add((body, path))
    found: dict[int, list[Conflict]] = {}
    by_start = sorted(candidates.values(), key=lambda one: (one.starts_at, one.pk))
    for first, second in _overlapping(by_start):
        for clash in _clashes(first, second, hosts):
            if first.pk in mine:
                found.setdefault(first.pk, []).append(Conflict(second, clash))
            if second.pk in mine:
                found.setdefault(second.pk, []).append(Conflict(first, clash))
    return found


def end_of(one: Activity) -> datetime:
    """When an activity ends; one that does not say it is taken for an hour."""
    return one.ends_at or one.starts_at + USUAL


def _near(actor: Actor, shown: list[Activity]) -> list[Activity]:
    """What shares a body, place or chair with any of these in the days that they lie in."""
    first = min(one.starts_at for one in shown)
    last = max(end_of(one) for one in shown)
    hosts = ActivityHost.objects.filter(activity__in=[one.pk for one in shown]).values("organization")
    same = Q(pk__in=ActivityHost.objects.filter(organization__in=hosts).values("activity"))
    places = {one.place for one in shown} - {""}
    chairs = {one.chair for one in shown} - {""}
    same |= Q(place__in=places) | Q(chair__in=chairs)
    found = visible_to(actor).filter(same, starts_at__lt=last, day__gte=first.date() - timedelta(days=31))
    found = found.filter(Q(ends_at__gt=first) | Q(ends_at=None, starts_at__gt=first - USUAL))
    found = found.exclude(state=ActivityState.CANCELLED).select_related("organization", "kind")
    return list(found.order_by("starts_at", "pk")[:MOST])


def _overlapping(by_start: list[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Pairs that overlap; behind the first that begins too late nothing else can."""
    for place, first in enumerate(by_start, start=1):
        ends = end_of(first)
        for second in islice(by_start, place, None):
            if second.starts_at >= ends:
                break
            yield first, second


def _clashes(first: Activity, second: Activity, hosts: dict[int, set[tuple[int, str]]]) -> Iterator[Clash]:
    ours, theirs = hosts.get(first.pk, set()), hosts.get(second.pk, set())
    if ours & theirs:
        yield Clash.HOST
    if first.place and first.place == second.place:
        yield Clash.PLACE
    # "the secretary" of two bodies that have nothing to do with each other is not the same person
    related = any(a.startswith(b) or b.startswith(a) for _pk, a in ours for _other, b in theirs)
    if first.chair and first.chair == second.chair and related:
        yield Clash.CHAIR
