"""Places by result, and what separates equals: rules that were written down before anything was scored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an application that was scored; `code` is what lots are drawn by."""

    key: int
    code: str
    result: Decimal
    median: Decimal
    weightiest: Decimal  # the combined points of the criterion that weighs most
    spread: Decimal  # highest total less the lowest


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place; equals that no rule separated share it. `decided_by` is the rule that did, "" the result."""

    key: int
    place: int
    is_shared: bool
    decided_by: str


def rank(standings: Iterable[Standing], *, ties: Sequence[str], seed: str = "") -> list[Ranked]:
    """All places, the highest result first; the order of `standings` does not matter.

    Args:
        ties: "median", "weightiest", "spread", "lot", tried in this order among equals.
        seed: printed beforehand; a lot is sha256 of "seed:code", the smaller one goes first.

    Raises:
        ValueError: a lot without a seed, or a rule that does not exist.
    """
    if "lot" in ties and not seed:
        raise ValueError("a lot needs its seed")
    ordered = sorted(standings, key=lambda one: (-one.result, one.key))
    found: list[Ranked] = []
    for _result, same in groupby(ordered, key=lambda one: one.result):
        found += _separated(list(same), list(ties), seed, len(found) + 1, "")
    return found


def lot(seed: str, code: str) -> str:
    """What anybody can compute again."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def _separated(same: list[Standing], ties: list[str], seed: str, first: int, decided_by: str) -> list[Ranked]:
    """Equals at place `first`, separated by the rules that are left."""
    if len(same) == 1 or not ties:
        shared = len(same) > 1
        return [Ranked(one.key, first, shared, decided_by) for one in same]
    rule, *rest = ties
    found: list[Ranked] = []
    ordered = sorted(same, key=lambda one: (_before(one, rule, seed), one.key))
    groups = [list(group) for _key, group in groupby(ordered, key=lambda one: _before(one, rule, seed))]
    for group in groups:
        by = rule if len(groups) > 1 else decided_by
        found += _separated(group, rest, seed, first + len(found), by)
    return found


def _before(one: Standing, rule: str, seed: str) -> Decimal | str:
    """What is smaller goes first."""
    if rule == "median":
        return -one.median
    if rule == "weightiest":
        return -one.weightiest
    if rule == "spread":
        return one.spread
    if rule == "lot":
        return lot(seed, one.code)
    raise ValueError(rule)
