"""Moving assignments from state to state and keeping the counts above them: the one place that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.tasks.actions.tallying import add_lines
from quanjing.tasks.enums import MOVES, NOT_EXPECTED, OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries.tallies import Lines, ancestors, cell_from, lines_above
from quanjing.tasks.rules.clocks import first_due_of
from quanjing.tasks.rules.states import may_take

BATCH = 5000


class MoveFields(TypedDict, total=False):
    submitted_at: datetime | None
    return_due: datetime | None
    extended_to: datetime | None


@transaction.atomic
def move(*, actor: Actor, assignment: Assignment, to: State, **fields: Unpack[MoveFields]) -> Assignment:
    """Move an assignment; part of an action that has checked its own rules and leaves the audit entry.

    `submitted_at` is kept from the first time: a later value is ignored; what is taken back has none.
    The given object is brought up to date as well.

    Raises:
        WrongState: the state machine has no such move, or somebody else moved it in the meantime.
        Denied: the table of moves does not name the actor for it.
    """
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    # read after the lock, so that a date that was changed in the meantime is seen
    whole = Assignment.objects.select_related("task", "organization", "directive")
    current = whole.defer("directive__text", "directive__notice").get(pk=assignment.pk)
    step = MOVES[State(current.state)].get(to)
    if step is None:
        raise WrongState
    if not may_take(actor, current, step):
        raise Denied
    if to in OPEN:
        fields["submitted_at"] = None  # taken back: the next sending is the first
    elif current.submitted_at is not None:
        fields.pop("submitted_at", None)
    values = {**fields, "state": to, "changed_at": clock.now()}
    Assignment.objects.filter(pk=current.pk).update(**values)
    before = _lines_of(current)
    for name, value in values.items():
        setattr(assignment, name, value)
        setattr(current, name, value)
    add_lines(_lines_of(current), before)
    return assignment


@transaction.atomic
def move_many(
    *, assignments: Iterable[Assignment] | QuerySet[Assignment], to: State, return_due: datetime | None = None
) -> int:
    """Move several at once, all or nothing, whatever their number; how many.

    `return_due` stays where none is given.

    Raises: as `move`.
    """
    wanted = sorted(assignment.pk for assignment in assignments)
    values: dict[str, object] = {"state": to, "changed_at": clock.now()}
    if return_due is not None:
        values["return_due"] = return_due
    moved = 0
    for start in range(0, len(wanted), BATCH):
        rows = Assignment.objects.filter(pk__in=wanted[start : start + BATCH])
        with counted(rows):
            present = rows.order_by().values_list("state", flat=True).distinct()
            if any(to not in MOVES[State(state)] for state in present):
                raise WrongState
            moved += rows.update(**values)
    return moved


@contextmanager
def counted(rows: QuerySet[Assignment]) -> Iterator[None]:
    """Keep the counts right over a change of these assignments or of their tasks' dates.

    `rows` must name the same assignments before and after (by key, task or directive, never by state);
    they are locked first. Any change of assignments that is not a `move` stands inside of this.
    """
    locked = rows.select_related(None).select_for_update(of=("self",)).order_by("pk")
    list(locked.values_list("pk", flat=True))
    before = lines_above(rows)
    yield
    add_lines(lines_above(rows), before)


def _lines_of(assignment: Assignment) -> Lines:
    """What one assignment, with task and organization, adds to every body above it."""
    due = first_due_of(assignment)
    is_expected = assignment.state not in NOT_EXPECTED
    late = is_expected and bool(due and assignment.submitted_at and assignment.submitted_at > due)
    columns = ("directive_id", "task_id", "state", "return_due", "due_at", "closes_at", "extended_to")
    cell = cell_from({name: getattr(assignment, name) for name in columns} | {"sent_late": late})
    return Lines({(path, cell): 1 for path in ancestors(assignment.organization.path)})
