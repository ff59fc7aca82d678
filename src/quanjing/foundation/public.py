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


@dataclass(frozen=True, slots=True)
class PublicKind:
    """A list: `things` in the order in which they stand, with all that `facts` needs (no query a row)."""

    code: str  # in the address
    label: str | Promise
    says: str | Promise  # one line: what the list is
    position: int
    things: Callable[[], QuerySet[Any]]
    facts: Callable[[Any], PublicFacts]
    headings: tuple[str | Promise, ...] = ()


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
