"""A scheme as values: a tree of indicators, each leaf one pattern. No database, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

LEVELS = 4
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Choice:
    """A ladder of statements; the one that holds gives its marks."""

    options: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A ladder of numbers: from `at` on, and below the next, the marks of the step. Below all: none."""

    steps: tuple[tuple[Decimal, Decimal], ...]  # (at, marks), ascending


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions; how many are met decides: all, two, one. Fewer than any step says: none."""

    conditions: tuple[str, ...]
    by_count: tuple[tuple[int, Decimal], ...]  # (met, marks), ascending


@dataclass(frozen=True, slots=True)
class Count:
    """So many times `unit`, at most `most`."""

    unit: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """Numerator of denominator of `most`, at most all of it. `zero` says what no denominator means."""

    most: Decimal
    zero: str = "none"  # none | full


@dataclass(frozen=True, slots=True)
class Deduction:
    """From `start` so much for `each` that is missing, never below `floor`."""

    start: Decimal
    each: Decimal
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Veto:
    """Where it happened nothing else counts: the total is zero, or the grade is the lowest."""

    effect: str = "zero"  # zero | lowest


@dataclass(frozen=True, slots=True)
class Panel:
    """The mean of several marks. `trim` of the highest and of the lowest are left out, where more remain.

    Which of equal ones is left out makes no difference, nor does their order.
    """

    most: Decimal
    trim: int = 0


@dataclass(frozen=True, slots=True)
class Composite:
    """Several sources, each out of `out_of`, by weights that add up to one."""

    most: Decimal
    out_of: Decimal
    weights: tuple[tuple[str, Decimal], ...]


Pattern = Choice | Threshold | Conditions | Count | Rate | Deduction | Veto | Panel | Composite


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies by class and tier; empty stands for all."""

    classes: tuple[int, ...] = ()
    tiers: tuple[str, ...] = ()

    def holds(self, society_class: int, tier: str) -> bool:
        in_class = not self.classes or society_class in self.classes
        return in_class and (not self.tiers or tier in self.tiers)


@dataclass(frozen=True, slots=True)
class Node:
    """An indicator: a leaf with a pattern, or a branch that may cap what its children add up to.

    `only` leaves it out for other bodies, the first of `weights` that holds multiplies its marks. A branch
    with `bonus` stands beside the base.
    """

    key: str
    pattern: Pattern | None = None
    children: tuple[Node, ...] = ()
    most: Decimal | None = None  # of a branch
    bonus: bool = False
    only: Group = Group()
    weights: tuple[tuple[Group, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A grade from `start` on and below `below`; the highest has no `below`."""

    key: str
    start: Decimal
    below: Decimal | None


@dataclass(frozen=True, slots=True)
class Quota:
    """A grade for a share of a group; the last has no share and takes the rest."""

    key: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """`base` is what the indicators add up to, `total` the most that base and bonus give together.

    Grades are either bands or quotas (the best first). Bodies with equal totals at the border of a quota
    are all in, or with `tie` "out" all out; a quota is counted in each `quota_group` by itself.
    Two reviewers whose marks differ by more than `tolerance` of a line's most ask for a third.
    """

    children: tuple[Node, ...]
    bands: tuple[Band, ...] = ()
    quotas: tuple[Quota, ...] = ()
    tie: str = "in"  # in | out
    quota_group: str = "class"  # all | class | tier
    base: Decimal = HUNDRED
    bonus: Decimal = Decimal(0)
    total: Decimal = HUNDRED
    places: int = 2
    tolerance: Decimal = Decimal("0.1")
    tiers: tuple[str, ...] = ()
    classes: tuple[int, ...] = field(default=(1, 2, 3, 4, 5))

    def grades(self) -> tuple[str, ...]:
        """Keys, the best first."""
        if self.quotas:
            return tuple(one.key for one in self.quotas)
        return tuple(one.key for one in sorted(self.bands, key=lambda one: -one.start))


def most_of(pattern: Pattern) -> Decimal:
    """What a pattern gives at most."""
    if isinstance(pattern, Choice):
        return max((marks for _key, marks in pattern.options), default=Decimal(0))
    if isinstance(pattern, Threshold):
        return max((marks for _at, marks in pattern.steps), default=Decimal(0))
    if isinstance(pattern, Conditions):
        return max((marks for _met, marks in pattern.by_count), default=Decimal(0))
    if isinstance(pattern, Deduction):
        return pattern.start
    return Decimal(0) if isinstance(pattern, Veto) else pattern.most


def factor_of(node: Node, society_class: int, tier: str) -> Decimal:
    """What the marks of a leaf are multiplied with for a body; zero where it is left out."""
    if not node.only.holds(society_class, tier):
        return Decimal(0)
    return next((factor for group, factor in node.weights if group.holds(society_class, tier)), Decimal(1))


def leaves(nodes: tuple[Node, ...], bonus: bool = False) -> Iterator[tuple[Node, bool]]:
    """All leaves in their order, each with whether it counts as bonus."""
    for node in nodes:
        if node.pattern is not None:
            yield node, bonus or node.bonus
        else:
            yield from leaves(node.children, bonus or node.bonus)
