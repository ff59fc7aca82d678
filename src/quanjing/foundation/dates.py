"""Dates beside tasks: what a body has to do by a day. Apps that keep some register here.

Reminders list them with the tasks, under the rules and the cool-down of the body that is named as issuer;
calendars show them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from quanjing.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of a body; `issuer` is the body whose rules of reminding hold, both by primary key.

    `since` is the day on which it became known: nobody is reminded of days before it.
    """

    organization: int
    issuer: int
    on: date
    since: date
    title: str
    link: str


@dataclass(frozen=True, slots=True)
class Provider:
    """`bodies(until)` names who has to act on anything up to a day, `due(bodies, until)` says on what.

    `between(actor, path, own, first, last)` are dates of a subtree, or of its head alone, for a calendar:
    what the actor sees. None costs a query a row. Titles are in the language that is active.
    """

    bodies: Callable[[date], Iterable[int]]
    due: Callable[[Collection[int], date], Iterable[Dated]]
    between: Callable[[Actor, str, bool, date, date], Iterable[Dated]]


_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Called once by each app, when it is ready."""
    if provider not in _providers:
        _providers.append(provider)


def bodies(until: date) -> set[int]:
    """Bodies that have to act on something up to a day."""
    return {pk for provider in _providers for pk in provider.bodies(until)}


def due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """What these bodies have to do up to a day, the earliest first."""
    found = [one for provider in _providers for one in provider.due(organization_ids, until)]
    return sorted(found, key=lambda one: (one.on, one.title))


def between(actor: Actor, path: str, *, own: bool, first: date, last: date) -> list[Dated]:
    """What lies in a span, the earliest first."""
    found = [one for provider in _providers for one in provider.between(actor, path, own, first, last)]
    return sorted(found, key=lambda one: (one.on, one.title))
