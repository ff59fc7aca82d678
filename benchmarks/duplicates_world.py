"""The texts as entries of one report with their sketches, for looking up one more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quanjing.directives.models import Directive
    from quanjing.organizations.models import Organization
    from quanjing.sheets.models import Block

BATCH = 5_000


def sent(texts: list[str]) -> tuple[Directive, Block, Organization]:
    """The call, its block, and a body that has not sent anything."""
    from quanjing.foundation import clock
    from quanjing.organizations.models import Organization
    from quanjing.sheets.models import Block, Field, SheetTemplate
    from quanjing.submissions.models import Submission
    from quanjing.tasks.models import Assignment, Task
    from world import directive_with_tasks, nation

    directive = directive_with_tasks(nation(64), tasks=1)
    template = SheetTemplate.objects.create(title="bench", created_at=clock.now())
    block = Block.objects.create(template=template, position=1, key="b1", label="text")
    Field.objects.create(block=block, position=1, key="text", label="text", type="longtext")
    sender, other = Organization.objects.filter(depth=3)[:2]
    assignment = Assignment.objects.create(
        task=Task.objects.get(), organization=sender, directive=directive, changed_at=clock.now()
    )
    submission = Submission.objects.create(
        assignment=assignment, version=1, state="submitted", submitted_at=clock.now()
    )
    _sketched(texts, submission, block, directive, sender)
    return directive, block, other


def _sketched(
    texts: list[str], submission: object, block: Block, directive: Directive, sender: Organization
) -> None:
    from django.db import connection, transaction

    from quanjing.likeness.matching.sketching import sketches
    from quanjing.likeness.matching.turns import common_turns
    from quanjing.likeness.models import Sketch, Turns
    from quanjing.submissions.models import Entry

    turns = common_turns(texts)
    Turns.objects.create(call=directive, turns=turns, texts=len(texts), found_at=directive.registered_at)
    made = sketches(texts, turns)
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        with transaction.atomic(), connection.cursor() as cursor:
            entries = Entry.objects.bulk_create(
                Entry(submission=submission, block=block, row=start + at, values={"text": text})
                for at, text in enumerate(batch)
            )
            rows = [
                Sketch(entry=entry, call=directive, organization=sender, values=next(made))
                for entry in entries
            ]
            Sketch.objects.bulk_create(rows)
            bands = "INSERT INTO likeness_band (sketch_id, value) VALUES (%s, %s)"
            cursor.executemany(bands, list(_bands(rows)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _bands(rows: list[object]) -> Iterator[tuple[int, int]]:
    from quanjing.likeness.matching.sketching import band_numbers

    for row in rows:
        for number in band_numbers(bytes(row.values)):  # type: ignore[attr-defined]
            yield row.pk, number  # type: ignore[attr-defined]
