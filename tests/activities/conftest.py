"""The world with the clock in September, and activities made through the actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from quanjing.activities.actions import Facts, hold, plan
from quanjing.activities.models import Activity, ActivityKind
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from tests.world import World

TWO_HOURS = timedelta(hours=2)
Facts_ = Callable[..., Facts]


def kind(code: str) -> ActivityKind:
    return ActivityKind.objects.get(code=code)


def at(day: date | str, hour: int = 14, minute: int = 0) -> datetime:
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(found.year, found.month, found.day, hour, minute, tzinfo=clock.CHINA)


def facts(
    name: str = "九月主题党日", *, of: str = "themeday", on: datetime | None = None, **more: object
) -> Facts:
    starts_at = on or at("2026-09-02")
    values: dict[str, object] = {"ends_at": starts_at + TWO_HOURS, "place": "三楼会议室", **more}
    return Facts(kind=kind(of), name=name, starts_at=starts_at, **values)  # type: ignore[arg-type]


def held(
    actor: Actor, name: str = "九月主题党日", *, hosts: tuple[str, ...] = (), **more: object
) -> Activity:
    made = plan(actor=actor, facts=facts(name, **more), hosts=hosts)  # type: ignore[arg-type]
    return hold(actor=actor, activity=made)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)
