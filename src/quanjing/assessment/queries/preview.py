"""What a scheme would have given on the facts of last year: by class, in the order of the register."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from quanjing.assessment.models import Scheme
from quanjing.assessment.queries.facts import fact_lines, facts_of, given_of, year_before
from quanjing.assessment.queries.schemes import Placed, engine_of
from quanjing.assessment.scoring import Ready, Result
from quanjing.organizations.models import Organization

PARTS = 5  # of what facts can give


@dataclass(frozen=True, slots=True)
class Tried:
    """A body with what the facts of last year would have given, and of how much."""

    organization: Organization
    tier: str
    marks: Decimal
    most: Decimal
    vetoed: bool

    @property
    def part(self) -> int:
        """In which fifth of what facts can give, from 0."""
        return min(int(PARTS * self.marks / self.most), PARTS - 1) if self.most else 0


@dataclass(frozen=True, slots=True)
class Spread:
    """How many bodies of a class reached which fifth; `vetoed` of them by a veto."""

    society_class: int
    counts: tuple[int, ...]
    vetoed: int

    @property
    def bodies(self) -> int:
        return sum(self.counts)


def tried(scheme: Scheme, tree: list[Placed], bodies: list[Organization], tier: str = "") -> list[Tried]:
    """The scheme on the facts of a year before, for bodies in the order given: constant queries.

    All are taken for bodies of one tier (the first), since nobody has said yet in which he stands. Lines that
    bodies or the desk state are left out: nobody has stated anything yet.
    """
    lines = fact_lines(tree)
    first, last = year_before(scheme.facts_from), year_before(scheme.facts_to)
    facts = facts_of({one.fact for one in lines}, first, last)
    engine = engine_of(scheme, tree)
    keys = {one.key for one in lines}
    tier = tier or (scheme.tiers[0]["key"] if scheme.tiers else "")
    ready: dict[int, Ready] = {}
    found = []
    for body in bodies:
        one = ready.setdefault(body.society_class, Ready(engine, body.society_class, tier))
        result = one.score(given_of(lines, facts, body.pk))
        found.append(_tried(body, tier, one, result, keys))
    return found


def spread(found: list[Tried]) -> list[Spread]:
    """By class how many reached which fifth."""
    by_class: dict[int, list[Tried]] = defaultdict(list)
    for one in found:
        by_class[one.organization.society_class].append(one)
    return [
        Spread(
            society_class,
            tuple(sum(one.part == part for one in members) for part in range(PARTS)),
            sum(one.vetoed for one in members),
        )
        for society_class, members in sorted(by_class.items())
    ]


def _tried(body: Organization, tier: str, ready: Ready, result: Result, keys: set[str]) -> Tried:
    most = {key: marks if key in keys else Decimal(0) for key, marks in ready.most.items()}
    reached = result.base + result.bonus
    return Tried(body, tier, reached, ready.base_of(most) + ready.bonus_of(most), bool(result.vetoed))
