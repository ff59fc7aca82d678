"""Which submissions an actor may see, and the versions of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.organizations.queries import in_scope
from quanjing.sheets.queries import fields_of
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Attachment, Entry, ReturnNote, Submission
from quanjing.tasks.models import Assignment


def submissions_visible_to(actor: Actor) -> QuerySet[Submission]:
    """Submissions of the own body and, for posts that read it, of the subtree below.

    What a unit took back only the unit sees: it is its draft again.
    """
    if not (actor.may(Right.REPORT) or actor.reads_subtree):
        return Submission.objects.none()
    found = Submission.objects.filter(in_scope(actor, "assignment__organization__"))
    own = Q(assignment__organization__path=actor.path)
    return found.filter(own | ~Q(state=SubmissionState.WITHDRAWN))


def get_submission(actor: Actor, code: str) -> Submission:
    """One submission with task, organization and directive. Raises `Missing` where there is none to see."""
    found = (
        submissions_visible_to(actor)
        .select_related(
            "assignment__task__bound_desk",
            "assignment__organization",
            "assignment__directive__organization",
            "decided_by",
        )
        .filter(code=code)
        .first()
    )
    if found is None:
        raise Missing
    return found


def newest(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Of each assignment its newest version only."""
    newer = Submission.objects.filter(assignment=OuterRef("assignment"), version__gt=OuterRef("version"))
    return submissions.filter(~Exists(newer))


def latest_for(assignments: Iterable[Assignment]) -> dict[int, Submission]:
    """The newest version by primary key of the assignment: one query."""
    wanted = [assignment.pk for assignment in assignments]
    found = newest(Submission.objects.filter(assignment_id__in=wanted))
    return {submission.assignment_id: submission for submission in found}


def shown_to(actor: Actor, versions: Iterable[Submission]) -> list[Submission]:
    """The versions of one assignment without those taken back, which only the unit itself sees."""
    return [
        one
        for one in versions
        if one.state != SubmissionState.WITHDRAWN or one.assignment.organization.path == actor.path
    ]


def history(submission: Submission) -> QuerySet[Submission]:
    """All versions for the same assignment, the newest first; see `shown_to`."""
    found = Submission.objects.filter(assignment_id=submission.assignment_id)
    return found.select_related("assignment__organization").order_by("-version")


def with_content() -> tuple[Prefetch[str], ...]:
    """The prefetches of a submission's entries, blocks, fields, files and return notes."""
    entries = Entry.objects.select_related("block").order_by("block__template_id", "block__position", "row")
    return (
        Prefetch("entries", entries),
        fields_of("entries__block__fields"),
        Prefetch("attachments", Attachment.objects.select_related("file")),
        Prefetch("return_notes", ReturnNote.objects.order_by("pk")),
    )
