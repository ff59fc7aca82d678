"""Registers are made on a page, without code, and those of the requirement are there from the start."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.organizations.models import Post
from quanjing.registers.actions import EntryFacts, FieldWanted, KindWanted, change, define_kind, enter
from quanjing.registers.models import RegisterKind
from quanjing.registers.queries import block_of, kinds_for, kinds_seen_by, kinds_to_enter
from quanjing.registers.receivers import keep_common
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import FieldKey
from tests.registers.conftest import kind
from tests.world import World

ASKED = [
    "outlet",
    "forum",
    "pairing",
    "dutylist",
    "negativelist",
    "commitment",
    "charter",
    "base",
    "honour",
    "alliance",
    "deed",
    "yearplan",
    "project",
    "risk",
    "guidance",
    "matter",
    "termchange",
]


def made(officer: Actor, **more: object) -> RegisterKind:
    wanted = KindWanted("科普资源", "科普资源共享目录", **more)  # type: ignore[arg-type]
    return define_kind(actor=officer, wanted=wanted, fields=[FieldWanted("链接", FieldType.TEXT, True)])


@pytest.mark.parametrize("code", ASKED)
def test_every_register_of_the_requirement_is_there_with_its_sheet(db: None, code: str) -> None:
    found = kind(code)
    assert found.name_zh
    assert found.name_en
    assert found.purpose
    assert block_of(found.template_id).fields.count() >= 3


def test_common_registers_come_back_after_a_flush_once(db: None) -> None:
    count = RegisterKind.objects.count()
    keep_common()
    assert RegisterKind.objects.count() == count
    RegisterKind.objects.all().delete()
    keep_common()
    assert RegisterKind.objects.count() == count


def test_no_register_asks_for_what_is_never_asked(db: None) -> None:
    labels = [
        one.label for each in RegisterKind.objects.all() for one in block_of(each.template_id).fields.all()
    ]
    words = ("身份证", "出生", "民族", "宗教", "籍贯", "健康", "政治面貌", "备注", "评价", "思想")
    assert [label for label in labels if any(word in label for word in words)] == []


def test_a_made_register_holds_for_the_own_body_and_all_below(world: World, officer: Actor) -> None:
    found = made(officer)
    assert found in kinds_seen_by(world.actor(world.city_handler))
    city = world.actor(world.city_officer)
    wanted = KindWanted("市级登记", "本市使用")
    below = define_kind(actor=city, wanted=wanted, fields=[FieldWanted("内容")])
    assert below not in kinds_for(world.tea.path)
    assert below in kinds_seen_by(officer)
    assert below not in kinds_to_enter(officer, world.association)


def test_a_society_makes_no_register(tea: Actor) -> None:
    with pytest.raises(Denied):
        made(tea)


def test_forms_that_ask_under_its_labels_are_known(officer: Actor) -> None:
    found = made(officer, asked_as=("科普资源清单",))
    key = FieldKey.objects.get(key=f"registers.{found.code}")
    assert (key.labels, key.fact) == (["科普资源清单"], f"registers.{found.code}")


@pytest.mark.parametrize(
    ("wanted", "fields", "place"),
    [
        (KindWanted("", "用途"), [FieldWanted("甲")], "name_zh"),
        (KindWanted("甲", ""), [FieldWanted("甲")], "purpose"),
        (KindWanted("自有媒体和阵地", "用途"), [FieldWanted("甲")], "name_zh"),
        (KindWanted("甲", "用途"), [], "fields"),
        (KindWanted("甲", "用途"), [FieldWanted("乙"), FieldWanted("乙")], "fields"),
        (KindWanted("甲", "用途"), [FieldWanted("乙", FieldType.CHOICE)], "fields"),
        (KindWanted("甲", "用途"), [FieldWanted("照片", FieldType.PHOTO, True)], "fields"),
        (KindWanted("甲", "用途", ahead_days=15), [FieldWanted("乙")], "ahead_days"),
        (KindWanted("甲", "用途", steps=(("请示", 30),)), [FieldWanted("乙")], "steps"),
        (KindWanted("甲", "用途", is_acknowledged=True), [FieldWanted("乙")], "is_acknowledged"),
        (KindWanted("甲", "用途", confirm_month=13), [FieldWanted("乙")], "confirm_month"),
    ],
)
def test_what_makes_no_sense_is_named(
    officer: Actor, wanted: KindWanted, fields: list[FieldWanted], place: str
) -> None:
    with pytest.raises(Invalid) as refused:
        define_kind(actor=officer, wanted=wanted, fields=fields)
    assert place in {problem.where for problem in refused.value.problems}


def form(**more: object) -> dict[str, object]:
    """The page of a register with two fields."""
    return {
        "name_zh": "科普资源", "name_en": "Outreach material", "purpose": "共享目录", "is_dated": "on",
        "steps": "请示，30天\n召开会议 0", "field-key": ["", "", ""], "field-label": ["链接", "类型", ""],
        "field-type": ["text", "choice", "text"], "field-options": ["", "图书\n视频", ""],
        "field-hint": ["网址", "", ""], "field-required": ["1"], **more,
    }  # fmt: skip


def test_a_register_is_made_and_changed_on_a_page(
    world: World, tea: Actor, client_of: Callable[[Post], Client]
) -> None:
    client = client_of(world.officer)
    answer = client.post("/registers/kinds/new/", form())
    found = RegisterKind.objects.get(name_zh="科普资源")
    assert answer.headers["Location"] == f"/registers/{found.code}/"
    assert found.steps == [{"name": "请示", "days_before": 30}, {"name": "召开会议", "days_before": 0}]
    labels = [(one.label, one.required, one.options) for one in block_of(found.template_id).fields.all()]
    assert labels == [("链接", True, []), ("类型", False, ["图书", "视频"])]
    entry = enter(
        actor=tea, kind=found, facts=EntryFacts("茶科普", "科普部", values={"f1": "https://example.org"})
    )
    page = client.get(f"/registers/kinds/{found.code}/").content.decode()
    assert "请示 30" in page
    keys = {"field-key": ["f2", "f1", ""], "field-label": ["种类", "网址", "年份"]}
    shapes = {"field-type": ["choice", "text", "number"], "field-options": ["图书\n视频", "", ""]}
    client.post(f"/registers/kinds/{found.code}/", form(**keys, **shapes, **{"field-required": ["2"]}))
    found.refresh_from_db()
    fields = {one.key: one.label for one in block_of(found.template_id).fields.all()}
    assert fields == {"f2": "种类", "f1": "网址", "f3": "年份"}
    kept = change(actor=tea, entry=entry, facts=EntryFacts("茶科普", "科普部", values=entry.values))
    assert (kept.template, kept.values) == (found.template, {"f1": "https://example.org"})


def test_more_rows_keep_what_was_typed_and_a_wrong_step_is_named(
    world: World, client_of: Callable[[Post], Client]
) -> None:
    client = client_of(world.officer)
    page = client.post("/registers/kinds/new/", form(more="1"))
    assert page.status_code == 200
    assert "图书" in page.content.decode()
    wrong = client.post("/registers/kinds/new/", form(steps="开会"))
    assert (wrong.status_code, "开会" in wrong.content.decode()) == (422, True)
    assert not RegisterKind.objects.filter(name_zh="科普资源").exists()
