"""A unit says that a request duplicates another one. Only the count is ever known."""

from __future__ import annotations

from django.db import transaction

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied
from quanjing.tasks.models import Assignment, DuplicateMark
from quanjing.tasks.queries import duplicate_mark


@transaction.atomic
def mark_duplicate(*, actor: Actor, assignment: Assignment) -> bool:
    """Say so, or take it back where the own body said so; returns whether it now stands.

    It leaves no entry in the audit record and no time: either would tell the issuer which unit spoke.

    Raises `Denied` for another body's assignment or a post that does not report.
    """
    if not (actor.may(Right.REPORT) and actor.organization_id == assignment.organization_id):
        raise Denied
    mark = duplicate_mark(assignment)
    _row, made = DuplicateMark.objects.get_or_create(task_id=assignment.task_id, mark=mark)
    if not made:
        DuplicateMark.objects.filter(task_id=assignment.task_id, mark=mark).delete()
    return made
