"""Periods counted from something: 收到通知后5个工作日内, 会议结束后3日内, 会议召开前, 5日内.

Counted from the notice's own issue, a period has a day. Counted from receipt, from a public notice
or from an event, it has none: nobody but the reader knows when that was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongwen.model import Deadline, DeadlineKind, Span
from gongwen.text.dates import atom, written
from gongwen.text.numerals import NUMERAL, numeral
from gongwen.text.resolve import resolve_single, shifted
from gongwen.text.scope import Scope
from gongwen.text.workdays import add_workdays

PERIOD = (
    rf"(?:(?P<count>{NUMERAL}{{1,3}})(?:个?(?P<unit>工作日|自然日|日历日|日|天|周|星期|小时)|(?P<months>个月))"
    r"|(?P<half>半(?:个?月|年)))(?:\([^()\n]{1,10}\))?"
)
WITHIN = r"(?:之内|以内|内)"
_ALL = ("year", "month", "day")

_COUNTED = re.compile(rf"(?P<link>之日起|之日|日起|起|之后|以后|后)?[的,]?{PERIOD}{WITHIN}")
_BOUND = re.compile(r"[,。;:()!?、\n“”\"]")
_SINCE = re.compile(r"[自从]")
_AT = re.compile(r"[于在](?!线)")
_LEAD = re.compile(
    r"^(?:请|应当?|须|需|要|务必|可|并|将|均|各[^,]{0,8}?(?:单位|学会|科协|协会|部门|支部|地区?)){1,4}"
)
_RECEIVED = re.compile(r"(?:收到|接到|接|见到)")
_ISSUED = re.compile(
    r"本?(?:通知|意见|方案|办法|文件|公告|通告|启事)?(?:正式)?(?:印发|发布|下发|发出|公布|签发|发文|发)|本(?:通知|公告|通告|文件)|发文|通知|公告"
)
_OVER = ("结束", "期满", "届满")  # 活动结束一周内 needs no 后
_SHORT = ("会", "赛", "课", "训", "事")  # 会后, 赛后: one character names the event
_NO_EVENT = re.compile(r"(?:此|今|先|前|随|然|最|之|以|近|今天|毕业|退休)$")
_NOT_BARE = re.compile(r"(?:近|[每前第约至到]|超过|不少于|不足|过去|连续|缩短|压缩|控制|有效期|任期)$")
_BARE = re.compile(r"(?:[于在请须限]|务必|限期|务于|应当?|力争|确保)$")
_ASKED = re.compile(r"(?:请|务必?|务于|限|须)(?:[^,。;:\n]{0,10})$")
_HAND_IN = re.compile(
    r",?(?:予以|完成|书面|将|向|把)?(?:报|提交|反馈|上报|回复|回执|完成|整改|缴|答复|递交|送)"
)
_LONGEST = 40  # characters looked back for what a period is counted from
_ANCHOR_DATE = re.compile(rf"{atom(1)}$")

HAPPENS = "召开|开幕|闭幕|举行|举办|结束|开始|启动|开班|开赛|开学|换届"
_BEFORE_EVENT = re.compile(
    rf"(?:(?<=[于在])|(?<![^,。;:(!?\n、]))(?P<name>(?:(?![于请应]|在(?!线|职|校))[^,。;:()!?\n、]){{2,24}}?)"
    rf"(?P<won>胜利)?(?P<act>{HAPPENS})"
    rf"(?:(?:之前|以前|前)(?![后期往来夕])(?:的?{PERIOD}{WITHIN}?)?"
    rf"|(?:{PERIOD.replace('<', '<b_')})(?:之前|以前|前))"
)
_NO_NAME = re.compile(r"\d月|每|各|要|应|请|已|曾")
SHORT_EVENTS = "会|赛|训|节|换届|开会|开班|出访|出境|出发|离岗|报到|活动|会议|年会|大会|培训|考试|比赛|评审"
_SHORT_BEFORE = re.compile(
    rf"(?:(?<=[于在])|(?<![^,。;:\n]))(?P<name>{SHORT_EVENTS})前"
    rf"(?![期往来后夕面])(?:{PERIOD})?"
)
_AT_ONCE = re.compile(r"(?P<act>结束|完成|截止)(?:之后|以后|后)[,]?(?:及时|立即|即时|第一时间|尽快|马上)")


def events(scope: Scope) -> Iterator[Deadline]:
    """大会召开前, 会议召开5日前, 会前, 活动结束后及时: no day, the event kept by its name."""
    for found in scope.matches(_BEFORE_EVENT):
        if not _NO_NAME.search(found["name"]):
            yield _event(scope, found, found["name"] + found["act"])
    for found in scope.matches(_SHORT_BEFORE):
        yield _event(scope, found, found["name"])
    for found in scope.matches(_AT_ONCE):
        anchor = _anchor(scope.before(found.end("act"), _LONGEST), "后")
        start = found.end("act") - len(anchor)
        if len(anchor) > 3:
            span = scope.places[start], scope.span(found)[1]
            yield Deadline(scope.text[start : found.end()], DeadlineKind.EVENT, span, event=anchor)


def _event(scope: Scope, found: re.Match[str], event: str) -> Deadline:
    return Deadline(found.group(), DeadlineKind.EVENT, scope.span(found), event=event)


@dataclass(frozen=True, slots=True)
class _Found:
    """A counted period, what it is counted from, and where the phrase stands."""

    text: str
    span: Span
    anchor: str
    match: re.Match[str]

    @property
    def workdays(self) -> int | None:
        return numeral(self.match["count"]) if self.match["unit"] == "工作日" else None


def counted(scope: Scope) -> Iterator[Deadline]:
    """X后N日内, 自X之日起N个工作日内, and 5日内 where a request says so."""
    for found in scope.matches(_COUNTED):
        is_linked = found["link"] or scope.before(found.start(), 2) in _OVER
        deadline = _linked(scope, found) if is_linked else _bare(scope, found)
        if deadline is not None:
            yield deadline


def _linked(scope: Scope, found: re.Match[str]) -> Deadline | None:
    link = found["link"] or ""
    anchor = _anchor(scope.before(found.start(), _LONGEST), link)
    start = found.start() - len(anchor)
    since = scope.text[start - 1 : start] if start else ""
    is_since = since in ("自", "从") and bool(since)
    if link in ("起", "日起") and not is_since:
        return None
    first = start - is_since
    span = scope.places[first], scope.span(found)[1]
    period = _Found(scope.text[first : found.end()], span, anchor, found)
    dated = _ANCHOR_DATE.search(anchor + "日" * (link == "日起"))
    if dated:
        return _after_date(scope, period, dated)
    if (len(anchor) < 2 and anchor not in _SHORT) or _NO_EVENT.search(anchor):
        return None
    if _RECEIVED.match(anchor) or anchor.startswith("公示"):
        return _relative(period, None, ())
    if _ISSUED.fullmatch(anchor):
        due = _counted_on(scope.base.day, found)
        return _relative(period, due, _ALL if due else ())
    return Deadline(period.text, DeadlineKind.EVENT, span, event=anchor, offset_workdays=period.workdays)


def _anchor(before: str, link: str) -> str:
    """What stands before 后 or 之日起, without the words that lead to it."""
    clause = before[max((found.end() for found in _BOUND.finditer(before)), default=0) :]
    for mark in (_SINCE, _AT) if link.endswith("起") else (_AT, _SINCE):
        heads = [found.end() for found in mark.finditer(clause) if found.end() < len(clause)]
        if heads:
            clause = clause[heads[-1] :]
            break
    clause = _LEAD.sub("", clause)
    received = _RECEIVED.search(clause)
    return clause[received.start() :] if received else clause


def _bare(scope: Scope, found: re.Match[str]) -> Deadline | None:
    before = scope.before(found.start())
    starts_clause = not before or bool(_BOUND.search(before[-1]))
    is_told = starts_clause and bool(_HAND_IN.match(scope.after(found.end())))
    is_marked = scope.loose and not before
    if _NOT_BARE.search(before) or not (_BARE.search(before) or is_told or is_marked):
        return None
    due = _counted_on(scope.base.day, found) if _ASKED.search(before) or is_marked else None
    period = _Found(found.group(), scope.span(found), "", found)
    return _relative(period, due, _ALL if due else ())


def _relative(period: _Found, due: date | None, inferred: tuple[str, ...]) -> Deadline:
    return Deadline(
        period.text,
        DeadlineKind.RELATIVE,
        period.span,
        due=due,
        offset_workdays=period.workdays,
        inferred=inferred,
    )


def _after_date(scope: Scope, period: _Found, dated: re.Match[str]) -> Deadline | None:
    start = written(dated, 1)
    first = resolve_single(start, scope.base)
    if not start.has_day:
        return None
    return _relative(period, _counted_on(first, period.match), start.missing)


def _counted_on(day: date | None, found: re.Match[str]) -> date | None:
    """The last day of a period after `day`, which is itself not counted."""
    if day is None:
        return None
    if found["half"]:
        return shifted(day, months=6) if "年" in found["half"] else shifted(day, 15)
    count = numeral(found["count"]) or 0
    if found["months"]:
        return shifted(day, months=count)
    if found["unit"] == "工作日":
        try:
            return add_workdays(day, count)
        except OverflowError:
            return None
    if found["unit"] == "小时":
        return shifted(day, -(-count // 24))
    return shifted(day, count * 7 if found["unit"] in ("周", "星期") else count)
