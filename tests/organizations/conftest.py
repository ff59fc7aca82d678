from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from tests.world import World, person, post

HEADS = ("编号", "名称", "类别", "层级", "统一社会信用代码", "挂靠单位", "联系人", "联系电话", "邮箱")
GOOD = (
    (
        "302",
        "江岚省林学会",
        "农科",
        "省级",
        "",
        "江岚省林业研究院",
        "沈雁秋",
        "010-55550302",
        "a@example.org",
    ),
    ("102", "江岚省物理学会", "理科类", "", "914403001922038216", "", "顾北辰", "", ""),
    ("501", "江岚省科普研究会", "5", "省级", "", "", "", "", ""),
)


def table_of(rows: Sequence[Sequence[object]], heads: Sequence[str] = HEADS) -> bytes:
    """An xlsx with a title row above the heads, as offices like it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["登记表"])
    sheet.write_row(1, 0, list(heads))
    for number, row in enumerate(rows, start=2):
        sheet.write_row(number, 0, list(row))
    book.close()
    return out.getvalue()


@pytest.fixture
def administrator(world: World) -> Actor:
    return world.actor(world.administrator)


@pytest.fixture
def city_administrator_post(world: World) -> Post:
    return post(world.city, "管理员", Role.ADMINISTRATOR, person("cityadmin", "许既望"))


@pytest.fixture
def city_administrator(world: World, city_administrator_post: Post) -> Actor:
    return world.actor(city_administrator_post)
