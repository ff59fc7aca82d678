"""Public pieces about a body that some app keeps already, so that nobody enters them again.

An app that keeps a log of outlets registers a source; whoever asks for public items offers what is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Piece:
    """What stood where on which day; `link` opens it."""

    title: str
    outlet: str
    on: date
    link: str


Source = Callable[[int, date, date], list[Piece]]  # primary key of the body, first and last day
_sources: list[Source] = []


def register(source: Source) -> None:
    """Called by an AppConfig; a source takes one query."""
    if source not in _sources:
        _sources.append(source)


def pieces_about(organization_id: int, first: date, last: date) -> list[Piece]:
    """All that is known of a span, the newest first."""
    found = [one for source in _sources for one in source(organization_id, first, last)]
    return sorted(found, key=lambda one: one.on, reverse=True)
