import pytest
from tests.gongwen.extract.reading import notice_of

from gongwen.model import Contact

Row = tuple[str | None, tuple[str, ...], tuple[str, ...]]


def rows(*lines: str) -> list[Row]:
    return [row(contact) for contact in notice_of("请按时报送。", *lines).contacts]


def row(contact: Contact) -> Row:
    return contact.name, contact.phones, contact.emails


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("联系人：刘 岚，电话：010-55550121", [("刘岚", ("010-55550121",), ())]),
        ("联系人：欧阳文山 电话：55550121", [("欧阳文山", ("55550121",), ())]),
        (
            "（联系人：傅先生，55550166；尤小姐，55550167）",
            [("傅先生", ("55550166",), ()), ("尤小姐", ("55550167",), ())],
        ),
        (
            "联系人：童老师、黎老师 电话：55550131、55550132",
            [("童老师", ("55550131",), ()), ("黎老师", ("55550132",), ())],
        ),
        ("联系人：祝星河 史可 电话：55550155", [("祝星河", ("55550155",), ()), ("史可", ("55550155",), ())]),
        ("宣传处：陆知行、卓然，5555 0167", [("陆知行", ("5555 0167",), ()), ("卓然", ("5555 0167",), ())]),
        ("徐江渊老师    手机：13900005555", [("徐江渊", ("13900005555",), ())]),
        ("联系电话：（0579）55550133", [(None, ("(0579)55550133",), ())]),
        ("电话：55550152，传真：55550153", [(None, ("55550152",), ())]),
    ],
)
def test_contact_lines(line: str, expected: list[Row]) -> None:
    assert rows(line) == expected


def test_a_contact_may_take_several_lines() -> None:
    lines = ("联系人：林知远", "联系电话：55550121", "报送邮箱：plan@keji.example.org")
    assert rows(*lines) == [("林知远", ("55550121",), ("plan@keji.example.org",))]


def test_the_numbered_line_above_is_the_topic() -> None:
    notice = notice_of("一、联系方式", "1. 会员建议", "联系人：沈若溪", "联系电话：55550122")
    assert [contact.topic for contact in notice.contacts] == ["会员建议"]


def test_a_unit_before_a_mailbox_is_its_owner() -> None:
    notice = notice_of("联系人：温良，电话：55550101", "会务组E-mail：tea@jlcha.example.org")
    assert [(c.name, c.org) for c in notice.contacts] == [("温良", None), (None, "会务组")]


def test_a_mailbox_in_the_text_belongs_to_the_only_person() -> None:
    assert rows("请将表格发至dj@keji.example.org。", "联系人：温良，电话：55550101") == [
        ("温良", ("55550101",), ("dj@keji.example.org",))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "QQ群：55550123",
        "行动计划（2026—2028年）",
        "邮编：310000",
        "统一社会信用代码：5555012355550123",
        "20260823",
    ],
)
def test_other_numbers_are_no_phones(line: str) -> None:
    assert rows(line) == []


def test_the_numbers_of_a_blank_form_are_no_contacts() -> None:
    lines = ("附件：登记表", "附件", "登记表", "联系人：张三，电话：55550000\t备注", "姓名\t电话\t备注")
    assert rows(*lines) == []
