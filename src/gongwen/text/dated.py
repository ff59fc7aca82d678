"""Dates and windows that set a deadline: 9月15日前, 截止时间：9月15日17:00, 9月1日至15日, 即日起至9月底.

A date alone sets nothing. What stands before and after it decides: 前, a label, 请于; or 起施行, 印发,
出生, which make it history, a condition or the term of something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gongwen.model import Deadline, DeadlineKind, Recurrence
from gongwen.text.clocks import TIME, clock
from gongwen.text.dates import DAY, UP_TO, WEEKDAY, Written, atom, written
from gongwen.text.numerals import numeral
from gongwen.text.resolve import Base, resolve_range, resolve_single, shifted
from gongwen.text.scope import Scope
from gongwen.text.senses import Sense, sense_of

_T1 = rf"(?:[, ]?(?:北京时间)?(?P<t1>{TIME})(?:(?:至|到|-{{1,2}}|~)(?P<te>{TIME}))?(?:\(北京时间\))?)?"
_T2 = rf"(?:[, ]?(?:北京时间)?(?P<t2>{TIME})(?:\(北京时间\))?)?"
_DAY_ONLY = rf"(?P<b2>{DAY})[日号]"
_SHORT_END = r"(?P<m2s>1[0-2]|0?[1-9])(?P=mark1)(?P<d2s>3[01]|[12]\d|0?[1-9])(?![\d.])"
_TO = r"(?:(?:起|开始),?(?:截?[至到止]|-{1,2}|~)|,?截止?至|至|到|-{1,2}|~)"
_PHRASE = re.compile(
    rf"(?=[\d一二三四五六七八九十年第上下今本当明后次翌去同])"  # what an atom begins with
    rf"{atom(1)}{WEEKDAY}{_T1}"
    rf"(?P<to>{_TO}(?:{_DAY_ONLY}|{_SHORT_END}|{atom(2)}){WEEKDAY}{_T2})?"
    r"(?:(?:(?:上午|下午)?下班|上班|中午|当日|当天)(?=之?前|以前))?"
    rf"(?:\)(?=之?前|以前))?(?P<suffix>(?:{UP_TO}|以后|之后|后(?![续期勤台])|起|期间|之间|内(?![部容蒙外涵地设在]))?)"
)
_OPEN_WINDOW = re.compile(
    r"(?:即日|现在|今日|今天|(?:本?(?:通知|公告|文件|启事)?(?:印发|发布|下发|公布|发文)|本(?:通知|公告)(?:之)?)之?日)起?(?:开始)?"
    rf",?(?:截?至|到|截止到?|-{{1,2}}|~){atom(1)}{WEEKDAY}{_T1}(?P<suffix>(?:{UP_TO})?)"
)
_FROM_NOW = re.compile(
    r"(?:即日|现在)起(?=,?(?:开始|正式|面向[^,。;]{1,12})?(?:接受|受理|报名|申报|报送|征集|推荐|填报|提交|开放|申请|投稿)|\Z)"
)
_LONE_DAY = re.compile(
    rf"(?:(?<=[于在])|(?<=请)|(?P<marked>\A)|(?P<list>(?<=[,、;。和及])))(?P<day>[0-3]?\d)[日号]{WEEKDAY}{_T1}(?:下班|上班)?(?:之前|以前|前(?![往来后]))"
)
_MONTH_AND_DAY = re.compile(
    rf"(?:(?<=[于在])|(?P<marked>\A))(?P<month>1[0-2]|0?[1-9])[./](?P<day>[0-3]?\d){WEEKDAY}{_T1}(?:之前|以前|前(?![往来后]))"
)
_OF_YEAR = re.compile(  # the year of a plan, not of what is asked: 2027年活动计划
    r"度?[一-龥]{0,8}?(?:计划|预算|总结|报告|方案|工作|项目|课题|任务|活动|培训|要点|目标|经费)"
)
_EVENT_TAIL = re.compile(r"(?:召开|举行|举办|开始|结束|开幕|启动|报到)[于在]?$")


def windows_from_now(scope: Scope) -> Iterator[Deadline]:
    """即日起至9月30日, 自本通知发布之日起至…, and 即日起报名, which has no end."""
    for found in scope.matches(_OPEN_WINDOW):
        end = written(found, 1)
        due = resolve_single(end, scope.base)
        opens = scope.base.day if scope.base.day and due and scope.base.day <= due else None
        time = clock(found["t1"] or "")
        yield Deadline(
            found.group(), DeadlineKind.WINDOW, scope.span(found), due, opens, time, inferred=end.missing
        )
    for found in scope.matches(_FROM_NOW):
        yield Deadline(found.group(), DeadlineKind.ROLLING, scope.span(found), opens=scope.base.day)


def dated(scope: Scope) -> Iterator[Deadline]:
    """Every date or window that sets a deadline; a missing year comes from the one before."""
    year: int | None = None
    for found in scope.matches(_PHRASE):
        sense = sense_of(scope, found)
        start, end = written(found, 1), _second(found)
        is_named = start.month is None and _OF_YEAR.match(scope.after(found.end()))
        is_new = start.year and start.year >= (scope.base.year or start.year)
        if is_new and sense is not Sense.OLD and not is_named:
            year = start.year
        deadline = _resolved(scope, found, (start, end), sense, replace(scope.base, inherited=year))
        if deadline is not None and not _past(deadline, scope, sense):
            yield deadline


def _second(found: re.Match[str]) -> Written | None:
    if not found["to"]:
        return None
    first = written(found, 1)
    if found["b2"]:
        day = numeral(found["b2"]) or 32
        return replace(first, until_month=None, first=day, last=day, has_day=True)
    if found["m2s"]:
        day = int(found["d2s"])
        return Written(month=int(found["m2s"]), first=day, last=day, has_day=True)
    return written(found, 2)


def _resolved(
    scope: Scope, found: re.Match[str], bounds: tuple[Written, Written | None], sense: Sense, base: Base
) -> Deadline | None:
    start, end = bounds
    if sense in (Sense.NONE, Sense.OLD):
        return None
    inferred = tuple(dict.fromkeys((*start.missing, *(end.missing if end and not found["b2"] else ()))))
    text, span = found.group(), scope.span(found)
    if sense is Sense.RHYTHM:
        return Deadline(text, DeadlineKind.RECURRING, span, recurrence=Recurrence.YEARLY)
    if sense is Sense.START:
        first = resolve_single(start, base, first=True)
        return Deadline(text, DeadlineKind.ROLLING, span, opens=first, inferred=inferred)
    opens, due = resolve_range(start, end, base) if end else (None, resolve_single(start, base))
    kind = DeadlineKind.WINDOW if end else DeadlineKind.DATE
    time = clock(found["t2"] or found["te"] or found["t1"] or "")
    if sense is Sense.MEETING:  # who attends comes on the first day, so that its time counts
        opens, time = opens or resolve_single(start, base, first=True), clock(found["t1"] or "")
    return Deadline(text, kind, span, due, opens, time, inferred=inferred)


def _past(deadline: Deadline, scope: Scope, sense: Sense) -> bool:
    """A date before the notice itself is history, unless it is labelled a deadline."""
    base = scope.base
    if deadline.due is None or sense is Sense.LABEL:
        return False
    if base.day:
        return deadline.due < base.day
    return not scope.loose and deadline.due.year < (base.year or 0)


def lone_days(scope: Scope) -> Iterator[Deadline]:
    """于20日前: the day of this month or the next; in a list (3月10日前…，20日前…) of the month before it."""
    for found in scope.matches(_LONE_DAY):
        before = scope.before(found.start(), 40)
        earlier = _LAST_MONTH.search(before)
        if _EVENT_TAIL.search(before) or (found["list"] is not None and not earlier):
            continue
        day = int(found["day"])
        due = _of_month(written(earlier, 1), day, scope.base) if earlier else _coming(day, scope.base.day)
        yield Deadline(
            found.group(),
            DeadlineKind.DATE,
            scope.span(found),
            due=due,
            time=clock(found["t1"] or ""),
            inferred=("year", "month"),
        )


def short_dates(scope: Scope) -> Iterator[Deadline]:
    """于3.25前, 于3/25前: a month and a day without their names."""
    for found in scope.matches(_MONTH_AND_DAY):
        if found["marked"] is not None and not scope.loose:
            continue
        day = int(found["day"]) or 32
        value = Written(month=int(found["month"]), first=day, last=day, has_day=True)
        due, time = resolve_single(value, scope.base), clock(found["t1"] or "")
        span = scope.span(found)
        yield Deadline(found.group(), DeadlineKind.DATE, span, due, time=time, inferred=value.missing)


_LAST_MONTH = re.compile(rf"{atom(1)}(?:之?前|以前)[^。;\n]{{0,24}}$")


def _of_month(earlier: Written, day: int, base: Base) -> date | None:
    return resolve_single(replace(earlier, first=day, last=day, until_month=None, has_day=True), base)


def _coming(day: int, today: date | None) -> date | None:
    if today is None or not day:
        return None
    for months in (0, 1):
        month = shifted(today.replace(day=1), months=months)
        value = Written(month=month.month, first=day, last=day) if month else None
        bounds = value.span(month.year) if value and month else None
        if bounds and bounds[1] >= today:
            return bounds[1]
    return None
