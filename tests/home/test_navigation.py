"""The bar: what stands alone, what is gathered under a heading, and where one is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.world import World

from quanjing.foundation.navigation import Menu, menus_for
from quanjing.organizations.models import Post


def names(menus: list[Menu]) -> dict[str, list[str]]:
    """Heading -> places; what stands alone by its own name."""
    return {
        str(menu.label or menu.places[0].label): [str(place.label) for place in menu.places] for menu in menus
    }


@pytest.mark.parametrize(
    ("post", "bar"),
    [
        ("officer", ["今日", "来文", "我的报送", "任务", "联系处", "收件", "全景图", "工作", "组织", "台账"]),
        ("tea_handler", ["今日", "我的报送", "本会信息", "全景图", "工作", "台账"]),
        ("auditor", ["今日", "来文", "任务", "全景图", "工作", "组织", "台账"]),
    ],
)
def test_the_bar_of_a_post(world: World, post: str, bar: list[str]) -> None:
    assert list(names(menus_for(world.actor(getattr(world, post)), "/"))) == bar


def test_one_place_under_a_heading_stands_alone(world: World) -> None:
    found = names(menus_for(world.actor(world.tea_handler), "/"))
    assert (found["工作"], "组织" in found) == (
        [
            *("活动", "工作纪实", "检查", "计次职责", "提醒", "考核"),
            *("征集申报", "项目", "公示与结果", "知识竞答", "学习", "预约与服务"),
        ],
        False,
    )


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "今日"),
        ("/organizations/terms/", "任期日历"),
        ("/organizations/", "组织体系"),
        ("/sheets/load/2026-09/3/", "每月填报负担"),
        ("/help/", ""),
    ],
)
def test_the_nearest_place_is_the_current_one(world: World, path: str, current: str) -> None:
    menus = menus_for(world.actor(world.officer), path)
    found = [str(place.label) for menu in menus for place in menu.places if place.is_current]
    assert found == ([current] if current else [])
    assert sum(menu.is_current for menu in menus) == bool(current)


def test_the_bar_marks_the_heading_and_the_place(world: World, client_of: Callable[[Post], Client]) -> None:
    text = client_of(world.officer).get("/organizations/terms/").content.decode()
    assert text.count('<summary aria-current="true">') == 1
    assert text.count('<a href="/organizations/terms/" aria-current="page">') == 2  # wide and narrow


def test_nobody_has_no_bar(db: None, client: Client) -> None:
    assert "qj-nav" not in client.get("/help/").content.decode()
