"""The texts as entries of one report, sent and never looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

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
    _entries(texts, submission, block)
    return directive, block, other


def kept_pairs() -> set[tuple[int, int]]:
    """The pairs that the product keeps, by the places of their texts."""
    from quanjing.likeness.models import Likeness

    rows = Likeness.objects.filter(text__lt=F("other")).order_by()
    return set(rows.values_list("text__entry__row", "other__entry__row"))


def _entries(texts: list[str], submission: object, block: Block) -> None:
    from django.db import transaction

    from quanjing.submissions.models import Entry

    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        with transaction.atomic():
            Entry.objects.bulk_create(
                Entry(submission=submission, block=block, row=start + at, values={"text": text})
                for at, text in enumerate(batch)
            )
    analyze()


def analyze() -> None:
    """As a database does by itself within minutes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
