"""A leaving handler or officer hands everything open to the next, in one step."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.models import DeskSeat, Post
from quanjing.organizations.rules import can_administer
from quanjing.submissions.actions.telling import tell_later
from quanjing.submissions.models import Claim, Confirmation, Question, Report
from quanjing.submissions.queries.handover import OpenWork, open_work, successors
from quanjing.tasks.enums import ReferralState
from quanjing.tasks.models import Approval, Referral


@transaction.atomic
def hand_over(*, actor: Actor, leaving: Post, to: Post) -> OpenWork:
    """Give drafts, claims, open questions, papers, requests and seats of one post to another.

    Returns what was handed over. The post itself goes on until somebody ends it.

    Raises:
        Denied: neither one's own post nor one of a body that one administers.
        Invalid: `to` is of another body, not in force, or may not do what the other did.
    """
    Post.objects.select_for_update().get(pk=leaving.pk)
    if actor.post_id != leaving.pk and not can_administer(actor, leaving.organization):
        raise Denied
    if to.pk not in {post.pk for post in successors(leaving)}:
        raise Invalid([Problem("to", _("Please choose a post of the same body with the same rights."))])
    assert to.holder is not None  # successors are held
    work = open_work(leaving)
    Report.objects.filter(pk__in=[one.pk for one in work.drafts]).update(handled_by=to)
    Claim.objects.filter(pk__in=[one.pk for one in work.claims]).update(post=to, name=to.holder.name)
    Question.objects.filter(pk__in=[one.pk for one in work.questions]).update(asked_by=to)
    Confirmation.objects.filter(pk__in=[one.pk for one in work.confirmations]).update(asked_by=to)
    Referral.objects.filter(pk__in=[one.pk for one in work.referrals]).update(post=to)
    Referral.objects.filter(sent_by=leaving, state=ReferralState.OPEN).update(sent_by=to)
    Approval.objects.filter(pk__in=[one.pk for one in work.approvals]).update(asked_by=to)
    taken = set(DeskSeat.objects.filter(post=to).values_list("desk_id", flat=True))
    DeskSeat.objects.filter(post=leaving, desk_id__in=taken).delete()
    DeskSeat.objects.filter(post=leaving).update(post=to)
    DeskSeat.objects.filter(post=to, substitute=to).update(
        substitute=None, substitute_from=None, substitute_to=None
    )
    entry = record(actor=actor, verb="submissions.hand_over", on=leaving, detail=_detail(work, to))
    name = leaving.holder.name if leaving.holder else leaving.title
    key = f"handed_over-{leaving.code}-{entry.pk}"
    tell_later([to.pk], "handed_over", {"name": name, "count": work.total}, reverse("today"), key)
    return work


def _detail(work: OpenWork, to: Post) -> dict[str, object]:
    return {
        "to": to.code,
        "drafts": [one.code for one in work.drafts],
        "claims": [one.assignment.code for one in work.claims],
        "questions": [one.code for one in work.questions],
        "confirmations": [one.code for one in work.confirmations],
        "desks": [one.desk.code for one in work.seats],
        "referrals": [one.code for one in work.referrals],
        "approvals": [one.code for one in work.approvals],
    }
