"""Each pattern as a function of what is given: (marks before weights, the rule that held, whether capped).

A pattern is made into its function once; a function is called once a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from quanjing.assessment.scoring.numbers import ZERO, NotExact, divided, exact, rounded
from quanjing.assessment.scoring.scheme import (
    Choice,
    Composite,
    Conditions,
    Count,
    Deduction,
    Panel,
    Pattern,
    Rate,
    Threshold,
    Veto,
)

Rule = tuple[Any, ...]  # a word and its numbers, such as ("step", "600")
Found = tuple[Decimal, Rule, bool]
Judge = Callable[[Any], Found]
NOTHING: Found = (ZERO, ("nothing",), False)


def judge(pattern: Pattern, smallest: Decimal) -> Judge:
    """The function of a pattern; marks are rounded to `smallest`."""
    return MAKERS[type(pattern)](pattern, smallest)


def _choice(pattern: Choice, smallest: Decimal) -> Judge:
    known: dict[Any, Found] = {
        key: (rounded(marks, smallest), ("chosen", key), False) for key, marks in pattern.options
    }

    def of(given: str) -> Found:
        try:
            return known[given]
        except (KeyError, TypeError) as error:
            raise NotExact(repr(given)) from error

    return of


def _threshold(pattern: Threshold, smallest: Decimal) -> Judge:
    edges = [at for at, _marks in pattern.steps]
    found: list[Found] = [(ZERO, ("below", str(edges[0])), False)]
    found += [(rounded(marks, smallest), ("step", str(at)), False) for at, marks in pattern.steps]
    return lambda given: found[bisect_right(edges, exact(given))]


def _conditions(pattern: Conditions, smallest: Decimal) -> Judge:
    known = frozenset(pattern.conditions)
    met = [count for count, _marks in pattern.by_count]
    marks = [ZERO, *(rounded(each, smallest) for _count, each in pattern.by_count)]
    all_of_them = len(known)

    def of(given: Collection[str]) -> Found:
        if isinstance(given, str) or not known.issuperset(given):
            raise NotExact(repr(given))
        count = len(set(given))
        return marks[bisect_right(met, count)], ("met", count, all_of_them), False

    return of


def _count(pattern: Count, smallest: Decimal) -> Judge:
    unit, most = pattern.unit, rounded(pattern.most, smallest)
    rule = ("times", str(unit))

    def of(given: object) -> Found:
        number = exact(given)
        marks = rounded(number * unit, smallest) if number > 0 else ZERO
        return (most, rule, True) if marks > most else (marks, rule, False)

    return of


def _rate(pattern: Rate, smallest: Decimal) -> Judge:
    most = rounded(pattern.most, smallest)
    without: Found = (most if pattern.zero == "full" else ZERO, ("no_denominator", pattern.zero), False)

    def of(given: Sequence[object]) -> Found:
        above, below = exact(given[0]), exact(given[1])
        if below <= 0:
            return without
        if above > below:
            return most, ("rate",), True
        return (rounded(divided(above * most, below), smallest) if above > 0 else ZERO), ("rate",), False

    return of


def _deduction(pattern: Deduction, smallest: Decimal) -> Judge:
    start, floor = rounded(pattern.start, smallest), rounded(pattern.floor, smallest)
    each = pattern.each
    rule = ("each", str(each))

    def of(given: object) -> Found:
        missing = exact(given)
        marks = rounded(start - missing * each, smallest) if missing > 0 else start
        return (floor, rule, True) if marks < floor else (marks, rule, False)

    return of


def _veto(pattern: Veto, _smallest: Decimal) -> Judge:
    happened: Found = (ZERO, ("veto", pattern.effect), False)
    clear: Found = (ZERO, ("clear",), False)

    def of(given: object) -> Found:
        if given is not True and given is not False:
            raise NotExact(repr(given))
        return happened if given else clear

    return of


def _panel(pattern: Panel, smallest: Decimal) -> Judge:
    most, trim = rounded(pattern.most, smallest), pattern.trim

    def of(given: Sequence[object]) -> Found:
        marks = sorted(exact(one) for one in given)
        if not marks:
            return NOTHING
        cut = trim if len(marks) > 2 * trim else 0
        kept = marks[cut : len(marks) - cut]
        mean = rounded(divided(sum(kept, ZERO), len(kept)), smallest)
        held = min(max(mean, ZERO), most)
        return held, ("mean", len(kept), len(marks)), held != mean

    return of


def _composite(pattern: Composite, smallest: Decimal) -> Judge:
    most, weights = rounded(pattern.most, smallest), dict(pattern.weights)

    def of(given: Mapping[str, object]) -> Found:
        if not weights.keys() >= given.keys():
            raise NotExact(repr(given))
        parts = sum((weights[key] * exact(value) for key, value in given.items()), ZERO)
        marks = rounded(divided(parts * most, pattern.out_of), smallest)
        held = min(max(marks, ZERO), most)
        return held, ("weighed", len(given), len(weights)), held != marks

    return of


MAKERS: dict[type[Any], Callable[[Any, Decimal], Judge]] = {
    Choice: _choice, Threshold: _threshold, Conditions: _conditions, Count: _count, Rate: _rate,
    Deduction: _deduction, Veto: _veto, Panel: _panel, Composite: _composite,
}  # fmt: skip
