"""Hanging a task's deadline on an event or on the receipt, and taking it off again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives import actions as directives
from quanjing.directives.models import Directive, Event
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem
from quanjing.tasks.actions.confirming import same_phrase
from quanjing.tasks.actions.guards import editable
from quanjing.tasks.actions.moving import counted
from quanjing.tasks.enums import DeadlineKind, Side, Since, Unit
from quanjing.tasks.models import Anchor, Assignment, Task
from quanjing.tasks.queries.calendar import calendar
from quanjing.tasks.rules.anchors import Resolved, resolve

MOST = 366  # days or working days counted from an event or a receipt


@dataclass(frozen=True, slots=True)
class Hook:
    """What a deadline is counted from: see `Anchor`."""

    since: Since
    event: Event | None = None
    side: Side = Side.AFTER
    count: int = 0
    unit: Unit = Unit.WORKDAYS
    grace_days: int | None = None


@transaction.atomic
def hang(*, actor: Actor, task: Task, hook: Hook) -> list[Task]:
    """Count the deadline of a task from an event or from the receipt; this confirms the deadline.

    It is done for every task that has the deadline in the same words: it is one fact. With an event
    whose day is known the deadline is resolved at once; otherwise it stays empty.

    Raises:
        Denied, WrongState: no right to issue, or published already.
        Invalid: an event of another body, a count out of range, days "before" a receipt.
    """
    directive = editable(actor, task.directive)
    _refuse(directive, hook)
    affected = same_phrase(task)
    for one in affected:
        _hang(one, hook)
        directives.settle_doubts(directive=directive, position=one.position)
    directive.version += 1
    directive.save(update_fields=["doubts", "version"])
    event = hook.event.name if hook.event else ""
    detail = {"tasks": [one.code for one in affected], "since": hook.since.value, "event": event}
    record(actor=actor, verb="tasks.hang", on=directive, detail=detail)
    return affected


def _hang(task: Task, hook: Hook) -> None:
    values = {name: getattr(hook, name) for name in ("since", "event", "side", "count", "unit", "grace_days")}
    anchor, _new = Anchor.objects.update_or_create(task=task, defaults=values)
    task.deadline_kind = DeadlineKind.EVENT if hook.event else DeadlineKind.RELATIVE
    task.event = hook.event.name if hook.event else ""
    task.event_side = hook.side if hook.event else ""
    task.inferred = []
    task.doubts = {fact: why for fact, why in task.doubts.items() if fact != "deadline"}
    happens_on = hook.event.happens_on if hook.event else None
    put(task, resolve(anchor, happens_on, calendar(), end_of_day(task)) if happens_on else None)
    task.version += 1
    task.save()


def count_from_receipt(*, directive: Directive, organization: int) -> None:
    """Note today as the day of receipt at a unit; what counts from its confirmation gets its date."""
    own = Assignment.objects.select_for_update(of=("self",)).filter(
        directive=directive, organization=organization
    )
    fresh = list(own.filter(received_on=None).select_related("task__anchor", "task__directive"))
    today, days = clock.today(), calendar()
    for assignment in fresh:
        assignment.received_on = today
        anchor = getattr(assignment.task, "anchor", None)
        if anchor is not None and anchor.since == Since.CONFIRMATION:
            found = resolve(anchor, today, days, end_of_day(assignment.task))
            assignment.due_at, assignment.closes_at = found.due_at, found.closes_at
            if assignment.extended_to and assignment.extended_to <= found.due_at:
                assignment.extended_to = None  # given before: it must not take time away
    with counted(Assignment.objects.filter(pk__in=[one.pk for one in fresh])):  # grouped: no lock here
        Assignment.objects.bulk_update(fresh, ["received_on", "due_at", "closes_at", "extended_to"])


def count_from_publishing(task: Task) -> None:
    """Resolve, from today, what counts from publishing, for each unit that has no day yet.

    A step of handing out, which keeps the counts.
    """
    anchor = Anchor.objects.filter(task=task, since=Since.PUBLISHING).first()
    if anchor is None:
        return
    found = resolve(anchor, clock.today(), calendar(), end_of_day(task))
    rows = Assignment.objects.filter(task=task, received_on=None)
    rows.update(received_on=clock.today(), due_at=found.due_at, closes_at=found.closes_at)
    if task.due_at is None:
        put(task, found)
        task.save(update_fields=["due_on", "due_at", "closes_at"])


def put(task: Task, found: Resolved | None) -> None:
    """Set the dates of a task as they were resolved; None: not known yet. Nothing is saved."""
    task.due_on = found.due_on if found else None
    task.due_at = found.due_at if found else None
    task.closes_at = found.closes_at if found else None


def end_of_day(task: Task) -> str:
    """HH:MM when the last day of a task ends."""
    return task.due_time or task.directive.day_end


def _refuse(directive: Directive, hook: Hook) -> None:
    problems = []
    if (hook.since == Since.EVENT) != (hook.event is not None):
        problems.append(Problem("event", _("Choose the event that the deadline hangs on.")))
    elif hook.event and hook.event.organization_id != directive.organization_id:
        problems.append(Problem("event", _("This event belongs to another body.")))
    if hook.since != Since.EVENT and (hook.side == Side.BEFORE or hook.count == 0):
        problems.append(Problem("count", _("After receipt there must be at least one day.")))
    if not 0 <= hook.count <= MOST:
        problems.append(Problem("count", _("A number from 0 to %(most)d.") % {"most": MOST}))
    if hook.grace_days is not None and not 0 <= hook.grace_days <= MOST:
        problems.append(Problem("grace_days", _("A number from 0 to %(most)d.") % {"most": MOST}))
    if problems:
        raise Invalid(problems)
