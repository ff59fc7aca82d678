"""What a date means, judged by the words around it.

Every expression looks at a few characters before or after the date, so that the work for one date
is bounded.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from gongwen.text.scope import Scope


class Sense(Enum):
    """NONE sets nothing; OLD was replaced by another date; LABEL holds even where it is past.

    RHYTHM is another day of what recurs: 每年1月10日前…，7月10日前….
    """

    NONE = auto()
    OLD = auto()
    DATE = auto()
    LABEL = auto()
    MEETING = auto()
    START = auto()
    RHYTHM = auto()


_LAST = ("之前", "以前", "前", "为止", "截止", "止")
_FIRST = ("以后", "之后", "后", "起")

_HANDED_IN = (
    "报送|申报|提交|上报|报名|推荐|征集|投稿|填报|反馈|完成|受理|申请|征文|送审|交稿|征稿|缴费|汇款|递交|寄送"
    "|报告|整改|上传|收稿|征求意见|材料"
)
_LABEL = re.compile(
    rf"(?:(?:截止|截至)(?:时间|日期|(?=[:为于在]))|(?:{_HANDED_IN})(?:截止)?(?:的)?(?:时间|日期|时限|期限|截止时间|截止日期)"
    r"|(?:时间|时限|期限|日期)(?:要求|安排)?)[^,。;:\d]{0,3}(?:\([^()]{0,6}\))?[:为是在]{0,2}(?:自|从)?$"
)
_OF_SOMETHING = (
    "成果完成|成立|出生|发布|发表|印发|施行|实施|生效|入会|入党|入团|任职|任命|工作|获奖|毕业|签订|签署|签发"
    "|注册|登记|颁发|授予|批准|通过|更新|修订|修改|落款|成文|制表|填表|打印|出版|立项|开工|竣工|创建|创办|浏览|来源"
    "|有效|保质|质保|建设|研究|合同|聘用|聘任|任期|起止|起始|开始|起算|执行|采集|统计"
)
_OTHER_LABEL = re.compile(
    rf"(?:{_OF_SOMETHING})(?:的)?(?:时间|日期|期限|年月|年限|时限)[^,。;\d]{{0,4}}$"
    r"|(?:任期|聘期|有效期|执行期|质保期|服务期|保存期|研究期|建设期|规划期|项目周期|学制)(?:限)?[^,。;\d]{0,4}$"
)
_SINCE = re.compile(
    r"(?:截至|截止)[到至为于在]?$|(?:[最至][迟晚]|不得?[迟晚]于|不得?超过|限|务于|务必于|务必在|以)(?:于|在|应于|不得?[迟晚]于|不得?超过)?$"
)
_TO_ATTEND = re.compile(
    r"(?:定于|拟于|将于|定在|拟在|(?:会议|活动|培训|召开|举办|举行|报到|比赛|考试|答辩|开班)(?:时间|日期)[:为是]{1,3})$"
)
_HELD = re.compile(r"[^。;]{0,10}?在[^。;]{2,40}?(?:举行|召开|举办|开展)|[^。;,]{0,6}(?:举行|举办)")
_INTO = re.compile(r"(?:于|从|自|在|拟|定于|时间[:为是]{1,3})$")
_CLAUSE = re.compile(r"[。;,:!?\n()、]$")
_BY = re.compile(r"(?:^|[,。;:\n])(?:力争)?到$")
_REQUEST = re.compile(r"(?:请[^,。;:\n]{0,14}|务必?|[须应要])[于在]$|请$")
_HANDED_OVER = re.compile(
    r"(?:上报|报送|提交|上交|交(?=[^,。;]{1,10}(?:部|处|室|科|办|组|中心))|报(?=[^,。;告道]{1,10}(?:部|处|室|科|办|组|中心)))"
)
_TAKEN_THEN = re.compile(r"(?:将|把)[^,。;]{2,40}(?:报送|上报|提交|发送|交|报)|发布在|发至|发到|寄")
_AIM = re.compile(r"(?:力争|确保|争取|计划|[须应要请][于在]?|务必?[于在]?|并[于在])$")

_CHANGE = "调整|变更|延期|延长|延迟|推迟|顺延|修改|更改|更正|改|提前|延后|延"
_OLD_BEFORE = re.compile(r"原(?:定|计划|截止(?:时间|日期)?|报送时间|为|[于在])[^,。;]{0,6}$")
_OLD_AFTER = re.compile(rf"[^,。;\d]{{0,10}}(?:{_CHANGE})(?:为|至|到|[于在])|[”\"]?(?:应为|更正为)")
_MOVED = re.compile(rf"(?:{_CHANGE})[至到为][“\"]?$|(?:应为|更正为)[“\"]?$")
_YEAR_GOAL = re.compile(r"(?:全面|基本|力争|要?基本)(?:完成|实现|建成|推广|建立|推行)")

_HISTORY = re.compile(
    r"[,:]?(?:已经?(?!完成的)|曾|仍未|尚未|全[国省市区县州]共?|共有|累计|出生|未满|年满|不满|满|年龄|周岁|成立的|注册的|登记的|毕业|发表的|入职|在职的|获得的|取得的|立项的|出版的|签订的|入会的|有效)"
)
_CITED = re.compile(
    r"(?:印发|发布|下发|公布|修订|修正|通过|施行|实施|签发|颁布|生效|批准|出生|制定)(?![^,。;]{0,6}(?:征求|报))"
)
_CLOSES = re.compile(
    r"(?:准时|自动|将)?(?:关闭|截止|停止(?:接收|受理|申报|报名)|结束(?:报名|申报|报送|受理))|[^,。;]{0,4}(?:报名|申报|报送|受理|投稿)截止"
)
_LISTED = re.compile(
    r"(?:[、和及](?:1[0-2]|0?[1-9])月(?:底|末|[0-3]?\d[日号]?)?){1,11}(?:之前|以前|前(?![往期来后]))"
)
_HELD_THEN = re.compile("各?(?:举办|召开|组织|开展|启动|出台|制定|编制|实现|建成|建立)")
_WORKS_THEN = re.compile(  # a day, and behind a comma who does what: 9月7日，各系向各班级传达…
    r"[,:](?:各[^,。;:]{1,16}?|[^,。;:各的]{2,20}?(?:中心|部门|单位|办公室|委员会|负责人|小组|学生|教师))"
    r"(?:对|将|把|向|组织|完成|填|提交|报送|上报|上交|开展|负责|召集|根据|按|汇总|审核)"
)
_SETTLED = re.compile(r"(?:要|须|应|前)?(?:全面|基本|全部)?(?:完成|报送|提交|上报|建成)(?!了|的|情况|后)")


def sense_of(scope: Scope, found: re.Match[str]) -> Sense:
    """What a date phrase sets; the match has the groups of `gongwen.text.dated`."""
    before, after = scope.before(found.start()), scope.after(found.end())
    if _OLD_BEFORE.search(before) or _OLD_AFTER.match(after):
        return Sense.OLD
    if before.endswith(("每", "每逢")) or _in_rhythm(scope, found):
        return Sense.NONE
    if _is_last(found) and _recurs_too(scope, found):
        return Sense.RHYTHM
    if _TO_ATTEND.search(before):
        return Sense.MEETING if is_meeting(before, after) else Sense.DATE
    if _OTHER_LABEL.search(before) or _HISTORY.match(after):
        return Sense.NONE
    if _LABEL.search(before):
        return Sense.LABEL
    if _is_last(found) or any(one.search(before) for one in (_SINCE, _MOVED)):
        return Sense.DATE
    if _CLOSES.match(after) or _LISTED.match(after):
        return Sense.DATE
    if found["suffix"] in _FIRST:
        return Sense.START if scope.loose and not _CITED.match(after) else Sense.NONE
    return Sense.DATE if _is_goal(scope, found, before, after) else Sense.NONE


def _is_last(found: re.Match[str]) -> bool:
    """Whether 前, 止 or, after a month or longer, 内 follows a date."""
    suffix = found["suffix"]
    return suffix in _LAST or (suffix == "内" and not found["d1"] and not found["sy1"])


def _recurs_too(scope: Scope, found: re.Match[str]) -> bool:
    has_year = found["y1"] or found["r1"] or not found["m1"]
    return not has_year and bool(_EVERY_YEAR.search(scope.before(found.start(), 40)))


def is_meeting(before: str, after: str) -> bool:
    """Whether the words around a date say that something is held then: 定于…在…召开, 会议时间：…."""
    told = _TO_ATTEND.search(before)
    return bool(told) and bool(_HELD.match(after) or not before.endswith(("于", "在")))


def _in_rhythm(scope: Scope, found: re.Match[str]) -> bool:
    """次月5日 and 次年1月 after 每月 and 每年 belong to the rhythm."""
    if found["u1"] not in ("次月", "当月") and found["r1"] not in ("次年", "翌年", "当年"):
        return False
    return bool(_EVERY.search(scope.before(found.start(), 48)))


_EVERY = re.compile(r"每(?:年|月|季|半年|学期|周|个)[^。;\n]{0,48}$")
_EVERY_YEAR = re.compile(r"每年(?=\d|[一二三四五六七八九十]{1,2}月|底)[^。;请\n]{0,40}$")


def _is_goal(scope: Scope, found: re.Match[str], before: str, after: str) -> bool:
    if _BY.search(before):
        return after.startswith(",") and (not found["m1"] or bool(found["p1"]))
    if found["by1"]:
        return bool(_YEAR_GOAL.match(after)) and (not before or bool(_CLAUSE.search(before)))
    if scope.loose:
        return not _CITED.match(after)
    if found["to"]:
        return bool(_INTO.search(before)) or not before.strip()
    if (found["d1"] or found["sd1"] or found["ud1"]) and (
        _REQUEST.search(before)
        or _HANDED_OVER.match(after)
        or (_INTO.search(before) and _TAKEN_THEN.match(after))
    ):
        return True
    is_day = found["d1"] or found["p1"] == "中旬" or found["to"]
    if is_day and (not before or _CLAUSE.search(before)) and _WORKS_THEN.match(after):
        return True
    period = found["q1"] or ""
    is_month = bool(found["m1"]) and not found["p1"]
    clause = not before or bool(_CLAUSE.search(before))
    if (is_month and not found["d1"]) or period.endswith(("半年", "季度")):
        is_told = clause or before.endswith(("于", "在")) or _AIM.search(before) or _REQUEST.search(before)
        is_set = _SETTLED.match(after) or (
            period.endswith(("半年", "季度")) and clause and _HELD_THEN.match(after)
        )
        return bool(is_told) and bool(is_set)
    ends = period.endswith(("底", "末", "内")) or found["p1"] in ("底", "末") or found["up1"] in ("底", "末")
    if not ends or after.startswith(("的", "以来", "开始")):
        return False
    return clause or bool(_AIM.search(before))
