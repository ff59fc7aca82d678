from __future__ import annotations

import pytest

from gongwen.sheets.texts import likeness
from gongwen.sheets.ticking import with_ticks
from gongwen.sheets.ticks import ticked
from gongwen.sheets.values import as_date, is_date, is_number, without_print

OPTIONS = ("好（90—100分）", "较好（75—89分）", "一般", "其他")


@pytest.mark.parametrize(
    "text",
    [
        "□好（90—100分） ☑较好（75—89分） □一般 □其他",
        "□好（90—100分） √较好（75—89分） □一般 □其他",
        "□好（90—100分） ■较好（75—89分） □一般 □其他",
        "□好（90—100分）\n□较好（75—89分）√\n□一般\n□其他",
        "□好(90-100分) □√较好(75-89分) □一般 □其他",
        "（ ）好（90—100分） （√）较好（75—89分） （ ）一般 （ ）其他",
        "好（90—100分）□ 较好（75—89分）☑ 一般□ 其他□",
        "较好（75—89分）",
    ],
)
def test_a_tick_is_seen_in_every_habit(text: str) -> None:
    assert ticked(text, OPTIONS) == (["较好（75—89分）"], "")


def test_several_ticks_and_the_words_behind_the_last() -> None:
    assert ticked("☑一般 □好（90—100分） ☑其他：另附", OPTIONS) == (["一般", "其他"], "另附")


def test_no_tick_is_no_answer() -> None:
    assert ticked("□好（90—100分） □较好（75—89分） □一般 □其他", OPTIONS) == ([], "")


def test_an_option_is_not_found_in_the_question() -> None:
    assert ticked("是否住宿：☑是  □否", ("是", "否")) == (["是"], "")
    assert ticked("是否住宿：□是  ☑否", ("是", "否")) == (["否"], "")


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("12人", "人", "12"),
        ("同意。\n（盖章）\n年  月  日", "\n（盖章）\n年  月  日", "同意。"),
        ("同意。（盖章）   年  月  日", "（盖章）   年  月  日", "同意。"),
        ("    年   月   日", "    年   月   日", ""),
        ("2026年3月5日", "    年   月   日", "2026年3月5日"),
        ("__林知远__", "", "林知远"),
        ("同意。\n（公章）\n 年 月 日", "", "同意。"),
        ("一、做法\n甲\n二、成效\n乙", "一、做法\n\n二、成效\n", "一、做法\n甲\n二、成效\n乙"),
    ],
)
def test_print_is_taken_off_a_value(text: str, printed: str, value: str) -> None:
    assert without_print(text, printed) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("46086", "2026-03-05"), ("４６０８６", "2026-03-05"), ("12", "12"), ("2026.3.5", "2026.3.5")],
)
def test_only_a_serial_becomes_a_day(text: str, value: str) -> None:
    assert as_date(text) == value


@pytest.mark.parametrize("text", ["12", "１２", "12人", "1,234.5", "3.5万元", "¥20", "-4", "12%"])
def test_numbers_with_units_are_numbers(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize(
    "text", ["2026.3.5", "2026年3月5日", "2026/3/5", "2026-03-05", "２０２６年３月", "20260305"]
)
def test_days_in_many_styles_are_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("联系电话", "电话"),
        ("课题名称", "题目"),
        ("所在单位", "工作单位"),
        ("申 报 人", "申报人姓名"),
        ("社会职务及工作单位", "社会职务、工作单位"),
        ("主要意见和建议", "意见建议"),
        ("电子邮箱", "E-mail"),
        ("学会名称", "学会全称"),
    ],
)
def test_two_spellings_of_a_label_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= 0.6


@pytest.mark.parametrize(
    ("one", "other"), [("姓名", "单位"), ("联系人", "联系电话"), ("金额", "人数"), ("职务", "职称")]
)
def test_labels_of_two_things_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < 0.6


def test_boxes_are_ticked_where_the_option_stands() -> None:
    assert with_ticks("□ 是   □ 否", "", ("是", "否"), ["否"]) == "□ 是   ☑ 否"
    assert with_ticks("是□ 否□", "", ("是", "否"), ["是"]) == "是☑ 否□"
