"""Publishing: all tasks to all chosen organizations in one statement a task, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.sql import Query
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.directives.rules import can_issue
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Message, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, posts_in_force, selected
from quanjing.tasks.actions.anchoring import count_from_publishing
from quanjing.tasks.actions.recurring import unfold
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries import Load, load_of, load_tasks
from quanjing.tasks.rules import Obstacle, obstacles_to


@dataclass(frozen=True, slots=True)
class PublishResult:
    """`existing` are assignments that were there already; `warnings` do not stop publishing."""

    assignments: int
    existing: int
    load: Load
    warnings: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would do now."""

    tasks: tuple[Task, ...]
    load: Load
    obstacles: tuple[Obstacle, ...]
    warnings: tuple[Message, ...]

    @property
    def needs_reason(self) -> bool:
        return any(obstacle.needs_reason for obstacle in self.obstacles)

    @property
    def must_be_settled(self) -> bool:
        return any(not obstacle.needs_reason for obstacle in self.obstacles)


def preview(*, actor: Actor, directive: Directive, selection: Selection) -> Preview:
    """Count and check without writing. Raises `Denied` or `Missing` (the head of the subtree)."""
    if not can_issue(actor, directive):
        raise Denied
    tasks = load_tasks(directive, None)
    load = load_of(selected(actor, selection), tasks)
    found = tuple(obstacles_to(tasks, load, clock.now()))
    return Preview(tuple(tasks), load, found, _warnings(directive, found))


@transaction.atomic
def publish(
    *,
    actor: Actor,
    directive: Directive,
    selection: Selection,
    tasks: list[str] | None = None,
    override: str = "",
) -> PublishResult:
    """Hand the marked tasks (or those of `tasks`, by code) to the selected organizations.

    The addressed set is frozen: publishing again reaches the same organizations, whatever `selection`
    says, and adds only tasks that were left out before. Doing the same twice changes nothing.

    Raises:
        Denied: no right to issue this body's directives.
        WrongState: not read yet.
        Invalid: what must be confirmed, or needs a reason in `override`; then nothing is written.
        Missing: the head of the selection is not visible to the actor.
    """
    locked = Directive.objects.select_for_update().select_related("organization").get(pk=directive.pk)
    if not can_issue(actor, locked):
        raise Denied
    if locked.state not in (DirectiveState.READ, DirectiveState.PUBLISHED):
        raise WrongState
    chosen = unfold(_chosen(locked, tasks))
    audience = _addressed(locked) if locked.is_published else selected(actor, selection)
    done = set(Assignment.objects.filter(task__in=chosen).values_list("task_id", flat=True).distinct())
    fresh = [task for task in chosen if task.pk not in done]
    load = load_of(audience, chosen)
    obstacles = obstacles_to(fresh, load, clock.now()) if fresh else []
    _refuse(obstacles, override)
    created = hand_out(locked, fresh, audience)
    if not locked.is_published:
        _freeze(actor, locked, selection, override)
    detail = {"assignments": created, "override": override, "load": load.as_json()}
    record(actor=actor, verb="tasks.publish", on=locked, detail=detail)
    if created:
        enqueue("tasks.tell_addressees", actor=actor, directive_id=locked.pk)
    existing = load.organizations * (len(chosen) - len(fresh))
    return PublishResult(created, existing, load, _warnings(locked, obstacles))


def tell_addressees(*, directive: Directive) -> int:
    """Tell the posts that report for the addressed organizations; returns how many were told now."""
    reporting = [role for role, rights in RIGHTS.items() if Right.REPORT in rights]
    addressed = Assignment.objects.filter(directive=directive).values("organization")
    posts = posts_in_force().filter(organization__in=addressed, role__in=reporting)
    tasks = Task.objects.filter(directive=directive, assign=True)
    first = min((task.due_at for task in tasks if task.due_at), default=None)
    return tell(
        post_ids=list(posts.values_list("pk", flat=True)),
        kind="directive_published",
        values={
            "title": str(directive),
            "issuer": directive.organization.name,
            "tasks": len(tasks),
            "due": first.isoformat() if first else "",
        },
        link=reverse("directive_page", args=[directive.code]),
        key=f"directive_published:{directive.code}",
    )


def _chosen(directive: Directive, codes: list[str] | None) -> list[Task]:
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
        if not task.assign
    ]
    if not chosen and not problems:
        problems.append(Problem("tasks", _("No task is marked: there is nothing to publish.")))
    if problems:
        raise Invalid(problems)
    return chosen


def _addressed(directive: Directive) -> QuerySet[Organization]:
    reached = Assignment.objects.filter(directive=directive).values("organization")
    found: QuerySet[Organization] = Organization.objects.filter(pk__in=reached)
    return found


def _refuse(obstacles: Sequence[Obstacle], override: str) -> None:
    standing = [one for one in obstacles if not (one.needs_reason and override.strip())]
    if standing:
        raise Invalid([one.problem for one in standing])


def hand_out(directive: Directive, tasks: Sequence[Task], audience: QuerySet[Organization]) -> int:
    """One INSERT … SELECT a task: the organizations never travel through Python. A step of actions."""
    now = clock.now()
    columns = ("task_id", "organization_id", "directive_id", "state", "changed_at")
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(Assignment._meta.db_table)
    created = 0
    with connection.cursor() as cursor:
        for task in tasks:
            select, parameters = _rows(task, directive, audience, now).sql_with_params()
            cursor.execute(f"INSERT INTO {table} ({names}) {select} ON CONFLICT DO NOTHING", parameters)
            created += cursor.rowcount
    for task in tasks:
        count_from_publishing(task)
    return created


def _rows(task: Task, directive: Directive, audience: QuerySet[Organization], now: datetime) -> Query:
    rows = audience.order_by().annotate(
        of_task=Value(task.pk),
        of_organization=F("pk"),
        of_directive=Value(directive.pk),
        in_state=Value(State.DUE.value, output_field=CharField()),
        since=Value(now, output_field=DateTimeField()),
    )
    query: Query = rows.values_list("of_task", "of_organization", "of_directive", "in_state", "since").query
    return query


def _freeze(actor: Actor, directive: Directive, selection: Selection, override: str) -> None:
    directive.state = DirectiveState.PUBLISHED
    directive.audience_filter = {name: _plain(value) for name, value in asdict(selection).items()}
    directive.override_reason = override.strip()
    directive.published_at = clock.now()
    directive.published_by_id = actor.post_id
    directive.version += 1
    directive.save()


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple | list) else value


def _warnings(directive: Directive, obstacles: Sequence[Obstacle]) -> tuple[Message, ...]:
    found: list[Message] = [one.problem.message for one in obstacles if one.needs_reason]
    if directive.duplicate_of_id:
        found.append(_("The same document was registered before."))
    if directive.doubts:
        found.append(_("Some facts of the notice were not confirmed."))
    return tuple(found)
