"""Points as plain values: whatever is done, no text and no source is lost unless it is taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanjing.foundation.errors import Missing
from quanjing.manuscripts.rules.arranging import (
    Order,
    Standing,
    added,
    deprived,
    divided,
    joined,
    moved,
    without,
)

ONE = Standing("a", "一", "甲\n乙\n丙", entries=(1, 2, 3))
TWO = Standing("b", "二", "丁", entries=(3, 4))
BOTH: Order = (ONE, TWO)


def test_a_point_is_divided_where_its_second_part_begins() -> None:
    first, second, last = divided(BOTH, "a", 2, "新", [2])
    assert (first.code, first.text, first.entries) == ("a", "甲", (1, 3))
    assert (second.title, second.text, second.entries) == ("新", "乙\n丙", (2,))
    assert last == TWO


@pytest.mark.parametrize("at", [0, 1, 4])
def test_no_side_of_a_divided_point_is_empty(at: int) -> None:
    with pytest.raises(Missing):
        divided(BOTH, "a", at, "", [])


def test_joined_points_have_both_texts_and_each_source_once() -> None:
    [together] = joined(BOTH, "b", "a")
    assert (together.code, together.title, together.text) == ("a", "一", "甲\n乙\n丙\n丁")
    assert together.entries == (1, 2, 3, 4)


def test_a_point_is_not_joined_with_itself() -> None:
    with pytest.raises(Missing):
        joined(BOTH, "a", "a")


def test_what_is_taken_away_marks_only_the_points_that_had_it() -> None:
    first, second = deprived(BOTH, [1], recheck=True)
    assert (first.entries, first.recheck) == ((2, 3), True)
    assert second is TWO


@given(st.integers(-3, 9), st.lists(st.text("甲乙\n", max_size=6), min_size=1, max_size=6), st.data())
def test_moving_keeps_every_point(to: int, texts: list[str], data: st.DataObject) -> None:
    points: Order = ()
    for text in texts:
        points = added(points, "", text, [])
    code = data.draw(st.sampled_from([one.code for one in points]))
    after = moved(points, code, to)
    assert sorted(one.code for one in after) == sorted(one.code for one in points)
    assert without(after, code) == without(points, code)
    assert [one.code for one in after].index(code) == max(0, min(to, len(points) - 1))
