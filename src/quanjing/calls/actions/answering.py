"""A call that hangs on a task of a notice: who applies has answered the task, nothing is asked twice."""

from __future__ import annotations

from django.utils.translation import gettext as _

from quanjing.calls.models import Application
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, QuanjingError
from quanjing.sheets.enums import FieldType
from quanjing.sheets.queries import fields_of
from quanjing.submissions.actions import submit_answers
from quanjing.tasks.models import Assignment


def answer_task(actor: Actor, application: Application) -> bool:
    """Report the task for the body with a line that names the application; whether that was done.

    Only where the sheet of the task takes a text: what else it asks is left to the body's own report.
    """
    task = application.call.task
    if task is None:
        return False
    assignment = Assignment.objects.filter(task=task, organization=application.organization).first()
    if assignment is None:
        return False
    assignment = Assignment.objects.select_related("task", "organization", "directive").get(pk=assignment.pk)
    words = _("Application No. %(number)d “%(title)s” in the call “%(call)s”.") % {
        "number": application.number or 0, "title": application.title, "call": application.call.title,
    }  # fmt: skip
    answers: dict[str, object] = {}
    for block in task.blocks.prefetch_related(fields_of()):
        text = next(
            (one for one in block.fields.all() if one.type in (FieldType.LONGTEXT, FieldType.TEXT)), None
        )
        if text is None or any(one.required and one is not text for one in block.fields.all()):
            return False
        answers[block.key] = [{text.key: words}]
    try:
        submit_answers(actor=actor, assignment=assignment, answers=answers)
    except (Invalid, QuanjingError):
        return False  # the task was answered already, or is closed
    return True
