"""What the association keeps to study, made through the actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.study.actions import (
    CampaignGiven,
    ClassGiven,
    ItemGiven,
    MaterialGiven,
    SessionGiven,
    VersionGiven,
    add_item,
    add_material,
    add_session,
    announce,
    open_class,
    save_campaign,
    save_class,
)
from quanjing.study.enums import MaterialKind, Mode
from quanjing.study.models import Campaign, Material, TrainingClass
from tests.world import World, person, post

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


def seated(world: World, body: Organization, title: str) -> Post:
    """A post of a body with its own holder."""
    return post(body, title, Role.NONE, person(f"p{Post.objects.count()}", f"{title}甲"))


def opened(officer: Actor, *, quotas: dict[Organization, int] | None = None, **more: object) -> TrainingClass:
    """A class of three places that begins on 21 September, nominations until the 10th."""
    values: dict[str, object] = {
        "title": "党务工作者培训班", "starts_on": date(2026, 9, 21), "ends_on": date(2026, 9, 23), "seats": 3,
        "nominate_until": date(2026, 9, 10), "groups": ["一组", "二组"],
        "quotas": list((quotas or {}).items()), **more,
    }  # fmt: skip
    made = save_class(actor=officer, given=ClassGiven(**values))  # type: ignore[arg-type]
    begins = datetime(2026, 9, 21, 9, tzinfo=clock.CHINA)
    session = SessionGiven("开班式", begins, begins + timedelta(hours=2), "示例讲师")
    add_session(actor=officer, training_class=made, given=session)
    return open_class(actor=officer, training_class=made)
