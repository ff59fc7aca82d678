"""One fact read anew from a passage that a person marks: looked at first, then kept, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives import actions as directives
from quanjing.directives.models import Correction, Directive
from quanjing.directives.queries import value_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Missing, Problem, WrongState
from quanjing.tasks.actions import facts
from quanjing.tasks.actions.confirming import same_phrase
from quanjing.tasks.actions.guards import editable, refuse_stale
from quanjing.tasks.models import Task
from quanjing.tasks.queries import fact_of

FRAME = ("title", "doc_number", "issuers", "addressees", "issued_on", "contacts", "attachments")


@dataclass(frozen=True, slots=True)
class Reread:
    """What a fact would become; values in the JSON of a notice, `spans` where they stand."""

    fact: str
    task: Task | None
    before: Any
    after: Any
    spans: list[list[int]]


def preview_reread(
    *, actor: Actor, directive: Directive, fact: str, span: tuple[int, int], task: Task | None = None
) -> Reread:
    """Read `fact` (of `task`, else of the frame) in the marked passage without writing.

    Raises:
        Denied, WrongState: as every change of a directive.
        Missing: no such fact.
        Invalid: no such thing stands in the passage.
    """
    return _read(editable(actor, directive, lock=False), task, fact, span)


@transaction.atomic
def reread(
    *,
    actor: Actor,
    directive: Directive,
    fact: str,
    span: tuple[int, int],
    task: Task | None = None,
    version: int | None = None,
) -> Correction:
    """Put what the marked passage says in the place of `fact`; that confirms it.

    A deadline is set for every task that had it in the same words: it is one fact.

    Raises:
        Denied, WrongState, Missing, Invalid: as `preview_reread`.
        Conflict: `version` is not the directive's present one.
    """
    locked = editable(actor, directive)
    refuse_stale(locked, version, {}, {})
    found = _read(locked, task, fact, span)
    before = _put_in_place(locked, found)
    locked.version += 1
    locked.save()
    correction = Correction.objects.create(
        directive=locked,
        task=task.code if task else "",
        fact=fact,
        start=span[0],
        end=span[1],
        before=before | {"value": found.before},
        after=_now(locked, task, fact),
        made_at=clock.now(),
    )
    _record(actor, locked, correction, undone=False)
    return correction


@transaction.atomic
def undo_correction(*, actor: Actor, correction: Correction) -> Directive:
    """Put back what stood there before a fact was read anew, its doubt included.

    Raises:
        Denied, WrongState: as every change of a directive; also where it was undone already.
        Conflict: the fact was changed again since.
    """
    locked = editable(actor, correction.directive)
    current = Correction.objects.select_for_update().get(pk=correction.pk)
    if current.undone:
        raise WrongState
    task = _task_of(locked, current.task)
    now = _now(locked, task, current.fact)
    if now != current.after:
        raise Conflict(theirs={current.fact: now}, yours={current.fact: current.after})
    before = current.before
    if task is None:
        directives.set_fact(directive=locked, fact=current.fact, value=before["value"], spans=before["spans"])
    else:
        _restore(locked, current.fact, before["tasks"])
    locked.doubts = {**locked.doubts, **before["doubts"]}
    locked.version += 1
    locked.save()
    current.undone = True
    current.save(update_fields=["undone"])
    _record(actor, locked, current, undone=True)
    return locked


def _read(directive: Directive, task: Task | None, fact: str, span: tuple[int, int]) -> Reread:
    if fact not in (FRAME if task is None else facts.FACTS):
        raise Missing
    found = directives.reread(directive=directive, fact=fact, span=span)
    if found is None:
        raise Invalid([Problem("words", _("Nothing of the kind was found in the marked passage."))])
    return Reread(fact, task, _now(directive, task, fact), found["value"], found["spans"])


def _put_in_place(directive: Directive, found: Reread) -> dict[str, Any]:
    """Set what was read; returns what puts it back, the doubts that it settled included."""
    doubts = dict(directive.doubts)
    if found.task is None:
        before = _frame_before(directive, found.fact)
        directives.set_fact(directive=directive, fact=found.fact, value=found.after, spans=found.spans)
    else:
        affected = _affected(directive, found.task, found.fact)
        before = {"tasks": [_task_before(one, found.fact) for one in affected]}
        _set_tasks(directive, affected, found.fact, found.after)
    return before | {"doubts": {fact: why for fact, why in doubts.items() if fact not in directive.doubts}}


def _now(directive: Directive, task: Task | None, fact: str) -> Any:
    if task is None:
        return value_of(directive, fact)
    return fact_of(Task.objects.get(pk=task.pk), fact)


def _task_of(directive: Directive, code: str) -> Task | None:
    return Task.objects.get(directive=directive, code=code) if code else None


def _frame_before(directive: Directive, fact: str) -> dict[str, Any]:
    corrected = directive.corrected.get(fact)
    return {"spans": corrected["spans"] if corrected else None}


def _affected(directive: Directive, task: Task, fact: str) -> list[Task]:
    current = Task.objects.get(pk=task.pk, directive=directive)
    return same_phrase(current) if fact == "deadline" else [current]


def _task_before(task: Task, fact: str) -> dict[str, Any]:
    return {"code": task.code, "value": fact_of(task, fact), "doubts": task.doubts}


def _set_tasks(directive: Directive, tasks: Sequence[Task], fact: str, value: Any) -> None:
    for task in tasks:
        facts.set_fact(task, fact, value, directive.day_end)
        task.doubts = {name: why for name, why in task.doubts.items() if name != fact}
        task.version += 1
        task.save()
        if fact == "deadline":
            directives.settle_doubts(directive=directive, position=task.position)


def _restore(directive: Directive, fact: str, shapes: Sequence[dict[str, Any]]) -> None:
    for shape in shapes:
        task = Task.objects.get(directive=directive, code=shape["code"])
        facts.set_fact(task, fact, shape["value"], directive.day_end)
        if fact in shape["doubts"] and task.assign:
            task.doubts = {**task.doubts, fact: shape["doubts"][fact]}
        task.version += 1
        task.save()


def _record(actor: Actor, directive: Directive, correction: Correction, *, undone: bool) -> None:
    verb = "tasks.correct_task" if correction.task else "tasks.correct_directive"
    detail = {
        "facts": [correction.fact],
        "span": [correction.start, correction.end],
        "correction": correction.code,
    }
    detail |= {"task": correction.task} if correction.task else {}
    record(actor=actor, verb=verb, on=directive, detail=detail | ({"undone": True} if undone else {}))
