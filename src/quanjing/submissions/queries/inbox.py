"""What came in for the own body's directives."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.queries import at_desk
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import SealedCopy, Submission
from quanjing.submissions.queries.visible import newest, submissions_visible_to
from quanjing.tasks.enums import State
from quanjing.tasks.models import Task

NO_DESK = "none"


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What the list is narrowed to; an empty value narrows nothing, an empty state means waiting."""

    directive: str = ""  # code
    task: str = ""  # code
    state: str = SubmissionState.SUBMITTED
    society_class: int | None = None
    desk: str = ""  # code, or "none" for tasks that no desk has
    claimed: str = ""  # "mine", "free" or "others"
    text: str = ""  # in the name of the organization or of the sender


def inbox(actor: Actor, wanted: InboxFilter) -> QuerySet[Submission]:
    """The newest versions that answer the own body's directives, narrowed; oldest first.

    Empty for a post that does not review. `entry_count` and `is_sealed` are annotated.
    """
    if not actor.may(Right.REVIEW) or actor.organization_id is None:
        return Submission.objects.none()
    found = newest(submissions_visible_to(actor)).filter(
        assignment__directive__organization_id=actor.organization_id, state=wanted.state
    )
    if wanted.state == SubmissionState.SUBMITTED:  # what was cancelled waits for nobody
        found = found.exclude(assignment__state=State.CANCELLED)
    if wanted.directive:
        found = found.filter(assignment__directive__code=wanted.directive)
    if wanted.task:
        found = found.filter(assignment__task__code=wanted.task)
    if wanted.society_class is not None:
        found = found.filter(assignment__organization__society_class=wanted.society_class)
    if wanted.text:
        named = Q(assignment__organization__name__icontains=wanted.text)
        found = found.filter(named | Q(submitted_name__icontains=wanted.text))
    if wanted.desk:
        unbound = Q(assignment__task__bound_desk=None)
        bound = Q(assignment__task__bound_desk__code=wanted.desk)
        found = found.filter(unbound if wanted.desk == NO_DESK else bound)
    if wanted.claimed:
        found = found.filter(_claimed(actor, wanted.claimed))
    related = ("assignment__task__bound_desk", "assignment__organization", "assignment__directive")
    return (
        found.select_related(*related, "assignment__claim")
        .annotate(
            entry_count=Count("entries"),
            is_sealed=Exists(SealedCopy.objects.filter(submission=OuterRef("pk"))),
        )
        .order_by("submitted_at", "pk")
    )


def _claimed(actor: Actor, by: str) -> Q:
    in_force = Q(assignment__claim__lapses_at__gt=clock.now())
    mine = in_force & Q(assignment__claim__post_id=actor.post_id)
    return {"mine": mine, "others": in_force & ~mine}.get(by, ~in_force)


def next_in_queue(actor: Actor, submission: Submission) -> Submission | None:
    """The oldest other submission that waits for this post, first within the same directive.

    What somebody else claimed and what waits at other desks is passed over.
    """
    own = Q(assignment__task__bound_desk=None) | Q(assignment__task__bound_desk__in=at_desk(actor.post_id))
    waiting = inbox(actor, InboxFilter()).exclude(pk=submission.pk).exclude(_claimed(actor, "others"))
    waiting = waiting.filter(own | _claimed(actor, "mine"))
    same = waiting.filter(assignment__directive_id=submission.assignment.directive_id).first()
    return same or waiting.first()


def tasks_of_inbox(actor: Actor) -> QuerySet[Task]:
    """The tasks of the own body's published directives for which something came in, for the filters."""
    if actor.organization_id is None:
        return Task.objects.none()
    return (
        Task.objects.filter(
            directive__organization_id=actor.organization_id, assignments__submissions__isnull=False
        )
        .select_related("directive", "bound_desk")
        .distinct()
        .order_by("-directive__published_at", "directive_id", "position")
    )
