"""The formula. Items beyond a cap stay in the list and are marked; they count for nothing.

points of a dimension = weight × min(1, ln(1 + n) ÷ ln(1 + full)), four places, half up; their sum is the
total. A body's points depend on its own items alone.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

PLACES = Decimal("0.0001")
REASONS = ("twice", "outlet_month", "outlet")
_EXACT = Context(prec=40, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Dimension:
    """`weight` of 100; with `full` items a body has all of its points."""

    key: str
    weight: Decimal
    full: int


@dataclass(frozen=True, slots=True)
class Formula:
    """`per_outlet_month` items of one outlet count in a month, `per_outlet` in all; 0 for no cap."""

    dimensions: tuple[Dimension, ...]
    per_outlet_month: int
    per_outlet: int


@dataclass(frozen=True, slots=True)
class Item:
    """One public item of a body."""

    key: str
    body: str
    dimension: str
    outlet: str
    on: date
    link: str


@dataclass(frozen=True, slots=True)
class Count:
    """What counts of a body: numbers by dimension, and why other items do not (key of the item → reason)."""

    numbers: Mapping[str, int]
    left_out: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """Points by dimension, and their sum."""

    body: str
    numbers: Mapping[str, int]
    points: Mapping[str, Decimal]
    total: Decimal


def count(items: Iterable[Item], formula: Formula) -> dict[str, Count]:
    """What counts of each body; earlier items before later ones, the order of `items` does not matter.

    A link counts once for a body, in the dimension of its first item. Caps hold in each dimension.
    """
    by_body: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_body[item.body].append(item)
    return {body: _count(found, formula) for body, found in sorted(by_body.items())}


def points_of(number: int, dimension: Dimension) -> Decimal:
    """The points of so many items in a dimension."""
    if number >= dimension.full:
        return dimension.weight.quantize(PLACES)
    share = _EXACT.divide(_ln(1 + number), _ln(1 + dimension.full))
    return _EXACT.multiply(share, dimension.weight).quantize(PLACES, ROUND_HALF_UP)


def measure(items: Iterable[Item], formula: Formula, bodies: Collection[str]) -> list[Result]:
    """The result of every body, those without an item too, in the order of `bodies`."""
    counted = count(items, formula)
    nothing = Count({}, {})
    return [_result(body, counted.get(body, nothing).numbers, formula.dimensions) for body in bodies]


def folded(text: str) -> str:
    """An outlet or a link as it is compared."""
    return unicodedata.normalize("NFKC", text).strip().casefold().rstrip("/")


def _count(items: Sequence[Item], formula: Formula) -> Count:
    numbers: Counter[str] = Counter()
    left_out: dict[str, str] = {}
    links: set[str] = set()
    in_month: Counter[tuple[str, str, str]] = Counter()
    in_all: Counter[tuple[str, str]] = Counter()
    for item in sorted(items, key=lambda one: (one.on, folded(one.link), one.key)):
        outlet = folded(item.outlet)
        month = (item.dimension, outlet, f"{item.on:%Y-%m}")
        if folded(item.link) in links:
            left_out[item.key] = "twice"
        elif formula.per_outlet_month and in_month[month] >= formula.per_outlet_month:
            left_out[item.key] = "outlet_month"
        elif formula.per_outlet and in_all[month[:2]] >= formula.per_outlet:
            left_out[item.key] = "outlet"
        else:
            numbers[item.dimension] += 1
            in_month[month] += 1
            in_all[month[:2]] += 1
        links.add(folded(item.link))
    return Count(dict(numbers), left_out)


def _result(body: str, numbers: Mapping[str, int], dimensions: Sequence[Dimension]) -> Result:
    kept = {one.key: numbers.get(one.key, 0) for one in dimensions}
    points = {one.key: points_of(kept[one.key], one) for one in dimensions}
    return Result(body, kept, points, sum(points.values(), Decimal(0)))


@lru_cache(maxsize=4096)
def _ln(number: int) -> Decimal:
    return _EXACT.ln(Decimal(number))
