"""Confirming a fact that the engine was unsure of."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem
from quanjing.tasks.actions.guards import editable
from quanjing.tasks.models import Task


@transaction.atomic
def confirm(*, actor: Actor, directive: Directive, task: Task | None = None, fact: str) -> None:
    """Say that a fact is right as it was read (or that it is rightly missing).

    A deadline is confirmed for every task that has it in the same words: it is one fact.

    Raises:
        Denied, WrongState: as every change of a directive.
        Invalid: nothing is to be confirmed there.
    """
    locked = editable(actor, directive)
    if task is None:
        if fact not in locked.doubts:
            raise Invalid([Problem(fact, _("There is nothing to confirm."))])
        del locked.doubts[fact]
        locked.version += 1
        locked.save(update_fields=["doubts", "version"])
        record(actor=actor, verb="tasks.confirm", on=locked, detail={"fact": fact})
        return
    affected = [other for other in same_phrase(task) if fact in other.doubts]
    if not affected:
        raise Invalid([Problem(fact, _("There is nothing to confirm."))])
    for other in affected:
        del other.doubts[fact]
        other.version += 1
    Task.objects.bulk_update(affected, ["doubts", "version"])
    Directive.objects.filter(pk=locked.pk).update(version=F("version") + 1)
    detail = {"fact": fact, "tasks": [other.code for other in affected]}
    record(actor=actor, verb="tasks.confirm", on=locked, detail=detail)


def same_phrase(task: Task) -> list[Task]:
    """The tasks of the directive whose deadline is given in the same words, this one included."""
    if not task.deadline_text:
        return [Task.objects.get(pk=task.pk)]
    same = Task.objects.filter(directive=task.directive_id, deadline_text=task.deadline_text)
    return list(same.filter(due_on=task.due_on, due_time=task.due_time))
