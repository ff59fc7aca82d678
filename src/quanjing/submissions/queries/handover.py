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
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment

WORKING = frozenset({Right.REPORT, Right.REVIEW})


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Everything open that hangs on one post."""

    drafts: list[Report]
    claims: list[Claim]
    questions: list[Question]
    confirmations: list[Confirmation]
    seats: list[DeskSeat]

    @property
    def total(self) -> int:
        parts = (self.drafts, self.claims, self.questions, self.confirmations, self.seats)
        return sum(len(part) for part in parts)


def open_work(post: Post) -> OpenWork:
    """What waits in the hands of a post: five queries."""
    unsent = Assignment.objects.filter(
        directive=OuterRef("directive"),
        organization=OuterRef("organization"),
        state__in=(State.DRAFT, State.RETURNED),
    )
    drafts = Report.objects.filter(Exists(unsent), handled_by=post).select_related("directive")
    claims = Claim.objects.filter(post=post, lapses_at__gt=clock.now())
    questions = Question.objects.filter(asked_by=post, answered_at=None).select_related("task")
    confirmations = Confirmation.objects.filter(asked_by=post, state=ConfirmationState.WAITING)
    return OpenWork(
        drafts=list(drafts.order_by("pk")),
        claims=list(claims.select_related("assignment__task", "assignment__organization").order_by("pk")),
        questions=list(questions.order_by("pk")),
        confirmations=list(confirmations.select_related("report__directive").order_by("pk")),
        seats=list(DeskSeat.objects.filter(post=post).select_related("desk")),
    )


def successors(post: Post) -> list[Post]:
    """The other posts of the body, in force and held, that may do what this one did."""
    needed = RIGHTS[Role(post.role)] & WORKING
    found = posts_in_force().filter(organization_id=post.organization_id, holder__is_active=True)
    return [one for one in found.exclude(pk=post.pk) if needed <= RIGHTS[Role(one.role)]]
