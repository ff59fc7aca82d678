"""The world with a second desk officer, and inspections made through the actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.inspections.actions import (
    FindingWanted,
    Given,
    InspectionWanted,
    announce,
    plan_inspection,
    write_finding,
)
from quanjing.inspections.enums import Mode
from quanjing.inspections.models import Checklist, Finding, InspectedBody, Inspection
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import Selection
from tests.world import World, person, post

TODAY = date(2026, 9, 3)
LATER = TODAY + timedelta(days=20)
GOOD = Given("in_order")


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)


def checklist(code: str = "venue") -> Checklist:
    return Checklist.objects.select_related("template").get(code=code)


def planned(actor: Actor, **more: object) -> Inspection:
    """A plan for the provincial societies, with the shortest of the common checklists."""
    values: dict[str, object] = {
        "name": "场所规范检查", "purpose": "看场所是否规范", "checklist": checklist(), "first_day": TODAY,
        "last_day": TODAY + timedelta(days=60), "self_by": LATER,
        "selection": Selection(actor.organization_code, ("society",), ("provincial",)),
    }  # fmt: skip
    return plan_inspection(actor=actor, wanted=InspectionWanted(**(values | more)))  # type: ignore[arg-type]


def announced(actor: Actor, **more: object) -> Inspection:
    return fresh(announce(actor=actor, inspection=planned(actor, **more)))


def fresh(inspection: Inspection) -> Inspection:
    rows = Inspection.objects.select_related("organization", "checklist", "under", "directive", "guidance")
    return rows.get(pk=inspection.pk)


def row_of(inspection: Inspection, body: Organization) -> InspectedBody:
    rows = InspectedBody.objects.select_related("organization", "inspection__checklist")
    return rows.get(inspection=inspection, organization=body)


def in_order(**wrong: Given) -> dict[str, Given]:
    """Every item of the checklist in order, but for those named."""
    return {f"i{number}": GOOD for number in range(1, 8)} | wrong


def wrong(note: str = "消防器材已过期", owner: str = "秘书处", due: date | None = LATER) -> Given:
    return Given("not_in_order", note, owner, due)


def wanted(**more: object) -> FindingWanted:
    values: dict[str, object] = {
        "text": "发票由同一岗位经办和审批", "process": "发票审批", "owner": "秘书处 经办人", "due_on": LATER,
    }  # fmt: skip
    return FindingWanted(**(values | more))  # type: ignore[arg-type]


def found(actor: Actor, world: World, **more: object) -> Finding:
    """A finding on the tea society, in an inspection of visits to all."""
    inspection = announced(actor, mode=Mode.VISITS, self_by=None)
    return write_finding(actor=actor, body=row_of(inspection, world.tea), wanted=wanted(**more))


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def second_post(world: World) -> Post:
    return post(world.association, "机关纪委 专员", Role.OFFICER, person("second", "江映雪"))


@pytest.fixture
def second(world: World, second_post: Post, at_nine: datetime) -> Actor:
    return world.actor(second_post)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)
