"""A question to the desk beside a task, and its answer for all addressed."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.rules import can_review
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.queries import handlers_of, posts_on_duty
from quanjing.submissions.actions.telling import tell_later
from quanjing.submissions.models import Question
from quanjing.submissions.rules import can_report
from quanjing.tasks.models import Assignment


@transaction.atomic
def ask(*, actor: Actor, assignment: Assignment, text: str) -> Question:
    """Ask about a task that the own body has; the officers on duty at its desk are told.

    Raises: `Denied` for another body's assignment; `Invalid` without words.
    """
    if not can_report(actor, assignment):
        raise Denied
    if not text.strip():
        raise Invalid([Problem("text", _("Please write your question."))])
    assert actor.post_id is not None  # only posts have rights
    question = Question.objects.create(
        task=assignment.task,
        organization=assignment.organization,
        asked_by_id=actor.post_id,
        asked_name=actor.signature,
        asked_at=clock.now(),
        text=text.strip(),
    )
    record(actor=actor, verb="submissions.ask", on=question, detail={"task": assignment.task.code})
    directive, desk = assignment.directive, assignment.task.bound_desk_id
    publisher = directive.published_by_id or directive.registered_by_id
    posts = sorted(posts_on_duty([desk])) if desk else []
    values = {
        "title": directive.title,
        "task": assignment.task.name,
        "organization": assignment.organization.name,
    }
    told = posts or ([publisher] if publisher is not None else [])
    tell_later(told, "question_asked", values, reverse("question_list"), f"question_asked-{question.code}")
    return question


@transaction.atomic
def answer(*, actor: Actor, question: Question, text: str, shown_text: str = "") -> Question:
    """Answer, or correct an answer; all that the task addresses see it, and only the asker is told.

    Args:
        shown_text: the question as other units see it; the asker's own words where empty.

    Raises: `Denied` for another body's task; `Invalid` without an answer.
    """
    current = Question.objects.select_for_update(of=("self",)).select_related("task__directive")
    fresh = current.get(pk=question.pk)
    directive = fresh.task.directive
    if not can_review(actor, directive):
        raise Denied
    if not text.strip():
        raise Invalid([Problem("answer", _("Please write an answer."))])
    fresh.answer, fresh.shown_text = text.strip(), shown_text.strip() or fresh.text
    fresh.answered_name, fresh.answered_at = actor.signature, clock.now()
    fresh.save()
    record(actor=actor, verb="submissions.answer", on=fresh, detail={"task": fresh.task.code})
    values = {"title": directive.title, "task": fresh.task.name}
    posts = [post.pk for post in handlers_of([fresh.organization_id])]
    link = reverse("report_page", args=[directive.code])
    tell_later(posts, "question_answered", values, link, f"question_answered-{fresh.code}")
    return fresh
