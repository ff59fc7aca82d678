"""Set phrases of Chinese documents: how numbers are written, what a title is about, whom a paper addresses.

Data for documents, not texts of the pages: they stay Chinese whoever looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from quanjing.documents.enums import NumberStyle

_ABOUT = "关于"
_KIND = re.compile(r"(?:的(?:通知|函|通报|报告|请示|意见|公告)[》”\"]*)+$")
_AUDIENCE = {
    ("society", "provincial"): "各省级学会、协会、研究会",
    ("society", "city"): "各市级学会、协会、研究会",
    ("society", ""): "各学会、协会、研究会",
    ("association", "city"): "各市科协",
    ("association", "county"): "各县（市、区）科协",
    ("association", ""): "各级科协",
    ("grassroots", ""): "各基层科协",
    ("branch", ""): "各党支部",
    ("work_group", ""): "各党的工作小组",
}
_HEADS = (
    re.compile(r"[一二三四五六七八九十]{1,3}、(.+)"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)](.+)"),
    re.compile(r"\d{1,2}[.．](?!\d)(.+)"),
    re.compile(r"[（(]\d{1,2}[）)](.+)"),
)
_LONGEST_HEADING = 40
_STOPS = "。；！？：）”"
_UNTIL = re.compile(r"[之以]?前$")
RESULT_COLUMNS = ("事项", "已采用（条）", "零报告（家）", "审核中（条）", "退回（家）", "未报（家）")
EXTRA_URGENT, URGENT = "特急", "加急"  # the values of `gongwen.official.Urgency`
SERIAL = "序号"
RESULT_CAPTION = "报送情况表"
RESULTS_UNTIL = "截至{day}，各项报送情况见下表"
RESULTS = "{subject}有关情况"
VOLUME_TITLE = "{subject}材料汇编"
REGISTER_COLUMNS = ("发文字号", "标题", "成文日期", "状态", "备注")
REGISTER_TITLE = "{year}年{prefix}发文登记"
VOID, IN_FORCE, ON_PAPER = "作废", "有效", "纸质编号"


def number_words(style: str, prefix: str, year: int, serial: int) -> str:
    """A document number as it is printed, by 7.2.5 of GB/T 9704-2012: no 第, no zero in front."""
    if style == NumberStyle.ISSUE:
        return f"第{serial}期"
    return f"{prefix}〔{year}〕{serial}号"


def subject_of(title: str) -> str:
    """What stands between 关于 and 的通知, of a paper that is passed on its own; else the title as it is."""
    plain = "".join(title.split())
    return _KIND.sub("", plain.rpartition(_ABOUT)[2]) or plain


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def sentence(text: str) -> str:
    """A text of an item as a sentence of its own."""
    plain = text.strip()
    return plain if not plain or plain[-1] in _STOPS else f"{plain}。"


def due_words(day: date | None, time: str, phrase: str) -> str:
    """What stands between 请于 and 前: the resolved day, else the phrase of the notice."""
    if day is not None:
        return day_words(day) + time
    return _UNTIL.sub("", phrase.strip())


def audience_words(selection: Mapping[str, Iterable[str]]) -> list[str]:
    """The addressees of a selection (kinds, levels) as they stand above a notice; empty where unknown."""
    levels = list(selection.get("levels") or ())
    level = levels[0] if len(levels) == 1 else ""
    words = [
        _AUDIENCE.get((kind, level)) or _AUDIENCE.get((kind, "")) for kind in selection.get("kinds") or ()
    ]
    return [one for one in words if one]


def heading_of(line: str) -> tuple[int, str] | None:
    """Level and words of a line that is numbered like a heading and is no sentence, else None."""
    if len(line) > _LONGEST_HEADING or line[-1:] in _STOPS:
        return None
    for level, numbered in enumerate(_HEADS, start=1):
        found = numbered.fullmatch(line)
        if found:
            return level, found[1].strip()
    return None
