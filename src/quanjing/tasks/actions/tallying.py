"""The counts that every body keeps of what lies below it: adding lines, folding them, counting anew."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.db.models import Count

from quanjing.organizations.models import Organization
from quanjing.tasks.models import Assignment, Tally
from quanjing.tasks.queries.tallies import Cell, Lines, cell_kept, kept_lines, lines_above

BATCH = 1000
FOLD_AT = 500  # lines that a directive may gather before the worker folds them


def add_lines(after: Lines, before: Lines) -> None:
    """Add what changed between two counts; nothing that another transaction may wait for is touched."""
    changed = Lines(after)
    changed.subtract(before)
    changed = Lines({line: count for line, count in changed.items() if count})
    if not changed:
        return
    paths = {path for path, _cell in changed}
    nodes = dict(Organization.objects.filter(path__in=paths).values_list("path", "pk"))
    rows = [
        Tally(node_id=nodes[path], count=count, **cell._asdict())
        for (path, cell), count in changed.items()
        if path in nodes  # else the tree changed in this very moment: the nightly recount mends it
    ]
    Tally.objects.bulk_create(rows, batch_size=BATCH)


def to_fold() -> list[int]:
    """Directives that have gathered many lines, by primary key."""
    gathered = Tally.objects.filter(folded=False).order_by().values("directive")
    many = gathered.annotate(lines=Count("pk")).filter(lines__gte=FOLD_AT)
    return list(many.values_list("directive", flat=True))


@transaction.atomic
def fold(*, directive_id: int) -> int:
    """Replace the lines of a directive at each body that has new ones by one a cell; how many fewer.

    Whoever reads or adds meanwhile sees the same sums; two workers at once take different lines.
    """
    mine = Tally.objects.filter(directive=directive_id)
    touched = mine.filter(folded=False).values("node")
    lines = list(mine.filter(node__in=touched).select_for_update(skip_locked=True).order_by("pk").values())
    sums: Counter[tuple[int, Cell]] = Counter()
    for line in lines:
        sums[line["node_id"], cell_kept(line)] += line["count"]
    for start in range(0, len(lines), BATCH):
        Tally.objects.filter(pk__in=[line["id"] for line in lines[start : start + BATCH]]).delete()
    rows = [
        Tally(node_id=node, count=count, folded=True, **cell._asdict())
        for (node, cell), count in sums.items()
        if count
    ]
    Tally.objects.bulk_create(rows, batch_size=BATCH)
    return len(lines) - len(rows)


def recount(*, directive_id: int) -> int:
    """Compare the count of a directive with its assignments and mend it; how many sums were wrong.

    Looks first without a lock, so that on a quiet night nobody waits; only a difference is looked at again
    under lock, since a report may have come in between the two looks.
    """
    rows = Assignment.objects.filter(directive=directive_id)
    if lines_above(rows) == kept_lines(directive_id):
        return 0
    with transaction.atomic():
        list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
        truth, kept = lines_above(rows), kept_lines(directive_id)
        wrong = [line for line in truth | kept if truth[line] != kept[line]]
        add_lines(truth, kept)
    return len(wrong)
