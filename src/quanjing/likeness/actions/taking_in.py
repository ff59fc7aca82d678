"""Sketches and likenesses of what was sent: derived, made by the worker, made anew at night."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.likeness import queries
from quanjing.likeness.actions.finding import Found, Scope, find, scope_of
from quanjing.likeness.matching.sketching import band_numbers, sketches
from quanjing.likeness.matching.turns import common_turns
from quanjing.likeness.models import Band, Likeness, ReferenceText, Sketch, Turns
from quanjing.submissions.models import Entry

BATCH = 200
RELATED = (
    "block",
    "submission__assignment__directive__root",
    "submission__assignment__directive__organization",
)
Step = Callable[[int, int], None]


def take_in(step: Step) -> int:
    """Sketch and compare the entries that came since; returns how many. Again it does nothing."""
    done = 0
    while batch := list(queries.without_sketch().select_related(*RELATED)[:BATCH]):
        _take(batch)
        done += len(batch)
        step(done, done)
    return done


def rebuild(call: Directive, step: Step) -> int:
    """Find the turns of a call anew, then sketch and compare its entries again; returns how many."""
    papers = Directive.objects.filter(Q(pk=call.pk) | Q(root=call))
    entries = Entry.objects.filter(
        submission__assignment__directive__in=papers, submission__state__in=queries.STANDING
    ).select_related(*RELATED)
    rows = list(entries.order_by("pk"))
    keys = queries.long_fields(entry.block_id for entry in rows)
    turns = common_turns([queries.text_of(entry, keys) for entry in rows])
    facts = {"turns": turns, "texts": len(rows), "found_at": clock.now()}
    Turns.objects.update_or_create(call=call, defaults=facts)
    Sketch.objects.filter(call=call).delete()
    for start in range(0, len(rows), BATCH):
        _take(rows[start : start + BATCH])
        step(min(start + BATCH, len(rows)), len(rows))
    return len(rows)


def calls_with_news() -> list[Directive]:
    """The calls whose texts grew by a tenth since their turns were found, or never had them found."""
    counts: dict[int, int] = {}
    for call_id in Sketch.objects.order_by().values_list("call_id", flat=True).iterator():
        counts[call_id] = counts.get(call_id, 0) + 1
    known = dict(Turns.objects.filter(call__in=counts).values_list("call_id", "texts"))
    due = [call_id for call_id, count in counts.items() if count > 1.1 * known.get(call_id, 0)]
    return list(Directive.objects.filter(pk__in=due).order_by("pk"))


@transaction.atomic
def _take(entries: list[Entry]) -> None:
    """Sketches first, so that the texts of one batch find each other."""
    keys = queries.long_fields(entry.block_id for entry in entries)
    texts = {entry.pk: queries.text_of(entry, keys) for entry in entries}
    for assignment_scope, group in _by_scope(entries):
        _sketch(group, texts, assignment_scope)
    for assignment_scope, group in _by_scope(entries):
        for entry in group:
            Likeness.objects.filter(entry=entry).delete()
            _keep(entry, find(texts[entry.pk], assignment_scope, but=entry.pk))


def _by_scope(entries: list[Entry]) -> Iterable[tuple[Scope, list[Entry]]]:
    """The entries by the report that they came with, each with what it is compared with."""
    ordered = sorted(entries, key=lambda entry: (entry.submission_id, entry.pk))
    for _pk, rows in groupby(ordered, key=lambda entry: entry.submission_id):
        group = list(rows)
        assignment = group[0].submission.assignment
        blocks = list({entry.block_id: entry.block for entry in group}.values())
        yield scope_of(assignment.directive, assignment.organization_id, assignment.pk, blocks), group


def _sketch(entries: list[Entry], texts: dict[int, str], scope: Scope) -> None:
    made = sketches((texts[entry.pk] for entry in entries), scope.turns)
    rows = [
        Sketch(entry=entry, call=scope.call, organization_id=scope.organization_id, values=values)
        for entry, values in zip(entries, made, strict=True)
    ]
    Sketch.objects.filter(entry__in=entries).delete()
    Sketch.objects.bulk_create(rows)
    Band.objects.bulk_create(
        Band(sketch=row, value=number) for row in rows for number in band_numbers(bytes(row.values))
    )


def _keep(entry: Entry, found: list[Found]) -> None:
    """The rows of an entry, and of the others in which it stands: their desks look too."""
    for one in found:
        share = round(100 * one.match.share)
        if isinstance(one.source, Entry):
            _set(entry, share, other=one.source)
            _set(one.source, round(100 * one.match.other_share), other=entry)
        elif isinstance(one.source, ReferenceText):
            _set(entry, share, reference=one.source)
        else:
            _set(entry, share, notice=one.source)


def _set(entry: Entry, share: int, **source: Any) -> None:
    Likeness.objects.update_or_create(entry=entry, **source, defaults={"share": share})
