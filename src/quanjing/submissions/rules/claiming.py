"""Who of the officers may decide now: the desk of the task, and nobody over somebody else's claim."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from django.utils.translation import gettext as _

from quanjing.foundation.actor import Actor
from quanjing.foundation.templatetags.quanjing import cn_moment
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Claim, Submission
from quanjing.tasks.enums import NOT_EXPECTED, State
from quanjing.tasks.models import Assignment, Task


def is_at_its_desk(task: Task, own_desks: AbstractSet[int]) -> bool:
    """Whether a task belongs to one of these desks; one without a desk belongs to every officer."""
    return task.bound_desk_id is None or task.bound_desk_id in own_desks


def is_settled(assignment: Assignment) -> bool:
    """Exempt or cancelled: whatever was sent, nothing is to be decided."""
    return assignment.state in NOT_EXPECTED


def hindrance(actor: Actor, assignment: Assignment, claim: Claim | None, own_desks: AbstractSet[int]) -> str:
    """Why the actor may not decide now, "" where nothing stands in the way. `claim` is one in force."""
    task = assignment.task
    if is_settled(assignment):
        return _("The unit no longer has to report this: %(state)s.") % {
            "state": State(assignment.state).label
        }
    if claim is not None and claim.post_id != actor.post_id:
        return claimed_by(claim)
    if claim is None and not is_at_its_desk(task, own_desks):
        assert task.bound_desk is not None
        words = _("This waits at another desk (%(desk)s). Claim it with a reason to decide.")
        return words % {"desk": task.bound_desk.name}
    return ""


def claimed_by(claim: Claim) -> str:
    """Who has it, and until when."""
    words = _("%(name)s has claimed this report until %(until)s.")
    return words % {"name": claim.name, "until": cn_moment(claim.lapses_at)}


def waits(submission: Submission) -> bool:
    """Whether the desk has still to look: sent, or nil and not yet seen."""
    undecided = submission.decided_at is None
    return submission.state == SubmissionState.SUBMITTED or (
        submission.state == SubmissionState.NIL and undecided
    )
