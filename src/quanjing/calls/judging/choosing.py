"""Who is proposed: the order of the panel, the places, and shares that the call demands.

Shares are counted of the places that are filled. The proposal is what the rules give; people decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """An application by its place; `ticks` are the shares (by key) that it counts for."""

    key: int
    place: int
    is_shared: bool = False
    ticks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Bound:
    """At least and at most so many per cent of those selected."""

    key: int
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The proposal for one application, and by which share it was moved up or passed over.

    `is_open`: it shares the last place with others and not all of them fit, so people decide.
    """

    key: int
    is_selected: bool
    because: int | None = None
    is_open: bool = False


def choose(candidates: Iterable[Candidate], *, places: int, bounds: Sequence[Bound] = ()) -> list[Choice]:
    """The proposal in the order of places; `places` 0 proposes nobody.

    From the top down each is taken while a place is free and no `most` is exceeded. Where a `least` is then
    not reached, the lowest that does not count for it gives way to the next that does, while there is one.
    Bounds that cannot be kept leave their places empty.
    """
    ordered = sorted(candidates, key=lambda one: (one.place, one.key))
    upper = {bound.key: bound.most * places // 100 for bound in bounds if bound.most is not None}
    taken, because = _from_the_top(ordered, places, upper)
    for bound in bounds:
        if bound.least is not None:
            wanted = -(-bound.least * min(places, len(ordered)) // 100)
            _move_up(ordered, taken, because, bound, wanted, upper)
    undecided = _undecided(ordered, taken)
    return [
        Choice(
            one.key, one.key in taken and one.key not in undecided, because.get(one.key), one.key in undecided
        )
        for one in ordered
    ]


def _from_the_top(
    ordered: Sequence[Candidate], places: int, upper: dict[int, int]
) -> tuple[set[int], dict[int, int]]:
    taken: set[int] = set()
    because: dict[int, int] = {}
    counted = dict.fromkeys(upper, 0)
    for one in ordered:
        if len(taken) == places:
            break
        full = next((key for key in sorted(one.ticks & upper.keys()) if counted[key] >= upper[key]), None)
        if full is not None:
            because[one.key] = full
            continue
        taken.add(one.key)
        for key in one.ticks & upper.keys():
            counted[key] += 1
    return taken, because


def _move_up(
    ordered: Sequence[Candidate],
    taken: set[int],
    because: dict[int, int],
    bound: Bound,
    wanted: int,
    upper: dict[int, int],
) -> None:
    """Change the lowest that do not count for `bound` against the highest outside that do."""
    inside = [one for one in ordered if one.key in taken]
    have = sum(bound.key in one.ticks for one in inside)
    leaving = [one for one in reversed(inside) if bound.key not in one.ticks and one.key not in because]
    coming = [one for one in ordered if one.key not in taken and bound.key in one.ticks]
    for comes in coming:
        if have >= wanted:
            return
        leaves = next((one for one in leaving if _fits(ordered, taken - {one.key}, comes, upper)), None)
        if leaves is None:
            continue
        leaving.remove(leaves)
        taken.remove(leaves.key)
        taken.add(comes.key)
        because[leaves.key] = because[comes.key] = bound.key
        have += 1


def _fits(ordered: Sequence[Candidate], taken: set[int], comes: Candidate, upper: dict[int, int]) -> bool:
    counted = {key: sum(key in one.ticks for one in ordered if one.key in taken) for key in upper}
    return all(counted[key] < upper[key] for key in comes.ticks & upper.keys())


def _undecided(ordered: Sequence[Candidate], taken: set[int]) -> set[int]:
    """Those that share a place of which only some were taken."""
    shared = [one for one in ordered if one.is_shared]
    split = {one.place for one in shared if one.key in taken} & {
        one.place for one in shared if one.key not in taken
    }
    return {one.key for one in shared if one.place in split}
