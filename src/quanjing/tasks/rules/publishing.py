"""What stands in the way of publishing: things to confirm, and things that need a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quanjing.foundation import clock
from quanjing.foundation.errors import Problem
from quanjing.tasks.models import Task
from quanjing.tasks.queries.load import FIELDS_LIMIT, SHEETS_LIMIT, Load
from quanjing.tasks.queries.words import asks_how_carried_out, characters_asked

SHORT_DEADLINE = timedelta(days=3)
LONG_TEXT = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`needs_reason`: a reason in the override is enough; otherwise it must be confirmed or corrected."""

    problem: Problem
    needs_reason: bool = True


def obstacles_to(
    tasks: Iterable[Task], load: Load, now: datetime, superior: Mapping[int, datetime] | None = None
) -> list[Obstacle]:
    """Everything that must be settled before these tasks go out to these organizations.

    `superior` holds, by the source of a task that is passed on, the moment until which it binds the issuer.
    """
    found: list[Obstacle] = []
    for task in tasks:
        found += _doubts(task) or [*_dates(task, now), *_inner(task, superior or {}), *_burdens(task)]
    if load.organizations == 0:
        found.append(Obstacle(Problem("organizations", _("No organization is chosen.")), needs_reason=False))
    return found + _load(load)


def _doubts(task: Task) -> list[Obstacle]:
    return [
        Obstacle(Problem(f"tasks.{task.code}.{fact}", _doubt(task, fact)), needs_reason=False)
        for fact in task.doubts
    ]


def _doubt(task: Task, fact: str) -> str:
    values = {"task": task.name}
    if fact == "deadline" and task.due_on is None:
        return _("“%(task)s” has no date: set one, or confirm that it has none.") % values
    if fact == "deadline":
        return _("The deadline of “%(task)s” is inferred: please confirm it.") % values
    return _("A fact of “%(task)s” is still to be confirmed.") % values


def _dates(task: Task, now: datetime) -> list[Obstacle]:
    if task.due_at is None:
        return []
    where, values = f"tasks.{task.code}.deadline", {"task": task.name}
    if task.due_at <= now:
        past = _("The date of “%(task)s” has passed: set a new one or give a reason.") % values
        return [Obstacle(Problem(where, past))]
    if task.due_at - now < SHORT_DEADLINE:
        short = _("“%(task)s” leaves less than three days: give a reason.") % values
        return [Obstacle(Problem(where, short))]
    return []


def _inner(task: Task, superior: Mapping[int, datetime]) -> list[Obstacle]:
    until = superior.get(task.source_id or 0)
    if until is None or task.due_at is None or task.due_at <= until:
        return []
    words = _("“%(task)s” is due later than the superior asks for it (%(until)s): give a reason.")
    text = words % {"task": task.name, "until": f"{until.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"}
    return [Obstacle(Problem(f"tasks.{task.code}.deadline", text))]


def _burdens(task: Task) -> list[Obstacle]:
    """A long text, and a report on how a notice was carried out: both need a reason."""
    words = " ".join([task.name, task.item.text if task.item else ""])
    where, values = f"tasks.{task.code}.request", {"task": task.name}
    found = []
    if characters_asked(words) > LONG_TEXT:
        long = _("“%(task)s” asks for a text of %(count)d characters: give a reason.")
        found.append(Obstacle(Problem(where, long % {**values, "count": characters_asked(words)})))
    if asks_how_carried_out(words):
        how = _("“%(task)s” asks to report how a notice was carried out: give a reason.")
        found.append(Obstacle(Problem(where, how % values)))
    return found


def _load(load: Load) -> list[Obstacle]:
    found = []
    if load.longest_text > LONG_TEXT:
        long = _("A field asks for a text of %(count)d characters: give a reason.")
        found.append(Obstacle(Problem("load.text", long % {"count": load.longest_text})))
    if load.fields_asked > FIELDS_LIMIT:
        text = ngettext(
            "%(count)d field is asked, more than %(limit)d: give a reason.",
            "%(count)d fields are asked, more than %(limit)d: give a reason.",
            load.fields_asked,
        )
        found.append(
            Obstacle(Problem("load.fields", text % {"count": load.fields_asked, "limit": FIELDS_LIMIT}))
        )
    if load.sheets_this_month > SHEETS_LIMIT:
        text = ngettext(
            "An organization would have %(count)d sheet this month, more than %(limit)d: give a reason.",
            "An organization would have %(count)d sheets this month, more than %(limit)d: give a reason.",
            load.sheets_this_month,
        )
        values = {"count": load.sheets_this_month, "limit": SHEETS_LIMIT}
        found.append(Obstacle(Problem("load.sheets", text % values)))
    return found
