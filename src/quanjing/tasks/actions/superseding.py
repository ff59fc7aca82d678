"""A directive that takes the place of another one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.enums import VersionKind
from quanjing.directives.models import Directive, DirectiveVersion
from quanjing.directives.rules import can_issue
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.tasks.actions.amending import Amendment, add_version
from quanjing.tasks.actions.moving import move_many
from quanjing.tasks.enums import DONE, NOT_EXPECTED, State
from quanjing.tasks.models import Assignment, Task

UNFINISHED = Q(assignments__state__in=[s.value for s in State if s not in (*DONE, *NOT_EXPECTED)])


def cancellable(*, actor: Actor, directive: Directive) -> list[Task]:
    """The tasks with `open_count`, how many assignments cancelling would end. Raises `Denied`."""
    if not can_issue(actor, directive):
        raise Denied
    tasks = directive.tasks.annotate(open_count=Count("assignments", filter=UNFINISHED))
    return list(tasks.filter(open_count__gt=0).order_by("position"))


@transaction.atomic
def supersede(
    *, actor: Actor, directive: Directive, old: Directive, cancel: Sequence[str], reason: str
) -> DirectiveVersion:
    """Say that `directive` takes the place of `old`; both show it, and everyone addressed by the old is told.

    Args:
        cancel: codes of tasks of the old one whose unfinished assignments are cancelled; what was
            accepted, and nil reports, stay.

    Raises:
        Denied: no right to issue both.
        WrongState: one is not published, or the old one was superseded already.
        Invalid: no reason, the same directive twice, a circle, or a task that `old` does not have.
    """
    both = Directive.objects.select_for_update().filter(pk__in=[directive.pk, old.pk]).order_by("pk")
    rows = {one.pk: one for one in both.select_related("organization")}
    new, before = rows[directive.pk], rows[old.pk]
    if not (can_issue(actor, new) and can_issue(actor, before)):
        raise Denied
    _refuse(new, before, reason)
    tasks = list(before.tasks.filter(code__in=cancel))
    if len(tasks) != len(set(cancel)):
        raise Invalid([Problem("cancel", _("There is no such task."))])
    rows_open = Assignment.objects.filter(task__in=tasks).exclude(state__in=(*DONE, *NOT_EXPECTED))
    units = rows_open.values("organization").distinct().count()
    changes = tuple(
        {"task": task.code, "position": task.position, "name": task.name, "fact": "cancelled",
         "old": "", "new": ""}
        for task in tasks
    )  # fmt: skip
    cancelled = move_many(assignments=rows_open, to=State.CANCELLED)
    new.supersedes = before
    new.save(update_fields=["supersedes"])
    version = add_version(actor, before, VersionKind.SUPERSESSION, reason, Amendment(changes, units))
    detail = {"old": before.code, "tasks": list(cancel), "cancelled": cancelled, "reason": reason.strip()}
    record(actor=actor, verb="tasks.supersede", on=new, detail=detail)
    return version


def _refuse(new: Directive, old: Directive, reason: str) -> None:
    problems = []
    if not reason.strip():
        problems.append(Problem("reason", _("Please give a reason.")))
    if new.pk == old.pk or old.supersedes_id == new.pk:
        problems.append(Problem("old", _("A notice cannot take its own place.")))
    if problems:
        raise Invalid(problems)
    if not (new.is_published and old.is_published) or old.superseded_by.exists() or new.supersedes_id:
        raise WrongState
