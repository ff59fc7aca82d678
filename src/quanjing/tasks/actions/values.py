"""What a correction of a task may say, made clean before anything is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid, Problem
from quanjing.sheets.models import HEADER, Block
from quanjing.tasks.models import Task

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")
_PARTS = re.compile(r"[\n;；]")
MEDIA = ("text", "table", "photo", "video", "scan", "file")
LENGTHS = {"name": 300, "audience": 500}  # as the columns of Task
FACTS = frozenset(
    {"name", "audience", "nil_allowed", "assign", "deliverables", "desk", "deadline", "sheet", "blocks"}
)


@dataclass(frozen=True, slots=True)
class Deadline:
    due: date | None
    time: str
    closes: datetime | None
    everywhere: bool


@dataclass
class Values:
    columns: dict[str, Any] = field(default_factory=dict)
    deadline: Deadline | None = None
    blocks: list[Block] | None = None


class _Wrong(ValueError):
    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


def clean_task(task: Task, changes: Mapping[str, Any]) -> Values:
    """The clean values of a correction. Raises `Invalid` with every wrong one."""
    values = Values()
    problems = [Problem(fact, _("This cannot be changed here.")) for fact in changes if fact not in FACTS]
    for fact in FACTS & set(changes):
        try:
            _take(values, task, fact, changes[fact])
        except _Wrong as error:
            problems.append(Problem(error.place, str(error)))
    if problems:
        raise Invalid(problems)
    return values


def _take(values: Values, task: Task, fact: str, value: Any) -> None:
    if fact == "deadline":
        values.deadline = _deadline(task, value or {})
    elif fact == "sheet":
        values.blocks = _sheet(task, value)
    elif fact == "blocks":
        values.blocks = _blocks(task, value)
    elif fact == "deliverables":
        values.columns[fact] = _deliverables(value)
    elif fact == "desk":
        values.columns[fact] = _desk(value)
    elif fact in ("assign", "nil_allowed"):
        if not isinstance(value, bool):
            raise _Wrong(fact, _("Yes or no."))
        values.columns[fact] = value
    else:
        values.columns[fact] = _text(fact, value)


def _text(fact: str, value: Any) -> str:
    text = " ".join(str(value or "").split())
    if fact == "name" and not text:
        raise _Wrong(fact, _("A task needs a name."))
    return text[: LENGTHS[fact]]


def _deadline(task: Task, given: Mapping[str, Any]) -> Deadline:
    if not isinstance(given, Mapping):
        raise _Wrong("deadline", _("A date such as 2026-09-15."))
    due = _day("deadline.due", given["due"]) if "due" in given else task.due_on
    time = str(given.get("time", task.due_time) or "")
    if time and not _TIME.fullmatch(time):
        raise _Wrong("deadline.time", _("A time of day such as 17:00, at most 24:00."))
    day_end = task.directive.day_end
    closes = _moment(given["closes"], time or day_end) if "closes" in given else task.closes_at
    if due and closes and closes < clock.end_of(due, time or day_end):
        raise _Wrong("deadline.closes", _("The end of grace cannot lie before the deadline."))
    return Deadline(due, time, closes, bool(given.get("everywhere")))


def _day(place: str, value: Any) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _Wrong(place, _("A date such as 2026-09-15.")) from None


def _moment(value: Any, day_end: str) -> datetime | None:
    if isinstance(value, str) and "T" in value:
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise _Wrong("deadline.closes", _("A date such as 2026-09-15.")) from None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=clock.CHINA)
    day = _day("deadline.closes", value)
    return clock.end_of(day, day_end) if day else None


def _deliverables(value: Any) -> list[dict[str, Any]]:
    parts = _PARTS.split(value) if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise _Wrong("deliverables", _("This must be a list."))
    clean = []
    for part in parts:
        shape = part if isinstance(part, Mapping) else {"text": part}
        text = str(shape.get("text") or "").strip()[:300]
        medium = shape.get("media", "text")
        if medium not in MEDIA:
            raise _Wrong(
                "deliverables", _("Please choose one of: %(options)s.") % {"options": " / ".join(MEDIA)}
            )
        if text:
            clean.append({"text": text, "media": medium, "required": bool(shape.get("required", True))})
    return clean


def _desk(value: Any) -> dict[str, Any]:
    shape = value if isinstance(value, Mapping) else {"org": value}
    clean: dict[str, Any] = {name: str(shape.get(name) or "").strip()[:100] for name in ("name", "org")}
    for name in ("phones", "emails"):
        given = shape.get(name) or []
        parts = re.split(r"[\s,，、;；]+", given) if isinstance(given, str) else given
        clean[name] = [str(part)[:100] for part in parts if str(part).strip()]
    return {name: part for name, part in clean.items() if part}


def _of_directive(task: Task) -> Q:
    attached = Q(template__attachment__directive=task.directive_id)
    return attached | Q(tasks__directive=task.directive_id)


def _sheet(task: Task, code: Any) -> list[Block]:
    if code in (None, ""):
        return []
    found = Block.objects.filter(_of_directive(task), template__code=str(code)).exclude(key=HEADER).distinct()
    if not found:
        raise _Wrong("sheet", _("This directive has no such sheet."))
    return list(found)


def _blocks(task: Task, places: Any) -> list[Block]:
    if not isinstance(places, list):
        raise _Wrong("blocks", _("This must be a list."))
    own = Block.objects.filter(_of_directive(task)).exclude(key=HEADER).select_related("template").distinct()
    known = {f"{block.template.code}.{block.key}": block for block in own}
    unknown = [str(place) for place in places if place not in known]
    if unknown:
        raise _Wrong(
            "blocks", _("This directive has no such part: %(places)s.") % {"places": ", ".join(unknown)}
        )
    return [known[place] for place in places]
