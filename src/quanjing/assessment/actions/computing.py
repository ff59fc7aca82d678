"""Reading facts of all bodies of a scheme and computing every line: constant queries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from quanjing.assessment.enums import SchemeState, Source, UnitState
from quanjing.assessment.models import Answer, Assessed, Scheme
from quanjing.assessment.queries import (
    SHOWN,
    Placed,
    engine_of,
    fact_lines,
    facts_of,
    given_to,
    tree_of,
)
from quanjing.assessment.scoring import Ready, Result, Standing, by_quota, group_of
from quanjing.assessment.scoring import Scheme as Scoring
from quanjing.foundation import clock
from quanjing.foundation.bulk import ByKey, update_rows

BATCH = 1000
RESULT = ["lines", "base", "bonus", "total", "grade", "vetoed"]
COLUMNS = ["given", *RESULT]


class Readies:
    """The engine made ready once for each class and tier."""

    def __init__(self, scoring: Scoring) -> None:
        self.scoring = scoring
        self.known: dict[tuple[int, str], Ready] = {}

    def of(self, society_class: int, tier: str) -> Ready:
        place = (society_class, tier)
        if place not in self.known:
            self.known[place] = Ready(self.scoring, society_class, tier)
        return self.known[place]


@transaction.atomic
def read_facts(scheme: Scheme) -> int:
    """Read the facts of all bodies again, and compute everything; part of an action or a job. How many."""
    tree = tree_of(scheme)
    bodies = list(scheme.bodies.defer("given", *RESULT))  # all of it is written anew
    _take_facts(scheme, tree, bodies)
    compute(scheme, tree, bodies)
    Scheme.objects.filter(pk=scheme.pk).update(facts_at=clock.now())
    return len(bodies)


@transaction.atomic
def compute_body(assessed: Assessed) -> None:
    """Compute one body again from what was read and what people wrote; grades by quota stay as they were."""
    tree = tree_of(assessed.scheme)
    compute(assessed.scheme, tree, [assessed], quotas=False)


def compute(
    scheme: Scheme, tree: Sequence[Placed], bodies: list[Assessed], *, quotas: bool = True,
    by_people: bool | None = None,
) -> None:  # fmt: skip
    """Judge all lines of these bodies and write one row each.

    What people gave counts once it may be read: before, the bodies would see it in their lines. From then on
    a draft that never was sent counts for nothing, since nobody reviewed it.
    """
    by_people = scheme.state in SHOWN if by_people is None else by_people
    scoring = engine_of(scheme, list(tree))
    readies = Readies(scoring)
    answers = _answers(scheme, [one.pk for one in bodies], tree)
    facts = {one.key: None for one in fact_lines(list(tree))}
    own = {one.indicator.key for one in tree if one.indicator.source == Source.UNIT}
    standings: dict[str, Standing] = {}
    for one in bodies:
        ready = readies.of(one.society_class, one.tier)
        if one.given.keys() != facts.keys():
            one.given = {key: one.given[key] for key in facts if key in one.given}
        counts = answers.get(one.pk, {})
        if by_people and one.state != UnitState.SENT:
            counts = {key: value for key, value in counts.items() if key not in own}
        one.given = one.given | counts
        said = {key: marks for key, marks in one.decided.items() if by_people and key in ready.most}
        result = ready.score(one.given, said)
        put_result(one, result)
        group = group_of(scoring, one.society_class, one.tier)
        standings[one.code] = Standing(result.total, group, result.lowest)
    if scoring.quotas and quotas:
        grades = by_quota(scoring, standings)
        for one in bodies:
            one.grade = grades[one.code]
    write(bodies)


def put_result(assessed: Assessed, result: Result) -> None:
    """A result as the columns of a body that is not saved yet."""
    assessed.base, assessed.bonus, assessed.total = result.base, result.bonus, result.total
    assessed.grade, assessed.vetoed = result.grade, list(result.vetoed)
    assessed.lines = [[line.key, str(line.marks), line.rule, line.capped] for line in result.lines]


def write(bodies: Sequence[Assessed]) -> None:
    """What was computed, many rows a statement."""
    update_rows(Assessed, COLUMNS, (_values(one) for one in bodies))


def _values(one: Assessed) -> tuple[str | int, ...]:
    return (
        json.dumps(one.given), json.dumps(one.lines), str(one.base), str(one.bonus), str(one.total),
        one.grade, json.dumps(one.vetoed), one.pk,
    )  # fmt: skip


def _take_facts(scheme: Scheme, tree: list[Placed], bodies: Sequence[Assessed]) -> None:
    lines = fact_lines(tree)
    facts = facts_of({one.fact for one in lines}, scheme.facts_from, scheme.facts_to)
    given = given_to(lines, facts, [one.organization_id for one in bodies])
    for one in bodies:
        one.given = given[one.organization_id]


def _answers(scheme: Scheme, ids: list[int], tree: Sequence[Placed]) -> dict[int, dict[str, Any]]:
    """What bodies and the desk say themselves, by body and line: one query. A disputed fact stays a fact."""
    said = {one.indicator.key for one in tree if one.indicator.source != Source.FACT}
    rows = Answer.objects.filter(assessed__scheme=scheme, key__in=said).exclude(value=None)
    if len(ids) < BATCH:
        rows = rows.filter(assessed__in=ids)
    return dict(rows.order_by().values_list("assessed").annotate(said=ByKey("key", "value")))


def read_open_facts() -> int:
    """Read the facts of every scheme that is open; the worker does it each day. How many bodies."""
    open_now = Scheme.objects.filter(state=SchemeState.OPEN).select_related("organization")
    return sum(read_facts(scheme) for scheme in open_now)


def self_marks(ready: Ready, key: str, value: Any) -> Decimal:
    """What a value that a body states would give. Raises `NotExact` or TypeError for what is none."""
    return next(line.marks for line in ready.score({key: value}).lines if line.key == key)
