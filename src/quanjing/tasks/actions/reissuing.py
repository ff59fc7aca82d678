"""A body that receives a directive hands it on: items copied with their source, earlier inner dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives import actions as directives
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Attachment, Directive, DirectiveItem
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.tasks.actions.guards import editable
from quanjing.tasks.actions.sheets import give_own_sheet
from quanjing.tasks.actions.values import clean_task
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries.cascade import reissue_by, superior_dates
from quanjing.tasks.rules.cascade import can_reissue

BUFFER = 3  # days that a body keeps for itself before its superior's date
_COPIED = (
    "name",
    "deliverables",
    "deadline_text",
    "deadline_kind",
    "opens_on",
    "event",
    "offset_workdays",
    "recurrence",
    "count",
    "nil_allowed",
)


@transaction.atomic
def reissue(*, actor: Actor, directive: Directive, buffer: int = BUFFER) -> Directive:
    """Open a directive of the actor's own body that passes `directive` on, to be checked and published.

    Its text is the superior's, so that every item keeps its place in it; dates are the superior's (an
    extension of the own body counts) less `buffer` days, never before tomorrow. Doing it again
    gives the one that was opened before.

    Raises:
        Denied: no right to issue, the directive does not address the body, or nobody stands below it.
    """
    if not can_reissue(actor, directive):
        raise Denied
    existing = reissue_by(actor, directive)
    if existing is not None:
        return existing
    own = directives.open_reissue(actor=actor, source=directive)
    tasks = _adopt(own, directive, None, buffer)
    detail = {"source": directive.code, "tasks": len(tasks), "buffer": buffer}
    record(actor=actor, verb="tasks.reissue", on=own, detail=detail)
    return own


@transaction.atomic
def adopt(
    *,
    actor: Actor,
    directive: Directive,
    source: Directive,
    tasks: Sequence[str] | None = None,
    buffer: int = BUFFER,
) -> list[Task]:
    """Take items of another directive that the body received into one that it is preparing.

    `tasks` are codes of the source's tasks (None: all that are handed out); those taken before are
    left out. The source's text is added below the own one, and the source becomes a basis.

    Raises:
        Denied, WrongState: no right to issue, or published already.
        Missing: the source does not address the body, or has no such task.
    """
    locked = editable(actor, directive)
    if not can_reissue(actor, source):
        raise Missing
    taken = set(Task.objects.filter(directive=locked).values_list("source_id", flat=True))
    found = list(Task.objects.filter(directive=source, assign=True).exclude(pk__in=taken))
    if tasks is not None:
        found = [task for task in found if task.code in set(tasks)]
        if len(found) != len(set(tasks)):
            raise Missing
    made = _adopt(locked, source, [task.pk for task in found], buffer) if found else []
    directives.link_basis(directive=locked, source=source)
    _bump(locked)
    detail = {"source": source.code, "tasks": [task.name for task in made]}
    record(actor=actor, verb="tasks.adopt", on=locked, detail=detail)
    return made


@transaction.atomic
def add_task(*, actor: Actor, directive: Directive, changes: Mapping[str, Any]) -> Task:
    """Add an item of the body's own: `changes` as `correct_task` takes them, a name is needed.

    Raises `Denied`, `WrongState`, `Invalid` as `correct_task`.
    """
    locked = editable(actor, directive)
    if not str(changes.get("name") or "").strip():
        raise Invalid([Problem("name", _("A task needs a name."))])
    last = Task.objects.filter(directive=locked).order_by("-position").first()
    task = Task(directive=locked, position=(last.position if last else 0) + 1, assign=True)
    values = clean_task(task, {**changes, "assign": True})
    for name, value in values.columns.items():
        setattr(task, name, value)
    if values.deadline is not None:
        task.due_on, task.due_time = values.deadline.due, values.deadline.time
        task.due_at = _moment(task.due_on, task.due_time or locked.day_end)
        task.closes_at = values.deadline.closes
    elif not task.due_on:
        task.doubts = {"deadline": "no_date"}
    task.save()
    give_own_sheet(task)
    _bump(locked)
    record(actor=actor, verb="tasks.add_task", on=locked, detail={"task": task.code, "name": task.name})
    return task


@transaction.atomic
def drop_task(*, actor: Actor, task: Task) -> None:
    """Take out an own item that was added by hand; what the text asks stays, it can be unmarked.

    Raises `Denied`, `WrongState`; `Missing` for an item of the text.
    """
    locked = editable(actor, task.directive)
    if task.item_id is not None:
        raise Missing
    detail = {"task": task.code, "name": task.name}
    task.delete()
    _bump(locked)
    record(actor=actor, verb="tasks.drop_task", on=locked, detail=detail)


def inner_date(superior: date, buffer: int, today: date) -> date:
    """The superior's date less the buffer, not before tomorrow, never after the superior's."""
    return max(superior - timedelta(days=buffer), min(superior, today + timedelta(days=1)))


def _adopt(own: Directive, source: Directive, chosen: Sequence[int] | None, buffer: int) -> list[Task]:
    offset = _append_text(own, source)
    found = Task.objects.filter(directive=source).select_related("item").prefetch_related("blocks")
    wanted = [task for task in found.order_by("position") if chosen is None or task.pk in chosen]
    items = _copy_items(own, wanted, offset)
    dates = superior_dates(own.organization_id, wanted)
    addressed = set(
        Assignment.objects.filter(directive=source, organization=own.organization_id).values_list(
            "task_id", flat=True
        )
    )
    first = Task.objects.filter(directive=own).count() + 1
    made = [
        _copy(own, task, place, offset, items.get(task.item_id or 0), dates.get(task.pk), buffer)
        for place, task in enumerate(wanted, start=first)
    ]
    for task, copy in zip(wanted, made, strict=True):
        copy.assign = task.assign and task.pk in addressed
    Task.objects.bulk_create(made)
    through = Task.blocks.through
    through.objects.bulk_create(
        through(task_id=copy.pk, block_id=block.pk)
        for task, copy in zip(wanted, made, strict=True)
        for block in task.blocks.all()
    )
    _copy_attachments(own, source)
    return made


def _append_text(own: Directive, source: Directive) -> int:
    """Put the source's text at the end of the own one, unless it stands there; where it begins."""
    at = own.text.find(source.text)
    if at >= 0:
        return at
    at = len(own.text) + 2
    own.text = f"{own.text}\n\n{source.text}"
    own.version += 1
    own.save(update_fields=["text", "version"])
    return at


def _copy_items(own: Directive, tasks: Sequence[Task], offset: int) -> dict[int, DirectiveItem]:
    known = {task.item_id: task.item for task in tasks if task.item is not None}
    first = DirectiveItem.objects.filter(directive=own).count() + 1
    copies = {
        pk: DirectiveItem(
            directive=own,
            position=place,
            start=item.start + offset,
            end=item.end + offset,
            text=item.text,
            section=item.section,
            purpose=item.purpose,
            content=item.content,
        )
        for place, (pk, item) in enumerate(known.items(), start=first)
        if pk is not None
    }
    DirectiveItem.objects.bulk_create(copies.values())
    return copies


def _copy(
    own: Directive,
    task: Task,
    position: int,
    offset: int,
    item: DirectiveItem | None,
    superior: datetime | None,
    buffer: int,
) -> Task:
    copy = Task(directive=own, source=task, item=item, position=position)
    for name in _COPIED:
        setattr(copy, name, getattr(task, name))
    if task.deadline_start is not None and task.deadline_end is not None:
        copy.deadline_start, copy.deadline_end = task.deadline_start + offset, task.deadline_end + offset
    if superior is not None:
        _set_inner(copy, own.day_end, superior, buffer)
    return copy


def _set_inner(copy: Task, day_end: str, superior: datetime, buffer: int) -> None:
    last = (superior - timedelta(microseconds=1)).astimezone(clock.CHINA).date()
    copy.due_on = inner_date(last, buffer, clock.today())
    copy.due_at = min(clock.end_of(copy.due_on, day_end), superior)


def _copy_attachments(own: Directive, source: Directive) -> None:
    first = Attachment.objects.filter(directive=own).count() + 1
    rows = Attachment.objects.filter(directive=source).order_by("position")
    Attachment.objects.bulk_create(
        Attachment(directive=own, position=place, title=row.title, sheet_id=row.sheet_id)
        for place, row in enumerate(rows, start=first)
    )


def _moment(day: date | None, time: str) -> datetime | None:
    return clock.end_of(day, time) if day else None


def _bump(directive: Directive) -> None:
    Directive.objects.filter(pk=directive.pk, state=DirectiveState.READ).update(version=directive.version + 1)
