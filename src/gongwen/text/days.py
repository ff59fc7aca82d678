"""Days that a word means: 下周五, 本周内, 明天, 国庆节前.

A festival is an event whose day the calendar gives: that of the sun is fixed, for that of the moon
the first official day off counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongwen.model import Deadline, DeadlineKind
from gongwen.text.clocks import TIME, clock
from gongwen.text.dates import UP_TO, WEEKDAY
from gongwen.text.resolve import Base, shifted
from gongwen.text.scope import Scope
from gongwen.text.workdays import first_day_off

_ALL = ("year", "month", "day")
_WEEK = re.compile(
    rf"(?P<week>[本这下]周|本星期|下星期|(?:(?<=[于在])|(?<![^,。;:\n]))(?=[周星]))"
    rf"(?:(?P<whole>内|末|底)|(?:周|星期)?(?P<weekday>[一二三四五六日天]))(?:\([^()\n]{{1,12}}\))?"
    rf"(?P<time>{TIME})?(?:下班|上班|中午)?(?P<before>{UP_TO})?"
)
_TODAY = re.compile(
    rf"(?P<word>今天|今日|明天|明日|后天)(?:\([^()\n]{{1,12}}\))?{WEEKDAY}(?P<time>{TIME})?(?:下班|上班)?{UP_TO}"
)
_ASKED = re.compile(
    r"(?:请[^,。;:\n]{0,12}[于在]|(?:务必?|须|应|要)[于在]|截至|截止到?|最[迟晚]|不[迟晚]于)$"
)
_WORD_DAYS = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_WEEKDAYS = {name: index for index, name in enumerate("一二三四五六日")} | {"天": 6}

_FIXED = {
    "元旦": (1, 1),
    "三八": (3, 8),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "青年节": (5, 4),
    "全国科技工作者日": (5, 30),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "建党节": (7, 1),
    "八一": (8, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "十一": (10, 1),
    "国庆": (10, 1),
}
_OFFICIAL = {
    "春节": "Spring Festival",
    "清明": "Tomb-sweeping Day",
    "端午": "Dragon Boat Festival",
    "中秋": "Mid-autumn Festival",
}
_NAMES = "|".join(sorted([*_FIXED, *_OFFICIAL], key=len, reverse=True))
_FESTIVAL = re.compile(
    rf"(?:(?<!\d)(?P<year>20\d\d)年|(?P<turn>今年|本年|明年))?[“\"]?(?P<name>{_NAMES})(?!月)[”\"]?"
    rf"(?P<tail>节日|节|假期|长假|放假)?{UP_TO}"
)
_SCHOOL = re.compile(rf"(?P<name>寒假|暑假|开学|放假|节假日|学期结束|期末){UP_TO}")


def week_days(scope: Scope) -> Iterator[Deadline]:
    """下周五前, 本周内, 于周五前: counted from the notice's own day."""
    for found in scope.matches(_WEEK):
        told = found["before"] or found["whole"] or scope.loose
        if not told and not _ASKED.search(scope.before(found.start())):
            continue
        due = _in_week(found, scope.base.day)
        yield _date(scope, found, due, found["time"])


def _in_week(found: re.Match[str], day: date | None) -> date | None:
    if day is None:
        return None
    ahead = 7 if found["week"].startswith("下") else 0
    weekday = 6 if found["whole"] else _WEEKDAYS[found["weekday"]]
    if found["whole"] == "底":
        weekday = 4
    days = weekday - day.weekday() + ahead
    if not found["week"] and days < 0:
        days += 7
    return shifted(day, days)


def near_days(scope: Scope) -> Iterator[Deadline]:
    """今天下班前, 明日17时前."""
    for found in scope.matches(_TODAY):
        yield _date(scope, found, shifted(scope.base.day, _WORD_DAYS[found["word"]]), found["time"])


def _date(scope: Scope, found: re.Match[str], due: date | None, time: str | None) -> Deadline:
    return Deadline(
        found.group(),
        DeadlineKind.DATE,
        scope.span(found),
        due=due,
        time=clock(time or ""),
        inferred=_ALL,
    )


def festivals(scope: Scope) -> Iterator[Deadline]:
    """国庆节前, 春节前: due on the day before; 寒假前 has no day."""
    for found in scope.matches(_FESTIVAL):
        if re.search(r"[\d第一二三四五六七八九十百]$", scope.before(found.start(), 1)):
            continue
        due = shifted(_next_festival(found, scope.base), -1)
        inferred = (_ALL[1:] if found["year"] else _ALL) if due else ()
        event = found["name"] + (found["tail"] or "")
        kind = DeadlineKind.EVENT
        yield Deadline(found.group(), kind, scope.span(found), due=due, event=event, inferred=inferred)
    for found in scope.matches(_SCHOOL):
        yield Deadline(found.group(), DeadlineKind.EVENT, scope.span(found), event=found["name"])


def _next_festival(found: re.Match[str], base: Base) -> date | None:
    if found["year"]:
        return festival_day(found["name"], int(found["year"]))
    if base.year is None:
        return None
    if found["turn"] or base.day is None:
        return festival_day(found["name"], base.year + (found["turn"] == "明年"))
    this_year = festival_day(found["name"], base.day.year)
    if this_year and this_year <= base.day:
        return festival_day(found["name"], base.day.year + 1)
    return this_year


def festival_day(name: str, year: int) -> date | None:
    """The day of a festival, or the first official day off where the moon sets it.

    None for a year that the official calendar does not cover.
    """
    if name in _FIXED:
        month, day = _FIXED[name]
        return date(year, month, day) if 1 <= year <= 9999 else None
    return first_day_off(_OFFICIAL[name], year)
