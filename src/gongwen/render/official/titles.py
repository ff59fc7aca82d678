"""Line breaks of a title: by sense, as a trapezoid or rhombus, never inside a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

ROOM = 19.5  # characters of 22 pt in 156 mm, one half left free
COVER_ROOM = 16.5  # the same of 26 pt, on the cover of a volume
_MOST_LINES = 5
_COMMON = """
科学技术协会 科协 学会 协会 研究会 党委 党组 党支部 委员会 办公室 关于 通知 通报 报告 请示
批复 决定 意见 纪要 公告 通告 函 开展 组织 召开 举办 做好 报送 征集 推荐 申报 转发 印发
转报 加强 进一步 深入 学习 宣传 贯彻 落实 贯彻落实 情况 工作 活动 会议 精神 材料 统计表
汇总表 汇编 名单 结果 汇总 建议 意见建议 科技 科技工作者 工作者 科学 科普 年度 全省 全市
全国 省级 市级 团体 社会 党建 建设 项目 人才 培训 培训班 考核 评价 评选 表彰 先进 集体
个人 优秀 论文 学术 年会 论坛 研讨会 座谈会 方案 办法 规定 制度 计划 要点 总结 安排 事项
有关 相关 期间 期限 延长 补充 调整 更正 成立 调研 检查 督查 自查 专项 行动 志愿 服务
志愿服务 创新 发展 改革 质量 高质量 基层 组织建设 信息 数据 平台 系统 使用 启用 变更 登记
换届 理事会 代表大会 大会 第一 第二 第三 第四 第五 第六 上半年 下半年 季度 反馈 收集 体会
心得 心得体会 学习贯彻 学习宣传 宣传贯彻 贯彻落实情况 征集结果 征求 填报 上报 公布 公示 讲座 宣讲 报告会
"""
_WORDS = tuple(_COMMON.split())
_QUOTED = re.compile(
    r"《[^《》]{1,16}》|“[^“”]{1,16}”|（[^（）]{1,12}）|〔\d+〕\d+号"
    r"|[0-9A-Za-z.%－-]+(?:年度?|月|日|号|个|届|次|周年)?"
)
_NO_START = "的地得了和与及或、，。；：！？》”’）〕】％等"  # 等 closes a list
_NO_END = "《“‘（〔【第"
_LEADS = "关于"  # parted from what it is about
_AFTER = ("的", "、", "和", "及", "与", "》", "”", "，")
_TAIL = re.compile(r"的?(?:通知|通报|报告|请示|批复|决定|意见|函|复函|纪要|公告|通告)$")


def broken_title(title: str, names: Sequence[str] = (), room: float = ROOM) -> tuple[str, ...]:
    """The lines of a title, each at most `room` full-width characters.

    Breaks stand between words as far as they are known: quoted parts, numbers, `names` and common
    words of office titles are never parted. The lines grow, shrink or swell, but are not all of
    one length and never thinner in the middle.
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    if width(title) <= room:
        return (title,)
    pieces = _pieces(title, names)
    for lines in range(2, _MOST_LINES + 1):
        found = _best(pieces, lines, room)
        if found:
            return found
    return _filled(pieces, room)


def width(text: str) -> float:
    """How many full-width characters a text takes; ASCII takes half of one."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def _pieces(title: str, names: Sequence[str]) -> list[str]:
    """The title cut wherever a line may end."""
    known = sorted((*(name for name in names if name), *_WORDS), key=len, reverse=True)
    units: list[str] = []
    loose = ""  # characters in no known word: kept together, since their words are unknown
    place = 0
    while place < len(title):
        quoted = _QUOTED.match(title, place)
        unit = quoted[0] if quoted else next((word for word in known if title.startswith(word, place)), "")
        if not unit and title[place] not in _NO_START:
            loose += title[place]
            place += 1
            continue
        units += [loose] if loose else []
        loose = ""
        units.append(unit or title[place])
        place += len(units[-1])
    return _joined([*units, loose] if loose else units)


def _joined(units: list[str]) -> list[str]:
    """Units with what may not begin or end a line bound to its neighbour; the tail stays whole."""
    pieces: list[str] = []
    for unit in units:
        if pieces and (unit[0] in _NO_START or pieces[-1][-1] in _NO_END):
            pieces[-1] += unit
        else:
            pieces.append(unit)
    while len(pieces) > 1 and _TAIL.fullmatch("".join(pieces[-1:])) and pieces[-2].endswith("的"):
        pieces[-2:] = ["".join(pieces[-2:])]
    return pieces


def _best(pieces: list[str], lines: int, room: float) -> tuple[str, ...]:
    ends = range(1, len(pieces))
    best: tuple[float, tuple[str, ...]] = (float("inf"), ())
    if len(pieces) > 40:  # too many ways to look at; the long title is cut by width
        return ()
    for cuts in combinations(ends, lines - 1):
        edges = (0, *cuts, len(pieces))
        parts = tuple("".join(pieces[a:b]) for a, b in pairwise(edges))
        widths = [width(part) for part in parts]
        if max(widths) <= room:
            best = min(best, (_cost(parts, widths), parts))
    return best[1]


def _cost(parts: tuple[str, ...], widths: list[float]) -> float:
    """Small for even lines of a good shape that end where the sense pauses."""
    spread = max(widths) - min(widths)
    cost = spread if spread >= 2 else 6 - spread  # a block of equal lines is no trapezoid
    if any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False)):
        cost += 20  # thin in the middle
    if min(widths) < 5:
        cost += 8
    cost += sum(4 for part in parts[:-1] if part.endswith(_LEADS))
    return cost - sum(1.5 for part in parts[:-1] if part.endswith(_AFTER))


def _filled(pieces: list[str], room: float) -> tuple[str, ...]:
    """Lines filled one after the other, for a title that is too long to weigh; what fits no line is cut."""
    lines = [""]
    for piece in pieces:
        rest = piece
        while rest:
            if width(lines[-1] + rest) <= room:
                lines[-1] += rest
                break
            if lines[-1]:
                lines.append("")
                continue
            fits = next(n for n in range(len(rest), 0, -1) if width(rest[:n]) <= room)
            lines[-1], rest = rest[:fits], rest[fits:]
    return tuple(line for line in lines if line)
