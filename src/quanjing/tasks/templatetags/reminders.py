"""The colour of a task, in lists."""

from __future__ import annotations

from django import template

from quanjing.foundation.templatetags.quanjing import cn_moment, deadline_chip
from quanjing.tasks.enums import OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import due_of

register = template.Library()


@register.inclusion_tag("foundation/state.html")
def due_chip(assignment: Assignment) -> dict[str, object]:
    """By when the unit has to act, in the colour of the task; without colour where it need not."""
    due_at = due_of(assignment)
    if due_at is not None and assignment.state not in (*OPEN, State.RETURNED):
        return {"state": "due", "glyph": "near", "label": cn_moment(due_at), "pill": False}
    return deadline_chip(due_at) | {"pill": False}
