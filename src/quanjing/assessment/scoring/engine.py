"""A scheme made ready once for a group of bodies, then put to each of them: marks, and why, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from quanjing.assessment.scoring.grades import by_band
from quanjing.assessment.scoring.numbers import ZERO, exact, rounded, step
from quanjing.assessment.scoring.patterns import NOTHING, Judge, Rule, judge
from quanjing.assessment.scoring.scheme import Node, Scheme, factor_of, leaves, most_of
from quanjing.assessment.scoring.settling import settled as settle


class Line(NamedTuple):
    """One line explained: what was given, the rule that held, the marks, whether a cap or floor held."""

    key: str
    given: Any
    rule: Rule
    marks: Decimal
    capped: bool


class Result(NamedTuple):
    """`base` and `bonus` after their caps; `vetoed` names the lines by which nothing else counts."""

    total: Decimal
    base: Decimal
    bonus: Decimal
    grade: str  # empty where grades go by quota
    lowest: bool
    vetoed: tuple[str, ...]
    lines: list[Line]


class Asked:
    """One line of a scheme; what a value came to is kept, since many bodies give the same.

    A value is known again by how it is written: 1, True and "1" are three.
    """

    __slots__ = ("factor", "key", "known", "of", "smallest")

    def __init__(self, key: str, of: Judge, factor: Decimal | None, smallest: Decimal) -> None:
        self.key, self.of, self.factor, self.smallest = key, of, factor, smallest
        self.known: dict[str, Line] = {}

    def __call__(self, value: Any) -> Line:
        written = repr(value)
        found = self.known.get(written)
        if found is None:
            marks, rule, capped = NOTHING if value is None else self.of(value)
            if self.factor is not None:
                marks = rounded(marks * self.factor, self.smallest)
            found = self.known[written] = Line(self.key, value, rule, marks, capped)
        return found


class Ready:
    """A scheme for bodies of one class and tier. `most` is what each line gives at most."""

    def __init__(self, scheme: Scheme, society_class: int = 0, tier: str = "") -> None:
        self.scheme, self.smallest = scheme, step(scheme.places)
        self.lines: list[Asked] = []
        self.most: dict[str, Decimal] = {}
        self.bonus: set[str] = set()
        for node, bonus in leaves(scheme.children):
            factor = factor_of(node, society_class, tier)
            if not factor or node.pattern is None:
                continue
            of = judge(node.pattern, self.smallest)
            self.lines.append(Asked(node.key, of, None if factor == 1 else factor, self.smallest))
            self.most[node.key] = rounded(most_of(node.pattern) * factor, self.smallest)
            if bonus:
                self.bonus.add(node.key)
        self.base_of = Sum(scheme.children, self.most, self.most.keys() - self.bonus)
        self.bonus_of = Sum(scheme.children, self.most, self.bonus)

    def score(
        self, given: Mapping[str, Any], decided: Mapping[str, Mapping[str, Any]] | None = None
    ) -> Result:
        """The result for one body.

        `given` is by indicator what its pattern asks for. `decided` is by indicator what people gave
        instead: {"reviews": [marks …]}, or {"decided": marks} where an appeal was settled.
        """
        smallest, lines, vetoed, lowest = self.smallest, [], [], False
        decided = decided or {}
        zero = False
        for asked in self.lines:
            key = asked.key
            if key in decided:
                lines.append(self._by_people(key, given.get(key), decided[key]))
                continue
            line = asked(given.get(key))
            if line.rule[0] == "veto":
                vetoed.append(key)
                zero, lowest = zero or line.rule[1] == "zero", True
            lines.append(line)
        marks_of = {line[0]: line[3] for line in lines}
        scheme = self.scheme
        base = rounded(min(self.base_of(marks_of), scheme.base), smallest)
        bonus = rounded(min(self.bonus_of(marks_of), scheme.bonus), smallest)
        total = rounded(ZERO if zero else min(base + bonus, scheme.total), smallest)
        return Result(total, base, bonus, self._grade(total, lowest), lowest, tuple(vetoed), lines)

    def settle(self, key: str, marks: Sequence[Decimal]) -> tuple[Decimal | None, str]:
        """What reviewers' marks of a line come to, see `settling`."""
        return settle(marks, self.most[key], self.scheme.tolerance, self.smallest)

    def _by_people(self, key: str, given: Any, decided: Mapping[str, Any]) -> Line:
        most = self.most[key]
        if "decided" in decided:
            marks = rounded(exact(decided["decided"]), self.smallest)
            rule: Rule = ("decided",)
        else:
            reviews = [exact(one) for one in decided["reviews"]]
            found, how = self.settle(key, reviews)
            marks = found if found is not None else ZERO
            rule = ("reviews", how, *(str(one) for one in sorted(reviews)))
        return Line(key, given, rule, min(max(marks, ZERO), most), not ZERO <= marks <= most)

    def _grade(self, total: Decimal, lowest: bool) -> str:
        if not self.scheme.bands:
            return ""
        return self.scheme.grades()[-1] if lowest else by_band(self.scheme.bands, total)


class Sum:
    """Adds up the base, or the bonus, of a body's marks with the caps of branches."""

    def __init__(self, nodes: tuple[Node, ...], kept: Mapping[str, Decimal], wanted: set[str]) -> None:
        self.plain: list[str] = []
        self.capped: list[tuple[Decimal, Sum]] = []
        for node in nodes:
            if node.pattern is not None:
                self.plain += [node.key] if node.key in kept and node.key in wanted else []
                continue
            inner = Sum(node.children, kept, wanted)
            if node.most is not None:
                self.capped.append((node.most, inner))
            else:
                self.plain += inner.plain
                self.capped += inner.capped

    def __call__(self, marks: Mapping[str, Decimal]) -> Decimal:
        total = sum([marks[key] for key in self.plain], ZERO)
        for most, inner in self.capped:
            total += min(inner(marks), most)
        return total
