"""What came in for the own body's directives."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Submission
from quanjing.submissions.queries.visible import newest, submissions_visible_to
from quanjing.tasks.models import Task


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What the list is narrowed to; an empty value narrows nothing, an empty state means waiting."""

    directive: str = ""  # code
    task: str = ""  # code
    state: str = SubmissionState.SUBMITTED
    society_class: int | None = None
    text: str = ""  # in the name of the organization or of the sender


def inbox(actor: Actor, wanted: InboxFilter) -> QuerySet[Submission]:
    """The newest versions that answer the own body's directives, narrowed; oldest first.

    Empty for a post that does not review. `entry_count` is annotated.
    """
    if not actor.may(Right.REVIEW) or actor.organization_id is None:
        return Submission.objects.none()
    found = newest(submissions_visible_to(actor)).filter(
        assignment__directive__organization_id=actor.organization_id, state=wanted.state
    )
    if wanted.directive:
        found = found.filter(assignment__directive__code=wanted.directive)
    if wanted.task:
        found = found.filter(assignment__task__code=wanted.task)
    if wanted.society_class is not None:
        found = found.filter(assignment__organization__society_class=wanted.society_class)
    if wanted.text:
        named = Q(assignment__organization__name__icontains=wanted.text)
        found = found.filter(named | Q(submitted_name__icontains=wanted.text))
    return (
        found.select_related("assignment__task", "assignment__organization", "assignment__directive")
        .annotate(entry_count=Count("entries"))
        .order_by("submitted_at", "pk")
    )


def next_in_queue(actor: Actor, submission: Submission) -> Submission | None:
    """The oldest other submission that waits, first within the same directive."""
    waiting = inbox(actor, InboxFilter()).exclude(pk=submission.pk)
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
        .select_related("directive")
        .distinct()
        .order_by("-directive__published_at", "directive_id", "position")
    )
