"""A person corrects what was read; afterwards, once published, only an erratum changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from quanjing.audit.actions import record
from quanjing.directives import actions as directives
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing, WrongState
from quanjing.sheets.actions import revise
from quanjing.sheets.models import SheetTemplate
from quanjing.tasks.actions.confirming import same_phrase
from quanjing.tasks.actions.guards import editable, refuse_stale
from quanjing.tasks.actions.sheets import give_own_sheet
from quanjing.tasks.actions.values import Deadline, Values, clean_task
from quanjing.tasks.models import Anchor, Task


@transaction.atomic
def correct_directive(
    *, actor: Actor, directive: Directive, changes: Mapping[str, Any], version: int | None = None
) -> Directive:
    """Set any of doc_number, title, addressees, issued_on, day_end; setting a fact confirms it.

    A new `day_end` (HH:MM) moves every deadline that has no time of its own.

    Raises:
        Denied, WrongState: no right to issue, or published already.
        Conflict: `version` is not the present one.
        Invalid: a value that the fact cannot have.
    """
    locked = editable(actor, directive)
    theirs = {name: getattr(locked, name) for name in directives.CORRECTABLE}
    refuse_stale(locked, version, changes, theirs)
    directives.correct(directive=locked, changes=changes)
    locked.version += 1
    locked.save()
    if "day_end" in changes:
        _move_days(locked)
    record(actor=actor, verb="tasks.correct_directive", on=locked, detail={"facts": sorted(changes)})
    return locked


@transaction.atomic
def correct_task(*, actor: Actor, task: Task, changes: Mapping[str, Any], version: int | None = None) -> Task:
    """Set any of the facts of a task; setting a fact confirms it.

    Args:
        changes: name, audience, nil_allowed, assign (whether it is handed out), deliverables (texts or
            {"text", "media", "required"}), desk (text or {"name", "org", "phones", "emails"}),
            deadline ({"due": day, "time": HH:MM, "closes": day or moment, "everywhere": also for the
            other tasks of the same words}), sheet (code, or null for a sheet of its own) or blocks
            (list of "SHEETCODE.b2").
        version: the task's version that the person saw; None is not checked.

    Raises:
        Denied, WrongState: no right to issue, or published already.
        Conflict: `version` is not the present one.
        Invalid: every wrong value with its place ("deadline.due").
    """
    directive = editable(actor, task.directive)
    current = Task.objects.select_related("item").get(pk=task.pk)
    refuse_stale(current, version, changes, summary(current))
    _apply(current, clean_task(current, changes), directive.day_end)
    if "deadline" in changes:
        directives.settle_doubts(directive=directive, position=current.position)
    directive.version += 1
    directive.save(update_fields=["doubts", "version"])
    detail = {"task": current.code, "facts": sorted(changes)}
    record(actor=actor, verb="tasks.correct_task", on=directive, detail=detail)
    return current


@transaction.atomic
def edit_sheet(
    *,
    actor: Actor,
    directive: Directive,
    template: SheetTemplate,
    changes: Mapping[str, Mapping[str, Any]],
    version: int | None = None,
) -> SheetTemplate:
    """Change labels, what is required, optional or repeated, or leave fields out (see `sheets.revise`).

    `version` is that of the directive. A sheet that is passed on stays as its issuer made it, so that what
    comes in fits what is sent upward; any other is its directive's own and nobody has filled it in.

    Raises:
        Denied, WrongState, Conflict, Invalid: as `correct_directive`.
        Missing: the sheet belongs to another directive.
    """
    locked = editable(actor, directive)
    refuse_stale(locked, version, changes, {})
    own = SheetTemplate.objects.filter(pk=template.pk)
    if not (own.filter(attachment__directive=locked) | own.filter(blocks__tasks__directive=locked)).exists():
        raise Missing
    if Task.objects.filter(blocks__template=template).exclude(directive=locked).exists():
        raise WrongState  # the superior's sheet, which others fill in
    changed = revise(template=template, changes=changes)
    Directive.objects.filter(pk=locked.pk).update(version=F("version") + 1)
    detail = {"sheet": template.code, "places": sorted(changes)}
    record(actor=actor, verb="tasks.edit_sheet", on=locked, detail=detail)
    return changed


def summary(task: Task) -> dict[str, Any]:
    """The facts of a task as `correct_task` takes them, to show what somebody else made of it."""
    return {
        "name": task.name,
        "audience": task.audience,
        "assign": task.assign,
        "deadline": {"due": task.due_on, "time": task.due_time, "closes": task.closes_at},
        "deliverables": [one["text"] for one in task.deliverables],
        "desk": task.desk,
        "nil_allowed": task.nil_allowed,
    }


def _apply(task: Task, values: Values, day_end: str) -> None:
    marked_now = values.columns.get("assign") is True and not task.assign
    others: list[Task] = []
    if values.deadline is not None and values.deadline.everywhere:
        others = [other for other in same_phrase(task) if other.pk != task.pk]
    for name, value in values.columns.items():
        setattr(task, name, value)
    if not task.assign:
        task.doubts = {}
    elif marked_now and task.due_on is None:
        task.doubts = {"deadline": "no_date"}
    for each in (task, *others):
        if values.deadline is not None:
            _set_deadline(each, values.deadline, day_end)
        each.version += 1
        each.save()
    if values.blocks is not None:
        task.blocks.set(values.blocks)
    if task.assign and not task.blocks.exists():
        give_own_sheet(task)


def _set_deadline(task: Task, deadline: Deadline, day_end: str) -> None:
    Anchor.objects.filter(task=task).delete()  # a day by hand takes the deadline off its event
    task.due_on, task.due_time = deadline.due, deadline.time
    task.due_at = clock.end_of(deadline.due, deadline.time or day_end) if deadline.due else None
    task.closes_at = deadline.closes
    task.inferred = []
    task.doubts = {fact: why for fact, why in task.doubts.items() if fact != "deadline"}


def _move_days(directive: Directive) -> None:
    moved = list(Task.objects.filter(directive=directive, due_time="").exclude(due_on=None))
    for task in moved:
        assert task.due_on is not None
        task.due_at = clock.end_of(task.due_on, directive.day_end)
        task.version += 1
    Task.objects.bulk_update(moved, ["due_at", "version"])
