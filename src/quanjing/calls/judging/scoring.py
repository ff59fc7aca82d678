"""From the points of judges to one result; decimal numbers all the way, rounded once and by a stated rule.

Every total is out of 100 with four places. A result does not depend on the order in which judges are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

PLACES = Decimal("0.0001")
SHOWN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Combined:
    """The result of an application: the totals that counted, and those that the rule left out."""

    result: Decimal
    counted: tuple[Decimal, ...]
    left_out: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Harshness:
    """How a judge differs from the others on the same applications; it changes no result.

    `difference` is the mean of (own total − mean of the others' totals), `spread` how far the judge's own
    totals lie from their mean on average; `number` counts the applications that others scored too.
    """

    number: int
    difference: Decimal
    spread: Decimal


def total_of(points: Mapping[int, Decimal], criteria: Mapping[int, tuple[int, int]]) -> Decimal:
    """The total of one judge, out of 100.

    Args:
        points: by criterion.
        criteria: (most, weight in per cent) by criterion.

    Raises:
        ValueError: a criterion without points, one that is unknown, or points outside 0 to most.
    """
    if points.keys() != criteria.keys():
        raise ValueError("points do not answer the criteria")
    total = Fraction(0)
    for key, (most, weight) in criteria.items():
        if not 0 <= points[key] <= most:
            raise ValueError("points lie outside their bounds")
        total += Fraction(points[key]) / most * weight
    return _rounded(total, PLACES)


def combine(totals: Iterable[Decimal], *, mean: str, trim_from: int) -> Combined | None:
    """One result of several totals; None of none.

    Args:
        mean: "mean", "median", or "trimmed": one highest and one lowest total are left out as soon as
            there are `trim_from` (at least three); with fewer it is the mean.
    """
    ordered = sorted(totals)
    if not ordered:
        return None
    counted = ordered
    if mean == "median":
        middle = len(ordered) // 2
        counted = ordered[middle : middle + 1] if len(ordered) % 2 else ordered[middle - 1 : middle + 1]
        left_out: list[Decimal] = []
    elif mean == "trimmed" and len(ordered) >= max(3, trim_from):
        counted, left_out = ordered[1:-1], [ordered[0], ordered[-1]]
    else:
        left_out = []
    return Combined(_mean(counted), tuple(counted), tuple(left_out))


def joined(paper: Decimal, show: Decimal | None, *, weight: int) -> Decimal:
    """The result after a road show that makes `weight` per cent; without one what the papers gave."""
    if show is None:
        return paper
    return _rounded(Fraction(paper) * (100 - weight) / 100 + Fraction(show) * weight / 100, PLACES)


def harshness(totals: Mapping[tuple[int, int], Decimal]) -> dict[int, Harshness]:
    """How each judge differs from the others; `totals` are by (judge, application).

    A judge with no application that somebody else scored too is left out.
    """
    by_application: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for (judge, application), total in totals.items():
        by_application[application][judge] = total
    differences: dict[int, list[Fraction]] = defaultdict(list)
    own: dict[int, list[Fraction]] = defaultdict(list)
    for given in by_application.values():
        whole = sum((Fraction(total) for total in given.values()), Fraction(0))
        for judge, total in given.items() if len(given) > 1 else ():
            others = (whole - Fraction(total)) / (len(given) - 1)
            differences[judge].append(Fraction(total) - others)
            own[judge].append(Fraction(total))
    return {
        judge: Harshness(len(found), _rounded(_average(found), SHOWN), _rounded(_spread(own[judge]), SHOWN))
        for judge, found in sorted(differences.items())
    }


def shown(result: Decimal) -> str:
    """A result as it is printed: two places."""
    return str(result.quantize(SHOWN, ROUND_HALF_UP))


def _mean(totals: Sequence[Decimal]) -> Decimal:
    return _rounded(_average([Fraction(total) for total in totals]), PLACES)


def _average(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _spread(values: Sequence[Fraction]) -> Fraction:
    middle = _average(values)
    return _average([abs(value - middle) for value in values])


def _rounded(value: Fraction, places: Decimal) -> Decimal:
    """Half up, away from zero, exact: no binary number on the way."""
    scale = int(1 / places)
    whole, rest = divmod(abs(value.numerator) * scale, value.denominator)
    if rest * 2 >= value.denominator:
        whole += 1
    return Decimal(-whole if value < 0 else whole) * places
