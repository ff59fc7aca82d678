"""The dictionary of field keys: one meaning whatever a sheet calls it, decided by the neighbours."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from quanjing.sheets.actions import create_template
from quanjing.sheets.enums import KeyClass, KeyReason
from quanjing.sheets.models import Block, FieldKey
from quanjing.sheets.queries import dictionary, likeness_of, plain

pytestmark = pytest.mark.django_db


def keys(*labels: str, in_header: bool = False, repeat: bool = False) -> list[str]:
    found = dictionary().meanings(labels, in_header=in_header, repeat=repeat)
    return [key.key if key else "" for key in found]


def test_a_telephone_belongs_to_the_neighbour() -> None:
    assert keys("填表人", "联系电话") == ["filler.name", "contact"]
    assert keys("申报人", "联系电话", in_header=True) == ["person.name", "person.phone"]
    assert keys("姓名", "单位", "联系电话", repeat=True) == ["person.name", "person.unit", "person.phone"]
    assert keys("活动名称", "联系电话", repeat=True) == ["activity.name", ""]


def test_beside_an_office_holder_the_unit_is_the_body() -> None:
    assert keys("述职人", "所在单位", in_header=True) == ["post.secretary", "organization.name"]
    assert keys("申报人", "所在单位", in_header=True) == ["person.name", "person.unit"]


def test_a_unit_beside_nobody_is_the_body_itself() -> None:
    assert keys("单位", "地址", "会员数") == ["organization.name", "organization.address", "count.members"]


def test_the_figure_of_the_year_before_is_known_and_this_years_is_new() -> None:
    found = dictionary().meanings(["会费收入/本年金额", "会费收入/上年金额"], in_header=False)
    assert [key.kind for key in found if key] == [KeyClass.NEW, KeyClass.KNOWN]


@pytest.mark.parametrize("label", ["身份证号", "出生年月", "民族", "政治面貌", "银行账号", "家庭住址"])
def test_personal_sensitive_fields_are_never_kept_for_later(label: str) -> None:
    (key,) = dictionary().meanings([label], in_header=False, repeat=True)
    assert key is not None
    assert (key.kind, key.reason, key.fact) == (KeyClass.NEW, KeyReason.SENSITIVE, "")


def test_every_key_has_a_class_and_a_reason_that_exist() -> None:
    for key in FieldKey.objects.all():
        assert key.kind in KeyClass.values
        assert key.reason in KeyReason.values
        assert key.labels


def test_no_label_stands_at_two_keys_of_one_scope() -> None:
    seen: dict[tuple[str, str], str] = {}
    for key in FieldKey.objects.all():
        for label in key.labels:
            assert seen.setdefault((plain(label), key.scope), key.key) == key.key


def test_the_dictionary_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        keys("填表人", "联系电话", "地址")


def test_parts_that_ask_the_same_are_alike_in_whatever_year() -> None:
    shapes = [
        {"label": f"{year}年度活动", "fields": [{"label": "名称"}, {"label": "人数："}]}
        for year in (2025, 2026)
    ]
    for shape in shapes:
        create_template(sheet={"title": "表", "blocks": [shape]})
    first, second = Block.objects.filter(template__title="表").order_by("pk")
    assert first.likeness == second.likeness == likeness_of("活动", ["人数", "名称"])
    assert likeness_of("活动", ["名称"]) != first.likeness
    assert likeness_of("活动", []) == ""
