"""A notice arrives: it is read into a directive with items, tasks and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from gongwen.errors import (
    ClassifiedDocument,
    GongwenError,
    MissingConverter,
    MissingRecognizer,
    TextlessDocument,
)
from quanjing.audit.actions import record
from quanjing.directives import actions as directives
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive, DirectiveItem
from quanjing.files.actions import store
from quanjing.files.models import StoredFile
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied
from quanjing.jobs.actions import enqueue
from quanjing.tasks.actions.blanks import keep_blanks
from quanjing.tasks.actions.facts import deliverables, doubts_of, take_deadline
from quanjing.tasks.actions.responsibility import fill_matrix
from quanjing.tasks.actions.sheets import give_blocks
from quanjing.tasks.models import Task

# Bytes; larger files are read by the worker. Two megabytes of text take about six seconds; a PDF, slower,
# gets half as much.
READ_AT_ONCE = 2 * 1024 * 1024
# Read by recognition or through LibreOffice, which takes seconds: always the worker's.
SLOW = frozenset(
    (
        "jpg",
        "jpeg",
        "png",
        "bmp",
        "tif",
        "tiff",
        "webp",
        "doc",
        "wps",
        "rtf",
        "odt",
        "xls",
        "et",
        "ods",
    )
)
UNREAD = frozenset({"part_unread", "page_unread"})  # doubts that recognition or conversion may settle


def register_directive(*, actor: Actor, name: str, data: bytes) -> Directive:
    """Register a notice of the actor's own body.

    A small document is read at once; then nothing is stored where it cannot be read. A large one, and
    what only recognition or conversion can read, is stored in the state READING and read by the worker
    (`finish_reading`).

    Raises:
        Denied: the post may not issue directives.
        gongwen.errors.GongwenError: the file is refused; nothing was kept.
    """
    if not actor.may(Right.ISSUE):
        raise Denied
    notice = _read_at_once(name, data) if _is_quick(name, len(data)) else None
    with transaction.atomic():
        directive = directives.open_directive(actor=actor)
        if notice is not None:
            build(directive=directive, notice=notice)
            keep_blanks(directive=directive, name=name, data=data)
        directive.file = store(actor=actor, name=name, data=data)  # last: bytes do not roll back
        directive.save(update_fields=["file"])
        if notice is None:
            enqueue("tasks.read_directive", actor=actor, directive_id=directive.pk)
        detail = {"file": name, "doc_number": directive.doc_number}
        record(actor=actor, verb="tasks.register_directive", on=directive, detail=detail)
    return directive


def _is_quick(name: str, size: int) -> bool:
    extension = name.rsplit(".", 1)[-1].lower()
    if extension in SLOW:
        return False
    return size <= (READ_AT_ONCE // 2 if extension == "pdf" else READ_AT_ONCE)


def _read_at_once(name: str, data: bytes) -> dict[str, Any] | None:
    """What can be read without recognition and conversion; None where they are needed."""
    try:
        notice = directives.read(name=name, data=data)
    except (MissingRecognizer, MissingConverter, TextlessDocument):
        return None
    codes = {doubt["code"] for doubt in notice["facts"]["doubts"]}
    return None if codes & UNREAD else notice


def finish_reading(*, directive: Directive) -> None:
    """Read the stored file of a directive that is still READING; the worker's part of registering.

    A file that cannot be read leaves the directive FAILED with the engine's error code; one in whose
    pictures a classification mark is found is removed. Registering has left the audit entry already.
    """
    if directive.file is None:
        return
    with default_storage.open(directive.file.place) as stored:
        data = stored.read()
    try:
        notice = directives.read(name=directive.file.name, data=data, patiently=True)
    except GongwenError as error:
        _fail(directive, directive.file, error)
        return
    with transaction.atomic():
        locked = Directive.objects.select_for_update().select_related("organization").get(pk=directive.pk)
        if locked.state == DirectiveState.READING:
            build(directive=locked, notice=notice)
            keep_blanks(directive=locked, name=directive.file.name, data=data)


@transaction.atomic
def _fail(directive: Directive, file: StoredFile, error: GongwenError) -> None:
    waiting = Directive.objects.filter(pk=directive.pk, state=DirectiveState.READING)
    failed = waiting.update(state=DirectiveState.FAILED, failure=error.code)
    if failed and isinstance(error, ClassifiedDocument):
        Directive.objects.filter(pk=directive.pk).update(file=None)
        file.delete()
        transaction.on_commit(lambda: default_storage.delete(file.place))


@transaction.atomic
def build(*, directive: Directive, notice: Mapping[str, Any]) -> list[Task]:
    """Make of a read notice (JSON form) what the platform works with; marks tasks and doubts."""
    items, attachments = directives.fill(directive=directive, notice=notice)
    tasks = [
        _task(directive, notice, place, shape, item)
        for place, (shape, item) in enumerate(zip(notice["tasks"], items, strict=True), start=1)
    ]
    Task.objects.bulk_create(tasks)
    fill_matrix(tasks)
    give_blocks(tasks, attachments, [_sheet_places(shape) for shape in notice["tasks"]])
    return tasks


def _task(
    directive: Directive, notice: Mapping[str, Any], place: int, shape: Mapping[str, Any], item: DirectiveItem
) -> Task:
    deadline = shape.get("deadline") or {}
    things = deliverables(shape.get("deliverables"))
    task = Task(
        directive=directive,
        item=item,
        position=place,
        name=(shape.get("name") or shape["text"])[:300],
        audience=(shape.get("audience") or "")[:500],
        assign=bool(deadline or things),
        deliverables=things,
        responsible=list(shape.get("responsible") or ()),
        desk=_desk(notice, shape.get("contact")),
        count=shape.get("count"),
    )
    if deadline:
        take_deadline(task, deadline, directive.day_end)
    task.doubts = doubts_of(task)
    return task


def _desk(notice: Mapping[str, Any], contact: int | None) -> dict[str, Any]:
    contacts = notice.get("contacts") or ()
    if contact is None or not 0 <= contact < len(contacts):
        return {}
    found = contacts[contact]
    return {name: found.get(name) for name in ("name", "org", "phones", "emails") if found.get(name)}


def _sheet_places(shape: Mapping[str, Any]) -> set[int]:
    places = {one.get("sheet") for one in shape.get("deliverables") or ()}
    return {place for place in places if place is not None}
