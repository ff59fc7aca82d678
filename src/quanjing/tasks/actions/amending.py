"""Changes of a published directive, as versions that everyone addressed sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.enums import VersionKind
from quanjing.directives.models import Directive, DirectiveVersion
from quanjing.directives.rules import can_issue
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of
from quanjing.tasks.actions.moving import counted
from quanjing.tasks.actions.values import Deadline, Values, clean_task
from quanjing.tasks.enums import NOT_EXPECTED
from quanjing.tasks.models import Anchor, Assignment, Task

FACTS = ("name", "audience", "deadline")  # of a task; the sheet stays, since it may be filled in already


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an amendment would change: facts with old and new value, and how many units it touches."""

    changes: tuple[dict[str, Any], ...]
    units: int


def preview_amendment(
    *, actor: Actor, directive: Directive, kind: VersionKind, changes: Mapping[str, Mapping[str, Any]]
) -> Amendment:
    """What `amend` would do, without writing; raises as it does."""
    _may(actor, directive)
    cleaned = _cleaned(directive, kind, changes)
    return _amendment(cleaned)


@transaction.atomic
def amend(
    *,
    actor: Actor,
    directive: Directive,
    kind: VersionKind,
    reason: str,
    changes: Mapping[str, Mapping[str, Any]],
) -> DirectiveVersion:
    """Change facts of tasks of a published directive; everyone addressed is told and sees old and new.

    A new deadline holds for every unit: it takes the task off its event, and replaces dates counted from
    a unit's receipt (an extension for all leaves those that are later). A later extension of a unit stands.

    Args:
        kind: ERRATUM, or EXTENSION, which takes later deadlines only.
        changes: task code -> any of name, audience, deadline ({"due", "time", "closes"}).

    Raises:
        Denied: no right to issue this body's directives.
        WrongState: not published.
        Invalid: no reason, nothing changes, an unknown task or fact, a wrong or past date.
    """
    locked = Directive.objects.select_for_update().select_related("organization").get(pk=directive.pk)
    _may(actor, locked)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please give a reason."))])
    cleaned = _cleaned(locked, kind, changes)
    amendment = _amendment(cleaned)
    for task, values in cleaned:
        _apply(task, values, kind, locked.day_end)
    version = add_version(actor, locked, kind, reason, amendment)
    detail = {"kind": kind.value, "reason": reason.strip(), "changes": list(amendment.changes)}
    record(actor=actor, verb="tasks.amend", on=locked, detail=detail)
    return version


def add_version(
    actor: Actor, directive: Directive, kind: VersionKind, reason: str, amendment: Amendment
) -> DirectiveVersion:
    """The next version of a locked directive; everyone addressed will be told. A step of an action."""
    last = directive.versions.aggregate(last=Max("number"))["last"] or 1
    assert actor.post_id is not None
    version = DirectiveVersion.objects.create(
        directive=directive,
        number=last + 1,
        kind=kind,
        reason=reason.strip()[:1000],
        changes=list(amendment.changes),
        units=amendment.units,
        made_by_id=actor.post_id,
        made_at=clock.now(),
    )
    enqueue("tasks.tell_version", actor=actor, version_id=version.pk)
    return version


def tell_version(*, version: DirectiveVersion) -> int:
    """Tell the handlers of all addressed units of a version, each once; returns how many."""
    directive = version.directive
    rows = Assignment.objects.filter(directive=directive).values_list("organization_id", flat=True)
    return tell(
        post_ids=list(handlers_of(rows.distinct()).values_list("pk", flat=True)),
        kind=f"directive_{version.kind}",
        values={"title": str(directive), "reason": version.reason},
        link=reverse("directive_versions", args=[directive.code]),
        key=f"version:{directive.code}:{version.number}",
    )


def _may(actor: Actor, directive: Directive) -> None:
    if not can_issue(actor, directive):
        raise Denied
    if not directive.is_published:
        raise WrongState


def _cleaned(
    directive: Directive, kind: VersionKind, changes: Mapping[str, Mapping[str, Any]]
) -> list[tuple[Task, Values]]:
    """The tasks with what really changes. Raises `Invalid` with every problem at "CODE.fact"."""
    tasks = {task.code: task for task in directive.tasks.select_related("directive").order_by("position")}
    problems = [Problem(code, _("There is no such task.")) for code in changes if code not in tasks]
    cleaned: list[tuple[Task, Values]] = []
    for code, task in tasks.items():
        given = changes.get(code) or {}
        wrong = [fact for fact in given if fact not in FACTS]
        problems += [Problem(f"{code}.{fact}", _("This cannot be changed here.")) for fact in wrong]
        try:
            values = clean_task(task, {fact: given[fact] for fact in given if fact in FACTS})
        except Invalid as error:
            problems += [Problem(f"{code}.{one.where}", one.message) for one in error.problems]
            continue
        problems += _wrong_dates(task, values.deadline, kind)
        if _differences(task, values):
            cleaned.append((task, values))
    if not cleaned and not problems:
        problems.append(Problem("changes", _("Nothing would change.")))
    if problems:
        raise Invalid(problems)
    return cleaned


def _wrong_dates(task: Task, deadline: Deadline | None, kind: VersionKind) -> list[Problem]:
    if deadline is None or deadline.due is None:
        return []
    due_at = clock.end_of(deadline.due, deadline.time or task.directive.day_end)
    if due_at == task.due_at:
        return []
    where = f"{task.code}.deadline.due"
    if due_at <= clock.now():
        return [Problem(where, _("This date has passed."))]
    if kind == VersionKind.EXTENSION and task.due_at and due_at < task.due_at:
        return [Problem(where, _("An extension must be later than the present date."))]
    return []


def _differences(task: Task, values: Values) -> list[dict[str, Any]]:
    old: dict[str, Any] = {"name": task.name, "audience": task.audience, "deadline": _deadline(task)}
    new = {name: value for name, value in values.columns.items() if name in FACTS}
    if values.deadline is not None:
        given = values.deadline
        closes = given.closes.isoformat() if given.closes else None
        due = given.due.isoformat() if given.due else None
        new["deadline"] = {"due": due, "time": given.time, "closes": closes}
    at = {"task": task.code, "position": task.position, "name": task.name}
    return [
        at | {"fact": fact, "old": old[fact], "new": new[fact]}
        for fact in FACTS
        if fact in new and new[fact] != old[fact]
    ]


def _deadline(task: Task) -> dict[str, Any]:
    closes = task.closes_at.isoformat() if task.closes_at else None
    return {"due": task.due_on.isoformat() if task.due_on else None, "time": task.due_time, "closes": closes}


def _amendment(cleaned: Sequence[tuple[Task, Values]]) -> Amendment:
    touched = Assignment.objects.filter(task__in=[task for task, _values in cleaned])
    units = touched.exclude(state__in=NOT_EXPECTED).values("organization").distinct().count()
    changes = [one for task, values in cleaned for one in _differences(task, values)]
    return Amendment(tuple(changes), units)


def _apply(task: Task, values: Values, kind: VersionKind, day_end: str) -> None:
    with counted(Assignment.objects.filter(task=task)):
        _change(task, values, kind, day_end)


def _change(task: Task, values: Values, kind: VersionKind, day_end: str) -> None:
    before = _deadline(task)
    for name, value in values.columns.items():
        setattr(task, name, value)
    if values.deadline is not None:
        given = values.deadline
        task.due_on, task.due_time, task.closes_at = given.due, given.time, given.closes
        task.due_at = clock.end_of(given.due, given.time or day_end) if given.due else None
        if task.due_at and task.closes_at and task.closes_at < task.due_at:
            task.closes_at = task.due_at
    task.version += 1
    task.save()
    if _deadline(task) != before:
        _for_every_unit(task, kind)


def _for_every_unit(task: Task, kind: VersionKind) -> None:
    """Own dates give way to the task's new one; longer ones stay where it is an extension."""
    Anchor.objects.filter(task=task).delete()
    own = Assignment.objects.filter(task=task)
    if task.due_at is not None:
        own.filter(extended_to__lte=task.due_at).update(extended_to=None)
        if kind == VersionKind.EXTENSION:
            own = own.filter(due_at__lte=task.due_at)
    own.update(due_at=None, closes_at=None)
