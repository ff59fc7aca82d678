"""Looking for one text among those it may be compared with; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quanjing.directives.models import Directive
from quanjing.likeness import queries
from quanjing.likeness.actions.scopes import Scope, Scopes
from quanjing.likeness.matching.noting import noted_runs
from quanjing.likeness.matching.passages import SHOWN, Compared, Match, match
from quanjing.likeness.matching.sketching import LEAST, sketches
from quanjing.likeness.models import Likeness, ReferenceText, Sketch
from quanjing.likeness.queries import Text

Source = int | ReferenceText | Directive  # a text of a report by its sketch's primary key


@dataclass(frozen=True, slots=True)
class Found:
    """A text in which passages of the one asked about stand, and both as they were compared."""

    source: Source
    match: Match
    one: Compared
    other: Compared


def find(text: Text, scope: Scope, *, but: int | None = None) -> list[Found]:
    """The texts in which a noticeable share of this one stands, the largest share first.

    `but` is the primary key of its own sketch, where it was sent.
    """
    sketch = next(sketches([text.text], scope.turns))
    if not sketch:
        return []
    found = [*among_sources(text.text, scope), *_among_texts(text, sketch, scope, but)]
    shown = [one for one in found if one.match.share >= SHOWN]
    return sorted(shown, key=lambda one: -one.match.share)


def among_sources(text: str, scope: Scope) -> list[Found]:
    """The reference texts and the notice that share runs with a text, with what stands in them."""
    if len(text) < LEAST:
        return []
    runs = noted_runs(text)
    sources: list[ReferenceText | Directive] = [
        one for one in scope.references if runs.shares(bytes(one.noted))
    ]
    if scope.call.text and runs.touches(scope.call.text):
        sources.append(scope.call)
    if not sources:
        return []
    alone = scope.alone(text)
    sought = [(source, _compared(source.text)) for source in sources]
    return [Found(source, match(alone, other), alone, other) for source, other in sought]


@lru_cache(maxsize=64)
def _compared(source: str) -> Compared:
    """A text that many are compared with."""
    return Compared(source)


def _among_texts(text: Text, sketch: bytes, scope: Scope, but: int | None) -> list[Found]:
    ids = queries.nearest(sketch, call_id=text.call, organization_id=text.organization, but=but)
    if not ids:
        return []
    others = queries.texts_of(ids)
    passed = queries.passed_up([text, *others.values()])
    beside = scope.beside(text.text)
    found = []
    for pk, other in others.items():
        if not queries.are_one(text, other, passed):
            there = Compared(other.text, (), scope.turns)
            found.append(Found(pk, match(beside, there), beside, there))
    return found


def passages_of(rows: Iterable[Likeness]) -> list[tuple[Likeness, Found]]:
    """What stands in the rows that were kept, found again, in their order."""
    kept = list(rows)
    texts = queries.texts_of([pk for row in kept for pk in (row.text_id, row.other_id) if pk])
    scopes, found = Scopes(), []
    for row in kept:
        text = texts.get(row.text_id)
        if text is None:
            continue
        scope = scopes.of(text)
        if row.other_id is not None:
            if row.other_id not in texts:
                continue
            one, other = scope.beside(text.text), Compared(texts[row.other_id].text, (), scope.turns)
            found.append((row, Found(row.other_id, match(one, other), one, other)))
        elif source := row.reference or row.notice:
            one, other = scope.alone(text.text), Compared(source.text)
            found.append((row, Found(source, match(one, other), one, other)))
    return found


def names_of(found: Sequence[Found]) -> dict[int, Sketch]:
    """What names the reports among what was found, by the sketch's primary key: one query."""
    return queries.texts_named(one.source for one in found if isinstance(one.source, int))
