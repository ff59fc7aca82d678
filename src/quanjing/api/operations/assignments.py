"""What a unit has to answer, and its answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router
from ninja.responses import Status

from quanjing.api import reading
from quanjing.api.auth import actor_of
from quanjing.api.openapi import json_or_parts
from quanjing.api.parser import parsed
from quanjing.api.schemas.assignments import AssignmentFilter, AssignmentOut
from quanjing.api.schemas.common import Listing, listing
from quanjing.api.schemas.lines import AssignmentLine
from quanjing.api.schemas.submissions import Answers, Sent, sent_of
from quanjing.files.actions import read_upload
from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid, Problem
from quanjing.submissions import actions
from quanjing.tasks import queries

router = Router()
Files = dict[str, tuple[str, bytes]]


@router.get(
    "/assignments", response=Listing[AssignmentLine], summary=gettext_noop("The assignments that one may see")
)
def assignment_list(request: HttpRequest, wanted: Query[AssignmentFilter]) -> dict[str, object]:
    found = queries.assignments_visible_to(actor_of(request))
    if wanted.directive:
        found = found.filter(directive__code=wanted.directive)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if isinstance(wanted.due_before, datetime):
        found = found.annotate(acts_by=reading.acts_by()).filter(acts_by__lt=wanted.due_before)
    elif wanted.due_before:  # midnight belongs to the day that it ends
        day = clock.end_of(wanted.due_before, "00:00")
        found = found.annotate(acts_by=reading.acts_by()).filter(acts_by__lte=day)
    return listing(found, wanted, lambda rows: [AssignmentLine.of(row) for row in rows])


@router.get(
    "/assignments/{slug:code}", response=AssignmentOut, summary=gettext_noop("An assignment and its sheet")
)
def assignment_read(request: HttpRequest, code: str) -> AssignmentOut:
    actor = actor_of(request)
    assignment = queries.get_assignment(actor, code)
    return AssignmentOut.whole(reading.asked(actor, assignment), reading.newest(assignment))


@router.post(
    "/assignments/{slug:code}/submissions",
    response={201: Sent},
    summary=gettext_noop("Send the answers, or that there is nothing to report"),
    openapi_extra=json_or_parts(Answers),
)
def submission_send(request: HttpRequest, code: str) -> Status[Sent]:
    actor = actor_of(request)
    assignment = queries.get_assignment(actor, code)
    given, files = _given(request)
    if (given.answers is None) == (given.nil is None):
        raise Invalid([Problem("answers", _("Please send either answers or nil with a reason."))])
    if given.answers is None:
        submission = actions.submit_nil(actor=actor, assignment=assignment, reason=given.reason)
    else:
        submission = actions.submit_answers(
            actor=actor, assignment=assignment, answers=given.answers, files=files
        )
    sent = reading.content_of(submission)
    return Status(201, sent_of(sent, reading.block_keys(sent)))


def _given(request: HttpRequest) -> tuple[Answers, Files]:
    """The answers and the files by part. Raises `pydantic.ValidationError` for a wrong shape."""
    if request.content_type != "multipart/form-data":
        return Answers.model_validate(parsed(request.body)), {}
    if "json" not in request.POST:
        raise Invalid([Problem("json", _("This part is missing."))])
    files: Files = {}
    for part in request.FILES:
        upload = cast("UploadedFile[Any]", request.FILES[part])
        name = upload.name or ""
        files[part] = (name, read_upload(cast(BinaryIO, upload), name))
    return Answers.model_validate(parsed(request.POST["json"])), files
