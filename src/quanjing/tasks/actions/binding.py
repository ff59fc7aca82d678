"""Binding tasks to the desks at which their reports arrive."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.directives.rules import can_issue
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.queries import open_desks
from quanjing.tasks.models import Task
from quanjing.tasks.rules.desks import suggested


@transaction.atomic
def bind_desks(*, actor: Actor, directive: Directive, desks: Mapping[str, str]) -> int:
    """Say at which desk the reports of tasks arrive; also after publishing, for desks change.

    Args:
        desks: task code -> desk code, or "" for none: then every officer of the body decides.

    Returns how many tasks changed. Raises `Denied`; `Invalid` for an unknown task or desk.
    """
    locked = Directive.objects.select_for_update().select_related("organization").get(pk=directive.pk)
    if not can_issue(actor, locked):
        raise Denied
    known = {desk.code: desk for desk in open_desks(locked.organization_id)}
    tasks = {task.code: task for task in Task.objects.filter(directive=locked)}
    problems = [
        Problem(f"tasks.{task}.desk", _("There is no such desk."))
        for task, desk in desks.items()
        if task not in tasks or (desk and desk not in known)
    ]
    if problems:
        raise Invalid(problems)
    changed = []
    for code, desk in desks.items():
        chosen = known[desk].pk if desk else None
        if tasks[code].bound_desk_id != chosen:
            tasks[code].bound_desk_id = chosen
            changed.append(tasks[code])
    Task.objects.bulk_update(changed, ["bound_desk"])
    if changed:
        detail = {"desks": {task.code: desks[task.code] for task in changed}}
        record(actor=actor, verb="tasks.bind_desks", on=locked, detail=detail)
    return len(changed)


def bind_suggested(*, directive: Directive) -> int:
    """Bind the tasks that nobody bound to the desk that their printed contact means; part of publishing."""
    open_tasks = list(Task.objects.filter(directive=directive, assign=True, bound_desk=None))
    desks = list(open_desks(directive.organization_id)) if open_tasks else []
    bound = []
    for task in open_tasks:
        task.bound_desk = suggested(task.desk, desks)
        bound += [task] if task.bound_desk else []
    Task.objects.bulk_update(bound, ["bound_desk"])
    return len(bound)
