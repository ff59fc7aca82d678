"""Counts of the activities in a subtree, from the lines that every change leaves (`ActivityTally`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Count, QuerySet, Sum

from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity, ActivityHost, ActivityTally
from quanjing.foundation.months import month_after
from quanjing.foundation.paths import chain_of


class Cell(NamedTuple):
    """What activities have in common that are counted together; the columns of `ActivityTally`."""

    kind_id: int
    day: date
    state: str


Lines = Counter[tuple[str, Cell]]  # (path of the body, cell) -> how many in its subtree


def lines_of(activity_ids: Collection[int]) -> Lines:
    """What these activities add at every body that has a host of theirs in its subtree: one query."""
    return lines_from(ActivityHost.objects.filter(activity__in=activity_ids))


def lines_from(hosts: QuerySet[ActivityHost]) -> Lines:
    """The same from rows of hosts, which must be all the hosts of their activities."""
    columns = ("activity_id", "activity__kind_id", "activity__day", "activity__state", "organization__path")
    above: dict[int, set[str]] = {}
    cells: dict[int, Cell] = {}
    for pk, kind_id, day, state, path in hosts.order_by().values_list(*columns):
        above.setdefault(pk, set()).update(chain_of(path))
        cells[pk] = Cell(kind_id, day, state)
    lines: Lines = Counter()
    for pk, paths in above.items():
        lines.update((path, cells[pk]) for path in paths)
    return lines


def lines_in(month: date) -> Lines:
    """What all activities of a month add: alone-held ones are grouped in the database first."""
    rows = Activity.objects.filter(day__gte=month, day__lt=month_after(month))
    lines: Lines = lines_from(ActivityHost.objects.filter(activity__in=rows.filter(is_joint=True)))
    alone = ActivityHost.objects.filter(activity__in=rows.filter(is_joint=False)).order_by()
    grouped = alone.values_list("organization__path", "activity__kind_id", "activity__day", "activity__state")
    for path, kind_id, day, state, count in grouped.annotate(count=Count("pk")):
        for one in chain_of(path):
            lines[one, Cell(kind_id, day, state)] += count
    return lines


def kept_in(month: date) -> Lines:
    """The lines of a month as they are kept, in the shape of `lines_in`: one query."""
    rows = ActivityTally.objects.filter(day__gte=month, day__lt=month_after(month)).order_by()
    summed = rows.values_list("node__path", "kind_id", "day", "state").annotate(sum=Sum("count"))
    return Counter(
        {(path, Cell(kind, day, state)): count for path, kind, day, state, count in summed if count}
    )


def counts_at(node_id: int, first: date, last: date, *, kind: str = "") -> Counter[Cell]:
    """What lies in the subtree of a body from one day to another: one query."""
    rows = _at(node_id, first, last, kind).values_list("kind_id", "day", "state").annotate(sum=Sum("count"))
    return Counter({Cell(kind_id, day, state): count for kind_id, day, state, count in rows if count})


def total_at(node_id: int, first: date, last: date, states: Collection[str], *, kind: str = "") -> int:
    """How many of these states lie in the subtree of a body from one day to another: one query."""
    found = _at(node_id, first, last, kind).filter(state__in=states)
    return int(found.aggregate(sum=Sum("count", default=0))["sum"])


def days_at(node_id: int, first: date, last: date) -> dict[date, int]:
    """By day, how many that were not called off lie in the subtree of a body: one query."""
    rows = _at(node_id, first, last, "").exclude(state=ActivityState.CANCELLED)
    return {day: count for day, count in rows.values_list("day").annotate(sum=Sum("count")) if count}


def _at(node_id: int, first: date, last: date, kind: str) -> QuerySet[ActivityTally]:
    found = ActivityTally.objects.filter(node=node_id, day__gte=first, day__lte=last).order_by()
    return found.filter(kind__code=kind) if kind else found


def months_counted() -> list[date]:
    """Every month that has an activity or a line of a count, by its first day."""
    months = {*Activity.objects.order_by().dates("day", "month")}
    return sorted(months | {*ActivityTally.objects.order_by().dates("day", "month")})
