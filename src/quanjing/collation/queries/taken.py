"""What goes into a collation: the newest version of each assignment, counted and held fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field
from quanjing.sheets.queries import fields_of, headers_of
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry, Submission
from quanjing.submissions.queries import newest, submissions_visible_to
from quanjing.tasks.enums import NOT_EXPECTED, OPEN, State
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries import assignments_visible_to

FILE_TYPES = frozenset({FieldType.FILE, FieldType.PHOTO})
TREE = ("assignment__organization__path", "assignment__task__position")
BY_TASK = ("assignment__task__position", "assignment__organization__path")


@dataclass(frozen=True, slots=True)
class BlockTable:
    """A block as a table: the fields above the sheet, and its own."""

    block: Block
    header: tuple[Field, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class TaskNumbers:
    """What one task brings into a collation, and what it does not (yet)."""

    task: Task
    accepted: int  # entries
    waiting: int  # entries
    nil: int  # assignments, as the following
    returned: int
    open: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The reports that a paper takes, held fast: whatever happens later, it is written from these.

    `submissions` stand in the order of tree and task, `nil` in that of task and tree. Of `expected`
    assignments (numerator and denominator count reports) so many bring something at `taken_at`.
    """

    submissions: tuple[int, ...]
    nil: tuple[int, ...]
    expected: int
    taken_at: datetime


def snapshot(actor: Actor, directive: Directive, states: Sequence[SubmissionState]) -> Snapshot:
    """What the actor may take now: three queries."""
    counted = assignments_visible_to(actor).filter(directive=directive).exclude(state__in=NOT_EXPECTED)
    return Snapshot(
        _keys(taken(actor, directive, states), TREE),
        _keys(taken(actor, directive, (SubmissionState.NIL,)), BY_TASK),
        counted.count(),
        clock.now(),
    )


def _keys(submissions: QuerySet[Submission], order: Sequence[str]) -> tuple[int, ...]:
    return tuple(submissions.order_by(*order, "pk").values_list("pk", flat=True))


def taken(actor: Actor, directive: Directive, states: Sequence[SubmissionState]) -> QuerySet[Submission]:
    """The newest versions in these states, of the assignments that the actor sees and that still count."""
    seen = newest(submissions_visible_to(actor)).filter(assignment__directive=directive, state__in=states)
    return seen.exclude(assignment__state__in=NOT_EXPECTED)


def tables_of(directive: Directive) -> list[BlockTable]:
    """The blocks that answer the marked tasks, in the order of the sheets: four queries."""
    used = Block.objects.filter(tasks__directive=directive, tasks__assign=True).exclude(key="header")
    loaded = used.distinct().select_related("template").prefetch_related(fields_of())
    blocks = list(loaded.order_by("template_id", "position"))
    headers = {block.template_id: block for block in headers_of({block.template_id for block in blocks})}
    return [BlockTable(block, _fields(headers.get(block.template_id)), _fields(block)) for block in blocks]


def _fields(block: Block | None) -> tuple[Field, ...]:
    return tuple(block.fields.all()) if block else ()


def marked_tasks(directive: Directive) -> list[Task]:
    """The tasks that were handed out, in the order of the notice: one query."""
    return list(Task.objects.filter(directive=directive, assign=True).order_by("position"))


def head_of(actor: Actor, directive: Directive) -> Organization:
    """The body whose subtree is collated: the issuer where the actor sees it whole, otherwise his own."""
    if actor.covers(directive.organization.path):
        return directive.organization
    own: Organization = Organization.objects.get(path=actor.path)
    return own


def names_below(head: Organization) -> dict[str, str]:
    """The names of the bodies right below, by path: one query."""
    below = Organization.objects.filter(in_subtree(head.path), depth=head.depth + 1)
    return dict(below.values_list("path", "name"))


def numbers(actor: Actor, directive: Directive) -> list[TaskNumbers]:
    """What each task brings: three queries."""
    both = taken(actor, directive, (SubmissionState.ACCEPTED, SubmissionState.SUBMITTED))
    entries: dict[tuple[int, str], int] = {}
    grouped = Entry.objects.filter(submission__in=both).order_by()
    for row in grouped.values("submission__assignment__task", "submission__state").annotate(
        count=Count("pk")
    ):
        entries[row["submission__assignment__task"], row["submission__state"]] = row["count"]
    states = _by_task(assignments_visible_to(actor).filter(directive=directive))
    return [
        TaskNumbers(
            task,
            entries.get((task.pk, SubmissionState.ACCEPTED), 0),
            entries.get((task.pk, SubmissionState.SUBMITTED), 0),
            *states.get(task.pk, (0, 0, 0)),
        )
        for task in marked_tasks(directive)
    ]


def _by_task(assignments: QuerySet[Assignment]) -> dict[int, tuple[int, int, int]]:
    """Nil reports, returned and open assignments by task."""
    rows = assignments.select_related(None).order_by().values_list("task_id")
    counted = rows.annotate(
        nil=Count("pk", filter=Q(state=State.NIL)),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
        open=Count("pk", filter=Q(state__in=OPEN)),
    )
    return {task_id: (nil, returned, still_open) for task_id, nil, returned, still_open in counted}
