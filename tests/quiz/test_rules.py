"""Drawing a paper and marking it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanjing.quiz.papers import Card, Line, draw, draw_days, is_right, missing, score


@dataclass
class Key:
    kind: str
    options: list[list[object]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    is_true: bool = False


cards = st.lists(
    st.tuples(st.sampled_from(["", "甲", "乙"]), st.integers(1, 3), st.integers(0, 4)), max_size=20
).map(lambda rows: [Card(pk, *row) for pk, row in enumerate(rows, 1)])
lines = st.lists(
    st.builds(
        Line, st.sampled_from(["", "甲", "乙"]), st.integers(0, 3), st.integers(0, 5), st.integers(1, 3)
    ),
    max_size=4,
)


@given(cards, lines, st.integers())
def test_whatever_is_said_to_be_enough_is_drawn(pool: list[Card], wanted: list[Line], seed: int) -> None:
    if missing(pool, wanted):
        return
    paper = draw(pool, wanted, seed)
    by_key = {card.pk: card for card in pool}
    assert len({pk for pk, _points, _order in paper}) == len(paper) == sum(line.number for line in wanted)
    place = 0
    for line in wanted:
        for pk, points, order in paper[place : place + line.number]:
            assert line.fits(by_key[pk])
            assert points == line.points
            assert sorted(order) == list(range(by_key[pk].options))
        place += line.number
    assert paper == draw(pool, wanted, seed)


def test_what_is_lacking_is_counted_for_its_line() -> None:
    pool = [Card(1, "甲", 1, 4), Card(2, "甲", 2, 4), Card(3, "乙", 1, 4)]
    assert missing(pool, [Line("甲", 0, 2, 1), Line("", 0, 1, 1)]) == {}
    assert missing(pool, [Line("", 0, 2, 1), Line("甲", 0, 2, 1)]) == {0: 1}
    assert missing(pool, [Line("丙", 0, 3, 1)]) == {0: 3}
    with pytest.raises(ValueError, match="line 1 lacks 1"):
        draw(pool, [Line("乙", 0, 2, 1)], 1)


def test_pools_of_days_hold_each_question_once_and_all_kinds_evenly() -> None:
    pool = [Card(pk, "甲" if pk % 2 else "乙", 1, 4) for pk in range(70)]
    days = [date(2026, 9, 7) + timedelta(one) for one in range(7)]
    dealt = draw_days(pool, days, 5)
    assert sorted(dealt) == list(range(70))
    assert Counter(dealt.values()) == dict.fromkeys(days, 10)
    assert {Counter((dealt[card.pk], card.topic) for card in pool)[day, "甲"] for day in days} == {5}


def test_options_are_right_by_their_places_as_shown() -> None:
    several = Key("multiple", [["甲", True], ["乙", False], ["丙", True]])
    order = [2, 1, 0]
    assert is_right(several, order, [0, 2])
    assert not is_right(several, order, [0])
    assert not is_right(several, order, [0, 1, 2])
    for odd in (None, [], "0", [9], [-1], ["0"], {"a": 1}, True):
        assert not is_right(several, order, odd)


def test_true_false_and_filled_in_answers() -> None:
    assert is_right(Key("true_false", is_true=False), [], False)
    assert not is_right(Key("true_false", is_true=False), [], 0)
    assert not is_right(Key("true_false"), [], None)
    fill = Key("fill_in", answers=["科学技术 协会", "AST"])
    assert is_right(fill, [], "科学技术协会。")
    assert is_right(fill, [], "ａｓｔ")
    assert not is_right(fill, [], "  ")


def test_a_score_is_the_sum_of_the_points_of_right_answers() -> None:
    keys = {1: Key("true_false", is_true=True), 2: Key("single", [["甲", True], ["乙", False]])}
    paper = [[1, 2, []], [2, 3, [1, 0]]]
    assert score(paper, [True, [1]], keys) == 5
    assert score(paper, [True, [0]], keys) == 2
    assert score(paper, [True], keys) == 2
    assert score(paper, [], keys) == 0
