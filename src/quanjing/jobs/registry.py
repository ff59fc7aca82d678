"""Work is enqueued by name; each app registers its own in jobs.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """Work of every day at `at`, HH:MM in China.

    After downtime the newest missed day alone is made up for, or each of them with `every_missed_day`.
    """

    name: str
    at: str
    every_missed_day: bool = False


USUAL_ATTEMPTS = 5
_works: dict[str, Work] = {}
_attempts: dict[str, int] = {}
_plans: dict[str, Plan] = {}
_watches: list[Callable[[], None]] = []


def work(name: str, *, attempts: int = USUAL_ATTEMPTS) -> Callable[[Work], Work]:
    """Register a function as the work `name`: called with a `Progress` and the job's arguments.

    It must be idempotent: a worker may die half-way and another run it again from the start. After so many
    `attempts` that got no further than those before them the job is given up.
    """

    def keep(function: Work) -> Work:
        _works[name] = function
        _attempts[name] = attempts
        return function

    return keep


def daily(name: str, *, at: str, every_missed_day: bool = False) -> Callable[[Work], Work]:
    """Register a function as the work `name` of every day: called with a `Progress` and `day` (ISO).

    It is started once a day, however many workers there are; idempotent for its day like all work.
    """
    _plans[name] = Plan(name, at, every_missed_day)
    return work(name)


def watch(function: Callable[[], None]) -> Callable[[], None]:
    """Have a function called every minute by the worker: a glance that enqueues work where there is any."""
    if function not in _watches:
        _watches.append(function)
    return function


def watches() -> list[Callable[[], None]]:
    return list(_watches)


def plans() -> list[Plan]:
    """What is done every day."""
    return list(_plans.values())


def find(name: str) -> Work:
    """The work of that name. Raises KeyError for a name that no app registered."""
    return _works[name]


def most_attempts(name: str) -> int:
    """After how many attempts without progress work of that name is given up."""
    return _attempts.get(name, USUAL_ATTEMPTS)


def names() -> list[str]:
    return sorted(_works)
