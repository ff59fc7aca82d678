"""What apps above hang on an event (its page, its units told of a new day), or offer on a notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from quanjing.directives.models import Directive, Event
from quanjing.foundation.actor import Actor


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


@dataclass(frozen=True, slots=True)
class Offer:
    """A link beside a notice: the item or thing that it is about, the words of the link, where it leads."""

    about: str
    words: str | Promise
    link: str


Offering = Callable[[Actor, Directive], list[Offer]]

_offering: list[Offering] = []


def register_offering(provider: Offering) -> None:
    """Called once by each app that offers something on the page of a notice."""
    if provider not in _offering:
        _offering.append(provider)


def offers(actor: Actor, directive: Directive) -> list[Offer]:
    """All that is offered to the actor on the page of this notice."""
    return [one for provider in _offering for one in provider(actor, directive)]
