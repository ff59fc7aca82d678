"""Work is enqueued by name; each app registers its own in jobs.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Work = Callable[..., dict[str, Any] | None]

_works: dict[str, Work] = {}


def work(name: str) -> Callable[[Work], Work]:
    """Register a function as the work `name`: called with a `Progress` and the job's arguments.

    It must be idempotent: a worker may die half-way and another run it again from the start.
    """

    def keep(function: Work) -> Work:
        _works[name] = function
        return function

    return keep


def find(name: str) -> Work:
    """The work of that name. Raises KeyError for a name that no app registered."""
    return _works[name]


def names() -> list[str]:
    return sorted(_works)


_dailies: list[str] = []


def daily(function: Callable[[], None]) -> Callable[[], None]:
    """Have the worker's schedule call a function of a jobs.py every day; it enqueues work and ends."""
    _dailies.append(f"{function.__module__}.{function.__qualname__}")
    return function


def dailies() -> list[str]:
    """The dotted names of what is called every day."""
    return sorted(_dailies)
