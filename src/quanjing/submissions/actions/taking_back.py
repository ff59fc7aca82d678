"""A unit takes back what the desk has not yet claimed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.submissions.actions.drafting import reporting_page
from quanjing.submissions.actions.telling import tell_reviewer
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Claim, Report, Submission
from quanjing.submissions.queries import Part
from quanjing.submissions.queries.desks import claims_in_force
from quanjing.submissions.rules import can_report, drafts_of, is_started
from quanjing.submissions.rules.claiming import claimed_by, is_settled, waits
from quanjing.submissions.rules.permission import is_closed
from quanjing.tasks.actions import move
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment


@transaction.atomic
def take_back(*, actor: Actor, submission: Submission) -> Submission:
    """Make a report that was sent a draft again; one that corrects a return is returned again.

    The version stays for the unit, marked as taken back; the desk no longer sees it. The next sending
    counts as the first, with its own moment.

    Raises:
        Denied: not the actor's own body, or the post does not report.
        WrongState: decided, replaced, exempt or cancelled, claimed by the desk (named), or past closing,
            when it could not be sent again.
    """
    Assignment.objects.select_for_update().get(pk=submission.assignment_id)
    if not can_report(actor, submission.assignment):
        raise Denied
    page = reporting_page(actor, submission.assignment.directive)
    part = page.part(submission.assignment.task.code)
    latest = part.latest
    if is_settled(part.assignment):
        raise WrongState
    if latest is None or latest.pk != submission.pk or not waits(latest):
        raise WrongState(_("The desk has decided, or a newer version was sent."))
    claim = claims_in_force([part.assignment.pk]).get(part.assignment.pk)
    if claim is not None:
        raise WrongState(claimed_by(claim))
    if is_closed(part.assignment, clock.now()):
        raise WrongState(_("The time is over: taken back, it could not be sent again."))
    Submission.objects.filter(pk=latest.pk).update(state=SubmissionState.WITHDRAWN)
    Claim.objects.filter(assignment=part.assignment).delete()
    latest.state, latest.assignment = SubmissionState.WITHDRAWN, part.assignment
    report = page.report or Report()
    started = is_started(part, drafts_of(page, report.draft), report)
    move(actor=actor, assignment=part.assignment, to=_state_after(part, started=started))
    record(actor=actor, verb="submissions.take_back", on=latest, detail={"version": latest.version})
    tell_reviewer(latest, part, "submission_taken_back")
    return latest


def _state_after(part: Part, *, started: bool) -> State:
    if part.base is not None:
        return State.RETURNED
    return State.DRAFT if started else State.DUE
