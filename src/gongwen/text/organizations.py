"""Names of units: where one ends, and lists of them taken apart."""

from __future__ import annotations

import re
from functools import cache


def listed(words: str) -> list[str]:
    """The words of a list written with blanks between them."""
    return words.split()


_ENDINGS = listed(
    "委员会 党委 党组 党组织 党支部 支部 总支 工委 纪委 科协 学会 协会 研究会 商会 联合会 促进会 "
    "基金会 政府 部门 单位 机关 机构 办公室 办公厅 办 厅 局 署 委 部 处 室 科 院 所 馆 站 校 中心 "
    "公司 集团 企业 园区 地区 各地 组织 社团 团体 学院 系 班子 小组 工作组 专班 联席会议 组委会 "
    "秘书处 秘书长 理事会 监事会 分会 专委会 联盟 高校 学校 医院 银行 社 会 团 队 组 行政公署 "
    "乡镇 镇 乡 村 村居 社区 车间 班组 工地 项目部 妇联 文联 残联 侨联 工商联 社科联 电视台 党校 "
    "直辖市 自治区 兵团 总局 小学 中学 幼儿园 大学 街道 办事处 支队 大队 总队 居委会 村委会"
)
_PEOPLE = listed(
    "对象 师生 职工 员工 家长 作者 考生 选手 人员 同志 负责人 负责同志 教师 老师 学生 同学 "
    "党员 干部 代表 专家 委员 会员 工作者 申请人 "
    "申报人 报名者 参会者 主持人 联系人 联络员 领导 书记 主任 院长 校长 理事长 监考员 辅导员 者 员 "
    "人"
)
ENDING = "(?:" + "|".join(sorted(_ENDINGS, key=len, reverse=True)) + ")"
ACTOR_ENDING = "(?:" + "|".join(sorted(_ENDINGS + _PEOPLE, key=len, reverse=True)) + ")"
_OF_UNITS, _OF_ACTORS = tuple(_ENDINGS), tuple(_ENDINGS + _PEOPLE)
_OPENING, _CLOSING = "([〔《“【", ")]〕》”】"
_LONGEST = 80  # characters of the longest name


def is_unit(name: str) -> bool:
    """Whether a folded name ends the way names of organizations end."""
    return _ends_with(name, _OF_UNITS)


def is_actor(name: str) -> bool:
    """Whether a folded name ends like an organization or a group of people."""
    return _ends_with(name, _OF_ACTORS)


def _ends_with(name: str, endings: tuple[str, ...]) -> bool:
    if name.endswith(")"):
        name = name[: max(name.rfind("("), 0)]
    return len(name) <= _LONGEST and name.endswith(endings)


def split_outside_brackets(folded: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """Spans of the pieces of folded[start:end] between `marks`, brackets kept whole, blanks trimmed."""
    pieces: list[tuple[int, int]] = []
    depth, since = 0, start
    for found in _parting(marks).finditer(folded, start, end):
        at, char = found.start(), found.group()
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth <= 0 and char in marks:
            pieces.append((since, at))
            since = at + 1
    pieces.append((since, end))
    return [span for span in (_trimmed(folded, *piece) for piece in pieces) if span[0] < span[1]]


@cache
def _parting(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(_OPENING + _CLOSING + marks)}]")


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in " \t\n":
        start += 1
    while start < end and folded[end - 1] in " \t\n":
        end -= 1
    return start, end
