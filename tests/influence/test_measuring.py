"""The formula is fair: caps hold, floods do not pay, nobody's points depend on others."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from quanjing.influence.measuring import (
    Dimension,
    Formula,
    Item,
    count,
    firmness,
    measure,
    places,
    points_of,
    variations,
)

ADVICE, SERVICE = Dimension("advice", Decimal(60), 20), Dimension("service", Decimal(40), 50)
FORMULA = Formula((ADVICE, SERVICE), per_outlet_month=2, per_outlet=5)
FIRST = date(2026, 1, 1)
ITEMS = st.lists(
    st.builds(
        Item,
        key=st.uuids().map(str),
        body=st.sampled_from(["tea", "nursing", "maths"]),
        dimension=st.sampled_from(["advice", "service"]),
        outlet=st.sampled_from(["江岚日报", "岚州晚报", " 江岚日报"]),
        on=st.integers(0, 364).map(lambda day: FIRST + timedelta(days=day)),
        link=st.integers(0, 40).map(lambda number: f"https://example.org/{number}"),
    ),
    max_size=60,
)
NUMBERS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=20)


def item(key: str, day: int = 1, **more: str) -> Item:
    facts = {"body": "tea", "dimension": "advice", "outlet": "江岚日报", "link": f"https://example.org/{key}"}
    return Item(key, on=date(2026, 3, day), **{**facts, **more})


def having(numbers: list[tuple[int, int]]) -> list[Item]:
    """Bodies with so many items in each dimension, each of its own outlet."""
    return [
        Item(
            f"{body}-{key}-{n}", f"b{body}", key, f"{body}{n}", FIRST, f"https://example.org/{body}/{key}/{n}"
        )
        for body, pair in enumerate(numbers)
        for key, number in zip(("advice", "service"), pair, strict=True)
        for n in range(number)
    ]


@given(ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_items_never_matters(items: list[Item], chance: random.Random) -> None:
    mixed = items[:]
    chance.shuffle(mixed)
    assert count(items, FORMULA) == count(mixed, FORMULA)


@given(ITEMS)
def test_every_item_counts_or_says_why_not_and_caps_hold(items: list[Item]) -> None:
    for body, found in count(items, FORMULA).items():
        own = [one for one in items if one.body == body]
        assert sum(found.numbers.values()) + len(found.left_out) == len(own)
        counted = [one for one in own if one.key not in found.left_out]
        assert len({one.link for one in counted}) == len(counted)
        for dimension in ("advice", "service"):
            for outlet in ("江岚日报", "岚州晚报"):
                same = [one for one in counted if (one.dimension, one.outlet.strip()) == (dimension, outlet)]
                assert len(same) <= FORMULA.per_outlet
                months = [one.on.month for one in same]
                assert all(months.count(month) <= FORMULA.per_outlet_month for month in months)


@given(ITEMS)
def test_points_of_a_body_depend_on_its_own_items_alone(items: list[Item]) -> None:
    alone = [one for one in items if one.body == "tea"]
    assert measure(items, FORMULA, ["tea"]) == measure(alone, FORMULA, ["tea"])


@given(st.integers(0, 200))
def test_more_items_never_give_fewer_points_and_less_each_time(number: int) -> None:
    before, here, after = (points_of(number + step, ADVICE) for step in range(3))
    assert 0 <= before <= here <= after <= ADVICE.weight
    if number + 2 < ADVICE.full:
        assert after - here <= here - before


def test_a_flood_of_one_outlet_counts_twice_a_month() -> None:
    found = count([item(str(day), day) for day in range(1, 29)], FORMULA)["tea"]
    assert found.numbers == {"advice": 2}
    assert list(found.left_out.values()) == ["outlet_month"] * 26


def test_the_same_link_counts_once_however_it_is_written() -> None:
    again = item("b", 2, link="HTTPS://example.org/a/", outlet="岚州晚报")
    assert count([item("a"), again], FORMULA)["tea"].left_out == {"b": "twice"}


def test_a_full_number_has_all_points_and_nothing_has_none() -> None:
    assert (points_of(0, ADVICE), points_of(20, ADVICE), points_of(2000, ADVICE)) == (0, 60, 60)
    assert points_of(4, replace(ADVICE, full=24)) == Decimal("30.0000")  # ln 5 is half of ln 25


def test_who_has_no_item_has_a_result_too() -> None:
    [result] = measure([], FORMULA, ["tea"])
    assert (result.numbers, result.total) == ({"advice": 0, "service": 0}, 0)


def test_equals_share_a_place() -> None:
    totals = {"a": Decimal(5), "b": Decimal(7), "c": Decimal(5), "d": Decimal(1)}
    assert places(totals) == {"b": 1, "a": 2, "c": 2, "d": 4}


@given(NUMBERS)
def test_weights_keep_their_sum_and_spans_hold_every_place(numbers: list[tuple[int, int]]) -> None:
    results = measure(having(numbers), replace(FORMULA, per_outlet=0), [f"b{n}" for n in range(len(numbers))])
    found = variations(results, FORMULA.dimensions, front=3)
    assert [(one.dimension, one.more) for one in found] == [
        ("advice", True), ("advice", False), ("service", True), ("service", False),
    ]  # fmt: skip
    assert all(sum(one.weights.values()) == 100 for one in found)
    assert found[0].weights["advice"] == 66
    for span in firmness(results, FORMULA.dimensions).values():
        assert span.best <= span.place <= span.worst


def test_a_body_ahead_in_everything_keeps_its_place() -> None:
    results = measure(having([(20, 50), (3, 9), (9, 3)]), replace(FORMULA, per_outlet=0), ["b0", "b1", "b2"])
    spans = firmness(results, FORMULA.dimensions)
    assert (spans["b0"].best, spans["b0"].worst) == (1, 1)
    assert max(one.moved for one in variations(results, FORMULA.dimensions)) <= 2
