"""Numbers of entries by kind and class: of a small subtree from the sources, of a large one from tallies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Sum

from quanjing.foundation.actor import Actor
from quanjing.foundation.months import month_end
from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.foundation.worklog import LogKind, Scope, sources
from quanjing.organizations.enums import SocietyClass
from quanjing.organizations.models import Organization
from quanjing.organizations.queries.societies import Seat, seats_below
from quanjing.worklog.models import LogTally
from quanjing.worklog.queries.entries import OWN, Wanted, scope_of, service_counts

SMALL = 400  # bodies of a subtree that are counted from the sources


class Cell(NamedTuple):
    """What entries have in common that are counted together; the columns of `LogTally`."""

    kind: str
    society_class: int
    level: str
    drawn: bool


Lines = Counter[tuple[str, Cell]]  # (path of the body, cell) -> how many in its subtree


@dataclass(frozen=True, slots=True)
class Row:
    """A class of societies (or other bodies) with its counts by kind, in the order of `LogKind`."""

    society_class: int
    label: str
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _kind, count in self.counts)


@dataclass(frozen=True, slots=True)
class Statistics:
    """`exact` says whether the numbers were counted now; else by the worker, minutes ago."""

    rows: tuple[Row, ...]
    drawn: int
    own: int
    services: dict[str, int]
    exact: bool

    @property
    def total(self) -> int:
        return self.drawn + self.own

    @property
    def by_kind(self) -> list[tuple[LogKind, int]]:
        sums = Counter[str]()
        for row in self.rows:
            sums.update(dict(row.counts))
        return [(kind, sums[kind.value]) for kind in LogKind]


def statistics_of(actor: Actor, wanted: Wanted) -> Statistics:
    """Entries by kind and class; the number of queries follows from the sources, never from the entries."""
    scope = scope_of(actor, wanted)
    exact = not wanted.days.months or not scope.subtree or _is_small(scope)
    cells = _counted(scope) if exact else _kept(wanted, scope)
    by_class: dict[int, Counter[str]] = {}
    for cell, count in cells.items():
        by_class.setdefault(cell.society_class, Counter())[cell.kind] += count
    rows = tuple(
        Row(key, str(SocietyClass(key).label), tuple((kind.value, by_class[key][kind]) for kind in LogKind))
        for key in sorted(by_class)
    )
    drawn = sum(count for cell, count in cells.items() if cell.drawn)
    own = sum(count for cell, count in cells.items() if not cell.drawn)
    return Statistics(rows, drawn, own, service_counts(scope), exact)


def _counted(scope: Scope) -> Counter[Cell]:
    """From the sources: one query each, and one for the bodies."""
    seats = {seat.pk: seat for seat in seats_below(scope.path)}
    cells: Counter[Cell] = Counter()
    for source in sources():
        for body, kind, count in source.counts(scope):
            cells[cell_of(seats[body], kind, source.code)] += count
    return cells


def _kept(wanted: Wanted, scope: Scope) -> Counter[Cell]:
    """From the tallies of the head: one query."""
    found = LogTally.objects.filter(node=wanted.head.pk, month__in=wanted.days.months)
    if wanted.society_class:
        found = found.filter(society_class=wanted.society_class)
    if wanted.level:
        found = found.filter(level=wanted.level)
    if scope.kinds:
        found = found.filter(kind__in=scope.kinds)
    rows = found.order_by().values_list(*Cell._fields).annotate(sum=Sum("count"))
    return Counter({Cell(*row[:-1]): row[-1] for row in rows if row[-1]})


def cell_of(seat: Seat, kind: str, source: str) -> Cell:
    return Cell(kind, seat.society_class, seat.level, source != OWN)


def lines_in(month: date) -> Lines:
    """What the sources say of a month, at every body: one query a source, and one for the bodies."""
    seats = {seat.pk: seat for seat in _all_seats()}
    scope = Scope(path="", first=month, last=month_end(month), everywhere=True)
    lines: Lines = Counter()
    for source in sources():
        for body, kind, count in source.counts(scope):
            seat = seats.get(body)
            if seat is not None:  # else the body came this very moment
                cell = cell_of(seat, kind, source.code)
                for path in chain_of(seat.path):
                    lines[path, cell] += count
    return lines


def kept_in(month: date) -> Lines:
    """The lines of a month as they are kept, in the shape of `lines_in`: one query."""
    rows = LogTally.objects.filter(month=month).order_by().values_list("node__path", *Cell._fields)
    summed = rows.annotate(sum=Sum("count"))
    return Counter({(row[0], Cell(*row[1:-1])): row[-1] for row in summed if row[-1]})


def months_kept() -> set[date]:
    """The months that have tallies."""
    return set(LogTally.objects.order_by().values_list("month", flat=True).distinct())


def _all_seats() -> Iterable[Seat]:
    for path in Organization.objects.filter(depth=1).order_by("path").values_list("path", flat=True):
        yield from seats_below(path)


def _is_small(scope: Scope) -> bool:
    some = Organization.objects.filter(in_subtree(scope.path)).order_by()[: SMALL + 1]
    return int(some.count()) <= SMALL
