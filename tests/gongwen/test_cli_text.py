from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.cli_text import Setting, notice_as_text, printable, wrapped
from gongwen.cli_words import WORDS, terminal_language
from gongwen.doubts import Doubt
from gongwen.model import (
    Attachment,
    Contact,
    Deadline,
    DeadlineKind,
    Deliverable,
    Fact,
    Notice,
    Sheet,
    SheetBlock,
    SheetField,
    Task,
)
from gongwen.text.widths import display_width

ENGLISH = Setting(WORDS["en"])
CHINESE = Setting(WORDS["zh"])
DEADLINE = Deadline(
    "9月15日下午5点前", DeadlineKind.DATE, (0, 9), due=date(2026, 9, 15), time="17:00", inferred=("year",)
)
TASK = Task(
    "请各学会于9月15日下午5点前报送总结。",
    (0, 19),
    "报送总结",
    responsible=("各学会",),
    audience="各学会",
    deadline=DEADLINE,
    deliverables=(Deliverable("总结"), Deliverable("照片")),
    contact=0,
)
NOTICE = Notice(
    text="",
    title=Fact("关于报送总结的通知"),
    doc_number=Fact("江岚科协〔2026〕1号"),
    issuers=(Fact("江岚省科协"), Fact("江岚省教育厅")),
    addressees=(Fact("各学会", doubt=Doubt("issuer_from_title")),),
    issued_on=date(2026, 9, 1),
    contacts=(Contact("林知远", ("010-55550121",), ("lin@example.org",), "学会部", "总结"),),
    attachments=(
        Attachment(
            "总结表",
            sheet=Sheet(
                "总结表",
                (
                    SheetBlock("header", "", (SheetField("name", "姓名"), SheetField("post", "职务"))),
                    SheetBlock("b1", "活动", (SheetField("f1", "时间"),), repeat=True, optional=True),
                ),
            ),
        ),
    ),
    tasks=(TASK, Task("请认真组织。", (20, 26), "认真组织")),
    warnings=(Doubt("no_date", task=2),),
)


def lines(setting: Setting, notice: Notice = NOTICE) -> list[str]:
    return notice_as_text(notice, setting).splitlines()


def test_the_whole_notice_in_chinese() -> None:
    assert lines(CHINESE) == [
        "关于报送总结的通知",
        "  文号      江岚科协〔2026〕1号",
        "  发文单位  江岚省科协、江岚省教育厅",
        "  主送      各学会",
        "  成文日期  2026-09-01 星期二",
        "",
        "请核对",
        "  第2项要求报送材料，但未写明期限。",
        "  发文单位取自标题。",
        "",
        "任务（2）",
        "",
        "  1. 报送总结",
        "     责任  各学会",
        "     截止  2026-09-15 星期二 17:00（文中未写年） “9月15日下午5点前”",
        "     报送  总结；照片",
        "     联系  学会部 林知远 010-55550121 lin@example.org [总结]",
        "     原文  请各学会于9月15日下午5点前报送总结。",
        "",
        "  2. 认真组织",
        "     原文  请认真组织。",
        "",
        "联系方式",
        "  学会部 林知远 010-55550121 lin@example.org [总结]",
        "",
        "附件",
        "  总结表",
        "    表头：姓名、职务",
        "    活动（可多行、如有则填）：时间",
    ]


def test_labels_are_aligned_at_the_double_width_of_chinese() -> None:
    frame = lines(CHINESE)[1:5]
    values = ["江岚", "江岚", "各学会", "2026"]
    assert {display_width(line.split(value)[0]) for line, value in zip(frame, values, strict=True)} == {12}


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 9, 12), "(days left: 3)"),
        (date(2026, 9, 15), "(today)"),
        (date(2026, 9, 16), "(days past: 1)"),
    ],
)
def test_days_are_counted_from_the_reference_date(today: date, said: str) -> None:
    assert said in notice_as_text(NOTICE, Setting(WORDS["en"], today=today))


def test_no_days_are_counted_without_a_reference_date() -> None:
    assert "days" not in notice_as_text(NOTICE, ENGLISH)


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (
            Deadline("3日至5日", DeadlineKind.WINDOW, (0, 1), due=date(2026, 9, 5), opens=date(2026, 9, 3)),
            "2026-09-03 Thu — 2026-09-05 Sat “3日至5日”",
        ),
        (
            Deadline("9月3日起", DeadlineKind.ROLLING, (0, 1), opens=date(2026, 9, 3)),
            "from 2026-09-03 Thu “9月3日起”",
        ),
        (Deadline("会议结束后3日内", DeadlineKind.EVENT, (0, 1)), "会议结束后3日内"),
    ],
)
def test_what_is_no_single_day_is_said(deadline: Deadline, said: str) -> None:
    notice = Notice("", tasks=(Task("请报送。", (0, 4), "报送", deadline=deadline),))
    assert f"     Due   {said}" in lines(ENGLISH, notice)


def test_an_empty_notice_has_its_places() -> None:
    assert lines(ENGLISH, Notice("")) == [
        "(no title)",
        "  Number     -",
        "  Issued by  -",
        "  To         -",
        "  Date       -",
        "",
        "Tasks (0)",
    ]


def test_a_file_does_not_steer_the_terminal() -> None:
    title = Fact("关于\x1b[31m通知\u202e的\x9b\x07函")
    assert lines(ENGLISH, Notice("", title=title))[0] == "关于[31m通知的函"


def test_half_a_character_is_written_as_its_escape() -> None:
    assert printable("a\udcffb") == "a\\udcffb"


def test_long_lines_go_on_below_their_column() -> None:
    task = Task("请" + "认真组织、" * 12 + "按时报送。", (0, 1), "报送")
    narrow = lines(Setting(WORDS["zh"], width=40), Notice("", tasks=(task,)))
    at = next(place for place, line in enumerate(narrow) if "原文" in line)
    assert all(line.startswith(" " * 11) for line in narrow[at + 1 :])
    assert max(map(display_width, narrow)) <= 42  # a closing mark may stand in the margin


def test_words_and_addresses_are_kept_whole() -> None:
    assert wrapped("请发至xueshu@example.org邮箱", 20) == ["请发至", "xueshu@example.org邮", "箱"]


def test_no_line_starts_with_a_comma() -> None:
    assert wrapped("一二三四五，六七八九十。", 10) == ["一二三四五，", "六七八九十。"]


@given(st.text(max_size=200), st.integers(2, 30))
def test_wrapping_loses_nothing_but_white_space(text: str, room: int) -> None:
    assert "".join("".join(wrapped(text, room)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "zh_TW.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_language_is_the_terminals(environment: dict[str, str], language: str) -> None:
    assert terminal_language(environment) == language
