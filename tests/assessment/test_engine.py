"""A whole scheme: sums, caps of branches, bonus, vetoes, weights by class, grades, and computing it again."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanjing.assessment.scoring import (
    Band,
    Choice,
    Count,
    Fault,
    Group,
    Node,
    NotExact,
    Pattern,
    Quota,
    Rate,
    Ready,
    Scheme,
    Standing,
    Threshold,
    Veto,
    by_band,
    by_quota,
    differences,
    faults,
    plain_scheme,
    scheme_from,
)
from tests.assessment.schemes import BANDS, GROUPS, leaf_and_given, numbers, scheme

D = Decimal

TEN = Count(D(1), D(10))
HUNDRED = Count(D(1), D(100))
ZERO_OR_LOWEST = st.sampled_from(("zero", "lowest"))


def branch(*nodes: Node, key: str = "b", **values: Any) -> Node:
    return Node(key, children=nodes, **values)


def leaf(key: str, pattern: Pattern = TEN, **values: Any) -> Node:
    return Node(key, pattern=pattern, **values)


def test_a_branch_caps_what_stands_below_it() -> None:
    inner = branch(leaf("x"), leaf("y"), key="inner", most=D(12))
    ready = Ready(Scheme((branch(inner, leaf("z"), most=D(20)), leaf("w")), bands=BANDS))
    given = {"x": 10, "y": 5, "z": 9, "w": 3}
    assert ready.score(given).total == 23
    assert ready.score(given | {"x": 1}).total == 18


def test_bonus_has_a_cap_and_the_total_another() -> None:
    both = (leaf("base", HUNDRED), branch(leaf("more"), leaf("most"), bonus=True))
    ready = Ready(Scheme(both, bands=BANDS, bonus=D(5)))
    found = ready.score({"base": 93, "more": 4, "most": 3})
    assert (found.base, found.bonus, found.total, found.grade) == (93, 5, 98, "good")
    assert ready.score({"base": 99, "more": 4}).total == 100


def test_weights_by_class_and_tier_change_the_most_of_a_line() -> None:
    for_farming = leaf("field", only=Group(classes=(3,)))
    heavier = leaf("all", weights=((Group(tiers=("a",)), D("1.5")), (Group(classes=(3,)), D("0.5"))))
    made = Scheme((for_farming, heavier), bands=BANDS, tiers=("a", "b"))
    assert Ready(made, 3, "b").most == {"field": 10, "all": 5}
    assert Ready(made, 1, "a").most == {"all": 15}
    assert Ready(made, 1, "b").score({"field": 9, "all": 7}).total == 7


@given(ZERO_OR_LOWEST, st.integers(0, 100))
def test_a_veto_wins(effect: str, base: int) -> None:
    ready = Ready(scheme(HUNDRED, Veto(effect)))
    found = ready.score({"l0": base, "l1": True})
    assert (found.grade, found.vetoed) == ("poor", ("l1",))
    assert found.total == (0 if effect == "zero" else base)
    assert ready.score({"l0": base, "l1": False}).vetoed == ()


def test_a_settled_line_stands_instead_of_what_was_claimed() -> None:
    ready = Ready(scheme(TEN, TEN))
    found = ready.score({"l0": 9, "l1": 9}, {"l0": {"reviews": ["7", "8"]}, "l1": {"decided": "6.5"}})
    assert [(one.marks, one.rule) for one in found.lines] == [
        (D("7.50"), ("reviews", "two", "7", "8")),
        (D("6.50"), ("decided",)),
    ]


CUT = st.lists(numbers("0.01", "99.99"), min_size=1, max_size=6, unique=True).map(sorted)


@given(CUT, numbers("0", "100"))
def test_bands_that_tile_give_every_total_one_grade(cuts: list[D], total: D) -> None:
    edges = [D(0), *cuts]
    bands = tuple(Band(f"g{n}", at, b) for n, (at, b) in enumerate(zip(edges, [*cuts, None], strict=True)))
    assert faults(scheme(HUNDRED, bands=bands)) == []
    assert [one.key for one in bands if by_band([one], total)] == [by_band(bands, total)]


@pytest.mark.parametrize(
    ("bands", "fault"),
    [
        ((("a", 90, None), ("b", 75, 91), ("c", 0, 75)), Fault("band_overlap", "", ("90", "91"))),
        ((("a", 90, None), ("b", 75, 89), ("c", 0, 75)), Fault("band_gap", "", ("89", "90"))),
        ((("a", 90, None), ("b", 60, 90)), Fault("band_gap", "", ("0", "60"))),
        ((("a", 60, 90), ("b", 0, 60)), Fault("band_gap", "", ("90", "100"))),
        ((("a", 90, None), ("b", 60, None), ("c", 0, 60)), Fault("band_overlap", "", ("90", "100"))),
    ],
)
def test_a_gap_or_overlap_is_named_with_the_numbers(bands: Any, fault: Fault) -> None:
    made = tuple(Band(key, D(at), None if below is None else D(below)) for key, at, below in bands)
    assert faults(scheme(HUNDRED, bands=made)) == [fault]


@pytest.mark.parametrize(("tie", "good"), [("in", {"a", "b", "c"}), ("out", {"a"})])
def test_equal_totals_at_the_border_of_a_quota_are_treated_alike(tie: str, good: set[str]) -> None:
    made = scheme(HUNDRED, bands=(), quotas=(Quota("good", D("0.4")), Quota("pass", None)), tie=tie)
    totals = {"a": 95, "b": 90, "c": 90, "d": 80, "e": 99}
    standings = {code: Standing(D(total), "1", lowest=code == "e") for code, total in totals.items()}
    grades = by_quota(made, standings)
    assert {code for code, grade in grades.items() if grade == "good"} == good
    assert grades["e"] == "pass"  # by a veto, whatever it reached


@given(st.dictionaries(st.text(min_size=1), numbers("0", "100"), min_size=1), st.sampled_from(("in", "out")))
def test_nobody_with_less_has_a_better_grade_by_quota(totals: dict[str, D], tie: str) -> None:
    quotas = (Quota("a", D("0.2")), Quota("b", D("0.3")), Quota("c", None))
    made = scheme(HUNDRED, bands=(), quotas=quotas, tie=tie)
    grades = by_quota(made, {code: Standing(total, "") for code, total in totals.items()})
    assert len({(total, grades[code]) for code, total in totals.items()}) == len(set(totals.values()))
    best_first = sorted(totals, key=lambda code: -totals[code])
    assert [grades[code] for code in best_first] == sorted(grades[code] for code in best_first)


def test_faults_name_the_indicator_and_the_numbers() -> None:
    nodes = (
        leaf("twice"), leaf("twice"), branch(key="hollow"),
        leaf("ladder", Threshold(((D(1), D(3)), (D(2), D(2))))), leaf("one", Choice((("a", D(1)),))),
        leaf("zero", Rate(D(0), "some")),
    )  # fmt: skip
    assert faults(Scheme(nodes, bands=BANDS)) == [
        Fault("key_twice", "twice"),
        Fault("empty_branch", "hollow"),
        Fault("falling", "ladder", ("3", "2")),
        Fault("too_few", "one", ("2",)),
        Fault("not_positive", "zero", ("0",)),
        Fault("unknown", "zero", ("some",)),
    ]


def test_what_does_not_add_up_is_named_for_the_class() -> None:
    made = Scheme((leaf("a", Count(D(1), D(90))), leaf("b", only=Group(classes=(1,)))), bands=BANDS)
    assert faults(made) == [Fault("sum", "", ("90", "100", "2", ""))]
    assert faults(replace(made, classes=(1,))) == []


@given(st.lists(leaf_and_given(), min_size=1, max_size=8), GROUPS, st.integers(1, 5), st.data())
def test_a_published_file_gives_the_same_numbers_again(
    cases: list[tuple[Pattern, Any]], only: Group, society_class: int, data: Any
) -> None:
    factor = data.draw(numbers("0.1", "2"))
    nodes = tuple(
        leaf(f"l{place}", pattern, only=only if place % 3 else Group(), weights=((Group(), factor),))
        for place, (pattern, _given) in enumerate(cases)
    )
    made = Scheme((branch(*nodes, most=D(60)),), bands=BANDS)
    given = {f"l{place}": value for place, (_pattern, value) in enumerate(cases)}
    ready = Ready(made, society_class, "")
    decided = {"l0": {"reviews": ["1", "0.5"]}} if "l0" in ready.most else {}
    found = ready.score(given, decided)
    lines = [{"key": one.key, "marks": str(one.marks)} for one in found.lines]
    body = {
        "code": "a", "class": society_class, "tier": "", "given": given, "decided": decided,
        "total": str(found.total), "grade": found.grade, "lines": lines,
    }  # fmt: skip
    text = json.dumps({"scheme": plain_scheme(made), "bodies": [body]}, default=str)
    assert list(differences(json.loads(text))) == []
    assert scheme_from(json.loads(text)["scheme"]) == made
    body["total"] = str(found.total + D("0.01"))
    assert len(list(differences({"scheme": plain_scheme(made), "bodies": [body]}))) == 1


@given(st.lists(leaf_and_given(), min_size=1, max_size=6))
def test_a_value_that_was_seen_before_gives_what_it_gave(pairs: list[tuple[Pattern, Any]]) -> None:
    made = scheme(*(pattern for pattern, _given in pairs))
    values = {f"l{place}": value for place, (_pattern, value) in enumerate(pairs)}
    ready = Ready(made)
    assert ready.score(values) == ready.score(values) == Ready(made).score(values)


def test_values_that_are_equal_but_not_written_alike_are_looked_at_each() -> None:
    """In Python 1 == True == 1.0: what is no answer stays none after one that is."""
    ready = Ready(scheme(TEN, Veto("lowest")))
    assert ready.score({"l0": 1, "l1": True}).vetoed == ("l1",)
    for wrong in ({"l0": True}, {"l0": 1.0}, {"l1": 1}):
        with pytest.raises(NotExact):
            ready.score(wrong)
