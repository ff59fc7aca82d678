"""Recurring tasks: a rhythm, and one task a period that is handed out like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives import actions as directives
from quanjing.directives.rules import can_issue
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.tasks.actions.anchoring import end_of_day
from quanjing.tasks.actions.guards import editable
from quanjing.tasks.enums import DeadlineKind, Every
from quanjing.tasks.models import Anchor, Rhythm, Task
from quanjing.tasks.rules.periods import Period, periods

AHEAD = timedelta(days=7)  # an occurrence is handed out a week before its period begins
MOST_AT_ONCE = 60  # periods from the first day to today: who starts in the past does not get decades
COPIED = (
    "directive_id", "item_id", "position", "audience", "deliverables", "responsible", "desk", "deadline_text",
    "deadline_start", "deadline_end", "due_time", "recurrence", "count", "nil_allowed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beat:
    """What a rhythm says, see `Rhythm`."""

    every: Every
    first_on: date
    due_days: int = 0
    last_on: date | None = None
    grace_days: int | None = None


@transaction.atomic
def set_rhythm(*, actor: Actor, task: Task, beat: Beat) -> Rhythm:
    """Make a task recur: from publishing on it gets an occurrence a period; this confirms the deadline.

    Raises:
        Denied, WrongState: no right to issue, or published already.
        Invalid: an end before the start, a start too long ago, days out of range.
    """
    directive = editable(actor, task.directive)
    _refuse(beat)
    current = Task.objects.get(pk=task.pk)
    values = {
        name: getattr(beat, name) for name in ("every", "first_on", "due_days", "last_on", "grace_days")
    }
    rhythm, _new = Rhythm.objects.update_or_create(task=current, defaults=values)
    Anchor.objects.filter(task=current).delete()
    current.deadline_kind, current.recurrence = DeadlineKind.RECURRING, beat.every
    current.due_on = current.due_at = current.closes_at = None
    current.inferred = []
    current.doubts = {fact: why for fact, why in current.doubts.items() if fact != "deadline"}
    current.version += 1
    current.save()
    directives.settle_doubts(directive=directive, position=current.position)
    directive.version += 1
    directive.save(update_fields=["doubts", "version"])
    detail = {"task": current.code, "every": beat.every.value, "first_on": beat.first_on.isoformat()}
    record(actor=actor, verb="tasks.set_rhythm", on=directive, detail=detail)
    return rhythm


@transaction.atomic
def end_rhythm(*, actor: Actor, task: Task, last_on: date) -> Rhythm:
    """Say until when a recurring task recurs; what is handed out already stays.

    Raises `Denied`; `Missing` for a task without a rhythm; `Invalid` for an end before the start.
    """
    rhythm = Rhythm.objects.select_for_update(of=("self",)).select_related("task__directive")
    found = rhythm.filter(task=task).first()
    if found is None:
        raise Missing
    if not can_issue(actor, found.task.directive):
        raise Denied
    if last_on < found.first_on:
        raise Invalid([Problem("last_on", _("The last day lies before the first."))])
    found.last_on = last_on
    found.save(update_fields=["last_on"])
    detail = {"task": found.task.code, "last_on": last_on.isoformat()}
    record(actor=actor, verb="tasks.end_rhythm", on=found.task.directive, detail=detail)
    return found


def unfold(tasks: Sequence[Task]) -> list[Task]:
    """These tasks, each recurring one replaced by its occurrences so far; a step of publishing."""
    rhythms = {one.task_id: one for one in Rhythm.objects.filter(task__in=tasks).select_related("task")}
    found: list[Task] = []
    for task in tasks:
        if task.pk in rhythms:
            open_occurrences(rhythms[task.pk])
            Task.objects.filter(pk=task.pk).update(assign=False)
            found += task.occurrences.order_by("period")
        else:
            found.append(task)
    return found


def open_occurrences(rhythm: Rhythm) -> list[Task]:
    """Make the occurrences of the periods that have begun or begin soon, each once; returns new ones.

    Called again, or by two workers at once, it makes none twice: a series has each period once.
    """
    until = clock.today() + AHEAD
    last = min(until, rhythm.last_on) if rhythm.last_on else until
    known = set(rhythm.task.occurrences.values_list("period", flat=True))
    made = []
    for period in periods(Every(rhythm.every), rhythm.first_on, last):
        if period.key not in known:
            occurrence, is_new = _occurrence(rhythm, period)
            made += [occurrence] if is_new else []
    return made


def _occurrence(rhythm: Rhythm, period: Period) -> tuple[Task, bool]:
    task = rhythm.task
    end = end_of_day(task)
    due_on = period.last + timedelta(days=rhythm.due_days)
    closes = None
    if rhythm.grace_days is not None:
        closes = clock.end_of(due_on + timedelta(days=rhythm.grace_days), end)
    values = {name: getattr(task, name) for name in COPIED} | {
        "name": f"{task.name[:285]} {period.key}",
        "assign": True,
        "deadline_kind": DeadlineKind.RECURRING,
        "opens_on": period.first,
        "due_on": due_on,
        "due_at": clock.end_of(due_on, end),
        "closes_at": closes,
    }
    occurrence, is_new = Task.objects.get_or_create(series=task, period=period.key, defaults=values)
    if is_new:
        occurrence.blocks.set(task.blocks.all())
    return occurrence, is_new


def _refuse(beat: Beat) -> None:
    problems = []
    if beat.last_on and beat.last_on < beat.first_on:
        problems.append(Problem("last_on", _("The last day lies before the first.")))
    if not -366 <= beat.due_days <= 366:
        problems.append(Problem("due_days", _("A number from −366 to 366.")))
    if beat.grace_days is not None and not 0 <= beat.grace_days <= 366:
        problems.append(Problem("grace_days", _("A number from 0 to %(most)d.") % {"most": 366}))
    until = min(clock.today(), beat.last_on or clock.today())
    if sum(1 for _one in periods(beat.every, beat.first_on, until)) > MOST_AT_ONCE:
        problems.append(Problem("first_on", _("This day lies too far in the past.")))
    if problems:
        raise Invalid(problems)
