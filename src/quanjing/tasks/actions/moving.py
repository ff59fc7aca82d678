"""Moving an assignment from state to state: the one place that knows which moves there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import WrongState
from quanjing.tasks.enums import MOVES, OPEN, State
from quanjing.tasks.models import Assignment


class MoveFields(TypedDict, total=False):
    submitted_at: datetime | None
    return_due: datetime | None
    extended_to: datetime | None


@transaction.atomic
def move(*, actor: Actor, assignment: Assignment, to: State, **fields: Unpack[MoveFields]) -> Assignment:  # noqa: ARG001
    """Move an assignment; part of an action that has checked the rights and leaves the audit entry.

    `submitted_at` is kept from the first time: a later value is ignored; what is taken back has none.
    The given object is brought up to date as well.

    Raises:
        WrongState: the state machine has no such move, or somebody else moved it in the meantime.
    """
    current = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if to not in MOVES[State(current.state)]:
        raise WrongState
    if to in OPEN:
        fields["submitted_at"] = None  # taken back: the next sending is the first
    elif current.submitted_at is not None:
        fields.pop("submitted_at", None)
    values = {**fields, "state": to, "changed_at": clock.now()}
    Assignment.objects.filter(pk=current.pk).update(**values)
    for name, value in values.items():
        setattr(assignment, name, value)
    return assignment


@transaction.atomic
def move_many(*, assignments: Iterable[Assignment], to: State, return_due: datetime | None = None) -> int:
    """Move several at once, all or nothing, in two queries; `return_due` stays where none is given.

    Raises: as `move`.
    """
    wanted = [assignment.pk for assignment in assignments]
    current = list(Assignment.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if any(to not in MOVES[State(one.state)] for one in current):
        raise WrongState
    values: dict[str, object] = {"state": to, "changed_at": clock.now()}
    if return_due is not None:
        values["return_due"] = return_due
    return Assignment.objects.filter(pk__in=wanted).update(**values)
