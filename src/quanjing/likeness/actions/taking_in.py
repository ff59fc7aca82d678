"""Sketches and likenesses of what came new: derived, made by the worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from django.db import transaction

from quanjing.directives.models import Directive
from quanjing.likeness import queries
from quanjing.likeness.actions.finding import find
from quanjing.likeness.actions.keeping import keep_found
from quanjing.likeness.actions.rebuilding import rebuild
from quanjing.likeness.actions.scopes import Scopes
from quanjing.likeness.actions.sketching import keep_sketches, read_attachments
from quanjing.likeness.queries import Text

BATCH = 200
CROWD = 2_000  # new entries of one call from which on the whole call is compared at once
Step = Callable[[int, int], None]


def take_in(step: Step) -> int:
    """Sketch and compare the texts that came since; returns how many. Again it does nothing."""
    done = 0
    for call in _crowded():
        done += rebuild(call, step)
    entries, files = queries.without_sketch()
    for rows, read in ((entries, queries.entry_texts), (files, read_attachments)):
        for texts in queries.in_pieces(rows, read, BATCH):
            _take(texts)
            done += len(texts)
            step(done, done)
    return done


def _crowded() -> list[Directive]:
    entries, _files = queries.without_sketch()
    paper = "submission__assignment__directive"
    counts: Counter[int] = Counter()
    for directive, root in entries.order_by().values_list(f"{paper}_id", f"{paper}__root_id").iterator():
        counts[root or directive] += 1
    return list(Directive.objects.filter(pk__in=[pk for pk, count in counts.items() if count >= CROWD]))


@transaction.atomic
def _take(texts: Sequence[Text]) -> None:
    """Sketches first, so that the texts of one batch find each other."""
    scopes = Scopes()
    rows = keep_sketches(texts, scopes)
    for text in texts:
        row, scope = rows[(text.entry, text.attachment)], scopes.of(text)
        keep_found(row.pk, find(text, scope, but=row.pk), scope.edition)
