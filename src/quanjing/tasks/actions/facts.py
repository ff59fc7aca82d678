"""The facts of a task in the JSON of a notice: set by a first reading, or anew by a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from quanjing.foundation import clock
from quanjing.tasks.models import Task

FACTS = ("name", "audience", "responsible", "deliverables", "deadline")
STAYS_OPEN = frozenset({"rolling", "recurring"})  # deadlines that rightly have no one date


def set_fact(task: Task, fact: str, value: Any, day_end: str) -> None:
    """Set a fact in the shape of `tasks.queries.fact_of`; nothing is saved."""
    if fact == "deadline":
        take_deadline(task, value or {}, day_end)
    elif fact == "responsible":
        task.responsible = list(value)
    elif fact == "deliverables":
        task.deliverables = deliverables(value)
    else:
        setattr(task, fact, (value or "")[: 300 if fact == "name" else 500])


def deliverables(shapes: Any) -> list[dict[str, Any]]:
    return [
        {"text": one["text"], "media": one.get("media", "text"), "required": one.get("required", True)}
        for one in shapes or ()
    ]


def take_deadline(task: Task, deadline: Mapping[str, Any], day_end: str) -> None:
    """A deadline as the engine reads it; an empty one is none."""
    span = deadline.get("span")
    task.deadline_text = (deadline.get("text") or "")[:300]
    task.deadline_start, task.deadline_end = (span[0], span[1]) if span else (None, None)
    task.deadline_kind = deadline.get("kind") or ""
    task.opens_on = _day(deadline.get("opens"))
    task.due_on = _day(deadline.get("due"))
    task.due_time = deadline.get("time") or ""
    task.due_at = clock.end_of(task.due_on, task.due_time or day_end) if task.due_on else None
    task.inferred = list(deadline.get("inferred") or ())
    task.event = (deadline.get("event") or "")[:200]
    task.offset_workdays = deadline.get("offset_workdays")
    task.recurrence = deadline.get("recurrence") or ""


def doubts_of(task: Task) -> dict[str, str]:
    """What a person must look at in a marked task as it was read."""
    if not task.assign:
        return {}
    if task.due_on is None and task.deadline_kind not in STAYS_OPEN:
        return {"deadline": "no_date"}
    if task.inferred:
        return {"deadline": "inferred:" + ",".join(task.inferred)}
    return {}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
