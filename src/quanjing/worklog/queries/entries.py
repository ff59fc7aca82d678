"""The entries of a work log: drawn from every source and merged by day, never copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Count, QuerySet

from quanjing.activities.models import Activity
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope, source_of, sources
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import get as get_organization
from quanjing.organizations.queries import in_scope
from quanjing.organizations.queries.societies import seats_below
from quanjing.worklog.enums import Service
from quanjing.worklog.models import LogEntry, ServiceMark
from quanjing.worklog.queries.spans import Days

OWN = "own"
MOST = 1000  # entries that pages reach; beyond them a list is narrowed
MOST_IN_FILE = 5000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a work log is narrowed to; empty fields narrow nothing."""

    days: Days
    head: Organization
    subtree: bool = True
    kind: str = ""
    society_class: int = 0
    level: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is shown: with its body, whom it serves, and the own entry where it is one."""

    entry: Logged
    body: Organization
    service: str
    own: LogEntry | None

    @property
    def kind_label(self) -> str:
        return str(LogKind(self.entry.kind).label)

    @property
    def service_label(self) -> str:
        return str(Service(self.service).label) if self.service else ""

    @property
    def source_label(self) -> str:
        source = source_of(self.entry.source)
        return str(source.label) if source else ""


def head_for(actor: Actor, code: str) -> Organization:
    """The body whose log is asked for, or the own one. Raises `Missing` for one that is not in reach."""
    return get_organization(actor, code or actor.organization_code)


def scope_of(actor: Actor, wanted: Wanted) -> Scope:
    """Whose entries are meant. Raises `Missing` for a head that the actor may not see."""
    seen = actor.path == wanted.head.path or (actor.reads_subtree and actor.covers(wanted.head.path))
    if not seen:
        raise Missing
    only = None
    if wanted.society_class or wanted.level:
        only = tuple(
            seat.pk
            for seat in seats_below(wanted.head.path)
            if wanted.society_class in (0, seat.society_class) and wanted.level in ("", seat.level)
        )
    return Scope(
        path=wanted.head.path,
        first=wanted.days.first,
        last=wanted.days.last,
        subtree=wanted.subtree and actor.reads_subtree,
        only=only,
        kinds=frozenset({wanted.kind}) if wanted.kind else frozenset(),
    )


def log_lines(actor: Actor, wanted: Wanted, most: int = MOST) -> list[Line]:
    """The newest entries first, at most so many: one query a source and three more, whatever their number."""
    scope = scope_of(actor, wanted)
    if wanted.service:
        return _served(scope, wanted, most)
    found = [_logged(one.things(scope)[:most], one.logged) for one in sources()]
    newest = islice(merge(*found, key=lambda pair: pair[0].day, reverse=True), most)
    return _lines(list(newest))


def _logged(rows: QuerySet[Any], logged: Any) -> Iterator[tuple[Logged, Any]]:
    return ((logged(row), row) for row in rows)


def _served(scope: Scope, wanted: Wanted, most: int) -> list[Line]:
    """Entries that serve one of the four, by their marks."""
    marks = marks_in(scope).filter(service=wanted.service).order_by("-day", "-pk")[:most]
    keys = {(one.source, one.key, one.organization_id) for one in marks}
    found = []
    for code in {source for source, _key, _body in keys}:
        source = source_of(code)
        if source is not None:
            rows = _logged(source.things(scope), source.logged)
            found += [pair for pair in rows if (code, pair[0].key, pair[0].body) in keys]
    return _lines(sorted(found, key=lambda pair: pair[0].day, reverse=True))


def _lines(found: list[tuple[Logged, Any]]) -> list[Line]:
    bodies = Organization.objects.in_bulk({entry.body for entry, _row in found})
    keys = {entry.key for entry, _row in found}
    marks = ServiceMark.objects.filter(organization__in=bodies, key__in=keys)
    serves = {(one.organization_id, one.source, one.key): one.service for one in marks}
    return [
        Line(
            entry,
            bodies[entry.body],
            serves.get((entry.body, entry.source, entry.key), ""),
            row if entry.source == OWN else None,
        )
        for entry, row in found
    ]


def marks_in(scope: Scope) -> QuerySet[ServiceMark]:
    found = ServiceMark.objects.filter(scope.bodies(), scope.days("day"))
    return found.filter(kind__in=scope.kinds) if scope.kinds else found


def service_counts(scope: Scope) -> dict[str, int]:
    """How many entries were said to serve each of the four: one query."""
    grouped = marks_in(scope).order_by().values_list("service").annotate(count=Count("pk"))
    return dict(grouped)


def own_entries(scope: Scope) -> QuerySet[LogEntry]:
    """What bodies entered themselves, the newest first."""
    found = LogEntry.objects.filter(scope.bodies(), scope.days("day"), removed_at=None)
    found = found.filter(kind__in=scope.kinds) if scope.kinds else found
    return found.select_related("decision").order_by("-day", "-pk")


def entry_of(one: LogEntry) -> Logged:
    return Logged(
        day=one.day,
        kind=LogKind(one.kind),
        body=one.organization_id,
        matter=one.matter,
        result=" ".join(part for part in (one.result, one.reference) if part),
        link=one.link,
        source=OWN,
        key=one.code,
    )


def own_counts(scope: Scope) -> Iterator[Counted]:
    """Own entries by body and kind: one query."""
    rows = own_entries(scope).select_related(None).order_by()
    for body, kind, count in rows.values_list("organization", "kind").annotate(count=Count("pk")):
        yield Counted(body, kind, count)


def get_entry(actor: Actor, code: str) -> LogEntry:
    """One own entry of a body in reach. Raises `Missing`."""
    found = LogEntry.objects.filter(in_scope(actor, "organization__"), code=code, removed_at=None)
    entry = found.select_related("organization", "decision").first()
    if entry is None:
        raise Missing
    return entry


def service_of(entry: LogEntry) -> str:
    """Whom an own entry serves, empty where nothing was said."""
    marks = ServiceMark.objects.filter(organization=entry.organization_id, source=OWN, key=entry.code)
    return next(iter(marks.values_list("service", flat=True)), "")


def drawn_entry(actor: Actor, source_code: str, key: str, days: Days) -> Logged:
    """An entry of the own body of these days by its source and key. Raises `Missing`."""
    source = source_of(source_code)
    if source is None or not actor.path:
        raise Missing
    scope = Scope(path=actor.path, first=days.first, last=days.last, subtree=False)
    found = (source.logged(row) for row in source.things(scope))
    entry = next((one for one in found if one.key == key), None)
    if entry is None:
        raise Missing
    return entry


def possible_decisions(organization_id: int) -> QuerySet[Activity]:
    """What a body held and decided something at, the newest first."""
    found = Activity.objects.filter(hosts__organization=organization_id, hosts__held=True)
    return found.exclude(decisions="").order_by("-day", "-pk")
