"""What apps above know and register here: open work of a body that ends, meetings that were held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from quanjing.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Work of one origin that some bodies still have open: what it is, where it is shown, how many pieces."""

    label: str
    link: str
    count: int


@dataclass(frozen=True, slots=True)
class Keeper:
    """`find(organization_ids)` lists open work; `cancel(actor, organization_ids)` is part of an action."""

    find: Callable[[Sequence[int]], list[OpenWork]]
    cancel: Callable[[Actor, Sequence[int]], int]


_keepers: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Called once by each app, when it is ready."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def open_work(organization_ids: Sequence[int]) -> list[OpenWork]:
    """What these bodies still have open, from every keeper."""
    return [work for keeper in _keepers for work in keeper.find(organization_ids)]


def cancel_work(actor: Actor, organization_ids: Sequence[int]) -> int:
    """Cancel it; returns how many pieces."""
    return sum(keeper.cancel(actor, organization_ids) for keeper in _keepers)


MeetingsKept = Callable[[Sequence[int], date, date], set[int] | None]

_meetings: list[MeetingsKept] = []


def register_meetings(provider: MeetingsKept) -> None:
    """Called once by the app that records meetings.

    `provider(organization_ids, first_day, last_day)` names those Party organizations that held, in these
    days, the least number of meetings that its rules ask for; None while it has no rule.
    """
    if provider not in _meetings:
        _meetings.append(provider)


def meetings_kept(organization_ids: Sequence[int], first_day: date, last_day: date) -> set[int] | None:
    """The Party organizations that held their meetings; None while nobody records them or asks for them."""
    answers = [provider(organization_ids, first_day, last_day) for provider in _meetings]
    said = [kept for kept in answers if kept is not None]
    return set().union(*said) if said else None
