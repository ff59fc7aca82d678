"""A measurement in March of the next year, through the actions, as the desk and the societies make it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import openpyxl
import pytest

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.influence.actions import (
    ItemFacts,
    MeasurementFacts,
    add_item,
    begin,
    blank_table,
    invite_third_party,
    join,
    open_measurement,
)
from quanjing.influence.enums import State
from quanjing.influence.models import Measurement, PublicItem
from quanjing.influence.rules.formula import DimensionFacts
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import actor_for
from tests.world import World

TODAY = date(2026, 9, 3)
FACTS = MeasurementFacts(
    name="众心向学影响力学会公开测评",
    year=2026,
    first_day=date(2025, 9, 1),
    last_day=date(2026, 8, 31),
    collect_until=TODAY + timedelta(days=20),
    check_until=TODAY + timedelta(days=30),
    aliases=("众心向学·服务创新",),
    method="检索公开报道和文件，逐条附链接。",
    dimensions=(
        DimensionFacts("建言被采纳", "以采纳文件为准", 40, 4),
        DimensionFacts("科技服务", "", 30, 10),
        DimensionFacts("对外交流", "", 30, 10),
    ),
)


def facts(**more: object) -> MeasurementFacts:
    return replace(FACTS, **more)  # type: ignore[arg-type]


def item(number: int = 1, **more: object) -> ItemFacts:
    plain = ItemFacts(
        "d1", f"建言 {number}", "江岚日报", date(2026, 3, number), f"https://example.org/{number}"
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def fresh(measurement: Measurement) -> Measurement:
    return Measurement.objects.get(pk=measurement.pk)


def third_of(measurement: Measurement, officer: Actor) -> Actor:
    third, _link = invite_third_party(
        actor=officer, measurement=measurement, firm="江岚信息研究所", person="穆清和",
        until=measurement.check_until,
    )  # fmt: skip
    return actor_for(third.post)


def added(actor: Actor, measurement: Measurement, body: Organization | None, number: int = 1) -> PublicItem:
    return add_item(actor=actor, measurement=measurement, facts=item(number), body=body)


def filled(measurement: Measurement, *rows: list[str]) -> bytes:
    """The blank table of the product with these rows."""
    book = openpyxl.load_workbook(io.BytesIO(blank_table(measurement)))
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def opened(world: World, officer: Actor, tea: Actor) -> Measurement:
    """Open, the tea and the nursing society take part."""
    made = open_measurement(actor=officer, measurement=begin(actor=officer, facts=FACTS))
    join(actor=tea, measurement=made)
    join(actor=world.actor(world.nursing_handler), measurement=made)
    return made


@pytest.fixture
def third(opened: Measurement, officer: Actor) -> Actor:
    return third_of(opened, officer)


@pytest.fixture
def checking_is_over(at_nine: datetime) -> Iterator[datetime]:
    """Everything is answered on the day after the last one for checking."""
    later = datetime(2026, 10, 4, 9, tzinfo=clock.CHINA)
    with clock.frozen(later):
        yield later


def state_of(measurement: Measurement) -> State:
    return State(fresh(measurement).state)
