"""Open work of a body that ends: the apps that know such work register how to list and how to cancel it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
