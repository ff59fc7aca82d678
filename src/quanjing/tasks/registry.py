"""What apps above hang on an event: it is shown on its page, and its units are told of a new day as well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from quanjing.directives.models import Event


@dataclass(frozen=True, slots=True)
class Hanging:
    """Something whose last day lies so many days before the event; `units` have it to do, by primary key."""

    name: str
    link: str
    days_before: int
    units: frozenset[int]

    def on(self, day: date | None) -> date | None:
        """Its last day where the event is on `day`."""
        return day - timedelta(days=self.days_before) if day else None


Hung = Callable[[Event], list[Hanging]]

_providers: list[Hung] = []


def register_hanging(provider: Hung) -> None:
    """Called once by each app, when it is ready."""
    if provider not in _providers:
        _providers.append(provider)


def hanging(event: Event) -> list[Hanging]:
    """All that hangs on an event beside the items of notices."""
    return [one for provider in _providers for one in provider(event)]
