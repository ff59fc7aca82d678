"""The kinds of official documents and how a title shows its own."""

from __future__ import annotations

import re

from gongwen.text.organizations import listed

OFFICIAL = tuple(listed("决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要"))
PLANS = ("工作要点", "方案")
OTHERS = tuple(
    listed(
        "邀请 启事 公示 办法 细则 规定 规划 计划 要点 倡议书 指南 章程 条例 预案 规则 标准 安排 清单 "
        "号召 说明 须知 简章 令 倡议"
    )
)

_ENDING = re.compile(
    rf"({'|'.join(sorted(OFFICIAL + PLANS + OTHERS, key=len, reverse=True))})"
    r"(?:[(〔\[][^()〔〕\[\]]{1,30}[)〕\]])*[\"”》]?$"
)


def ending_kind(folded: str) -> str | None:
    """The word for the kind of document that a folded title ends with, also unofficial ones."""
    found = _ENDING.search(folded)
    return found.group(1) if found else None


def kind_of(folded_title: str) -> str | None:
    """One of the 15 official kinds, 工作要点 or 方案; None where the title names no such kind."""
    word = ending_kind(folded_title)
    return word if word in OFFICIAL or word in PLANS else None
