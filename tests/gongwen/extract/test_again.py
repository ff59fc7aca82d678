"""One fact read anew from a marked passage."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.facade import REREADABLE, Options, read_fact, read_text

TEXT = """江岚省科学技术协会文件
岚科协发〔2026〕41号
关于征集建言献策的通知
各省级学会、各市科协：
一、各学会要认真组织，于9月15日前将工作总结、现场照片报送综合处。逾期不补，去年的截止日期为2025年3月1日。
责任部门：组织联络处、宣传部牵头
面向对象：青年科技工作者
联系人：宋时雨，电话：010-55550118，邮箱：desk@example.org
附件：1.《建言献策统计表》
2. 报名回执
江岚省科学技术协会
2026年9月3日
附件1
建言献策统计表
姓名\t职务\t建议内容

"""


def again(fact: str, words: str, **more: Any) -> Any:
    start = TEXT.index(words)
    found = read_fact(TEXT, fact, (start, start + len(words)), **more)
    return found["value"] if found else None


@pytest.mark.parametrize(
    ("fact", "words", "value"),
    [
        ("title", "关于征集建言献策的通知\n", "关于征集建言献策的通知"),
        ("doc_number", "文件\n岚科协发〔2026〕41号", "岚科协发〔2026〕41号"),
        ("issuers", "江岚省科学技术协会", ["江岚省科学技术协会"]),
        ("addressees", "各省级学会、各市科协：", ["各省级学会", "各市科协"]),
        ("issued_on", "会\n2026年9月3日", "2026-09-03"),
        ("responsible", "责任部门：组织联络处、宣传部牵头", ["组织联络处", "宣传部"]),
        ("responsible", "组织联络处、宣传部", ["组织联络处", "宣传部"]),
        ("responsible", "各学会要认真组织，于9月15日前将工作总结", ["各学会"]),
        ("audience", "面向对象：青年科技工作者", "青年科技工作者"),
        ("name", "工作总结、现场照片", "工作总结、现场照片"),
    ],
)
def test_a_fact_is_read_from_the_marked_words_alone(fact: str, words: str, value: Any) -> None:
    assert again(fact, words) == value


def test_a_deadline_takes_its_year_from_the_whole_notice() -> None:
    found = again("deadline", "9月15日前")
    assert (found["due"], found["inferred"], found["text"]) == ("2026-09-15", ["year"], "9月15日前")
    assert TEXT[slice(*found["span"])] == "9月15日前"


def test_the_date_of_issue_that_a_person_set_counts() -> None:
    assert again("deadline", "9月15日前", issued_on=date(2027, 9, 3))["due"] == "2027-09-15"


def test_a_date_before_the_notice_is_believed_where_a_person_marks_it() -> None:
    assert again("deadline", "2025年3月1日")["due"] == "2025-03-01"


def test_things_to_hand_in_have_their_medium() -> None:
    found = again("deliverables", "工作总结、现场照片")
    assert [(one["text"], one["media"]) for one in found] == [("工作总结", "text"), ("现场照片", "photo")]


def test_a_contact_is_read_from_its_line() -> None:
    (found,) = again("contacts", "宋时雨，电话：010-55550118，邮箱：desk@example.org")
    assert (found["name"], found["phones"], found["emails"]) == (
        "宋时雨",
        ["010-55550118"],
        ["desk@example.org"],
    )


def test_attachments_are_read_from_their_list() -> None:
    found = again("attachments", "附件：1.《建言献策统计表》\n2. 报名回执")
    assert [one["title"] for one in found] == ["建言献策统计表", "报名回执"]


def test_an_attachment_marked_with_its_table_has_its_sheet() -> None:
    (found,) = again("attachments", "建言献策统计表\n姓名\t职务\t建议内容")
    fields = [field["label"] for block in found["sheet"]["blocks"] for field in block["fields"]]
    assert (found["title"], fields) == ("建言献策统计表", ["姓名", "职务", "建议内容"])


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("deadline", "各省级学会"),
        ("doc_number", "各省级学会"),
        ("issued_on", "9月15日"),
        ("contacts", "逾期"),
    ],
)
def test_where_no_such_thing_stands_nothing_is_read(fact: str, words: str) -> None:
    assert again(fact, words) is None


def test_a_fact_that_there_is_not_is_no_fact() -> None:
    with pytest.raises(KeyError):
        read_fact(TEXT, "weather", (0, 5))


def test_a_fact_marked_where_it_was_read_is_read_the_same() -> None:
    notice = read_text(TEXT)
    for task in notice.tasks:
        if task.deadline:
            found = read_fact(notice.text, "deadline", task.deadline.span)
            assert found is not None
            assert found["value"]["due"] == str(task.deadline.due)  # type: ignore[index]


@given(st.sampled_from(sorted(REREADABLE)), st.text(max_size=60), st.integers(-5, 80), st.integers(-5, 80))
def test_any_passage_of_any_text_is_read_or_not(fact: str, text: str, start: int, end: int) -> None:
    found = read_fact(text, fact, (start, end), options=Options(reference_date=date(2026, 9, 3)))
    spans: Any = found["spans"] if found else []
    assert all(0 <= a < b <= len(text) for a, b in spans)


TRADITIONAL = """江嵐省科學技術協會文件
嵐科協發〔2026〕41號
關於徵集建言獻策的通知
各省級學會、各市科協：
各學會要認真組織，於9月15日前將工作總結、現場照片報送綜合處。
責任部門：組織聯絡處、宣傳部牽頭
聯繫人：宋時雨，電話：010-55550118
江嵐省科學技術協會
2026年9月3日
"""


@pytest.mark.parametrize(
    ("fact", "words", "value"),
    [
        ("doc_number", "文件\n嵐科協發〔2026〕41號", "嵐科協發〔2026〕41號"),
        ("addressees", "各省級學會、各市科協：", ["各省級學會", "各市科協"]),
        ("responsible", "責任部門：組織聯絡處、宣傳部牽頭", ["組織聯絡處", "宣傳部"]),
        ("responsible", "各學會要認真組織，於9月15日前將工作總結", ["各學會"]),
    ],
)
def test_traditional_characters_are_read_as_simplified_ones_and_stay(
    fact: str, words: str, value: Any
) -> None:
    start = TRADITIONAL.index(words)
    found = read_fact(TRADITIONAL, fact, (start, start + len(words)))
    assert (found or {})["value"] == value


def test_a_traditional_deadline_things_and_person_are_read_again() -> None:
    def again_in(fact: str, words: str) -> Any:
        start = TRADITIONAL.index(words)
        return (read_fact(TRADITIONAL, fact, (start, start + len(words))) or {})["value"]

    deadline = again_in("deadline", "於9月15日前將")
    assert (deadline["due"], deadline["text"], deadline["inferred"]) == ("2026-09-15", "9月15日前", ["year"])
    things = again_in("deliverables", "於9月15日前將工作總結、現場照片報送綜合處")
    assert [(one["text"], one["media"]) for one in things] == [("工作總結", "text"), ("現場照片", "photo")]
    (person,) = again_in("contacts", "聯繫人：宋時雨，電話：010-55550118")
    assert (person["name"], person["phones"]) == ("宋時雨", ["010-55550118"])
