"""The queues of the desks, claiming and releasing."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import at_desk
from quanjing.submissions import actions, queries
from quanjing.submissions.models import Claim, Submission
from quanjing.submissions.rules.claiming import hindrance, is_at_its_desk, is_settled, waits


@dataclass(frozen=True, slots=True)
class Standing:
    """How the actor stands to a report: whose claim it is, what hinders, whether a reason is asked."""

    claim: Claim | None
    is_mine: bool
    hindrance: str
    may_claim: bool
    needs_reason: bool


def standing_of(actor: Actor, submission: Submission) -> Standing:
    """For the newest version, of somebody who reviews."""
    claim = queries.claims_in_force([submission.assignment_id]).get(submission.assignment_id)
    task = submission.assignment.task
    desks = queries.own_desks(actor) if task.bound_desk_id else frozenset[int]()
    return Standing(
        claim=claim,
        is_mine=claim is not None and claim.post_id == actor.post_id,
        hindrance=hindrance(actor, submission.assignment, claim, desks),
        may_claim=claim is None and waits(submission) and not is_settled(submission.assignment),
        needs_reason=not is_at_its_desk(task, desks),
    )


@require_GET
def desk_queues(request: HttpRequest) -> HttpResponse:
    """What waits, by desk and task, the longest wait first."""
    actor = signed_in(request)
    if not actor.may(Right.REVIEW):
        raise Denied
    context = {"queues": queries.queues(actor), "own": at_desk(actor.post_id)}
    return render(request, "submissions/desk.html", context)


@require_POST
def submission_claim(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    submission = queries.get_submission(actor, code)
    try:
        actions.claim(actor=actor, submission=submission, reason=request.POST.get("reason", ""))
    except Invalid as error:
        messages.error(request, str(error.problems[0].message))
    else:
        messages.success(request, _("It is yours until it lapses; nobody else decides it meanwhile."))
    return redirect("submission_page", code=code)


@require_POST
def submission_release(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    actions.release(actor=actor, submission=queries.get_submission(actor, code))
    messages.success(request, _("Given back to the queue."))
    return redirect("submission_page", code=code)
