"""Whether a scheme can be worked with: each fault with its place and its numbers; the words are elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from quanjing.assessment.scoring.engine import Ready
from quanjing.assessment.scoring.numbers import rounded, step
from quanjing.assessment.scoring.scheme import (
    LEVELS,
    Band,
    Choice,
    Composite,
    Conditions,
    Count,
    Deduction,
    Node,
    Panel,
    Pattern,
    Quota,
    Rate,
    Scheme,
    Threshold,
    Veto,
    leaves,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: a word, the key of the indicator (empty: the scheme), the numbers that show it."""

    code: str
    where: str = ""
    numbers: tuple[str, ...] = ()


def faults(scheme: Scheme) -> list[Fault]:
    """Everything that is wrong with a scheme; a scheme without faults can be issued."""
    found = [*_keys(scheme), *_depth(scheme.children, 1)]
    for node, _bonus in leaves(scheme.children):
        assert node.pattern is not None
        found += [Fault(one[0], node.key, one[1:]) for one in _of(node.pattern)]
    if not found:
        found += _sums(scheme)
    return [*found, *(grade_faults(scheme))]


def grade_faults(scheme: Scheme) -> list[Fault]:
    """Whether every total has exactly one grade."""
    if bool(scheme.bands) == bool(scheme.quotas):
        return [Fault("grades_missing" if not scheme.bands else "grades_twice")]
    keys = [one.key for one in scheme.bands] or [one.key for one in scheme.quotas]
    found = [Fault("grade_twice", "", (key,)) for key, count in Counter(keys).items() if count > 1]
    return found + (band_faults(scheme.bands, scheme.total) if scheme.bands else _quotas(scheme.quotas))


def band_faults(bands: Sequence[Band], most: Decimal) -> list[Fault]:
    """Gaps and overlaps of half-open bands from 0 to `most`, named with the numbers."""
    ordered = sorted(bands, key=lambda one: one.start)
    ends = [most if one.below is None else one.below for one in ordered]
    found = [
        Fault("band_empty", "", (str(one.start), str(end)))
        for one, end in zip(ordered, ends, strict=True)
        if one.below is not None and one.start >= end
    ]
    if ordered[0].start > 0:
        found.append(Fault("band_gap", "", ("0", str(ordered[0].start))))
    elif ordered[0].start < 0:
        found.append(Fault("band_empty", "", (str(ordered[0].start), "0")))
    for (_one, end), (other, _end) in pairwise(zip(ordered, ends, strict=True)):
        if end < other.start:
            found.append(Fault("band_gap", "", (str(end), str(other.start))))
        elif end > other.start:
            found.append(Fault("band_overlap", "", (str(other.start), str(end))))
    if ordered[-1].below is not None:
        found.append(Fault("band_gap", "", (str(ordered[-1].below), str(most))))
    return found


def _quotas(quotas: Sequence[Quota]) -> list[Fault]:
    shares = [one.share for one in quotas[:-1]]
    if quotas[-1].share is not None or len(quotas) < 2 or None in shares:
        return [Fault("quota_rest")]
    known = [share for share in shares if share is not None]
    if any(share <= 0 for share in known) or sum(known) > 1:
        return [Fault("quota_share", "", (str(sum(known)),))]
    return []


def _keys(scheme: Scheme) -> Iterator[Fault]:
    keys = Counter(node.key for node in _nodes(scheme.children))
    yield from (Fault("key_twice", key) for key, count in keys.items() if count > 1)
    if not any(True for _leaf in leaves(scheme.children)):
        yield Fault("no_leaf")


def _nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def _depth(nodes: tuple[Node, ...], level: int) -> Iterator[Fault]:
    for node in nodes:
        if level > LEVELS:
            yield Fault("too_deep", node.key, (str(LEVELS),))
        elif node.pattern is None and not node.children:
            yield Fault("empty_branch", node.key)
        elif node.pattern is not None and node.children:
            yield Fault("leaf_with_children", node.key)
        yield from _depth(node.children, level + 1)


def _sums(scheme: Scheme) -> Iterator[Fault]:
    """What the indicators add up to, for each class and tier."""
    seen = set()
    for society_class, tier in product(scheme.classes or (0,), scheme.tiers or ("",)):
        ready = Ready(scheme, society_class, tier)
        base = rounded(ready.base_of(ready.most), step(scheme.places))
        if base != scheme.base and base not in seen:
            seen.add(base)
            yield Fault("sum", "", (f"{base.normalize():f}", str(scheme.base), str(society_class), tier))
    if scheme.total > scheme.base + scheme.bonus or scheme.total <= 0:
        yield Fault("total", "", (str(scheme.total), str(scheme.base + scheme.bonus)))


def _of(pattern: Pattern) -> Iterator[tuple[str, ...]]:
    if isinstance(pattern, Choice):
        yield from _ladder([key for key, _marks in pattern.options], [m for _key, m in pattern.options], 2)
    elif isinstance(pattern, Threshold):
        yield from _ladder([str(at) for at, _m in pattern.steps], [m for _at, m in pattern.steps], 1)
        yield from _rising([marks for _at, marks in pattern.steps])
    elif isinstance(pattern, Conditions):
        yield from _conditions(pattern)
    elif isinstance(pattern, Count):
        yield from _positive(pattern.unit, pattern.most)
    elif isinstance(pattern, Rate):
        yield from _positive(pattern.most)
        yield from _one_of(pattern.zero, ("none", "full"))
    elif isinstance(pattern, Deduction):
        yield from _positive(pattern.start, pattern.each)
        if not 0 <= pattern.floor < pattern.start:
            yield "floor", str(pattern.floor), str(pattern.start)
    elif isinstance(pattern, Veto):
        yield from _one_of(pattern.effect, ("zero", "lowest"))
    elif isinstance(pattern, Panel):
        yield from _positive(pattern.most)
        if pattern.trim < 0:
            yield "not_positive", str(pattern.trim)
    else:
        yield from _composite(pattern)


def _composite(pattern: Composite) -> Iterator[tuple[str, ...]]:
    yield from _positive(pattern.most, pattern.out_of, *(weight for _key, weight in pattern.weights))
    whole = sum(weight for _key, weight in pattern.weights)
    if whole != 1:
        yield "weights", str(whole)


def _conditions(pattern: Conditions) -> Iterator[tuple[str, ...]]:
    met = [str(count) for count, _marks in pattern.by_count]
    marks = [each for _count, each in pattern.by_count]
    yield from _ladder(list(pattern.conditions), [], 1)
    yield from _ladder(met, marks, 1)
    yield from _rising(marks)
    if any(not 1 <= count <= len(pattern.conditions) for count, _marks in pattern.by_count):
        yield "conditions", str(len(pattern.conditions))


def _ladder(names: list[str], marks: list[Decimal], least: int) -> Iterator[tuple[str, ...]]:
    if len(names) < least:
        yield "too_few", str(least)
    yield from (("twice", name) for name, count in Counter(names).items() if count > 1)
    yield from (("negative", str(one)) for one in marks if one < 0)


def _rising(marks: list[Decimal]) -> Iterator[tuple[str, ...]]:
    yield from (("falling", str(one), str(other)) for one, other in pairwise(marks) if other < one)


def _positive(*numbers: Decimal) -> Iterator[tuple[str, ...]]:
    yield from (("not_positive", str(one)) for one in numbers if one <= 0)


def _one_of(value: str, known: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if value not in known:
        yield "unknown", value
