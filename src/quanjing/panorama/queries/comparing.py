"""Two counts beside each other, and why they differ: which bodies moved, and which of their records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from quanjing.foundation.figures import Figure, Moved, counter_of, figures
from quanjing.panorama.packing import Body
from quanjing.panorama.queries.views import Look, Value, value_of

MOST_BODIES = 200  # of which records are looked up
MOST_RECORDS = 5  # that are named of a body

Pair = tuple[int, int]  # numerator and denominator


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in both counts; None where a count does not have it."""

    figure: Figure
    before: Value | None
    after: Value | None

    @property
    def both(self) -> tuple[Value | None, Value | None]:
        return self.before, self.after

    @property
    def differs(self) -> bool:
        return _pair(self.before) != _pair(self.after)


@dataclass(frozen=True, slots=True)
class Step:
    """A body whose own numbers differ; `records` changed between the two counts, or none did: a date passed.

    `new` and `gone` say that only one of the counts has the body, in this part of the tree.
    """

    body: Body
    before: Pair
    after: Pair
    new: bool
    gone: bool
    records: tuple[Moved, ...] = ()


def compare(before: Look, after: Look) -> list[Change]:
    """All figures of both looks: no query."""
    found = []
    for figure in figures():
        values = [
            value_of(look, figure) if look.edition.has(figure.numerator) else None for look in (before, after)
        ]
        if values != [None, None]:
            found.append(Change(figure, *values))
    return found


def steps(before: Look, after: Look, figure: Figure) -> list[Step]:
    """The bodies whose numbers differ, in the order of the tree, with the records that changed.

    As many queries as the app of the figure needs, whatever the number of bodies; records are looked up
    for the first bodies only.
    """
    old, new = _numbers(before, figure), _numbers(after, figure)
    bodies = {pk: body for body, pk in _bodies(before)} | {pk: body for body, pk in _bodies(after)}
    moved = [pk for pk in bodies if old.get(pk) != new.get(pk)]
    moved.sort(key=lambda pk: bodies[pk].path)
    records = _records(figure, moved[:MOST_BODIES], before.snapshot.taken_at, after.snapshot.taken_at)
    return [
        Step(
            bodies[pk], old.get(pk, (0, 0)), new.get(pk, (0, 0)), pk not in old, pk not in new,
            tuple(records.get(pk, ())),
        )
        for pk in moved
    ]  # fmt: skip


def _records(
    figure: Figure, bodies: Sequence[int], since: datetime, until: datetime
) -> dict[int, list[Moved]]:
    counter = counter_of(figure)
    found: dict[int, list[Moved]] = defaultdict(list)
    if counter.moved is None or not bodies:
        return found
    for record in counter.moved(bodies, *sorted((since, until))):
        if len(found[record.body]) < MOST_RECORDS:
            found[record.body].append(record)
    return found


def _numbers(look: Look, figure: Figure) -> dict[int, Pair]:
    """The numbers of every body of a look."""
    edition, mask = look.edition, look.mask
    above = edition.column(figure.numerator, look.months)
    of = bool(figure.denominator) and edition.has(figure.denominator)
    below = edition.column(figure.denominator, look.months) if of else None
    return {
        edition.bodies[place].pk: (above[place], below[place] if below is not None else 0)
        for place in look.where
        if mask is None or mask[place]
    }


def _bodies(look: Look) -> list[tuple[Body, int]]:
    return [(body, body.pk) for body in islice(look.edition.bodies, look.where.start, look.where.stop)]


def _pair(value: Value | None) -> tuple[int, int | None] | None:
    return None if value is None else (value.numerator, value.denominator)
