"""How firm an order is: what becomes of it when the weight of a dimension is a tenth more or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quanjing.influence.measuring.measure import Dimension, Result, points_of

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Variation:
    """One dimension with a tenth more (or less) weight, the others in proportion, so that all make 100.

    `moved` bodies have another place, by `furthest` places at most; `front` of the first ones stay so.
    """

    dimension: str
    more: bool
    weights: Mapping[str, Decimal]
    moved: int
    furthest: int
    front: int


@dataclass(frozen=True, slots=True)
class Firmness:
    """The place of a body, and the best and the worst that it has in all variations."""

    place: int
    best: int
    worst: int


def places(totals: Mapping[str, Decimal]) -> dict[str, int]:
    """The place of each body; equals share the higher one."""
    ordered = sorted(totals.values(), reverse=True)
    first = {total: place for place, total in reversed(list(enumerate(ordered, start=1)))}
    return {body: first[total] for body, total in totals.items()}


def variations(
    results: Sequence[Result], dimensions: Sequence[Dimension], *, front: int = 10
) -> list[Variation]:
    """Each dimension with a tenth more, then with a tenth less."""
    before = places({one.body: one.total for one in results})
    ahead = {body for body, place in before.items() if place <= front}
    found = []
    for dimension in dimensions:
        for more in (True, False):
            shifted = _shifted(dimensions, dimension.key, more)
            after = places(_totals(results, shifted))
            steps = [abs(after[body] - place) for body, place in before.items()]
            found.append(
                Variation(
                    dimension.key,
                    more,
                    {one.key: one.weight for one in shifted},
                    sum(step > 0 for step in steps),
                    max(steps, default=0),
                    sum(after[body] <= front for body in ahead),
                )
            )
    return found


def firmness(results: Sequence[Result], dimensions: Sequence[Dimension]) -> dict[str, Firmness]:
    """The span of places of each body."""
    before = places({one.body: one.total for one in results})
    spans = [before] + [
        places(_totals(results, _shifted(dimensions, one.key, more)))
        for one in dimensions
        for more in (True, False)
    ]
    return {
        body: Firmness(place, min(each[body] for each in spans), max(each[body] for each in spans))
        for body, place in before.items()
    }


def _shifted(dimensions: Sequence[Dimension], key: str, more: bool) -> list[Dimension]:
    """The others give or take what is added, in proportion to their weight."""
    own = next(one.weight for one in dimensions if one.key == key)
    others = sum((one.weight for one in dimensions if one.key != key), Decimal(0))
    wanted = min(own * (1 + TENTH if more else 1 - TENTH), own + others) if others else own
    scale = (own + others - wanted) / others if others else Decimal(1)
    return [
        Dimension(one.key, wanted if one.key == key else one.weight * scale, one.full) for one in dimensions
    ]


def _totals(results: Sequence[Result], dimensions: Sequence[Dimension]) -> dict[str, Decimal]:
    return {
        one.body: sum((points_of(one.numbers[each.key], each) for each in dimensions), Decimal(0))
        for one in results
    }
