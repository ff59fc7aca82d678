"""The work log of every body is drawn from what was done elsewhere: each app says what of its own counts.

An app registers a source when it is ready; the work log knows none by name and keeps no copy of an entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.paths import in_subtree


class LogKind(TextChoices):
    """What kind of work an entry records; the same everywhere, so that it can be counted together."""

    MEETING = "meeting", _("meetings")
    STUDY = "study", _("lectures, theme days and study")
    OUTREACH = "outreach", _("talks and popular science")
    SERVICE = "service", _("academic work and services")
    CONSULTATION = "consultation", _("prior consultations")
    FILING = "filing", _("terms and filings")
    REPORT = "report", _("reports sent")
    OTHER = "other", _("other work")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose entries, of which days and kinds: a subtree or the body at `path` alone.

    `only` narrows to some bodies (primary keys) of it; empty `kinds` stand for all.
    """

    path: str
    first: date
    last: date
    subtree: bool = True
    only: tuple[int, ...] | None = None
    kinds: frozenset[str] = frozenset()
    everywhere: bool = False  # for the worker, who counts for all

    def bodies(self, prefix: str = "organization") -> Q:
        """The condition on the body to which `prefix` leads."""
        if self.everywhere:
            return Q()
        where = in_subtree(self.path, f"{prefix}__") if self.subtree else Q(**{f"{prefix}__path": self.path})
        return where if self.only is None else where & Q(**{f"{prefix}__in": self.only})

    def days(self, column: str) -> Q:
        return Q(**{f"{column}__gte": self.first, f"{column}__lte": self.last})

    def wants(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry: when, what kind, whose (primary key), the matter, its result, the page of the record."""

    day: date
    kind: str
    body: int
    matter: str
    result: str
    link: str
    source: str
    key: str  # of the record within its source


class Counted(NamedTuple):
    """How many entries of a kind a body has."""

    body: int
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries come from.

    `things` are the records of a scope, the newest first, one row an entry, with what `logged` needs;
    `counts` the numbers of a scope, grouped in the database.
    """

    code: str  # at most 20 letters
    label: str | Promise
    position: int
    things: Callable[[Scope], QuerySet[Any]]
    logged: Callable[[Any], Logged]
    counts: Callable[[Scope], Iterable[Counted]]


_sources: dict[str, Source] = {}


def register(source: Source) -> Source:
    """Called once for each source, when its app is ready."""
    _sources[source.code] = source
    return source


def sources() -> list[Source]:
    """All sources in their order."""
    return sorted(_sources.values(), key=lambda one: one.position)


def source_of(code: str) -> Source | None:
    return _sources.get(code)
