"""What recurs and what is open all year: 每月25日前, 季度结束后5日内, 按月报送, 随时报送.

A rhythm has no one day. One that the model does not name (每半年, 逢双月) recurs all the same, its
phrase kept for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.model import Deadline, DeadlineKind, Recurrence
from gongwen.text.clocks import TIME, clock
from gongwen.text.counted import PERIOD, WITHIN
from gongwen.text.dates import DAY, MONTH
from gongwen.text.numerals import numeral
from gongwen.text.scope import Scope

_EVERY = {
    "年": Recurrence.YEARLY,
    "季": Recurrence.QUARTERLY,
    "月": Recurrence.MONTHLY,
    "周": Recurrence.WEEKLY,
    "星": Recurrence.WEEKLY,
    "日": Recurrence.DAILY,
    "天": Recurrence.DAILY,
}
_MONTHS = rf"(?:次年|当年|下一?年)?(?:{MONTH})月(?:份)?(?:[、和及](?:{MONTH})月(?:份)?){{0,11}}"
_DAYS = rf"(?:{DAY})(?:[日号])?(?:[、和及](?:{DAY})(?:[日号])?){{0,5}}(?<=[日号])"
_ORDINAL = (
    "首月|末月|次月|当月|第[一二三]个月|最后一个月|第[一二三四五]个?周|第[一二三]个工作日|最后一个工作日"
    r"|前\d{1,2}个工作日|第?[一二三四1-4]季度[末底]?|[上下]半年"
)
_WEEK = (
    "(?<=周)[一二三四五六日天](?![次报期篇个更调通])(?:[、和及至到-](?:周|星期)?[一二三四五六日天]){0,6}"
    "|(?<=星期)[一二三四五六日天]"
)
_PART = "上旬|中旬|下旬|年?[底末初](?![期始])"
_ENDS = r"(?:之前|以前|前(?![往期来后])|截止)"
_DAY_OF = rf"(?:{_DAYS}|(?:{_PART})(?:{_DAYS})?)?"
_UNTIL = rf"(?:(?:至|到|-|~)(?:{_MONTHS})?{_DAY_OF})?"
_ON = rf"(?:的?(?:{_WEEK}))?(?:的?(?:{_MONTHS}|{_ORDINAL}))?(?:的?(?:{_ORDINAL}))?{_DAY_OF}{_UNTIL}"
_OTHER = "半年|两个月|两周|双周|旬|学期|[二两三四五]年|隔月"
_RECURRING = re.compile(
    rf"(?:每个?|各(?=季度|月))(?:(?P<other>{_OTHER})|(?P<every>学?年度?|季度?|月度?|周|星期"
    r"|(?:工作)?[日天](?=[^,。;]{0,12}(?:报|前)|\Z)))"
    rf"{_ON}(?P<time>{TIME})?(?:{_ENDS}|(?<=工作日)内)?(?![^,。;]{{0,8}}元)"
)
_NOT_DUE = re.compile(r"(?:均|约有|约为|平均|都有|有近|可[获享]|支付|补助|津贴|工资|收取|保底)")
_AFTER_PERIOD = re.compile(
    rf"(?<![一二三四1-4本该上])(?:每个?|各)?(?:(?P<other>半年度?|学期)|(?P<every>月度?|季度|年度|会计年度|学年))末?(?:结束|终了)(?:之后|以后|后)"
    rf"(?:的?{PERIOD}{WITHIN}|(?:次月|下月|次年(?:{MONTH})月)?(?:{DAY})[日号]{_ENDS}?)"
)
_BY = re.compile(
    r"(?:按|逐)(?P<every>年度?|季度?|月度?|周|日|天)(?:报送|上报|报告|填报|调度|通报|汇总|反馈|统计|更新|小结|提交)"
    r"|(?:实行|执行|落实|建立|坚持|严格)[“\"]?(?P<system>[日周月季年])度?(?:报告|报送|调度|通报|报)[”\"]?(?:制度|制)?"
    r"|(?:每|一)(?P<one>[日天周月季年])度?一(?:报|调度|通报|统计|汇总|总结|小结|更新|上报)|(?P<half>(?:每?半年|一旬|每旬)一(?:报|调度|通报|总结|汇总))"
)
_EVEN = re.compile(rf"(?:逢|每逢)[单双]月(?:份)?(?:{_DAYS}|{_PART})?{_ENDS}?|隔[月周](?=报|提交|上报)")
_ROLLING = re.compile(
    r"(?:常年|全年|长期|随时|滚动|常态化?|即时|实时|不定期)(?:可|均可|接受|开放|向[^,。;]{1,12})?(?:申报|受理|征集|接收|接受|报名|报送|上报|报告|征稿|投稿|申请|办理|提交|推荐|反馈|填报)"
    r"|长期有效|(?<=[间限][:为])(?:长期|全年|常年|持续(?:推进)?|常态化|随时)|\A(?:长期|全年|常年|持续(?:推进)?|常态化)\Z|随时报(?![名销价送告])|随[到报]随[审办受评]|随时(?:发现|发生)?随时[报上]|(?:申报|报名|报送|受理|投稿|征稿|征集|提交)(?:时间|日期)?[:,]?(?:不限|不设)(?:时间|时限|截止(?:时间|日期))?"
    r"|不设截止(?:时间|日期|期限)|每[完办发][成结生](?:一[项个次件起批]|1[项个次件起批])[^,。;]{0,6}?[,,]?[即就立随](?:时|刻|即)?(?:上报|报)|(?:即完|有|即时)即报|(?:成熟|完成|发生)一[个项批起]、?(?:申报|上报|报送|报告|报)一[个项批起]"
)


def recurring(scope: Scope) -> Iterator[Deadline]:
    """每月25日前, 每周五下午3点前, 每季度末, 每半年."""
    for found in scope.matches(_AFTER_PERIOD):
        workdays = numeral(found["count"] or "") if found["unit"] == "工作日" else None
        yield _recurs(scope, found, _rhythm(found["every"]), workdays=workdays)
    for found in scope.matches(_RECURRING):
        if _NOT_DUE.match(scope.after(found.end(), 6)) or scope.before(found.start(), 1) == "除":
            continue
        every = found["every"]
        yield _recurs(scope, found, _rhythm(every), clock(found["time"] or ""))
    for found in scope.matches(_BY):
        yield _recurs(scope, found, _rhythm(found["every"] or found["system"] or found["one"]))
    for found in scope.matches(_EVEN):
        yield _recurs(scope, found, None)


def _rhythm(word: str | None) -> Recurrence | None:
    return _EVERY[word.replace("学", "").replace("工作", "").replace("会计", "")[0]] if word else None


def _recurs(
    scope: Scope,
    found: re.Match[str],
    rhythm: Recurrence | None,
    time: str | None = None,
    workdays: int | None = None,
) -> Deadline:
    return Deadline(
        found.group(),
        DeadlineKind.RECURRING,
        scope.span(found),
        time=time,
        offset_workdays=workdays,
        recurrence=rhythm,
    )


def rolling(scope: Scope) -> Iterator[Deadline]:
    """随时报送, 常年受理, 长期有效, 每完成一项即报."""
    for found in scope.matches(_ROLLING):
        yield Deadline(found.group(), DeadlineKind.ROLLING, scope.span(found))
