"""What goes into a collation: the newest version of each assignment, in the order of the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import FormerNames
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field
from quanjing.sheets.queries import fields_of, headers_of
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Attachment, Entry, Submission
from quanjing.submissions.queries import newest, submissions_visible_to
from quanjing.tasks.enums import NOT_EXPECTED, OPEN, State
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries import assignments_visible_to

CHUNK = 500
FILE_TYPES = frozenset({FieldType.FILE, FieldType.PHOTO})
TREE = ("submission__assignment__organization__path", "submission__assignment__task__position")


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


def entries_of_block(submissions: QuerySet[Submission], block: Block) -> Iterator[Entry]:
    """The entries of one block in the order of tree, task and row, streamed."""
    found = Entry.objects.filter(block=block, submission__in=submissions).order_by(*TREE, "row", "pk")
    found = found.select_related("submission__assignment__organization", "submission__assignment__task")
    return _streamed(found, submissions)


def entries_of_task(submissions: QuerySet[Submission], task: Task) -> Iterator[Entry]:
    """The entries of one task in the order of tree, block and row, streamed with blocks and fields."""
    found = Entry.objects.filter(submission__assignment__task=task, submission__in=submissions)
    found = found.order_by(TREE[0], "block__template_id", "block__position", "row", "pk")
    found = found.select_related("submission__assignment__organization", "block")
    return _streamed(found.prefetch_related(fields_of("block__fields")), submissions)


def loose_files(submissions: QuerySet[Submission]) -> Iterator[Attachment]:
    """The files that belong to a whole submission, in the order of tree and task, streamed."""
    found = Attachment.objects.filter(entry=None, submission__in=submissions).order_by(*TREE, "pk")
    found = found.select_related(
        "file", "submission__assignment__organization", "submission__assignment__task"
    )
    names = _names_of(submissions)
    for file in found.iterator(chunk_size=CHUNK):
        assert file.submission is not None
        _as_named_then(file.submission, names)
        yield file


def nil_reports(actor: Actor, directive: Directive) -> Iterator[Submission]:
    """The nil reports with organization and task, by task and tree, streamed."""
    found = taken(actor, directive, (SubmissionState.NIL,))
    names = _names_of(found)
    found = found.select_related("assignment__organization", "assignment__task")
    ordered = found.order_by("assignment__task__position", "assignment__organization__path")
    for submission in ordered.iterator(chunk_size=CHUNK):
        _as_named_then(submission, names)
        yield submission


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


def _names_of(submissions: QuerySet[Submission]) -> FormerNames:
    return FormerNames(submissions.order_by().values("assignment__organization"))


def _as_named_then(submission: Submission, names: FormerNames) -> None:
    """Give the body of a submission, for this paper, the name that it bore when it sent it."""
    body = submission.assignment.organization
    body.name = names.of(body, submission.submitted_at.astimezone(clock.CHINA).date())


def _streamed(entries: QuerySet[Entry], submissions: QuerySet[Submission]) -> Iterator[Entry]:
    """A chunk at a time with its files, so that memory does not grow with the number of entries."""
    files = Prefetch("attachments", Attachment.objects.select_related("file").order_by("pk"))
    names = _names_of(submissions)
    for entry in entries.prefetch_related(files).iterator(chunk_size=CHUNK):
        _as_named_then(entry.submission, names)
        yield entry
