"""Courses and their self-tests, branch schools, lecturers, loans."""

from __future__ import annotations

import random
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from quanjing.foundation.actor import Actor
from quanjing.organizations.queries import in_scope
from quanjing.quiz.models import Question
from quanjing.quiz.papers import is_right
from quanjing.study.enums import Sharing
from quanjing.study.models import BranchSchool, Course, CoursePage, Lecturer, Loan
from quanjing.study.queries.reach import one_of, reach

LARGEST_SEED = 2**31


def courses_seen(actor: Actor) -> QuerySet[Course]:
    """The courses that reach the actor, and what is shared with all bodies."""
    return Course.objects.filter(reach(actor) | _shared(actor)).select_related("organization")


def get_course(actor: Actor, code: str) -> Course:
    """One. Raises `Missing`."""
    return one_of(courses_seen(actor), code=code)


def page_of_course(course: Course, pk: int) -> CoursePage:
    """One page. Raises `Missing`."""
    return one_of(course.pages.select_related("material", "bank"), pk=pk)


def drawn(page: CoursePage, seed: int) -> list[Question]:
    """The questions of a self-test: the same seed draws the same ones while the bank is as it is."""
    if page.bank_id is None or not page.ask:
        return []
    found = list(Question.objects.filter(bank=page.bank_id, is_retired=False).order_by("pk"))
    chosen = random.Random(seed).sample(found, min(page.ask, len(found)))
    return sorted(chosen, key=lambda one: one.pk)


def marked(questions: list[Question], answers: Mapping[int, object]) -> list[tuple[Question, bool]]:
    """Each question with whether its answer is right; nothing of it is kept."""
    return [(one, is_right(one, range(len(one.options)), answers.get(one.pk))) for one in questions]


def schools_seen(actor: Actor) -> QuerySet[BranchSchool]:
    """The branch schools: a public register of the whole installation."""
    found = BranchSchool.objects.all() if actor.organization_id is not None else BranchSchool.objects.none()
    return found.select_related("organization")


def lecturers_seen(actor: Actor) -> QuerySet[Lecturer]:
    """Who lectures for bodies that reach the actor, and who is lent to all."""
    found = Lecturer.objects.filter(reach(actor) | _shared(actor), ended_on=None)
    return found.select_related("organization")


def loans_seen(actor: Actor) -> QuerySet[Loan]:
    """What the own body, or bodies below where the actor reads them, asked for or was asked for."""
    near = in_scope(actor, "lender__") | in_scope(actor, "borrower__")
    return Loan.objects.filter(near).select_related(
        "lecturer", "course", "lender", "borrower", "training_class"
    )


def _shared(actor: Actor) -> Q:
    return Q(sharing=Sharing.ALL) if actor.organization_id is not None else Q(pk__in=[])
