"""What publishing would ask of whom, and what stands in its way; nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from quanjing.directives.models import Directive
from quanjing.directives.rules import can_publish, reach_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Message, Problem
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, existing, selected
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries import (
    AskedBefore,
    Load,
    asked_before,
    asked_fields,
    formula,
    load_of,
    load_tasks,
    superior_dates,
)
from quanjing.tasks.rules import Obstacle, obstacles_to


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would do now."""

    tasks: tuple[Task, ...]
    load: Load
    obstacles: tuple[Obstacle, ...]
    warnings: tuple[Message, ...]
    asked: tuple[AskedBefore, ...]

    @property
    def formula(self) -> str:
        return formula()

    @property
    def needs_reason(self) -> bool:
        return any(obstacle.needs_reason for obstacle in self.obstacles)

    @property
    def must_be_settled(self) -> bool:
        return any(not obstacle.needs_reason for obstacle in self.obstacles)


def preview(
    *, actor: Actor, directive: Directive, selection: Selection, codes: list[str] | None = None
) -> Preview:
    """Count and check without writing. Raises `Denied` or `Missing` (the head of the subtree)."""
    if not can_publish(actor, directive):
        raise Denied
    tasks = load_tasks(directive, codes)
    audience = selected(reach_of(actor), selection)
    load = load_of(audience, tasks)
    found = tuple(obstacles_to(tasks, load, clock.now(), superior_of(directive, tasks)))
    asked = tuple(asked_before(asked_fields(tasks), audience, directive))
    return Preview(tuple(tasks), load, found, warnings_of(directive, found, asked), asked)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The chosen tasks at the bodies that they go to; `fresh` are those that were not handed out yet."""

    chosen: Sequence[Task]
    fresh: Sequence[Task]
    audience: QuerySet[Organization]
    load: Load
    obstacles: Sequence[Obstacle]


def weigh(actor: Actor, directive: Directive, selection: Selection, chosen: Sequence[Task]) -> Weighed:
    """Whom the tasks reach and what that asks of them; a published directive reaches whom it reached."""
    reach = reach_of(actor)
    audience = selected(reach, selection)
    if directive.is_published:
        audience = addressed_by(directive).filter(existing())
    fresh = _fresh(chosen)
    load = load_of(audience, chosen)
    found = obstacles_to(fresh, load, clock.now(), superior_of(directive, fresh)) if fresh else []
    return Weighed(chosen, fresh, audience, load, found)


def chosen_tasks(directive: Directive, codes: list[str] | None) -> list[Task]:
    """The marked tasks, or those of `codes`. Raises `Invalid` where one is unknown or not marked."""
    chosen = load_tasks(directive, codes)
    known = {task.code for task in chosen}
    problems = [
        Problem(f"tasks.{code}", _("There is no such task.")) for code in codes or () if code not in known
    ]
    problems += [
        Problem(
            f"tasks.{task.code}", _("“%(task)s” is not marked as a task to report.") % {"task": task.name}
        )
        for task in chosen
        if not task.assign and not task.occurrences.exists()  # a recurring one, handed out before
    ]
    if not chosen and not problems:
        problems.append(Problem("tasks", _("No task is marked: there is nothing to publish.")))
    if problems:
        raise Invalid(problems)
    return chosen


def addressed_by(directive: Directive) -> QuerySet[Organization]:
    """The bodies that have an assignment of the directive."""
    reached = Assignment.objects.filter(directive=directive).values("organization")
    found: QuerySet[Organization] = Organization.objects.filter(pk__in=reached)
    return found


def refuse(obstacles: Sequence[Obstacle], override: str) -> None:
    """Raises `Invalid` with what must be confirmed, or needs a reason that `override` does not give."""
    standing = [one for one in obstacles if not (one.needs_reason and override.strip())]
    if standing:
        raise Invalid([one.problem for one in standing])


def superior_of(directive: Directive, tasks: Sequence[Task]) -> dict[int, datetime]:
    """Until when the superior binds the body, by the source of each task that is passed on."""
    sources = [task.source for task in tasks if task.source is not None]
    return superior_dates(directive.organization_id, sources) if sources else {}


def _fresh(chosen: Sequence[Task]) -> list[Task]:
    """Those that were not handed out yet."""
    done = set(Assignment.objects.filter(task__in=chosen).values_list("task_id", flat=True).distinct())
    return [task for task in chosen if task.pk not in done]


def _asked(one: AskedBefore) -> Message:
    """When and by which notice it was asked before, and how many of those asked now answered."""
    text = _("“%(label)s” was asked in %(number)s on %(day)s, answered by %(answered)d of %(asked)d.")
    at = one.directive.published_at or one.directive.registered_at
    return text % {
        "label": one.label,
        "number": one.directive.doc_number or one.directive.title,
        "day": at.astimezone(clock.CHINA).date().isoformat(),
        "answered": one.answered,
        "asked": one.asked,
    }


def warnings_of(
    directive: Directive, obstacles: Sequence[Obstacle], asked: Sequence[AskedBefore]
) -> tuple[Message, ...]:
    """What does not stop publishing, in words."""
    found: list[Message] = [one.problem.message for one in obstacles if one.needs_reason]
    if directive.duplicate_of_id:
        found.append(_("The same document was registered before."))
    if directive.doubts:
        found.append(_("Some facts of the notice were not confirmed."))
    return (*found, *map(_asked, asked))
