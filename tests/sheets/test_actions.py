"""Keeping and changing sheets."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from quanjing.foundation.errors import Invalid
from quanjing.sheets.actions import create_template, default_template, revise
from quanjing.sheets.models import Field, SheetTemplate
from quanjing.sheets.queries import plain, prefetch, prefetched

pytestmark = pytest.mark.django_db

SHEET: dict[str, Any] = {
    "title": "活动统计表",
    "blocks": [
        {"key": "header", "fields": [{"label": "学会名称"}, {"label": "联系电话："}]},
        {
            "label": "活动",
            "repeat": True,
            "fields": [{"label": "单位名称"}, {"label": "联系电话"}, {"label": "人数"}],
        },
    ],
}


def meanings(template: SheetTemplate) -> dict[str, str]:
    fields = Field.objects.filter(block__template=template, meaning__isnull=False)
    return {f"{field.block.key}.{field.key}": field.meaning.key for field in fields if field.meaning}


def test_keys_are_given_where_the_sheet_has_none() -> None:
    template = prefetched(create_template(sheet=SHEET))
    shape = [(block.key, [field.key for field in block.fields.all()]) for block in template.blocks.all()]
    assert shape == [("header", ["f1", "f2"]), ("b2", ["f1", "f2", "f3"])]


def test_a_telephone_in_a_row_is_not_that_of_the_filler() -> None:
    template = create_template(sheet=SHEET)
    expected = {"header.f1": "organization.name", "header.f2": "contact"}
    expected |= {"b2.f1": "organization.name", "b2.f3": "activity.persons"}
    assert meanings(template) == expected


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("联系 电话：", "联系电话"),
        ("填报人/联系电话", "联系电话"),
        ("单位名称（盖章）", "单位名称"),
        ("（人）", "（人）"),
    ],
)
def test_a_label_is_compared_without_its_trimmings(label: str, short: str) -> None:
    assert plain(label) == short


def test_a_key_twice_is_refused_and_nothing_is_kept() -> None:
    twice = {
        "title": "表",
        "blocks": [{"fields": [{"key": "a", "label": "甲"}, {"key": "a", "label": "乙"}]}],
    }
    with pytest.raises(Invalid) as refused:
        create_template(sheet=twice)
    assert [problem.where for problem in refused.value.problems] == ["a"]
    assert not SheetTemplate.objects.filter(title="表").exists()


def test_a_task_without_a_sheet_gets_text_and_file() -> None:
    template = prefetched(
        default_template(title="工作谋划", deliverables=[{"text": "材料", "media": "photo"}])
    )
    (block,) = template.blocks.all()
    fields = [(field.key, field.type, field.required) for field in block.fields.all()]
    assert block.label == "工作谋划"
    assert fields == [("text", "longtext", False), ("file", "file", False), ("photo", "photo", False)]


def test_a_template_is_loaded_in_two_queries_however_large(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    small = create_template(sheet={"title": "小", "blocks": SHEET["blocks"][:1]})
    large = create_template(sheet={"title": "大", "blocks": [SHEET["blocks"][1]] * 3})
    for templates in ([small], [small, large, SheetTemplate.objects.get(pk=large.pk)]):
        with django_assert_num_queries(2):
            prefetch(templates)
            for template in templates:
                assert all(
                    f.meaning is None or f.meaning.key for b in template.blocks.all() for f in b.fields.all()
                )


def test_a_sheet_is_changed_where_somebody_says_so() -> None:
    template = create_template(sheet=SHEET)
    changes = {
        "b2": {"label": "科普活动", "optional": True, "repeat": False},
        "b2.f3": {"label": "参加人数", "required": False},
        "b2.f2": {"delete": True},
    }
    _header, block = prefetched(revise(template=template, changes=changes)).blocks.all()
    assert (block.label, block.optional, block.repeat) == ("科普活动", True, False)
    fields = [(field.key, field.label, field.required) for field in block.fields.all()]
    assert fields == [("f1", "单位名称", True), ("f3", "参加人数", False)]


def test_a_new_label_is_looked_up_in_the_dictionary() -> None:
    template = create_template(sheet=SHEET)
    revise(template=template, changes={"b2.f3": {"label": "统一社会信用代码"}})
    assert meanings(template)["b2.f3"] == "organization.credit_code"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"b9": {"label": "无"}}, "b9"),
        ({"b2": {"label": " "}}, "b2"),
        ({"header.f1": {"delete": True}, "header.f2": {"delete": True}}, "header"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(changes: dict[str, Any], where: str) -> None:
    template = create_template(sheet=SHEET)
    with pytest.raises(Invalid) as refused:
        revise(template=template, changes=changes)
    assert [problem.where for problem in refused.value.problems] == [where]
    assert Field.objects.filter(block__template=template).count() == 5


def test_a_block_without_a_name_is_called_as_its_only_field() -> None:
    plan = {"key": "b1", "fields": [{"label": "工作谋划", "type": "longtext"}]}
    people = {"key": "b2", "fields": [{"label": "姓名"}, {"label": "职务"}]}
    template = prefetched(create_template(sheet={"title": "征集表", "blocks": [plan, people]}))
    assert [block.label for block in template.blocks.all()] == ["工作谋划", "征集表"]


PICTURE = {"key": "picture", "label": "活动照片", "type": "photo", "required": True}


@pytest.mark.parametrize(("hint", "required"), [("", False), ("用于核对牌匾，年底删除", True)])
def test_a_photo_is_required_only_where_its_purpose_is_stated(db: None, hint: str, required: bool) -> None:
    template = create_template(sheet={"blocks": [{"fields": [PICTURE | {"hint": hint}]}]})
    assert template.blocks.get().fields.get().required is required


def test_a_photo_without_a_purpose_cannot_be_made_required(db: None) -> None:
    template = create_template(sheet={"blocks": [{"fields": [PICTURE]}]})
    with pytest.raises(Invalid) as refused:
        revise(template=template, changes={"b1.picture": {"required": True}})
    assert [problem.where for problem in refused.value.problems] == ["b1.picture"]
    assert template.blocks.get().fields.get().required is False
