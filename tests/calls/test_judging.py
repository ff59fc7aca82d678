"""A result is fair: no order changes it, nothing is lost, every rule can be computed again."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quanjing.calls.judging import (
    Applicant,
    Bound,
    Candidate,
    Choice,
    JudgeFacts,
    Standing,
    allot,
    choose,
    combine,
    conflicts_of,
    drawn,
    harshness,
    joined,
    rank,
    shown,
    total_of,
)
from quanjing.calls.judging.conflicts import same_unit

TOTAL = st.decimals(0, 100, places=4)
TOTALS = st.lists(TOTAL, min_size=1, max_size=9)
MEANS = st.sampled_from(["mean", "median", "trimmed"])
TIES = st.lists(st.sampled_from(["median", "weightiest", "spread", "lot"]), unique=True)
CRITERIA = {1: (100, 30), 2: (10, 50), 3: (20, 20)}


def standing(key: int, result: str, **more: str) -> Standing:
    facts = {"median": "0", "weightiest": "0", "spread": "0", **more}
    return Standing(key, f"c{key}", Decimal(result), *(Decimal(facts[name]) for name in facts))


STANDINGS = st.lists(
    st.tuples(*[st.sampled_from(["70", "80", "80.5"]) for _ in range(4)]), min_size=1, max_size=12
).map(
    lambda rows: [
        standing(key, row[0], median=row[1], weightiest=row[2], spread=row[3]) for key, row in enumerate(rows)
    ]
)


class TestTotals:
    def test_a_total_is_the_weighted_share_of_what_could_be_given(self) -> None:
        points = {1: Decimal("80"), 2: Decimal("7.5"), 3: Decimal("20")}
        assert total_of(points, CRITERIA) == Decimal("81.5000")

    def test_a_third_is_rounded_half_up_once(self) -> None:
        assert total_of({1: Decimal(1)}, {1: (3, 100)}) == Decimal("33.3333")
        assert total_of({1: Decimal(2)}, {1: (3, 100)}) == Decimal("66.6667")
        assert shown(Decimal("66.6650")) == "66.67"

    @pytest.mark.parametrize(
        "points", [{1: Decimal(80)}, {1: Decimal(80), 2: Decimal(11), 3: Decimal(0)}, {1: Decimal(-1)}]
    )
    def test_points_out_of_bounds_or_missing_are_no_total(self, points: dict[int, Decimal]) -> None:
        with pytest.raises(ValueError, match="points"):
            total_of(points, CRITERIA)

    @given(
        st.fixed_dictionaries({key: st.decimals(0, most, places=2) for key, (most, _) in CRITERIA.items()})
    )
    def test_a_total_lies_between_nothing_and_everything(self, points: dict[int, Decimal]) -> None:
        assert 0 <= total_of(points, CRITERIA) <= 100


class TestCombining:
    @given(TOTALS, MEANS, st.integers(3, 9), st.randoms(use_true_random=False))
    def test_the_order_of_judges_never_matters(
        self, totals: list[Decimal], mean: str, trim_from: int, chance: random.Random
    ) -> None:
        mixed = totals[:]
        chance.shuffle(mixed)
        assert combine(totals, mean=mean, trim_from=trim_from) == combine(
            mixed, mean=mean, trim_from=trim_from
        )

    @given(TOTALS, MEANS, st.integers(3, 9))
    def test_a_result_lies_within_what_was_given(
        self, totals: list[Decimal], mean: str, trim_from: int
    ) -> None:
        found = combine(totals, mean=mean, trim_from=trim_from)
        assert found is not None
        assert min(totals) <= found.result <= max(totals)
        if mean != "median":
            assert sorted((*found.counted, *found.left_out)) == sorted(totals)

    @given(TOTALS, TOTAL, MEANS, st.integers(3, 9))
    def test_a_higher_total_never_lowers_the_result(
        self, totals: list[Decimal], more: Decimal, mean: str, trim_from: int
    ) -> None:
        raised = [max(totals[0], more), *totals[1:]]
        before = combine(totals, mean=mean, trim_from=trim_from)
        after = combine(raised, mean=mean, trim_from=trim_from)
        assert before is not None
        assert after is not None
        assert after.result >= before.result

    def test_one_highest_and_one_lowest_are_left_out_from_so_many_judges_on(self) -> None:
        totals = [Decimal(n) for n in (10, 80, 82, 84, 100)]
        trimmed = combine(totals, mean="trimmed", trim_from=5)
        assert trimmed is not None
        assert (trimmed.result, trimmed.left_out) == (Decimal(82), (Decimal(10), Decimal(100)))
        few = combine(totals[:4], mean="trimmed", trim_from=5)
        assert few is not None
        assert (few.result, few.left_out) == (Decimal(64), ())

    def test_half_of_the_last_place_is_rounded_up(self) -> None:
        found = combine([Decimal("0.0001"), Decimal("0.0002")], mean="mean", trim_from=5)
        assert found is not None
        assert found.result == Decimal("0.0002")

    def test_two_judges_are_never_trimmed_away(self) -> None:
        found = combine([Decimal(60), Decimal(70)], mean="trimmed", trim_from=1)
        assert found is not None
        assert found.result == 65

    def test_nothing_given_is_no_result(self) -> None:
        assert combine([], mean="mean", trim_from=5) is None

    @given(TOTAL, TOTAL, st.integers(0, 100))
    def test_a_road_show_counts_by_its_weight(self, paper: Decimal, show: Decimal, weight: int) -> None:
        found = joined(paper, show, weight=weight)
        assert min(paper, show) <= found <= max(paper, show)
        assert joined(paper, None, weight=weight) == paper


class TestHarshness:
    def test_a_judge_below_the_others_is_shown_as_such(self) -> None:
        totals = {(judge, one): Decimal(80 - 10 * (judge == 3)) for judge in (1, 2, 3) for one in (1, 2)}
        found = harshness(totals)
        assert {key: (each.number, each.difference) for key, each in found.items()} == {
            1: (2, Decimal("5.00")),
            2: (2, Decimal("5.00")),
            3: (2, Decimal("-10.00")),
        }

    def test_who_judged_alone_is_compared_with_nobody(self) -> None:
        assert harshness({(1, 1): Decimal(80)}) == {}

    @given(st.dictionaries(st.tuples(st.integers(1, 4), st.integers(1, 4)), TOTAL, max_size=16))
    def test_on_one_and_the_same_work_differences_sum_to_nothing(
        self, totals: dict[tuple[int, int], Decimal]
    ) -> None:
        same = {(judge, 1): total for (judge, _one), total in totals.items()}
        assume(len(same) > 1)
        found = harshness(same)
        rest = sum((each.difference for each in found.values()), Decimal(0))
        assert abs(rest) <= Decimal("0.02")


class TestRanking:
    @given(STANDINGS, TIES, st.randoms(use_true_random=False))
    def test_the_order_of_applications_never_matters(
        self, standings: list[Standing], ties: list[str], chance: random.Random
    ) -> None:
        mixed = standings[:]
        chance.shuffle(mixed)
        assert rank(standings, ties=ties, seed="s") == rank(mixed, ties=ties, seed="s")

    @given(STANDINGS, TIES)
    def test_a_higher_result_has_the_higher_place_and_shared_places_leave_gaps(
        self, standings: list[Standing], ties: list[str]
    ) -> None:
        found = rank(standings, ties=ties, seed="s")
        results = {one.key: one.result for one in standings}
        assert sorted(one.key for one in found) == sorted(results)
        for place, one in enumerate(found, start=1):
            assert one.place <= place
            equals = [other for other in found if other.place == one.place]
            assert one.is_shared == (len(equals) > 1)
            assert all(results[other.key] == results[one.key] for other in equals)
        assert [results[one.key] for one in found] == sorted(results.values(), reverse=True)

    @given(STANDINGS)
    def test_a_lot_separates_everybody(self, standings: list[Standing]) -> None:
        found = rank(standings, ties=["lot"], seed="20260903")
        assert [one.place for one in found] == list(range(1, len(standings) + 1))

    def test_rules_are_tried_in_their_order_and_named(self) -> None:
        equal = [
            standing(1, "80", median="80", spread="5"),
            standing(2, "80", median="81", spread="9"),
            standing(3, "80", median="80", spread="3"),
        ]
        found = rank(equal, ties=["median", "spread"])
        assert [(one.key, one.place, one.decided_by) for one in found] == [
            (2, 1, "median"),
            (3, 2, "spread"),
            (1, 3, "spread"),
        ]

    def test_without_rules_equals_share_their_place(self) -> None:
        found = rank([standing(1, "80"), standing(2, "80"), standing(3, "70")], ties=[])
        assert [(one.place, one.is_shared) for one in found] == [(1, True), (1, True), (3, False)]

    def test_a_lot_without_a_printed_seed_is_refused(self) -> None:
        with pytest.raises(ValueError, match="seed"):
            rank([standing(1, "80")], ties=["lot"])


def candidates(*ticks: set[int]) -> list[Candidate]:
    return [Candidate(key, key, ticks=frozenset(each)) for key, each in enumerate(ticks, start=1)]


def selected(choices: list[Choice]) -> list[int]:
    return [one.key for one in choices if one.is_selected]


class TestChoosing:
    @given(
        st.lists(st.frozensets(st.integers(1, 2)), min_size=1, max_size=12),
        st.integers(0, 8),
        st.integers(0, 100),
        st.integers(0, 100),
    )
    def test_places_and_upper_shares_are_never_exceeded(
        self, ticks: list[frozenset[int]], places: int, most: int, least: int
    ) -> None:
        bounds = [Bound(1, most=most), Bound(2, least=least)]
        found = choose(candidates(*map(set, ticks)), places=places, bounds=bounds)
        taken = {one.key for one in found if one.is_selected}
        assert len(taken) <= places
        ticked = sum(1 in each for key, each in enumerate(ticks, start=1) if key in taken)
        assert ticked <= most * places // 100

    @given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(1, 8), st.integers(0, 100))
    def test_a_lower_share_is_reached_where_there_are_enough(
        self, ticks: list[bool], places: int, least: int
    ) -> None:
        found = choose(
            candidates(*({1} if each else set() for each in ticks)), places=places,
            bounds=[Bound(1, least=least)],
        )  # fmt: skip
        taken = [one.key for one in found if one.is_selected]
        wanted = -(-least * min(places, len(ticks)) // 100)
        assert sum(ticks[key - 1] for key in taken) >= min(wanted, sum(ticks), places)
        assert len(taken) == min(places, len(ticks))

    def test_without_shares_the_upper_ones_are_taken(self) -> None:
        assert selected(choose(candidates(set(), set(), set()), places=2)) == [1, 2]

    def test_who_is_passed_over_or_moved_up_is_told_by_which_share(self) -> None:
        found = choose(
            candidates({7}, {7}, set(), {8}), places=3, bounds=[Bound(7, most=34), Bound(8, least=30)]
        )
        assert [(one.key, one.is_selected, one.because) for one in found] == [
            (1, True, None),
            (2, False, 7),
            (3, True, None),
            (4, True, None),
        ]
        moved = choose(candidates(set(), set(), {8}), places=2, bounds=[Bound(8, least=50)])
        assert [(one.key, one.is_selected, one.because) for one in moved] == [
            (1, True, None),
            (2, False, 8),
            (3, True, 8),
        ]

    def test_equals_on_the_last_place_are_left_to_people(self) -> None:
        equal = [Candidate(1, 1), Candidate(2, 2, is_shared=True), Candidate(3, 2, is_shared=True)]
        found = choose(equal, places=2)
        assert [(one.key, one.is_selected, one.is_open) for one in found] == [
            (1, True, False),
            (2, False, True),
            (3, False, True),
        ]
        assert [one.is_selected for one in choose(equal, places=3)] == [True, True, True]


class TestConflicts:
    applicant = Applicant(
        1, body=10, body_names=("江岚省茶叶学会", "江岚茶学会"), joint=frozenset({11}),
        joint_names=("江岚省数学学会", "青禾茶业有限公司"), people=(("周予安", "江岚农业大学 茶学系"),),
    )  # fmt: skip

    def kinds(self, **facts: object) -> list[str]:
        judge = JudgeFacts(5, **{"name": "穆清和", **facts})  # type: ignore[arg-type]
        return [found.kind for found in conflicts_of([judge], [self.applicant])]

    def test_a_stranger_has_none(self) -> None:
        assert self.kinds(unit="江岚理工大学", units=frozenset({99})) == []

    def test_the_same_body_is_found_by_the_tree_and_by_words(self) -> None:
        assert self.kinds(units=frozenset({10})) == ["unit"]
        assert self.kinds(unit="江岚省茶叶学会秘书处") == ["unit"]
        assert self.kinds(unit="江岚理工大学", aliases=("江岚茶学会",)) == ["unit"]

    def test_a_joint_unit_is_found(self) -> None:
        assert self.kinds(units=frozenset({11})) == ["joint"]
        assert self.kinds(unit="青禾茶业有限公司") == ["joint"]

    @pytest.mark.parametrize("name", ["周予安", "周 予安", "周　予安", " 周予安 ", "周·予安"])
    def test_an_author_is_found_however_the_name_is_spaced(self, name: str) -> None:
        assert self.kinds(name=name) == ["author"]

    def test_the_unit_of_an_author_is_found(self) -> None:
        assert self.kinds(unit="江岚农业大学") == ["unit"]

    @given(st.text(max_size=12), st.text(max_size=12))
    def test_units_are_the_same_both_ways(self, one: str, other: str) -> None:
        assert same_unit(one, other) == same_unit(other, one)


class TestAllotting:
    @given(
        st.integers(0, 15),
        st.integers(1, 8),
        st.integers(1, 5),
        st.sets(st.tuples(st.integers(1, 8), st.integers(1, 15)), max_size=40),
    )
    def test_nobody_judges_with_a_conflict_and_all_have_their_judges(
        self, applications: int, judges: int, each: int, excluded: set[tuple[int, int]]
    ) -> None:
        found = allot(
            {key: f"a{key}" for key in range(1, applications + 1)},
            {key: f"j{key}" for key in range(1, judges + 1)},
            each=each, excluded=excluded, seed="s",
        )  # fmt: skip
        assert not set(found.pairs) & excluded
        for key in range(1, applications + 1):
            free = judges - sum((judge, key) in excluded for judge in range(1, judges + 1))
            given_to = sum(pair[1] == key for pair in found.pairs)
            assert given_to == min(each, free)
            assert found.short.get(key, 0) == each - given_to

    @given(st.integers(1, 30), st.integers(1, 8), st.integers(1, 5))
    def test_without_conflicts_the_load_is_even(self, applications: int, judges: int, each: int) -> None:
        found = allot(
            {key: f"a{key}" for key in range(applications)}, {key: f"j{key}" for key in range(judges)},
            each=each, seed="s",
        )  # fmt: skip
        loads = [sum(pair[0] == judge for pair in found.pairs) for judge in range(judges)]
        assert max(loads) - min(loads) <= 1

    def test_what_stands_is_kept_but_never_with_a_conflict(self) -> None:
        found = allot(
            {1: "a1", 2: "a2"}, {1: "j1", 2: "j2"}, each=1, kept=[(1, 1), (2, 2)], excluded={(2, 2)}, seed="s"
        )
        assert found.pairs == ((1, 1), (1, 2))

    @given(st.permutations(list(range(1, 10))), st.text(min_size=1, max_size=8))
    def test_a_lot_is_the_same_for_everybody(self, keys: list[int], seed: str) -> None:
        codes = {key: f"c{key}" for key in keys}
        assert drawn(codes, seed) == drawn(dict(sorted(codes.items())), seed)


def test_nothing_is_computed_with_binary_fractions() -> None:
    """0.1 + 0.2 is 0.3 here, to the last place."""
    found = combine([Decimal("0.1"), Decimal("0.2"), Decimal("0.3")], mean="mean", trim_from=5)
    assert found is not None
    assert found.result == Decimal("0.2000") == Decimal(Fraction(1, 5).numerator) / 5
