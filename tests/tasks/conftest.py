"""An invented notice as text and as the engine's JSON, and the directives that come of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import build, confirm, publish
from tests.world import World

TEXT = """江岚省科学技术协会文件
岚科协学发〔2026〕41号
关于征集学习体会和建言献策的通知
各省级学会、协会、研究会：
为听取科技工作者的意见建议，现就有关事项通知如下。
一、工作内容
（一）工作谋划
各学会结合本学科特点，研究提出今后五年的工作谋划，形成书面材料一份，于9月15日前报送组织联络处。
（二）学习体会
学会理事长、秘书长结合岗位撰写学习体会，填入附件统计表，于9月15日前报送综合处。
二、有关要求
各学会要坚持自愿，不得层层加码。
联系人：宋时雨，电话：55550118，邮箱：desk@example.org
附件：学习体会统计表
江岚省科学技术协会
2026年9月3日
"""


def place(words: str, after: str = "") -> list[int]:
    """The span of some words of TEXT, after others."""
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return [start, start + len(words)]


def deadline(after: str, **changes: Any) -> dict[str, Any]:
    span = place("9月15日前", after)
    shape = {"text": "9月15日前", "span": span, "kind": "date", "due": "2026-09-15", "time": None}
    return shape | {"opens": None, "event": None, "recurrence": None, "inferred": ["year"]} | changes


def field(key: str, label: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"key": key, "label": label, "type": kind, "required": True, "options": [], "hint": ""} | more


SHEET = {
    "title": "学习体会统计表",
    "blocks": [
        {
            "key": "header",
            "label": "",
            "fields": [field("f1", "学会名称"), field("f2", "填表人"), field("f3", "联系方式")],
        },
        {
            "key": "b1",
            "label": "工作谋划",
            "fields": [field("text", "谋划正文", "longtext"), field("file", "附件", "file", required=False)],
        },
        {
            "key": "b2",
            "label": "学习体会（如有请填写）",
            "repeat": True,
            "optional": True,
            "hint": "字数不限",
            "fields": [field("name", "姓名"), field("post", "职务"), field("text", "正文", "longtext")],
        },
    ],
}

NOTICE: dict[str, Any] = {
    "text": TEXT,
    "kind": "通知",
    "doc_number": "岚科协学发〔2026〕41号",
    "title": "关于征集学习体会和建言献策的通知",
    "issuers": ["江岚省科学技术协会"],
    "addressees": ["各省级学会、协会、研究会"],
    "issued_on": "2026-09-03",
    "based_on": [],
    "attachments": [{"title": "学习体会统计表", "span": place("学习体会统计表", "附件："), "sheet": SHEET}],
    "contacts": [
        {
            "name": "宋时雨",
            "org": "综合处",
            "topic": None,
            "phones": ["55550118"],
            "emails": ["desk@example.org"],
        }
    ],
    "sections": [
        {"level": 1, "label": "一、", "heading": "工作内容", "span": place("一、工作内容")},
        {"level": 2, "label": "（一）", "heading": "工作谋划", "span": place("（一）工作谋划")},
        {"level": 2, "label": "（二）", "heading": "学习体会", "span": place("（二）学习体会")},
        {"level": 1, "label": "二、", "heading": "有关要求", "span": place("二、有关要求")},
    ],
    "tasks": [
        {
            "name": "工作谋划",
            "text": "各学会结合本学科特点，研究提出今后五年的工作谋划，形成书面材料一份",
            "span": place("各学会结合本学科特点，研究提出今后五年的工作谋划，形成书面材料一份"),
            "section": ["一、工作内容", "（一）工作谋划"],
            "audience": "各学会",
            "responsible": ["各学会"],
            "deadline": deadline("（一）"),
            "deliverables": [{"text": "书面材料一份", "media": "text", "required": True, "sheet": None}],
            "count": None,
            "contact": 0,
        },
        {
            "name": "学习体会",
            "text": "学会理事长、秘书长结合岗位撰写学习体会，填入附件统计表",
            "span": place("学会理事长、秘书长结合岗位撰写学习体会，填入附件统计表"),
            "section": ["一、工作内容", "（二）学习体会"],
            "audience": "理事长、秘书长",
            "responsible": [],
            "deadline": deadline("（二）", inferred=[]),
            "deliverables": [{"text": "学习体会", "media": "table", "required": True, "sheet": 0}],
            "count": None,
            "contact": None,
        },
        {
            "name": "坚持自愿",
            "text": "各学会要坚持自愿，不得层层加码。",
            "span": place("各学会要坚持自愿，不得层层加码。"),
            "section": ["二、有关要求"],
            "responsible": ["各学会"],
            "deadline": None,
            "deliverables": [],
        },
    ],
    "warnings": [],
    "facts": {
        "doc_number": {"span": place("岚科协学发〔2026〕41号"), "doubt": None},
        "title": {"span": place("关于征集学习体会和建言献策的通知"), "doubt": None},
        "issued_on": {"span": place("2026年9月3日"), "doubt": None},
        "addressees": [{"span": place("各省级学会、协会、研究会"), "doubt": None}],
        "issuers": [{"span": place("江岚省科学技术协会"), "doubt": None}],
    },
}


@pytest.fixture
def notice() -> dict[str, Any]:
    """The notice in the engine's JSON; each test changes its own copy."""
    return copy.deepcopy(NOTICE)


@pytest.fixture
def read_directive(world: World, at_nine: Any) -> Callable[[dict[str, Any]], Directive]:
    """Makes a directive of the association of a read notice."""

    def make(notice: dict[str, Any]) -> Directive:
        directive = Directive.objects.create(
            organization=world.association,
            day_end=world.association.day_end,
            registered_by=world.officer,
            registered_at=clock.now(),
        )
        build(directive=directive, notice=notice)
        return directive

    return make


@pytest.fixture
def directive(read_directive: Callable[[dict[str, Any]], Directive], notice: dict[str, Any]) -> Directive:
    """Read, with one deadline to confirm."""
    return read_directive(notice)


@pytest.fixture
def provincial(world: World) -> Selection:
    """The provincial societies: mathematics, tea, nursing."""
    return Selection(under=world.association.code, kinds=("society",), levels=("provincial",))


@pytest.fixture
def published(world: World, directive: Directive, provincial: Selection) -> Directive:
    """Handed out to the three provincial societies: two tasks each."""
    officer = world.actor(world.officer)
    confirm(actor=officer, directive=directive, task=directive.tasks.get(position=1), fact="deadline")
    publish(actor=officer, directive=directive, selection=provincial)
    directive.refresh_from_db()
    return directive
