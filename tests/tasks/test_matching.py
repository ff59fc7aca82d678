"""Which part of a sheet answers which task."""

from __future__ import annotations

from quanjing.tasks.rules import best_matches

NAMES = ["学会党组织下一年度工作设想", "学会负责人学习感悟", "青年会员学习感悟", "会员意见建议"]
REQUESTS = ["说明打算", "谈认识", "讲述经历", "提出改进服务的意见"]


def test_a_block_goes_to_the_task_of_its_name() -> None:
    assert best_matches("意见建议", NAMES, REQUESTS) == [3]


def test_each_phrase_of_a_label_finds_its_own_task() -> None:
    assert best_matches("主题活动学习感悟（工作设想）", NAMES, REQUESTS) == [0, 1, 2]


def test_where_no_name_fits_the_request_decides() -> None:
    assert best_matches("服务改进", NAMES, REQUESTS) == [3]


def test_words_of_every_sheet_tell_nothing() -> None:
    assert best_matches("学会基本情况统计", NAMES, REQUESTS) == []
