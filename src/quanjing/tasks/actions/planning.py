"""The action plan by which an organization carries out a directive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.tasks.models import PlanLine, Task
from quanjing.tasks.queries.plans import plan_lines_of
from quanjing.tasks.rules.plans import can_plan

MOST = 500  # lines


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the planner types it."""

    text: str
    owner: str = ""
    measure: str = ""
    due_on: date | None = None
    done: bool = False


@transaction.atomic
def open_plan(*, actor: Actor, directive: Directive) -> list[PlanLine]:
    """Start the own body's plan with the items of the directive as headings; again gives what there is.

    Raises `Denied`: the post plans nothing for this body, or the directive is not its business.
    """
    if not can_plan(actor, directive):
        raise Denied
    existing = list(plan_lines_of(directive, actor.organization_id))
    if existing:
        return existing
    tasks = Task.objects.filter(directive=directive).order_by("position")
    made = [
        PlanLine(
            directive=directive,
            organization_id=actor.organization_id or 0,
            task=task,
            position=place,
            text=task.name,
        )
        for place, task in enumerate(tasks, start=1)
    ]
    PlanLine.objects.bulk_create(made)
    record(actor=actor, verb="tasks.open_plan", on=directive, detail={"lines": len(made)})
    return made


@transaction.atomic
def save_plan(
    *, actor: Actor, directive: Directive, lines: Mapping[str, Line], new: Line | None = None
) -> int:
    """Keep what was typed: code -> line; a line without text is taken out. Returns how many there are.

    Raises:
        Denied: as `open_plan`.
        Missing: a code of another plan.
        Invalid: a line marked as done that has no owner or date, or too many lines.
    """
    if not can_plan(actor, directive):
        raise Denied
    own = plan_lines_of(directive, actor.organization_id).select_for_update(of=("self",))
    present = {one.code: one for one in own}
    if set(lines) - set(present):
        raise Missing
    _refuse(lines, len(present) + bool(new))
    for code, line in lines.items():
        if not line.text.strip():
            present.pop(code).delete()
            continue
        _put(present[code], line)
        present[code].save()
    if new is not None and new.text.strip():
        last = max((one.position for one in present.values()), default=0)
        added = PlanLine(directive=directive, organization_id=actor.organization_id or 0, position=last + 1)
        _put(added, new)
        added.save()
        present[added.code] = added
    record(actor=actor, verb="tasks.save_plan", on=directive, detail={"lines": len(present)})
    return len(present)


def _put(one: PlanLine, line: Line) -> None:
    one.text, one.owner = line.text.strip()[:500], line.owner.strip()[:200]
    one.measure, one.due_on = line.measure.strip()[:300], line.due_on
    if not line.done:
        one.done_on = None
    elif one.done_on is None:
        one.done_on = clock.today()


def _refuse(lines: Mapping[str, Line], count: int) -> None:
    problems = [
        Problem(code, _("“%(text)s” is a heading: give it an owner and a date first.") % {"text": line.text})
        for code, line in lines.items()
        if line.done and not (line.owner.strip() and line.due_on)
    ]
    if count > MOST:
        problems.append(Problem("new", _("At most %(limit)d lines.") % {"limit": MOST}))
    if problems:
        raise Invalid(problems)
