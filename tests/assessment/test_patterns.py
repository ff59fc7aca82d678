"""Each pattern: its steps, its caps, its floor, what nothing means; floats never pass."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanjing.assessment.scoring import (
    Choice,
    Composite,
    Conditions,
    Count,
    Deduction,
    Line,
    NotExact,
    Panel,
    Pattern,
    Rate,
    Ready,
    Threshold,
    Veto,
    most_of,
    settled,
)
from tests.assessment.schemes import LADDERS, POSITIVE, leaf_and_given, numbers, rising, scheme

D = Decimal

LADDER = Threshold(((D(50), D(1)), (D(200), D(2)), (D(600), D(3))))


def line(pattern: Pattern, value: Any) -> Line:
    return Ready(scheme(pattern)).score({"l0": value}).lines[0]


@pytest.mark.parametrize(
    ("value", "marks", "rule"),
    [
        (49, "0.00", ("below", "50")),
        (50, "1.00", ("step", "50")),
        (199, "1.00", ("step", "50")),
        (200, "2.00", ("step", "200")),
        ("599.99", "2.00", ("step", "200")),
        (600, "3.00", ("step", "600")),
        (60_000, "3.00", ("step", "600")),
    ],
)
def test_a_step_begins_with_its_number(value: Any, marks: str, rule: tuple[str, ...]) -> None:
    found = line(LADDER, value)
    assert (str(found.marks) if found.marks else "0.00", found.rule) == (marks, rule)


@pytest.mark.parametrize(
    ("pattern", "value", "marks", "rule", "capped"),
    [
        (Choice((("full", D(20)), ("work", D(15)), ("none", D(0)))), "work", "15", ("chosen", "work"), False),
        (Conditions(("a", "b", "c"), ((1, D(1)), (2, D(2)))), ["a", "c"], "2", ("met", 2, 3), False),
        (Conditions(("a", "b"), ((2, D(4)),)), ["b"], "0", ("met", 1, 2), False),
        (Count(D("0.5"), D(5)), 4, "2", ("times", "0.5"), False),
        (Count(D("0.5"), D(5)), 11, "5", ("times", "0.5"), True),
        (Rate(D(10)), (1, 3), "3.33", ("rate",), False),
        (Rate(D(10)), (2, 3), "6.67", ("rate",), False),
        (Rate(D(10)), (4, 3), "10", ("rate",), True),
        (Rate(D(10)), (0, 0), "0", ("no_denominator", "none"), False),
        (Rate(D(10), "full"), (0, 0), "10", ("no_denominator", "full"), False),
        (Deduction(D(4), D(1)), 3, "1", ("each", "1"), False),
        (Deduction(D(4), D(1)), 9, "0", ("each", "1"), True),
        (Deduction(D(4), D(1), D(2)), 9, "2", ("each", "1"), True),
        (Panel(D(10)), ["8", "9", "9.5"], "8.83", ("mean", 3, 3), False),
        (Panel(D(10), 1), ["2", "8", "9", "10"], "8.5", ("mean", 2, 4), False),
        (Panel(D(10), 1), ["2", "8"], "5", ("mean", 2, 2), False),
        (Composite(D(20), D(100), (("a", D("0.25")), ("b", D("0.75")))), {"a": 80, "b": "90"}, "17.5",
         ("weighed", 2, 2), False),
    ],
)  # fmt: skip
def test_a_pattern_gives_marks_with_the_rule(
    pattern: Pattern, value: Any, marks: str, rule: tuple[Any, ...], capped: bool
) -> None:
    found = line(pattern, value)
    assert (found.marks, found.rule, found.capped) == (D(marks), rule, capped)


@pytest.mark.parametrize("value", [1.5, float("nan"), "many", "NaN", "1e99", None])
def test_no_float_and_no_word_is_a_number(value: Any) -> None:
    if value is None:
        assert line(LADDER, value).rule == ("nothing",)
        return
    with pytest.raises(NotExact):
        line(LADDER, value)


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        (Choice((("a", D(1)), ("b", D(2)))), "c"),
        (Conditions(("a",), ((1, D(1)),)), ["b"]),
        (Conditions(("a",), ((1, D(1)),)), "a"),
        (Veto(), "yes"),
        (Composite(D(1), D(1), (("a", D(1)),)), {"b": 1}),
    ],
)
def test_what_the_pattern_does_not_know_is_refused(pattern: Pattern, value: Any) -> None:
    with pytest.raises(NotExact):
        line(pattern, value)


@given(leaf_and_given())
def test_no_line_leaves_its_bounds(case: tuple[Pattern, Any]) -> None:
    pattern, value = case
    low = pattern.floor if isinstance(pattern, Deduction) else D(0)
    found = line(pattern, value)
    smallest = D("0.01")
    assert low - smallest / 2 <= found.marks <= most_of(pattern) + smallest / 2


@given(LADDERS, numbers(), numbers())
def test_more_is_never_less_on_a_ladder(pairs: list[tuple[D, D]], one: D, other: D) -> None:
    low, high = sorted((one, other))
    pattern = Threshold(rising(pairs))
    assert line(pattern, low).marks <= line(pattern, high).marks


@given(POSITIVE, POSITIVE, st.integers(0, 500), st.integers(0, 500))
def test_more_is_never_less_of_a_count_and_never_more_of_a_deduction(
    unit: D, most: D, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    assert line(Count(unit, most), low).marks <= line(Count(unit, most), high).marks
    assert line(Deduction(most, unit), low).marks >= line(Deduction(most, unit), high).marks


@given(POSITIVE, st.integers(0, 90), st.integers(0, 90), st.integers(1, 60))
def test_a_rate_grows_with_what_was_done(most: D, one: int, other: int, of: int) -> None:
    low, high = sorted((one, other))
    assert line(Rate(most), (low, of)).marks <= line(Rate(most), (high, of)).marks


@given(st.lists(numbers("0", "10"), min_size=1, max_size=7), st.integers(0, 2), st.randoms())
def test_the_order_of_reviewers_never_matters(marks: list[D], trim: int, chance: Any) -> None:
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert line(Panel(D(10), trim), marks).marks == line(Panel(D(10), trim), shuffled).marks


@pytest.mark.parametrize(
    ("marks", "found", "how"),
    [
        (["8", "9"], "8.50", "two"),  # one of ten is within ten per cent
        (["8", "9.01"], None, "third"),
        (["8", "9.01", "8.5"], "8.25", "nearest"),
        (["4", "8", "7"], "7.50", "nearest"),
        (["4", "8", "6"], "6.00", "middle"),
        (["8"], None, "waiting"),
    ],
)
def test_two_reviewers_agree_or_a_third_is_asked(marks: list[str], found: str | None, how: str) -> None:
    said = settled([D(one) for one in marks], D(10), D("0.1"), D("0.01"))
    assert said == (None if found is None else D(found), how)


@given(st.lists(numbers("0", "10"), min_size=2, max_size=3), st.randoms())
def test_who_reviewed_first_never_matters(marks: list[D], chance: Any) -> None:
    shuffled = list(marks)
    chance.shuffle(shuffled)
    rules = (D(10), D("0.1"), D("0.01"))
    assert settled(marks, *rules) == settled(shuffled, *rules)
