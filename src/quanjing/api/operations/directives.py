"""From a file to published assignments, and how far they have come."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import File, Query, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from quanjing.api.auth import actor_of
from quanjing.api.schemas.common import Code, Listing, listing
from quanjing.api.schemas.directives import DirectiveFilter, DirectiveLine, DirectiveOut, Reading, Registered
from quanjing.api.schemas.publishing import (
    CoverageOut,
    Load,
    Published,
    Publishing,
    Recall,
    RecallDone,
    Waiting,
)
from quanjing.api.schemas.tasks import TaskChanges, TaskOut
from quanjing.directives.enums import DirectiveState
from quanjing.files.actions import read_upload
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Missing
from quanjing.organizations import queries as organizations
from quanjing.organizations.queries import Selection
from quanjing.tasks import actions, queries

router = Router()


@router.get("/directives", response=Listing[DirectiveLine], summary=_("The directives that one may see"))
def directive_list(request: HttpRequest, wanted: Query[DirectiveFilter]) -> dict[str, object]:
    found = queries.directives_visible_to(actor_of(request))
    if wanted.state:
        found = found.filter(state=wanted.state)
    return listing(found, wanted, lambda rows: [DirectiveLine.of(row) for row in rows])


@router.post(
    "/directives",
    response={201: Registered, 202: Reading},
    summary=_("Register a notice: upload its file"),
)
def directive_register(request: HttpRequest, file: File[UploadedFile]) -> Status[Any]:
    actor = actor_of(request)
    if not actor.may(Right.ISSUE):
        raise Denied
    name = file.name or ""
    directive = actions.register_directive(
        actor=actor, name=name, data=read_upload(cast(BinaryIO, file), name)
    )
    if directive.state == DirectiveState.READING:
        return Status(202, Reading(code=directive.code, status="reading"))
    earlier = directive.duplicate_of
    registered = Registered(
        code=directive.code,
        status="read",
        notice=directive.notice,
        duplicate_of=earlier.code if earlier else None,
    )
    return Status(201, registered)


@router.get("/directives/{slug:code}", response=DirectiveOut, summary=_("A directive with items and tasks"))
def directive_read(request: HttpRequest, code: str) -> DirectiveOut:
    actor = actor_of(request)
    directive = queries.get_directive(actor, code)
    return DirectiveOut.whole(directive, queries.tasks_of(directive), queries.coverage(actor, directive))


@router.patch(
    "/directives/{slug:code}/tasks/{slug:task}",
    response=TaskOut,
    summary=_("Set facts of a task, which confirms them"),
)
def task_correct(request: HttpRequest, code: str, task: str, changes: TaskChanges) -> TaskOut:
    actor = actor_of(request)
    found = _task(actor, code, task)
    given = changes.model_dump(exclude_unset=True, exclude={"version"})
    corrected = actions.correct_task(actor=actor, task=found, changes=given, version=changes.version)
    return TaskOut.of(_task(actor, code, corrected.code), queries.Counts())


@router.post(
    "/directives/{slug:code}/publish",
    response={200: Published, 202: Waiting},
    summary=_("Hand the marked tasks to the chosen organizations, or ask the head where the office wants it"),
)
def directive_publish(request: HttpRequest, code: str, wanted: Publishing) -> Status[Any]:
    actor = actor_of(request)
    directive = queries.get_directive(actor, code)
    chosen = _selection(actor, wanted)
    try:
        result = actions.publish(
            actor=actor, directive=directive, selection=chosen, tasks=wanted.tasks, override=wanted.override
        )
    except actions.ApprovalNeeded:
        asked = actions.ask_approval(
            actor=actor, directive=directive, selection=chosen, tasks=wanted.tasks, override=wanted.override
        )
        return Status(202, Waiting(approval=asked.code, state="waiting", asked_at=asked.asked_at))
    published = Published(
        assignments=result.assignments,
        existing=result.existing,
        load=Load(**result.load.as_json()),
        warnings=[str(warning) for warning in result.warnings],
    )
    return Status(200, published)


@router.post(
    "/directives/{slug:code}/recall",
    response=RecallDone,
    summary=_("Recall a directive that went out wrongly; everyone addressed is told"),
)
def directive_recall(request: HttpRequest, code: str, wanted: Recall) -> RecallDone:
    actor = actor_of(request)
    directive = queries.get_directive(actor, code)
    version = actions.recall(actor=actor, directive=directive, reason=wanted.reason)
    return RecallDone(code=directive.code, status="recalled", units=version.units)


@router.get(
    "/directives/{slug:code}/coverage",
    response=CoverageOut,
    summary=_("How far a directive has come"),
)
def directive_coverage(request: HttpRequest, code: str, under: Query[Code | None] = None) -> CoverageOut:
    actor = actor_of(request)
    directive = queries.get_directive(actor, code)
    head = organizations.get(actor, under) if under else None
    return CoverageOut(**queries.coverage(actor, directive, head).as_json())


def _selection(actor: Actor, wanted: Publishing) -> Selection:
    audience = wanted.organizations
    return Selection(
        under=audience.under or actor.organization_code,
        kinds=tuple(audience.kinds),
        levels=tuple(audience.levels),
        classes=tuple(audience.class_numbers()),
        groups=tuple(audience.groups),
    )


def _task(actor: Actor, directive: str, code: str) -> Any:
    for task in queries.tasks_of(queries.get_directive(actor, directive)):
        if task.code == code:
            return task
    raise Missing
