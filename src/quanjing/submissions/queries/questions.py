"""Questions to the desk: at the desk with who asked, beside the task without."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Missing
from quanjing.submissions.models import Question
from quanjing.submissions.queries.page import ReportPage


@dataclass(frozen=True, slots=True)
class Beside:
    """A question as the page of a unit shows it; `is_own` only for the unit that asked."""

    question: Question
    number: int  # of the item on the page
    is_own: bool

    @property
    def text(self) -> str:
        return self.question.text if self.is_own else self.question.shown_text


def questions_at_desk(actor: Actor) -> QuerySet[Question]:
    """The questions about the own body's tasks, the open ones first, then the newest answers.

    Raises `Denied` for a post that does not review.
    """
    if not actor.may(Right.REVIEW):
        raise Denied
    found = Question.objects.filter(task__directive__organization__code=actor.organization_code)
    found = found.select_related("task__directive", "task__bound_desk", "organization")
    return found.order_by(F("answered_at").desc(nulls_first=True), "asked_at", "pk")


def get_question(actor: Actor, code: str) -> Question:
    """One question at the own body's desks. Raises `Denied`, `Missing`."""
    found = questions_at_desk(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def questions_beside(actor: Actor, page: ReportPage) -> list[Beside]:
    """What the own unit asked, and what others asked once it is answered: one query."""
    numbers = {part.task.pk: number for number, part in enumerate(page.parts, start=1)}
    seen = Q(organization_id=actor.organization_id) | Q(answered_at__isnull=False)
    found = Question.objects.filter(seen, task__in=numbers).order_by("task__position", "asked_at", "pk")
    return [Beside(one, numbers[one.task_id], one.organization_id == actor.organization_id) for one in found]
