"""What the platform says in public beside the pages that people write: each app names its lists.

An app registers its kinds when it is ready; the portal knows none by name and keeps no copy. Whatever `facts`
gives is read by anybody: no answers of units, no persons beyond what the purpose of the list names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """One line: `until` the last day of a notice, `body` who says it, `cells` one for each heading."""

    title: str
    text: str = ""
    on: date | None = None
    until: date | None = None
    link: str = ""
    body: str = ""
    cells: tuple[str, ...] = ()
    code: str = ""  # of its own page, where its kind has pages


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A part of a page: rows below `heads`, in the order in which they stand; `note` is what is left out."""

    heading: str
    heads: tuple[str | Promise, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublicPage:
    """The page of one line: what the line says, then its tables."""

    facts: PublicFacts
    tables: tuple[PublicTable, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicKind:
    """A list: `things` in the order in which they stand, with all that `facts` needs (no query a row).

    `page` gives one line as a page by its code, None for what is not public. Kept pages are drawn anew once
    one of `verbs` is recorded. With `mark` its lines are news: on the first page, in feeds and in the search.
    """

    code: str  # in the address
    label: str | Promise
    says: str | Promise  # one line: what the list is
    position: int
    things: Callable[[], QuerySet[Any]]
    facts: Callable[[Any], PublicFacts]
    headings: tuple[str | Promise, ...] = ()
    page: Callable[[str], PublicPage | None] | None = None
    verbs: frozenset[str] = frozenset()
    mark: str | Promise = ""

    @property
    def has_pages(self) -> bool:
        return self.page is not None


_kinds: dict[str, PublicKind] = {}


def register(kind: PublicKind) -> PublicKind:
    """Called once for each kind, when its app is ready."""
    _kinds[kind.code] = kind
    return kind


def kinds() -> list[PublicKind]:
    """All lists in their order."""
    return sorted(_kinds.values(), key=lambda one: one.position)


def kind_of(code: str) -> PublicKind | None:
    return _kinds.get(code)


def news() -> list[PublicKind]:
    """The lists whose lines are news."""
    return [kind for kind in kinds() if kind.mark]


def is_moved_by(verb: str) -> bool:
    """Whether a list may say something else after this step."""
    return any(verb in kind.verbs for kind in _kinds.values())
