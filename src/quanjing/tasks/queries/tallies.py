"""Counts of assignments below a body, from the lines that every move leaves (`Tally`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Length, Substr

from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import OPEN, State
from quanjing.tasks.models import Assignment, Tally
from quanjing.tasks.queries.times import is_locked, was_sent_late

STEP = Organization.steplen
DATES = ("due_at", "closes_at", "extended_to")


class Cell(NamedTuple):
    """What assignments have in common that are counted together; the columns of `Tally`."""

    directive_id: int
    task_id: int
    state: str
    sent_late: bool
    due_at: datetime | None
    closes_at: datetime | None
    extended_to: datetime | None


Lines = Counter[tuple[str, Cell]]  # (path of the body above, cell) -> how many below it


def cell_from(row: Mapping[str, Any]) -> Cell:
    """The cell of assignments with these columns; dates are left out where no clock runs any more."""
    due_at, closes_at, extended_to = (row[name] for name in DATES)
    if row["state"] == State.RETURNED and row["return_due"]:
        due_at, extended_to = row["return_due"], None
    elif row["state"] not in (*OPEN, State.RETURNED):
        due_at = extended_to = None
    if row["state"] not in OPEN:
        closes_at = None
    known = (row["directive_id"], row["task_id"], row["state"], bool(row["sent_late"]))
    return Cell(*known, due_at, closes_at, extended_to)


def lines_above(rows: QuerySet[Assignment]) -> Lines:
    """What these assignments add to every body above their organizations: one query."""
    columns = ("directive_id", "task_id", "state", "sent_late", "return_due", *DATES)
    parent = Substr("organization__path", 1, Length("organization__path") - STEP, output_field=CharField())
    late = Case(When(was_sent_late(), then=Value(True)), default=Value(False))
    below_a_body = rows.select_related(None).order_by().filter(organization__depth__gt=1)
    grouped: Any = below_a_body.annotate(parent=parent, sent_late=late).values("parent", *columns)
    lines: Lines = Counter()
    for row in grouped.annotate(count=Count("pk")):
        cell = cell_from(row)
        for path in ancestors(row["parent"] + STEP * "0"):
            lines[path, cell] += row["count"]
    return lines


def ancestors(path: str) -> list[str]:
    """The paths of the bodies above the one at `path`."""
    return [path[:end] for end in range(STEP, len(path), STEP)]


def kept_lines(directive_id: int) -> Lines:
    """The count as it is kept, in the shape of `lines_above`: one query."""
    rows = _summed(Tally.objects.filter(directive=directive_id), "directive_id", "node__path")
    return Counter({(row["node__path"], cell_kept(row)): row["count"] for row in rows})


def counts_below(head: Organization, directive_id: int, now: datetime) -> list[dict[str, Any]]:
    """The counts of the children of `head`, each with all below it: one query.

    Returns:
        rows with `node` (path of the child), `task_id`, `state`, `count`, `late`, `locked` and `own` (0).
    """
    children = in_subtree(head.path, "node__") & Q(node__depth=head.depth + 1)
    found = Tally.objects.filter(children, directive=directive_id)
    rows = _clocked(found.values("task_id", "state", path=F("node__path")), now)
    return [row | {"node": row["path"], "own": 0} for row in rows]


def counts_at(node_id: int, directives: Iterable[int], now: datetime) -> list[dict[str, Any]]:
    """The counts below one body in several directives, rows as of `counts_below`: one query."""
    found = Tally.objects.filter(node=node_id, directive__in=list(directives))
    return _clocked(found.values("directive_id", "state"), now)


def _clocked(grouped: Any, now: datetime) -> list[dict[str, Any]]:
    """Sums with what is late and locked; `queries.times` and `rules.clocks` say the same of assignments."""
    passed = Q(extended_to__lt=now) | Q(extended_to=None) & (
        Q(due_at__lt=now) | Q(due_at=None, task__due_at__lt=now)
    )
    late = Q(sent_late=True) | Q(state__in=(*OPEN, State.RETURNED)) & passed
    sums = {
        "lines": Sum("count"),
        "late": Sum("count", filter=late, default=0),
        "locked": Sum("count", filter=is_locked(now), default=0),
    }
    return [row | {"count": row["lines"]} for row in grouped.order_by().annotate(**sums) if row["lines"]]


def cell_kept(row: Mapping[str, Any]) -> Cell:
    return Cell(*(row[name] for name in Cell._fields))


def _summed(found: QuerySet[Tally], *more: str) -> list[dict[str, Any]]:
    columns = dict.fromkeys((*more, "task_id", "state", "sent_late", *DATES))
    grouped: Any = found.order_by().values(*columns).annotate(count=Sum("count"))
    return [row for row in grouped if row["count"]]
