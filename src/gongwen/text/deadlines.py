"""Phrases that set a deadline, found in folded text and resolved against the notice's own date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from gongwen.model import Deadline, DeadlineKind, Recurrence, Span
from gongwen.text.dates import TIME, WEEKDAY, Written, atom, clock, written
from gongwen.text.numerals import NUMERAL, numeral
from gongwen.text.resolve import Base, resolve_range, resolve_single
from gongwen.text.workdays import add_workdays

_DAY_ONLY = r"(?P<b2>3[01]|[12]\d|0?[1-9])[日号]"
_PHRASE = re.compile(
    rf"{atom(1)}{WEEKDAY}(?:,?(?P<t1>{TIME}))?"
    rf"(?P<to>(?:至|到|-+|~)(?:{_DAY_ONLY}|{atom(2)}){WEEKDAY}(?P<t2>{TIME})?)?"
    r"(?:(?:下班|上班|中午|当日|当天)(?=之?前))?(?P<suffix>(?:之前|以前|前(?![往期来后三四五两者述沿景端半几])|为止|截止|止|以后|之后|后(?![续期勤台])|起|期间|之间|(?<!年)内)?)"
)
_OPEN_WINDOW = re.compile(
    rf"即日起(?:至|到|-)(?:{atom(1)}){WEEKDAY}(?P<t1>{TIME})?(?P<suffix>(?:之前|以前|前|止)?)"
)
_BEFORE = ("之前", "以前", "前", "为止", "截止", "止")
_AFTER = ("以后", "之后", "后", "起")

_LABEL = re.compile(
    r"(?:(?:截止|截至)(?:时间|日期|(?=[:为]))|(?:报送|申报|提交|上报|报名|推荐|征集|投稿|填报|反馈|完成|受理|申请|征文|送审|交稿)(?:截止)?"
    r"(?:的)?(?:时间|日期|时限|期限|截止时间|截止日期)|(?:时间|时限|期限)(?:要求|安排)?)[^,。;:]{0,3}[::为是]{0,2}$"
)
_SINCE = re.compile(r"(?:截止|截至)[到至为于]?$")
_TO_ATTEND = re.compile(
    r"(?:定于|拟于|将于|定在|拟在|(?:会议|活动|培训|召开|举办|举行|报到|比赛|考试|答辩|开班)(?:时间|日期)[::为是]+)$"
)
_HELD = re.compile(r"[^。;]{0,10}?在[^。;]{2,40}?(?:举行|召开|举办|开展)|[^。;,]{0,6}(?:举行|举办)")
_INTO = re.compile(r"(?:于|从|自|在|拟|定于|时间[::为是]+)$")
_CLAUSE = re.compile(r"[。;,:!?\n()、]$")
_BY = re.compile(r"(?:^|[,。;:\n])(?:力争)?到$")
_OLD = re.compile(r"原(?:定|计划|截止(?:时间|日期)?|报送时间)[^,。;]{0,6}$")
_MOVED = re.compile(r"(?:延期|延长|推迟|顺延|调整|改)[至到为]$")
_YEAR_GOAL = re.compile(r"(?:全面|基本|力争|要?基本)(?:完成|实现|建成|推广|建立|推行)")

_EVENT = re.compile(
    r"(?:(?<=[于在])|(?<![^,。;:(!?\n、]))(?P<name>(?![于在])[^,。;:()!?\n、]{2,24}?)(?P<won>胜利)?(?P<act>召开|开幕|闭幕|举行|举办|结束)(?:之前|以前|前)"
)
_RELATIVE = re.compile(
    rf"(?P<anchor>(?:收到|接到|自|从|本通知|通知|公告|文件|印发|发布|下发|公示)[^,。;:\n]{{0,18}}?(?:之日起|日起|起|之?后))[的,]?"
    rf"(?P<count>{NUMERAL}{{1,3}})个?(?P<unit>工作日|自然日|日|天)(?:之内|以内|内)"
)
_OWN_ISSUE = re.compile(r"(?:本?(?:通知|意见|方案|办法|文件|公告)?(?:印发|发布|下发|发出|公布)|发文)之?日起?")
_RECURRING = re.compile(
    r"每(?:个)?(?P<every>年度?|季度?|月|周|星期|[日天](?=[^,。;]{0,8}(?:报|前)))"
    r"(?:(?:1[0-2]|[1-9])月|首月|末月)?(?:(?:3[01]|[12]\d|[1-9])[日号]|底|末|初)?(?:之前|以前|前(?![往期来后]))?(?![^,。;]{0,8}元)"
)
_EVERY = {
    "年": "yearly",
    "季": "quarterly",
    "月": "monthly",
    "周": "weekly",
    "星": "weekly",
    "日": "daily",
    "天": "daily",
}
_ROLLING = re.compile(
    r"常年(?:申报|受理|征集|接收|报名)|长期(?:有效|受理|征集|申报)|随时(?:申报|报送|受理)|全年(?:申报|受理)"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """The stretch of folded text to search; `loose` where any date is meant as one (a heading's bracket)."""

    folded: str
    span: Span
    base: Base
    loose: bool = False


def find_deadlines(folded: str, span: Span, base: Base, *, loose: bool = False) -> list[Deadline]:
    """All phrases in `span` that set a deadline, in reading order, none overlapping.

    The texts are cut from `folded`; the caller puts the printed characters in their place. A year
    that is not written comes from the phrase before it, else from `base`.
    """
    scope = Scope(folded, span, base, loose)
    taken: list[Deadline] = []
    for finder in (_recurring, _relative, _rolling, _open_windows, _dated, _events):
        for deadline in finder(scope):
            at = bisect_left(taken, deadline.span, key=lambda other: other.span)
            after_last = at == 0 or taken[at - 1].span[1] <= deadline.span[0]
            before_next = at == len(taken) or deadline.span[1] <= taken[at].span[0]
            if after_last and before_next:
                taken.insert(at, deadline)
    return taken


def _matches(pattern: re.Pattern[str], scope: Scope) -> Iterator[re.Match[str]]:
    return pattern.finditer(scope.folded, *scope.span)


def _dated(scope: Scope) -> Iterator[Deadline]:
    year: int | None = None
    for found in _matches(_PHRASE, scope):
        before = scope.folded[max(scope.span[0], found.start() - 16) : found.start()]
        if _quoted(scope, found.start()) or _OLD.search(before) or before.endswith("每"):
            continue
        start, end = written(found, 1), _second(found)
        sense = _sense(scope, found, before)
        nearest = replace(scope.base, inherited=year)
        deadline = _resolved(found, start, end, sense, nearest)
        year = start.year or year
        if deadline is not None and not _past(deadline, scope.base, sense):
            yield deadline


def _quoted(scope: Scope, at: int) -> bool:
    opened = scope.folded.rfind("《", scope.span[0], at)
    return opened >= 0 and scope.folded.find("》", opened, at) < 0


def _second(found: re.Match[str]) -> Written | None:
    if not found["to"]:
        return None
    if found["b2"]:
        first = written(found, 1)
        return replace(first, first=int(found["b2"]), last=int(found["b2"]), has_day=True)
    return written(found, 2)


def _sense(scope: Scope, found: re.Match[str], before: str) -> str:
    """What the phrase sets: a labelled deadline, a meeting, a date, a start; "" where nothing."""
    suffix = found["suffix"]
    after = scope.folded[found.end() : found.end() + 60]
    if _TO_ATTEND.search(before):
        return "meeting" if _HELD.match(after) or not before.endswith(("于", "在")) else "date"
    if _LABEL.search(before):
        return "label"
    if suffix in _BEFORE or _SINCE.search(before) or _MOVED.search(before):
        return "date"
    if suffix in _AFTER:
        return "start" if scope.loose else ""
    return "date" if _is_goal(scope, found, before, after) else ""


def _is_goal(scope: Scope, found: re.Match[str], before: str, after: str) -> bool:
    if _BY.search(before):
        return after.startswith(",") and (not found["m1"] or bool(found["p1"]))
    if found["by1"]:
        return bool(_YEAR_GOAL.match(after)) and (not before or bool(_CLAUSE.search(before)))
    if scope.loose:
        return True
    if found["to"]:
        return bool(_INTO.search(before)) or not before.strip()
    ends = (found["q1"] or "").endswith(("底", "末", "内")) or found["p1"] in ("底", "末")
    clause = not before or bool(_CLAUSE.search(before))
    return ends and clause and not after.startswith(("的", "以来", "开始"))


def _resolved(
    found: re.Match[str], start: Written, end: Written | None, sense: str, base: Base
) -> Deadline | None:
    if not sense:
        return None
    opens, due = resolve_range(start, end, base) if end else (None, resolve_single(start, base))
    time = clock(found["t2"] or found["t1"] or "")
    kind = DeadlineKind.WINDOW if end else DeadlineKind.DATE
    inferred = tuple(dict.fromkeys((*start.missing, *(end.missing if end and not found["b2"] else ()))))
    span = (found.start(), found.end())
    if sense == "start":
        first = resolve_single(start, base, first=True)
        return Deadline(found.group(), DeadlineKind.ROLLING, span, opens=first, inferred=inferred)
    if sense == "meeting":
        first = opens or resolve_single(start, base, first=True)
        time = clock(found["t1"] or "")
        return Deadline(found.group(), kind, span, due=first, opens=opens, time=time, inferred=inferred)
    return Deadline(found.group(), kind, span, due=due, opens=opens, time=time, inferred=inferred)


def _past(deadline: Deadline, base: Base, sense: str) -> bool:
    """A date before the notice itself is history, unless it is labelled a deadline."""
    if base.day is None or deadline.due is None or sense == "label":
        return False
    return deadline.due < base.day


def _open_windows(scope: Scope) -> Iterator[Deadline]:
    for found in _matches(_OPEN_WINDOW, scope):
        end = written(found, 1)
        due = resolve_single(end, scope.base)
        opens = _if_before(scope.base.day, due)
        span, time = (found.start(), found.end()), clock(found["t1"] or "")
        yield Deadline(found.group(), DeadlineKind.WINDOW, span, due, opens, time, inferred=end.missing)


def _if_before(day: date | None, due: date | None) -> date | None:
    return day if day and due and day <= due else None


def _events(scope: Scope) -> Iterator[Deadline]:
    for found in _matches(_EVENT, scope):
        name = found["name"]
        if re.search(r"\d月|每|各|要|应|请", name):
            continue
        event = name + found["act"]
        yield Deadline(found.group(), DeadlineKind.EVENT, (found.start(), found.end()), event=event)


def _relative(scope: Scope) -> Iterator[Deadline]:
    for found in _matches(_RELATIVE, scope):
        count = numeral(found["count"]) or 0
        workdays = found["unit"] == "工作日"
        due = _after_issue(found["anchor"], count, scope.base) if workdays else None
        yield Deadline(
            found.group(),
            DeadlineKind.RELATIVE,
            (found.start(), found.end()),
            due=due,
            offset_workdays=count if workdays else None,
            inferred=("year", "month", "day") if due else (),
        )


def _after_issue(anchor: str, count: int, base: Base) -> date | None:
    return add_workdays(base.day, count) if base.day and _OWN_ISSUE.search(anchor) else None


def _recurring(scope: Scope) -> Iterator[Deadline]:
    for found in _matches(_RECURRING, scope):
        rhythm = Recurrence(_EVERY[found["every"][0]])
        yield Deadline(found.group(), DeadlineKind.RECURRING, (found.start(), found.end()), recurrence=rhythm)


def _rolling(scope: Scope) -> Iterator[Deadline]:
    for found in _matches(_ROLLING, scope):
        yield Deadline(found.group(), DeadlineKind.ROLLING, (found.start(), found.end()))
