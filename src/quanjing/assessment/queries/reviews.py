"""The queue of a reviewer and one sheet of it: what he sees, and what stays hidden from him."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.assessment.enums import SchemeState
from quanjing.assessment.models import Appeal, Reviewer, ReviewSheet, Scheme
from quanjing.assessment.queries.units import LineShown, lines_shown
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Post
from quanjing.organizations.queries import posts_in_force


def sheets_of(actor: Actor) -> QuerySet[ReviewSheet]:
    """The sheets of the own post under schemes that are in review, open ones first; nobody else's."""
    mine = ReviewSheet.objects.filter(post=actor.post_id, conflict="")
    mine = mine.filter(assessed__scheme__state=SchemeState.REVIEW)
    mine = mine.select_related("assessed__organization", "assessed__scheme__organization")
    return mine.order_by("given_at", "assessed__organization__path")


def get_sheet(actor: Actor, code: str) -> ReviewSheet:
    """Raises `Missing`, also for the sheet of another post."""
    found = sheets_of(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def lines_to_review(sheet: ReviewSheet) -> list[LineShown]:
    """The lines that a sheet asks for, with what the body says; the marks of others are not read."""
    lines = lines_shown(sheet.assessed, reviews=False)
    asked = [line for line in lines if line.most is not None and line.is_reviewed]
    return [line for line in asked if line.key in sheet.marks] if sheet.is_third else asked


def reviewers_of(scheme: Scheme) -> QuerySet[Reviewer]:
    return scheme.reviewers.select_related("post__organization", "post__holder")


def posts_to_review(scheme: Scheme) -> QuerySet[Post]:
    """Posts of the issuing body, or below it, whose holders may be asked to review."""
    below = posts_in_force().filter(in_subtree(scheme.organization.path, "organization__"))
    return below.filter(holder__is_active=True).exclude(role="none").order_by("organization__path", "pk")


def open_appeals(scheme: Scheme) -> QuerySet[Appeal]:
    """Appeals of a scheme, undecided first, in the order of the register."""
    found = Appeal.objects.filter(assessed__scheme=scheme).select_related("assessed__organization")
    return found.order_by("decided_at", "assessed__organization__path", "pk")


def get_appeal(scheme: Scheme, code: str) -> Appeal:
    found = open_appeals(scheme).select_related("assessed__scheme__organization").filter(code=code).first()
    if found is None:
        raise Missing
    return found


def reviewed_by(actor: Actor, appeal: Appeal) -> bool:
    """Whether the post gave marks for the body that appeals."""
    sheets = ReviewSheet.objects.filter(assessed=appeal.assessed_id, post=actor.post_id)
    return sheets.exclude(given_at=None).exists()
