"""What may not be counted: it does not exist as a type, and its words are refused for good."""

from __future__ import annotations

import inspect

import pytest

from quanjing.assessment.scoring import KINDS
from quanjing.foundation.refusing import refused


def test_there_is_no_pattern_that_counts_reactions_or_presence() -> None:
    assert sorted(KINDS) == [
        "choice", "composite", "conditions", "count", "deduction", "panel", "rate", "threshold", "veto",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        ("公众号点赞数", "点赞", "reaction"),
        ("文章 阅 读 量", "阅读量", "reaction"),
        ("会员转发", "转发", "reaction"),
        ("粉丝增长", "粉丝", "reaction"),
        ("网上投票", "投票", "reaction"),
        ("每日签到", "签到", "presence"),
        ("学习打卡", "打卡", "presence"),
        ("登录·次数", "登录次数", "presence"),
        ("年度学时", "学时", "minutes"),
        ("在线时长", "在线时长", "minutes"),
        ("学习积分", "积分", "points"),
        ("全省排名", "排名", "ranking"),
        ("活动照片数", "照片数", "photo"),
        ("党员思想表现", "思想表现", "person"),
        ("Number of LIKES", "likes", "reaction"),
        ("Study minutes of members", "study minutes", "minutes"),
    ],
)
def test_a_word_is_refused_with_a_reason_and_what_to_use_instead(text: str, word: str, reason: str) -> None:
    [found] = refused("ordinary", text)
    assert (found.word, found.reason) == (word, reason)
    assert found.instead


@pytest.mark.parametrize(
    "text", ["主题党日次数", "Works likewise", "年度报告", "科普活动", "Hours of training given"]
)
def test_ordinary_words_pass(text: str) -> None:
    assert refused(text) == []


def test_no_refused_word_can_be_let_through() -> None:
    assert list(inspect.signature(refused).parameters) == ["texts"]
