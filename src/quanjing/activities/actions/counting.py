"""The counts that every body keeps of its subtree: adding lines, folding them, counting anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.db.models import Count

from quanjing.activities.models import Activity, ActivityTally
from quanjing.activities.queries.tallies import Cell, Lines, kept_in, lines_in, lines_of, months_counted
from quanjing.organizations.models import Organization

BATCH = 1000
FOLD_AT = 500  # lines that a body may gather before the worker folds them


@contextmanager
def counted(ids: list[int]) -> Iterator[list[int]]:
    """Keep the counts right over a change of these activities; new ones are put into the list inside.

    Stands inside of the transaction of an action.
    """
    before = lines_of(ids)
    yield ids
    add_lines(lines_of(ids), before)


def add_lines(after: Lines, before: Lines) -> None:
    """Add what changed between two counts; nothing that another transaction may wait for is touched."""
    changed = Lines(after)
    changed.subtract(before)
    changed = Lines({line: count for line, count in changed.items() if count})
    if not changed:
        return
    nodes = dict(
        Organization.objects.filter(path__in={path for path, _cell in changed}).values_list("path", "pk")
    )
    rows = [
        ActivityTally(node_id=nodes[path], count=count, **cell._asdict())
        for (path, cell), count in changed.items()
        if path in nodes  # else the tree changed in this very moment: the nightly recount mends it
    ]
    ActivityTally.objects.bulk_create(rows, batch_size=BATCH)


def to_fold() -> list[int]:
    """Bodies that have gathered many lines, by primary key."""
    gathered = ActivityTally.objects.filter(folded=False).order_by().values("node")
    return list(
        gathered.annotate(lines=Count("pk")).filter(lines__gte=FOLD_AT).values_list("node", flat=True)
    )


@transaction.atomic
def fold(*, node_id: int) -> int:
    """Replace the lines of a body by one a cell; how many fewer.

    Whoever reads or adds meanwhile sees the same sums; two workers at once take different lines.
    """
    mine = ActivityTally.objects.filter(node=node_id)
    touched = mine.filter(folded=False).values("day")
    lines = list(mine.filter(day__in=touched).select_for_update(skip_locked=True).order_by("pk").values())
    sums: Counter[Cell] = Counter()
    for line in lines:
        sums[Cell(line["kind_id"], line["day"], line["state"])] += line["count"]
    for start in range(0, len(lines), BATCH):
        ActivityTally.objects.filter(pk__in=[line["id"] for line in lines[start : start + BATCH]]).delete()
    rows = [
        ActivityTally(node_id=node_id, count=count, folded=True, **cell._asdict())
        for cell, count in sums.items()
        if count
    ]
    ActivityTally.objects.bulk_create(rows, batch_size=BATCH)
    return len(lines) - len(rows)


def counted_months() -> list[date]:
    """The months that `recount` has to look at."""
    return months_counted()


def recount(*, month: date) -> int:
    """Compare the counts of a month with its activities and mend them; how many sums were wrong.

    Looks first without a lock; only a difference is looked at again with the month's activities locked.
    """
    if lines_in(month) == kept_in(month):
        return 0
    with transaction.atomic():
        rows = Activity.objects.filter(day__year=month.year, day__month=month.month).order_by("pk")
        list(rows.select_for_update().values_list("pk", flat=True))
        truth, kept = lines_in(month), kept_in(month)
        wrong = [line for line in truth | kept if truth[line] != kept[line]]
        add_lines(truth, kept)
    return len(wrong)
