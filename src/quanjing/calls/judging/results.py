"""All results of a call from what its judges gave: what pages show, files hold and anybody computes again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from quanjing.calls.judging.ranking import Standing, rank
from quanjing.calls.judging.scoring import Combined, combine, joined

WIDE = Decimal(20)  # judges who differ by more than this are shown to the desk


class Given(NamedTuple):
    """What one judge gave: the total out of 100, and the points of the criterion that weighs most."""

    total: Decimal
    weightiest: Decimal


@dataclass(frozen=True, slots=True)
class Entrant:
    """An application with what counts for it; `shown` is None where it does not come to the road show."""

    key: int
    code: str
    group: int  # its direction: places are counted in each
    paper: tuple[Given, ...]
    shown: tuple[Given, ...] | None = None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that the call wrote down beforehand."""

    mean: str
    trim_from: int
    ties: tuple[str, ...]
    seed: str
    show_weight: int


@dataclass(frozen=True, slots=True)
class Result:
    """A result with its place in its direction. `show` is None without a road show."""

    key: int
    group: int
    result: Decimal
    paper: Combined
    show: Combined | None
    median: Decimal
    spread: Decimal
    place: int
    is_shared: bool
    decided_by: str
    comes_to_show: bool

    @property
    def is_wide(self) -> bool:
        return self.spread > WIDE


def results_of(entrants: Iterable[Entrant], rules: RuleSet) -> list[Result]:
    """Results by direction and place; an application for which nothing counts yet is left out.

    Those that came to the road show stand before those that did not: that is what they came for.
    """
    scored = [one for one in entrants if one.paper]
    ordered = sorted(scored, key=lambda one: (one.group, one.shown is None, one.key))
    found: list[Result] = []
    for _group, of_direction in groupby(ordered, key=lambda one: one.group):
        before = 0
        for _shown, several in groupby(of_direction, key=lambda one: one.shown is None):
            ranked = _ranked(list(several), rules, before)
            before += len(ranked)
            found += ranked
    return found


def upper_share(results: Sequence[Result], share: int) -> list[int]:
    """The upper `share` per cent of each direction, rounded up; who shares the last place comes too."""
    chosen: list[int] = []
    for _group, several in groupby(
        sorted(results, key=lambda one: (one.group, one.place)), lambda r: r.group
    ):
        of_direction = list(several)
        most = -(-len(of_direction) * share // 100)
        last = of_direction[most - 1].place if most else 0
        chosen += [one.key for one in of_direction if one.place <= last]
    return chosen


def entrants_from(data: Mapping[str, Any]) -> tuple[list[Entrant], RuleSet]:
    """What the JSON of a call's results holds: with `results_of` it gives the same results to the digit."""
    rules = RuleSet(**{**data["rules"], "ties": tuple(data["rules"]["ties"])})
    entrants = [
        Entrant(
            one["key"], one["code"], one["direction"], _given(one["paper"]),
            None if one["show"] is None else _given(one["show"]),
        )
        for one in data["applications"]
    ]  # fmt: skip
    return entrants, rules


def _given(scores: Iterable[Mapping[str, str]]) -> tuple[Given, ...]:
    return tuple(Given(Decimal(one["total"]), Decimal(one["weightiest"])) for one in scores)


def _ranked(entrants: Sequence[Entrant], rules: RuleSet, before: int) -> list[Result]:
    combined = {one.key: _combined(one, rules) for one in entrants}
    standings = [standing for standing, _paper, _show in combined.values()]
    by_key = {one.key: one for one in entrants}
    found = []
    for one in rank(standings, ties=rules.ties, seed=rules.seed):
        standing, paper, show = combined[one.key]
        entrant = by_key[one.key]
        found.append(
            Result(
                one.key, entrant.group, standing.result, paper, show, standing.median, standing.spread,
                one.place + before, one.is_shared, one.decided_by, entrant.shown is not None,
            )
        )  # fmt: skip
    return found


def _combined(one: Entrant, rules: RuleSet) -> tuple[Standing, Combined, Combined | None]:
    totals = [given.total for given in one.paper]
    paper = _needed(totals, rules.mean, rules.trim_from)
    show = combine([given.total for given in one.shown or ()], mean=rules.mean, trim_from=rules.trim_from)
    weightiest = _needed([given.weightiest for given in one.paper], rules.mean, rules.trim_from)
    standing = Standing(
        key=one.key,
        code=one.code,
        result=joined(paper.result, show.result if show else None, weight=rules.show_weight),
        median=_needed(totals, "median", 0).result,
        weightiest=weightiest.result,
        spread=max(totals) - min(totals),
    )
    return standing, paper, show


def _needed(values: Sequence[Decimal], mean: str, trim_from: int) -> Combined:
    found = combine(values, mean=mean, trim_from=trim_from)
    assert found is not None  # there is at least one value
    return found
