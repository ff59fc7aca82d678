"""What a post leaves open when its holder leaves, and who can take it over."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from quanjing.foundation import clock
from quanjing.foundation.actor import Right
from quanjing.organizations.enums import RIGHTS, Role
from quanjing.organizations.models import DeskSeat, Post
from quanjing.organizations.queries import posts_in_force
from quanjing.submissions.enums import ConfirmationState
from quanjing.submissions.models import Claim, Confirmation, Question, Report
from quanjing.tasks.enums import ApprovalState, ReferralState, State
from quanjing.tasks.models import Approval, Assignment, Referral

WORKING = frozenset({Right.REPORT, Right.REVIEW})


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Everything open that hangs on one post."""

    drafts: list[Report]
    claims: list[Claim]
    questions: list[Question]
    confirmations: list[Confirmation]
    seats: list[DeskSeat]
    referrals: list[Referral]
    approvals: list[Approval]

    @property
    def total(self) -> int:
        own = (self.drafts, self.claims, self.questions, self.confirmations, self.seats)
        return sum(len(part) for part in (*own, self.referrals, self.approvals))


def open_work(post: Post) -> OpenWork:
    """What waits in the hands of a post: seven queries."""
    unsent = Assignment.objects.filter(
        directive=OuterRef("directive"),
        organization=OuterRef("organization"),
        state__in=(State.DRAFT, State.RETURNED),
    )
    drafts = Report.objects.filter(Exists(unsent), handled_by=post).select_related("directive")
    claims = Claim.objects.filter(post=post, lapses_at__gt=clock.now())
    questions = Question.objects.filter(asked_by=post, answered_at=None).select_related("task")
    confirmations = Confirmation.objects.filter(asked_by=post, state=ConfirmationState.WAITING)
    referrals = Referral.objects.filter(post=post, state=ReferralState.OPEN).select_related("incoming")
    approvals = Approval.objects.filter(asked_by=post, state=ApprovalState.WAITING)
    return OpenWork(
        drafts=list(drafts.order_by("pk")),
        claims=list(claims.select_related("assignment__task", "assignment__organization").order_by("pk")),
        questions=list(questions.order_by("pk")),
        confirmations=list(confirmations.select_related("report__directive").order_by("pk")),
        seats=list(DeskSeat.objects.filter(post=post).select_related("desk")),
        referrals=list(referrals.order_by("pk")),
        approvals=list(approvals.select_related("directive").order_by("pk")),
    )


def successors(post: Post) -> list[Post]:
    """The other posts of the body, in force and held, that may do what this one did."""
    needed = RIGHTS[Role(post.role)] & WORKING
    found = posts_in_force().filter(organization_id=post.organization_id, holder__is_active=True)
    return [one for one in found.exclude(pk=post.pk) if needed <= RIGHTS[Role(one.role)]]
