"""The counts that every body keeps of its subtree, counted anew month by month by the worker."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from quanjing.foundation.figures import Columns, When
from quanjing.foundation.months import months_between
from quanjing.organizations.models import Organization
from quanjing.worklog.models import LogTally
from quanjing.worklog.queries.counts import Cell, Lines, kept_in, lines_in, months_kept
from quanjing.worklog.queries.figures import count

BATCH = 1000


@transaction.atomic
def recount(*, month: date) -> int:
    """Bring the kept counts of a month in line with the sources; how many sums were wrong.

    Adds lines of what differs, then folds: whoever reads meanwhile sees sums that were right.
    """
    truth, kept = lines_in(month), kept_in(month)
    wrong = Lines(truth)
    wrong.subtract(kept)
    wrong = Lines({line: count for line, count in wrong.items() if count})
    nodes = dict(
        Organization.objects.filter(path__in={path for path, _cell in wrong}).values_list("path", "pk")
    )
    rows = [
        LogTally(node_id=nodes[path], month=month, count=count, **cell._asdict())
        for (path, cell), count in wrong.items()
        if path in nodes
    ]
    LogTally.objects.bulk_create(rows, batch_size=BATCH)
    if wrong:
        _fold(month, set(nodes.values()))
    return len(wrong)


def counted_figures(when: When) -> Columns:
    """What the panorama counts, with this month and the last brought in line first; once, all of them."""
    recent = months_between(when.day.replace(day=1) - timedelta(days=1), when.day)
    for month in recent if months_kept() else when.months:
        recount(month=month)
    return count(when)


def counted_months(last: date) -> list[date]:
    """The months that are counted at night: all that are kept, and those of this year and the last."""
    return sorted(months_kept() | set(months_between(date(last.year - 1, 1, 1), last)))


def _fold(month: date, nodes: set[int]) -> None:
    lines: list[Any] = list(LogTally.objects.filter(month=month, node__in=nodes).select_for_update().values())
    sums: Counter[tuple[int, Cell]] = Counter()
    for line in lines:
        sums[line["node_id"], Cell(*(line[name] for name in Cell._fields))] += line["count"]
    if len(lines) == len(sums):
        return
    keys = [line["id"] for line in lines]
    for start in range(0, len(keys), BATCH):
        LogTally.objects.filter(pk__in=keys[start : start + BATCH]).delete()
    rows = [
        LogTally(node_id=node, month=month, count=count, **cell._asdict())
        for (node, cell), count in sums.items()
        if count
    ]
    LogTally.objects.bulk_create(rows, batch_size=BATCH)
