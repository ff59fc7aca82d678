"""One submission as it is now, its assignment locked: where every decision of the desk begins."""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import with_content
from quanjing.submissions.queries.desks import claims_in_force, own_desks
from quanjing.submissions.rules import can_review
from quanjing.submissions.rules.claiming import hindrance
from quanjing.tasks.models import Assignment

RELATED = ("assignment__task__bound_desk", "assignment__organization", "assignment__directive")


def locked(actor: Actor, submission: Submission) -> Submission:
    """The newest version with its content. Raises `Denied`, or `WrongState` where a newer one came."""
    Assignment.objects.select_for_update().get(pk=submission.assignment_id)
    fresh = Submission.objects.select_related(*RELATED).get(pk=submission.pk)
    prefetch_related_objects([fresh], *with_content())
    if not can_review(actor, fresh):
        raise Denied
    newer = Submission.objects.filter(assignment=fresh.assignment, version__gt=fresh.version)
    if newer.exists():
        raise WrongState(_("The unit has sent a newer version."))
    return fresh


def locked_to_decide(actor: Actor, submission: Submission) -> Submission:
    """As `locked`; also raises `WrongState` for another desk's report and for somebody else's claim."""
    fresh = locked(actor, submission)
    claim = claims_in_force([fresh.assignment_id]).get(fresh.assignment_id)
    task = fresh.assignment.task
    why = hindrance(actor, fresh.assignment, claim, own_desks(actor) if task.bound_desk_id else frozenset())
    if why:
        raise WrongState(why)
    return fresh
