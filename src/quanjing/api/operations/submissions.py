"""What was sent, and what the desk decides."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from quanjing.api import reading
from quanjing.api.auth import actor_of
from quanjing.api.schemas.common import end_of
from quanjing.api.schemas.submissions import Returning, SubmissionOut
from quanjing.foundation.actor import Actor
from quanjing.submissions import actions, queries
from quanjing.submissions.actions import ReturnRequest

router = Router()


@router.get("/submissions/{slug:code}", response=SubmissionOut, summary=_("What was sent"))
def submission_read(request: HttpRequest, code: str) -> SubmissionOut:
    return _shown(actor_of(request), code)


@router.post(
    "/submissions/{slug:code}/return",
    response=SubmissionOut,
    summary=_("Return fields or entries, with reasons"),
)
def submission_return(request: HttpRequest, code: str, wanted: Returning) -> SubmissionOut:
    actor = actor_of(request)
    submission = queries.get_submission(actor, code)
    notes = [ReturnRequest(each.entry, each.field, each.reason) for each in wanted.returns]
    due_at = end_of(wanted.due, submission.assignment.directive.day_end)
    actions.return_for_correction(actor=actor, submission=submission, notes=notes, due_at=due_at)
    return _shown(actor, code)


@router.post("/submissions/{slug:code}/accept", response=SubmissionOut, summary=_("Accept a submission"))
def submission_accept(request: HttpRequest, code: str) -> SubmissionOut:
    actor = actor_of(request)
    actions.accept(actor=actor, submission=queries.get_submission(actor, code))
    return _shown(actor, code)


def _shown(actor: Actor, code: str) -> SubmissionOut:
    submission = reading.content_of(queries.get_submission(actor, code))
    return SubmissionOut.of(submission, reading.block_keys(submission))
