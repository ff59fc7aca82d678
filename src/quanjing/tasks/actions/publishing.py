"""Publishing: all tasks to all chosen organizations in one statement a task, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.sql import Query
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.actions import deliver
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive, Receipt
from quanjing.directives.rules import can_issue
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.bulk import insert_select
from quanjing.foundation.errors import Denied, Invalid, Message, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, existing, posts_in_force, selected
from quanjing.tasks.actions.anchoring import count_from_publishing
from quanjing.tasks.actions.binding import bind_suggested
from quanjing.tasks.actions.moving import counted
from quanjing.tasks.actions.recurring import unfold
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, DirectiveLoad, Task
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


def preview(*, actor: Actor, directive: Directive, selection: Selection) -> Preview:
    """Count and check without writing. Raises `Denied` or `Missing` (the head of the subtree)."""
    if not can_issue(actor, directive):
        raise Denied
    tasks = load_tasks(directive, None)
    audience = selected(actor, selection)
    load = load_of(audience, tasks)
    found = tuple(obstacles_to(tasks, load, clock.now(), _superior(directive, tasks)))
    asked = tuple(asked_before(asked_fields(tasks), audience, directive))
    return Preview(tuple(tasks), load, found, _warnings(directive, found, asked), asked)


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
    fresh = _fresh(chosen)
    load = load_of(audience, chosen)
    obstacles = obstacles_to(fresh, load, clock.now(), _superior(locked, fresh)) if fresh else []
    _refuse(obstacles, override)
    created = hand_out(locked, fresh, audience)
    if not locked.is_published:
        _freeze(actor, locked, selection, override)
    _keep_load(locked, load, audience)
    said = {"assignments": created, "override": override, "load": load.as_json()}
    record(actor=actor, verb="tasks.publish", on=locked, detail=said)
    if created:
        enqueue("tasks.tell_addressees", actor=actor, directive_id=locked.pk)
    warnings = _warnings(locked, obstacles, asked_before(asked_fields(fresh), audience, locked))
    return PublishResult(created, load.organizations * (len(chosen) - len(fresh)), load, warnings)


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
        if not task.assign and not task.occurrences.exists()  # a recurring one, handed out before
    ]
    if not chosen and not problems:
        problems.append(Problem("tasks", _("No task is marked: there is nothing to publish.")))
    if problems:
        raise Invalid(problems)
    return chosen


def _addressed(directive: Directive) -> QuerySet[Organization]:
    reached = Assignment.objects.filter(directive=directive).values("organization")
    found: QuerySet[Organization] = Organization.objects.filter(existing(), pk__in=reached)
    return found


def _refuse(obstacles: Sequence[Obstacle], override: str) -> None:
    standing = [one for one in obstacles if not (one.needs_reason and override.strip())]
    if standing:
        raise Invalid([one.problem for one in standing])


def hand_out(directive: Directive, tasks: Sequence[Task], audience: QuerySet[Organization]) -> int:
    """One INSERT … SELECT a task, and one for the receipts. A step of actions."""
    bind_suggested(directive=directive)
    now = clock.now()
    columns = ("task_id", "organization_id", "directive_id", "state", "changed_at")
    rows = (_rows(task, directive, audience, now) for task in tasks)
    with counted(Assignment.objects.filter(task__in=tasks)):
        created = sum(insert_select(Assignment, columns, one) for one in rows)
        for task in tasks:
            count_from_publishing(task)
    _deliver(directive, audience)
    return created


def _superior(directive: Directive, tasks: Sequence[Task]) -> dict[int, datetime]:
    sources = [task.source for task in tasks if task.source is not None]
    return superior_dates(directive.organization_id, sources) if sources else {}


def _deliver(directive: Directive, audience: QuerySet[Organization]) -> None:
    """One receipt an organization; the superior's own says from now on that it was passed on."""
    deliver(directive=directive, audience=audience)
    if directive.reissue_of_id:
        received = Receipt.objects.filter(
            directive=directive.reissue_of_id, organization=directive.organization_id
        )
        received.update(passed_on=directive)


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


def _fresh(chosen: Sequence[Task]) -> list[Task]:
    """Those that were not handed out yet."""
    done = set(Assignment.objects.filter(task__in=chosen).values_list("task_id", flat=True).distinct())
    return [task for task in chosen if task.pk not in done]


def _keep_load(directive: Directive, load: Load, audience: QuerySet[Organization]) -> None:
    """Keep what each addressed body is asked; counted anew where tasks were added to earlier ones."""
    handed = list(Task.objects.filter(directive=directive, assignments__isnull=False).distinct())
    if load.tasks != len(handed):
        load = load_of(audience, handed)
    values = {
        "requests": len(handed),
        "fields_asked": load.fields_asked,
        "fields_known": load.fields_known,
        "minutes": load.minutes,
    }
    DirectiveLoad.objects.update_or_create(directive=directive, defaults=values)


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


def _warnings(
    directive: Directive, obstacles: Sequence[Obstacle], asked: Sequence[AskedBefore]
) -> tuple[Message, ...]:
    found: list[Message] = [one.problem.message for one in obstacles if one.needs_reason]
    if directive.duplicate_of_id:
        found.append(_("The same document was registered before."))
    if directive.doubts:
        found.append(_("Some facts of the notice were not confirmed."))
    return (*found, *map(_asked, asked))
