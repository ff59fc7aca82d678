"""What the association keeps to study, made through the actions."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from quanjing.foundation.actor import Actor
from quanjing.study.actions import (
    CampaignGiven,
    ItemGiven,
    MaterialGiven,
    VersionGiven,
    add_item,
    add_material,
    announce,
    save_campaign,
)
from quanjing.study.enums import MaterialKind, Mode
from quanjing.study.models import Campaign, Material
from tests.world import World

ARTICLE = "学习提纲的正文。"
CAPTIONS = "1\n00:00:01,000 --> 00:00:02,500\n开场\n"


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def nursing(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.nursing_handler)


def article(actor: Actor, title: str = "学习提纲", **more: object) -> Material:
    given = MaterialGiven(title, MaterialKind.ARTICLE, **more)  # type: ignore[arg-type]
    return add_material(actor=actor, given=given, version=VersionGiven(text=ARTICLE))


def campaign(actor: Actor, name: str = "主题学习活动", *, items: int = 2, **more: object) -> Campaign:
    """Announced, with so many items."""
    made = save_campaign(actor=actor, given=CampaignGiven(name, **more))  # type: ignore[arg-type]
    for number in range(1, items + 1):
        add_item(actor=actor, campaign=made, given=ItemGiven(f"专题{number}", Mode.PROMPTLY, "第一章"))
    return announce(actor=actor, campaign=made)


LAST_DAY = date(2026, 10, 20)
