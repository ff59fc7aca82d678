"""Whether rows fit a block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quanjing.foundation.facts import KnownFact
from quanjing.sheets.actions import create_template
from quanjing.sheets.models import Block
from quanjing.sheets.queries import prefetched
from quanjing.sheets.rules import MOST_ROWS, validate_rows

FIELDS = [
    {"key": "name", "label": "姓名"},
    {"key": "text", "label": "正文", "type": "longtext", "required": False},
    {"key": "age", "label": "人数", "type": "number", "required": False},
    {"key": "day", "label": "时间", "type": "date", "required": False},
    {"key": "one", "label": "类别", "type": "choice", "options": ["讲座", "展览"], "required": False},
    {"key": "many", "label": "形式", "type": "multichoice", "options": ["线上", "线下"], "required": False},
    {"key": "file", "label": "附件", "type": "file", "required": False},
]
NOBODY_KNOWS: dict[str, KnownFact] = {}

pytestmark = pytest.mark.django_db
Maker = Callable[..., Block]


@pytest.fixture
def block() -> Maker:
    def make(fields: list[dict[str, Any]] = FIELDS, **changes: Any) -> Block:
        shape = {"key": "b2", "label": "活动", "fields": fields, "repeat": True, **changes}
        template = prefetched(create_template(sheet={"title": "统计表", "blocks": [shape]}))
        return template.blocks.all()[0]

    return make


def wheres(block: Block, rows: Any) -> list[str]:
    return [problem.where for problem in validate_rows(block, rows, NOBODY_KNOWS)[1]]


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("name", "  周 予安\n", "周 予安"),
        ("text", "第一段\r\n第二段", "第一段\n第二段"),
        ("age", "１，２００", 1200),
        ("age", 3.5, 3.5),
        ("age", "12.50", 12.5),
        ("day", "2026年3月5日", "2026-03-05"),
        ("day", "2026.3.5", "2026-03-05"),
        ("day", "2026-03-05", "2026-03-05"),
        ("one", "讲座", "讲座"),
        ("many", "线上、线下", ["线上", "线下"]),
        ("many", ["线下"], ["线下"]),
        ("file", "abc23456", "abc23456"),
    ],
)
def test_a_value_is_kept_in_one_form(block: Maker, key: str, given: Any, kept: Any) -> None:
    rows, problems = validate_rows(block(), [{"name": "顾", key: given}], NOBODY_KNOWS)
    assert (rows[0][key], problems) == (kept, [])


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("name", ["不是文字"]),
        ("name", True),
        ("name", "长" * 2001),
        ("age", "十二"),
        ("age", "nan"),
        ("age", "1e99"),
        ("day", "2026-02-30"),
        ("day", "三月五日"),
        ("one", "座谈"),
        ("many", "线上、电话"),
        ("many", {"线上": True}),
        ("file", "../etc"),
    ],
)
def test_a_value_that_does_not_fit_names_its_field(block: Maker, key: str, given: Any) -> None:
    assert wheres(block(), [{"name": "顾", key: given}]) == [f"b2.1.{key}"]


def test_a_required_field_left_empty_names_row_and_field(block: Maker) -> None:
    assert wheres(block(), [{"name": "顾"}, {"name": "林"}, {"text": "正文"}]) == ["b2.3.name"]


def test_a_field_that_the_block_does_not_have_is_refused(block: Maker) -> None:
    assert wheres(block(), [{"name": "顾", "score": 5}]) == ["b2.1.score"]


def test_an_empty_row_is_refused(block: Maker) -> None:
    assert wheres(block(), [{"name": " ", "many": []}]) == ["b2.1"]


@pytest.mark.parametrize("rows", ["text", [1], [["name"]]])
def test_what_is_no_list_of_rows_is_refused(block: Maker, rows: Any) -> None:
    assert wheres(block(), rows) == ["b2"]


def test_none_answers_an_optional_block_only(block: Maker) -> None:
    assert wheres(block(optional=True), "none") == []
    assert wheres(block(), "none") == ["b2"]


def test_a_block_needs_a_row(block: Maker) -> None:
    assert wheres(block(), []) == ["b2"]
    assert wheres(block(optional=True), []) == ["b2"]


def test_a_block_that_does_not_repeat_takes_one_row(block: Maker) -> None:
    assert wheres(block(repeat=False), [{"name": "顾"}, {"name": "林"}]) == ["b2"]


def test_rows_have_a_limit(block: Maker) -> None:
    assert wheres(block(), [{"name": "顾"}] * (MOST_ROWS + 1)) == ["b2"]


def test_a_known_field_is_filled_in_and_not_asked(block: Maker) -> None:
    asked = block([{"key": "f1", "label": "学会名称"}, {"key": "name", "label": "姓名"}])
    known = {"organization.name": KnownFact("江岚省茶叶学会", "register")}
    rows, problems = validate_rows(asked, [{"name": "顾"}], known)
    assert (rows, problems) == ([{"f1": "江岚省茶叶学会", "name": "顾"}], [])


def test_a_header_may_be_all_known(block: Maker) -> None:
    header = block([{"key": "f1", "label": "填表人"}], key="header", repeat=False)
    known = {"filler.name": KnownFact("周予安", "signed in")}
    assert validate_rows(header, [{}], known) == ([{"f1": "周予安"}], [])
    assert wheres(header, []) == []
