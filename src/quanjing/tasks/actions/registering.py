"""A notice arrives: it is read into a directive with items, tasks and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from gongwen.errors import GongwenError
from quanjing.audit.actions import record
from quanjing.directives import actions as directives
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive, DirectiveItem
from quanjing.files.actions import PICTURES, store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied
from quanjing.jobs.actions import enqueue
from quanjing.tasks.actions.sheets import give_blocks
from quanjing.tasks.models import Task

# Bytes; larger files, and pictures, are read by the worker. Two megabytes of text take about six seconds;
# a PDF, slower, gets half as much.
READ_AT_ONCE = 2 * 1024 * 1024
STAYS_OPEN = frozenset({"rolling", "recurring"})  # deadlines that rightly have no one date


def register_directive(*, actor: Actor, name: str, data: bytes) -> Directive:
    """Register a notice of the actor's own body.

    A small document is read at once; then nothing is stored where it cannot be read. A large one, or a
    picture, is stored in the state READING and read by the worker (`finish_reading`).

    Raises:
        Denied: the post may not issue directives.
        gongwen.errors.GongwenError: the file is refused; nothing was kept.
    """
    if not actor.may(Right.ISSUE):
        raise Denied
    notice = directives.read(name=name, data=data) if _is_quick(name, len(data)) else None
    with transaction.atomic():
        directive = directives.open_directive(actor=actor)
        if notice is not None:
            build(directive=directive, notice=notice)
        directive.file = store(actor=actor, name=name, data=data)  # last: bytes do not roll back
        directive.save(update_fields=["file"])
        if notice is None:
            enqueue("tasks.read_directive", actor=actor, directive_id=directive.pk)
        detail = {"file": name, "doc_number": directive.doc_number}
        record(actor=actor, verb="tasks.register_directive", on=directive, detail=detail)
    return directive


def _is_quick(name: str, size: int) -> bool:
    extension = name.rsplit(".", 1)[-1].lower()
    if extension in PICTURES | {"jpeg"}:
        return False
    return size <= (READ_AT_ONCE // 2 if extension == "pdf" else READ_AT_ONCE)


def finish_reading(*, directive: Directive) -> None:
    """Read the stored file of a directive that is still READING; the worker's part of registering.

    A file that cannot be read leaves the directive FAILED with the engine's error code. Registering
    has left the audit entry already.
    """
    if directive.file is None:
        return
    with default_storage.open(directive.file.place) as stored:
        data = stored.read()
    try:
        notice = directives.read(name=directive.file.name, data=data)
    except GongwenError as error:
        waiting = Directive.objects.filter(pk=directive.pk, state=DirectiveState.READING)
        waiting.update(state=DirectiveState.FAILED, failure=error.code)
        return
    with transaction.atomic():
        locked = Directive.objects.select_for_update().select_related("organization").get(pk=directive.pk)
        if locked.state == DirectiveState.READING:
            build(directive=locked, notice=notice)


@transaction.atomic
def build(*, directive: Directive, notice: Mapping[str, Any]) -> list[Task]:
    """Make of a read notice (JSON form) what the platform works with; marks tasks and doubts."""
    items, attachments = directives.fill(directive=directive, notice=notice)
    tasks = [
        _task(directive, notice, place, shape, item)
        for place, (shape, item) in enumerate(zip(notice["tasks"], items, strict=True), start=1)
    ]
    Task.objects.bulk_create(tasks)
    give_blocks(tasks, attachments, [_sheet_places(shape) for shape in notice["tasks"]])
    return tasks


def _task(
    directive: Directive, notice: Mapping[str, Any], place: int, shape: Mapping[str, Any], item: DirectiveItem
) -> Task:
    deadline = shape.get("deadline") or {}
    deliverables = [
        {"text": one["text"], "media": one.get("media", "text"), "required": one.get("required", True)}
        for one in shape.get("deliverables") or ()
    ]
    task = Task(
        directive=directive,
        item=item,
        position=place,
        name=(shape.get("name") or shape["text"])[:300],
        audience=(shape.get("audience") or "")[:500],
        assign=bool(deadline or deliverables),
        deliverables=deliverables,
        responsible=list(shape.get("responsible") or ()),
        desk=_desk(notice, shape.get("contact")),
        count=shape.get("count"),
    )
    if deadline:
        _set_deadline(task, deadline, directive.day_end)
    task.doubts = _doubts(task)
    return task


def _set_deadline(task: Task, deadline: Mapping[str, Any], day_end: str) -> None:
    span = deadline.get("span")
    task.deadline_text = deadline["text"][:300]
    task.deadline_start, task.deadline_end = (span[0], span[1]) if span else (None, None)
    task.deadline_kind = deadline["kind"]
    task.opens_on = _day(deadline.get("opens"))
    task.due_on = _day(deadline.get("due"))
    task.due_time = deadline.get("time") or ""
    task.due_at = clock.end_of(task.due_on, task.due_time or day_end) if task.due_on else None
    task.inferred = list(deadline.get("inferred") or ())
    task.event = (deadline.get("event") or "")[:200]
    task.recurrence = deadline.get("recurrence") or ""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _doubts(task: Task) -> dict[str, str]:
    if not task.assign:
        return {}
    if task.due_on is None and task.deadline_kind not in STAYS_OPEN:
        return {"deadline": "no_date"}
    if task.inferred:
        return {"deadline": "inferred:" + ",".join(task.inferred)}
    return {}


def _desk(notice: Mapping[str, Any], contact: int | None) -> dict[str, Any]:
    contacts = notice.get("contacts") or ()
    if contact is None or not 0 <= contact < len(contacts):
        return {}
    found = contacts[contact]
    return {name: found.get(name) for name in ("name", "org", "phones", "emails") if found.get(name)}


def _sheet_places(shape: Mapping[str, Any]) -> set[int]:
    places = {one.get("sheet") for one in shape.get("deliverables") or ()}
    return {place for place in places if place is not None}
