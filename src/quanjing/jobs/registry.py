"""Work is enqueued by name; each app registers its own in jobs.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Work = Callable[..., dict[str, Any] | None]

_works: dict[str, Work] = {}
_daily: set[str] = set()


def work(name: str, *, daily: bool = False) -> Callable[[Work], Work]:
    """Register a function as the work `name`: called with a `Progress` and the job's arguments.

    `daily` work takes no arguments and is enqueued by the worker once a day.

    It must be idempotent: a worker may die half-way and another run it again from the start.
    """

    def keep(function: Work) -> Work:
        _works[name] = function
        if daily:
            _daily.add(name)
        return function

    return keep


def find(name: str) -> Work:
    """The work of that name. Raises KeyError for a name that no app registered."""
    return _works[name]


def daily_names() -> list[str]:
    """The works that are done once a day."""
    return sorted(_daily)


def names() -> list[str]:
    return sorted(_works)
