"""Claiming a report at the desk, and giving it free again."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.submissions.actions.locking import locked
from quanjing.submissions.models import Claim, Submission
from quanjing.submissions.queries.desks import claims_in_force, own_desks
from quanjing.submissions.rules.claiming import claimed_by, is_at_its_desk, is_settled, waits


@transaction.atomic
def claim(*, actor: Actor, submission: Submission, reason: str = "") -> Claim:
    """Take a report in hand: until it lapses, is released or decided, nobody else decides it.

    The row of the assignment is locked, so that of two officers one gets it and the other sees who has
    it. Claiming again renews one's own claim.

    Raises:
        Denied: not a reviewer of the body whose directive is answered.
        WrongState: somebody else has it (named), or nothing waits here.
        Invalid: it waits at another desk and no reason is given.
    """
    fresh = locked(actor, submission)
    held = claims_in_force([fresh.assignment_id]).get(fresh.assignment_id)
    if held is not None and held.post_id != actor.post_id:
        raise WrongState(claimed_by(held))
    if not waits(fresh) or is_settled(fresh.assignment):
        raise WrongState
    reason = reason.strip()[:300] or (held.reason if held else "")
    if not reason and not is_at_its_desk(fresh.assignment.task, own_desks(actor)):
        raise Invalid([Problem("reason", _("Please say why you take over from the other desk."))])
    assert actor.post_id is not None  # only posts have rights
    now = clock.now()
    made, _created = Claim.objects.update_or_create(
        assignment_id=fresh.assignment_id,
        defaults={
            "post_id": actor.post_id,
            "name": actor.signature,
            "reason": reason,
            "claimed_at": now,
            "lapses_at": now + timedelta(hours=settings.CLAIM_HOURS),
        },
    )
    record(actor=actor, verb="submissions.claim", on=fresh, detail={"reason": reason})
    return made


@transaction.atomic
def release(*, actor: Actor, submission: Submission) -> None:
    """Give one's own claim back to the queue.

    Raises: `Denied`; `WrongState` where it is somebody else's, or nobody's.
    """
    fresh = locked(actor, submission)
    held = claims_in_force([fresh.assignment_id]).get(fresh.assignment_id)
    if held is None or held.post_id != actor.post_id:
        raise WrongState(claimed_by(held) if held else None)
    held.delete()
    record(actor=actor, verb="submissions.release", on=fresh)
