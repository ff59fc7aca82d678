"""The clock in September, actors, and calls made through the actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from quanjing.calls.actions import (
    ApplicationFacts,
    begin_application,
    begin_call,
    open_call,
    send_application,
)
from quanjing.calls.enums import CallKind
from quanjing.calls.models import Application, Call, Project
from quanjing.calls.queries import get_call
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from tests.calls import stage
from tests.calls.stage_decided import ended, running
from tests.world import World

LATER = datetime(2026, 10, 2, 9, tzinfo=clock.CHINA)  # after the last moment
FULL: dict[str, Any] = {
    "values": {"f1": "服务基层茶农。", "f2": "办三期培训班，编一本手册。", "f4": "秘书处 010-55550100"},
    "team": [{"name": "顾南屏", "unit": "江岚省茶叶学会"}],
    "goals": [{"name": "培训茶农", "number": "120", "unit": "人"}],
    "budget": [{"name": "资料费", "amount": "12,000"}, {"name": "差旅费", "amount": "3000.50"}],
    "schedule": [{"name": "第一期培训", "due": "2026-11-20"}],
}


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def nursing(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.nursing_handler)


def branch_for(body: Organization) -> None:
    """A Party organization, so that the body fulfils the first condition."""
    Organization.objects.get(pk=body.pk).add_child(
        name=f"{body.name}党支部", kind=Kind.BRANCH, level=Level.PROVINCIAL, number=f"{body.number}-9"
    )


def opened(officer: Actor, kind: CallKind = CallKind.PROJECT, **columns: Any) -> Call:
    """A call from the model of its kind, with some columns changed, open for the societies."""
    made = begin_call(actor=officer, kind=kind)
    Call.objects.filter(pk=made.pk).update(**columns)
    open_call(actor=officer, call=get_call(officer, made.code))
    return get_call(officer, made.code)


def draft(actor: Actor, call: Call, title: str = "茶农服务能力提升", **more: Any) -> Application:
    facts = ApplicationFacts(**{"direction": call.directions.first().code, "title": title, **FULL, **more})  # type: ignore[union-attr]
    return begin_application(actor=actor, call=get_call(actor, call.code), facts=facts)


def sent(actor: Actor, call: Call, title: str = "茶农服务能力提升", **more: Any) -> Application:
    return send_application(actor=actor, application=draft(actor, call, title, **more))


def fresh(one: Application) -> Application:
    return Application.objects.select_related("call", "organization", "direction", "template").get(pk=one.pk)


def moment(days: int) -> datetime:
    return clock.now() + timedelta(days=days)


@pytest.fixture
def closed() -> Callable[[], Any]:
    """The clock after the last moment of the calls that `opened` makes."""
    return lambda: clock.frozen(LATER)


@pytest.fixture
def project(world: World, officer: Actor) -> Project:
    """A closed project of the tea society, with a joint unit; the nursing society has one too."""
    made = running(officer, world)
    stage.joint(made.application, name="云川茶业研究院")  # type: ignore[arg-type]  # it has one
    ended(Project.objects.get(organization=world.nursing), title="护理服务站")
    return ended(made, title="茶农服务站建设", leader="叶知秋")


@pytest.fixture
def award(officer: Actor) -> Call:
    return opened(officer, CallKind.AWARD, per_direction=0)
