"""The world with the clock in September, and entries made through the actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.registers.actions import EntryFacts, accept, enter
from quanjing.registers.models import RegisterEntry, RegisterKind
from tests.world import World

TODAY = date(2026, 9, 3)
OUTLET = {"f1": "微信公众号", "f4": "发布通知和科普文章"}
FORUM = {"f1": "科技会堂", "f2": "江岚省茶叶学会", "f5": "茶园绿色防控"}


def kind(code: str) -> RegisterKind:
    return RegisterKind.objects.select_related("template").get(code=code)


def outlet(name: str = "茶学之声", **more: object) -> EntryFacts:
    values = {"holder_title": "秘书处 经办人", "reviewer_title": "秘书长", "values": OUTLET, **more}
    return EntryFacts(name, **values)  # type: ignore[arg-type]


def forum(name: str = "茶产业论坛", *, on: date = TODAY + timedelta(days=40), **more: object) -> EntryFacts:
    values = {"holder_title": "学术部", "reviewer_title": "秘书长", "values": FORUM, **more}
    return EntryFacts(name, happens_on=on, **values)  # type: ignore[arg-type]


def commitment(name: str = "出版道德公约", **more: object) -> EntryFacts:
    said = {"f1": name, "f2": "2026-01-05", "f3": "编辑部逐条对照"}
    values = {"holder_title": "编辑部", "reviewer_title": "秘书长", "values": said, **more}
    return EntryFacts(name, **values)  # type: ignore[arg-type]


def filed(actor: Actor, facts: EntryFacts | None = None, of: str = "outlet") -> RegisterEntry:
    return enter(actor=actor, kind=kind(of), facts=facts or outlet(), file=True)


def in_force(actor: Actor, officer: Actor, facts: EntryFacts | None = None) -> RegisterEntry:
    return accept(actor=officer, entry=filed(actor, facts))


def fresh(entry: RegisterEntry) -> RegisterEntry:
    return RegisterEntry.objects.select_related("kind", "organization").get(pk=entry.pk)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)
