"""Who may be asked about a request: by field and place, the least recently asked first. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the roster, by primary key."""

    key: int
    name: str
    fields: frozenset[str]
    city: str
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with what speaks for him: his field, and the place where it is the same."""

    key: int
    field: str
    same_city: bool


def matches(field: str, city: str, candidates: Iterable[Candidate]) -> list[Match]:
    """Those who work in the field: who was never asked first, then who was asked longest ago, then by name.

    Nothing else orders them: no merit, no number of earlier services. The place is a reason that is shown.
    """
    fitting = [one for one in candidates if field in one.fields]
    fitting.sort(
        key=lambda one: (
            one.asked_at is not None,
            one.asked_at.timestamp() if one.asked_at else 0.0,
            one.name,
        )
    )
    wanted = city.strip()
    return [Match(one.key, field, bool(wanted) and one.city == wanted) for one in fitting]
