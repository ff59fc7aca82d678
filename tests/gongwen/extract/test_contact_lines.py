"""Contacts as they are really typed: names behind numbers, lone lines, units between, shared fax."""

import pytest
from tests.gongwen.extract.reading import notice_of

Row = tuple[str | None, tuple[str, ...], str | None]


def rows(*lines: str) -> list[Row]:
    contacts = notice_of("请按时报送。", *lines).contacts
    return [(contact.name, contact.phones, contact.org) for contact in contacts]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("咨询电话：010-55550111（沈若溪）", [("沈若溪", ("010-55550111",), None)]),
        (
            "咨询电话：010-55550111（沈若溪）、010-55550112（高老师）",
            [("沈若溪", ("010-55550111",), None), ("高老师", ("010-55550112",), None)],
        ),
        ("联系人：佟安 电话：55550113", [("佟安", ("55550113",), None)]),
        ("联系人：揭晓阳 电话：55550113", [("揭晓阳", ("55550113",), None)]),
        ("联系人：霎雨 电话：55550113", [("霎雨", ("55550113",), None)]),
        ("联系人：另行通知 电话：55550113", [(None, ("55550113",), None)]),
        ("联系人：办公室 电话：55550113", [(None, ("55550113",), None)]),
        ("联系人：见附件 电话：55550113", [(None, ("55550113",), None)]),
        ("王老师，合作处，010-55550115", [("王老师", ("010-55550115",), "合作处")]),
        ("电话（传真）：55550116", [(None, ("55550116",), None)]),
        ("电话/传真：55550116", [(None, ("55550116",), None)]),
        ("传真同号：55550116", []),
        ("联系方式（含传真）：55550116", [(None, ("55550116",), None)]),
        ("热线传真同号：55550116", [(None, ("55550116",), None)]),
        ("学会部佟安：55550116", [("佟安", ("55550116",), "学会部")]),
        ("联系人：文秘处 电话：55550113", [(None, ("55550113",), None)]),
        ("联系电话：55550117（传真）", [(None, ("55550117",), None)]),
        ("学会部高一鸣（秘书）55550118", [("高一鸣", ("55550118",), "学会部")]),
        ("传真：55550119", []),
    ],
)
def test_a_contact_line(line: str, expected: list[Row]) -> None:
    assert rows(line) == expected


def test_a_name_alone_on_a_line_between_contacts_is_a_contact() -> None:
    lines = ("联系人：", "沈若溪（会务）", "电话：55550122", "高一鸣", "电话：55550123")
    assert rows("联系电话：55550121", *lines[1:]) == [
        (None, ("55550121",), None),
        ("沈若溪", ("55550122",), None),
        ("高一鸣", ("55550123",), None),
    ]


def test_a_name_alone_on_a_line_of_the_text_is_no_contact() -> None:
    assert rows("高一鸣", "请各学会报送总结。") == []


def test_a_traditional_name_is_kept_as_printed() -> None:
    assert rows("聯絡人：龔雲帆　電話：55550124") == [("龔雲帆", ("55550124",), None)]


@pytest.mark.parametrize("verb", ["请将总结发送至", "请将总结报送", "总结请发到", "请寄至"])
def test_the_verb_before_a_mailbox_does_not_belong_to_its_owner(verb: str) -> None:
    assert rows(f"{verb}宣传部邮箱：a@keji.example.org。") == [(None, (), "宣传部")]


@pytest.mark.parametrize("word", ["电子", "联系", "指定", "工作", "投稿", "推荐"])
def test_a_kind_of_mailbox_is_no_owner(word: str) -> None:
    assert rows(f"{word}邮箱：a@keji.example.org") == [(None, (), None)]


@pytest.mark.parametrize("heading", ["1. 其他事项", "1. 填报说明", "1. 有关要求"])
def test_a_heading_that_names_no_item_is_no_topic(heading: str) -> None:
    contacts = notice_of("请按时报送。", heading, "联系电话：55550125").contacts
    assert [contact.topic for contact in contacts] == [None]


@pytest.mark.parametrize("years", ["2024-2026", "2025 2026"])
def test_a_pair_of_years_is_no_number(years: str) -> None:
    assert rows(f"联系学会查询{years}年度计划") == []


@pytest.mark.parametrize("name", ["夏侯宁", "欧阳澜", "诸葛明远"])
def test_a_surname_of_two_characters_is_one_name(name: str) -> None:
    assert rows(f"联系人：{name} 电话：55550126") == [(name, ("55550126",), None)]
