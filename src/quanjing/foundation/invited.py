"""Work for which people were named as persons: judges, third parties. Each app says what waits for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from quanjing.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class Invited:
    """A piece of work: what it is, from whom and how far it is, where it is done."""

    title: str
    detail: str | Promise
    url: str


Source = Callable[[Actor], list[Invited]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Called by an AppConfig; the source answers for one actor."""
    if source not in _sources:
        _sources.append(source)


def invited_to(actor: Actor) -> list[Invited]:
    """What the actor was named for and is still open, source by source."""
    return [one for source in _sources for one in source(actor)]
