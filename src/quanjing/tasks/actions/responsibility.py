"""The responsibility matrix: which unit leads and which supports an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.directives.rules import can_issue
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.tasks.enums import Role
from quanjing.tasks.models import Responsibility, Task
from quanjing.tasks.rules.roles import roles_of


def fill_matrix(tasks: Sequence[Task]) -> None:
    """The first matrix of freshly read tasks, from the names in the text; part of registering."""
    Responsibility.objects.bulk_create(
        Responsibility(task=task, name=name[:200], role=role)
        for task in tasks
        for name, role in roles_of(task.responsible, task.item.text if task.item else "")
    )


@transaction.atomic
def set_responsibility(*, actor: Actor, directive: Directive, cells: Mapping[tuple[str, str], str]) -> int:
    """Set cells of the matrix: (task code, name of the unit) -> "lead", "support" or "" for none.

    Returns how many cells changed. The matrix is the issuer's own and may change after publishing.

    Raises:
        Denied: no right to issue.
        Invalid: an unknown task or part, or a unit without a name.
    """
    if not can_issue(actor, directive):
        raise Denied
    tasks = {task.code: task for task in Task.objects.select_for_update().filter(directive=directive)}
    _refuse(cells, tasks)
    present = {(one.task.code, one.name): one for one in _rows(directive)}
    changed = 0
    for (code, name), role in cells.items():
        one = present.get((code, name.strip()))
        if one is not None and not role:
            one.delete()
        elif one is not None and one.role != role:
            one.role = role
            one.save(update_fields=["role"])
        elif one is None and role:
            Responsibility.objects.create(task=tasks[code], name=name.strip()[:200], role=role)
        else:
            continue
        changed += 1
    if changed:
        record(actor=actor, verb="tasks.set_responsibility", on=directive, detail={"cells": changed})
    return changed


@transaction.atomic
def merge_units(*, actor: Actor, directive: Directive, keep: str, drop: str) -> int:
    """Two names are one unit: `drop` becomes `keep` in every item, and leads where either led.

    Returns in how many items. Raises `Denied`.
    """
    if not can_issue(actor, directive):
        raise Denied
    kept = {one.task_id: one for one in _rows(directive) if one.name == keep}
    moved = 0
    for one in [one for one in _rows(directive) if one.name == drop]:
        other = kept.get(one.task_id)
        if other is None:
            one.name = keep
            one.save(update_fields=["name"])
        else:
            if one.role == Role.LEAD and other.role != Role.LEAD:
                other.role = Role.LEAD
                other.save(update_fields=["role"])
            one.delete()
        moved += 1
    if moved:
        detail = {"keep": keep, "drop": drop, "items": moved}
        record(actor=actor, verb="tasks.merge_units", on=directive, detail=detail)
    return moved


def _rows(directive: Directive) -> list[Responsibility]:
    return list(Responsibility.objects.filter(task__directive=directive).select_related("task"))


def _refuse(cells: Mapping[tuple[str, str], str], tasks: Mapping[str, Task]) -> None:
    problems = []
    for (code, name), role in cells.items():
        if code not in tasks or role not in ("", *Role.values):
            problems.append(Problem(f"{code}.{name}", _("There is no such cell.")))
        elif not name.strip():
            problems.append(Problem(code, _("A unit needs a name.")))
    if problems:
        raise Invalid(problems)
