"""Looking for one text among those it may be compared with; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from quanjing.directives.models import Directive
from quanjing.likeness import queries
from quanjing.likeness.matching.noting import shares_runs
from quanjing.likeness.matching.passages import SHOWN, Compared, Match, match
from quanjing.likeness.matching.sketching import sketches
from quanjing.likeness.models import Likeness, ReferenceText
from quanjing.sheets.models import Block
from quanjing.sheets.queries import fields_of
from quanjing.submissions.models import Entry

Source = Entry | ReferenceText | Directive


@dataclass(frozen=True, slots=True)
class Scope:
    """With what a text is compared. `printed` is what the sheet prints, `notices` what the call says."""

    call: Directive
    directive: Directive
    organization_id: int
    assignment_id: int | None
    printed: tuple[str, ...]
    notices: tuple[str, ...]
    turns: tuple[str, ...]
    references: tuple[ReferenceText, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A text in which passages of the one asked about stand."""

    source: Source
    text: str  # of the source
    match: Match


def scope_of(
    directive: Directive, organization_id: int, assignment_id: int | None, blocks: Sequence[Block]
) -> Scope:
    """The scope of texts of one body for one directive: three queries and those of the blocks' fields."""
    prefetch_related_objects(list(blocks), fields_of())
    call = queries.call_of(directive)
    papers = {directive.pk: directive, call.pk: call}
    return Scope(
        call,
        directive,
        organization_id,
        assignment_id,
        tuple(queries.printed_words(blocks)),
        tuple(paper.text for paper in papers.values() if paper.text),
        tuple(queries.turns_of(call)),
        tuple(queries.references_of([call.organization_id, directive.organization_id])),
    )


def find(text: str, scope: Scope, *, but: int | None = None) -> list[Found]:
    """The texts in which a noticeable share of this one stands, the largest share first.

    `but` is the primary key of the entry whose text it is, where it was sent.
    """
    sketch = next(sketches([text], scope.turns))
    if not sketch:
        return []
    alone = Compared(text, scope.printed, scope.turns)
    found = [
        Found(one, one.text, match(alone, Compared(one.text)))
        for one in scope.references
        if shares_runs(text, bytes(one.noted))
    ]
    if scope.call.text:
        found.append(Found(scope.call, scope.call.text, match(alone, Compared(scope.call.text))))
    found += _among_entries(text, sketch, scope, but)
    shown = [one for one in found if one.match.share >= SHOWN]
    return sorted(shown, key=lambda one: -one.match.share)


def _among_entries(text: str, sketch: bytes, scope: Scope, but: int | None) -> list[Found]:
    ids = queries.nearest(sketch, call=scope.call, organization_id=scope.organization_id, but=but)
    if not ids:
        return []
    if scope.assignment_id is not None:
        passed = queries.passed_up(ids, scope.assignment_id)
        ids = [pk for pk in ids if pk not in passed]
    sender = "submission__assignment__"
    related = ("block", f"{sender}organization", f"{sender}directive", f"{sender}task")
    entries = Entry.objects.select_related(*related).in_bulk(ids)
    keys = queries.long_fields(entry.block_id for entry in entries.values())
    beside = Compared(text, scope.printed + scope.notices, scope.turns)
    texts = [(entry, queries.text_of(entry, keys)) for entry in entries.values()]
    return [Found(entry, other, match(beside, Compared(other, (), scope.turns))) for entry, other in texts]


def passages_of(entry: Entry, scope: Scope, rows: Iterable[Likeness]) -> list[tuple[Likeness, str, Found]]:
    """What stands in the rows that were kept of an entry, found again: (row, the entry's text, found)."""
    kept = list(rows)
    entries = [row.other for row in kept if row.other is not None]
    keys = queries.long_fields([entry.block_id, *(one.block_id for one in entries)])
    text = queries.text_of(entry, keys)
    alone = Compared(text, scope.printed, scope.turns)
    beside = Compared(text, scope.printed + scope.notices, scope.turns)
    found = []
    for row in kept:
        if row.other is not None:
            other = queries.text_of(row.other, keys)
            at = match(beside, Compared(other, (), scope.turns))
            found.append((row, text, Found(row.other, other, at)))
        elif source := row.reference or row.notice:
            found.append((row, text, Found(source, source.text, match(alone, Compared(source.text)))))
    return found
