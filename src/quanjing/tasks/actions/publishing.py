"""Publishing: all tasks to all chosen organizations in one statement a task, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.sql import Query
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.directives.actions import deliver
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive, Receipt
from quanjing.directives.rules import asks_approval, can_publish
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.bulk import insert_select
from quanjing.foundation.errors import Denied, Message, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, posts_in_force
from quanjing.tasks.actions.anchoring import count_from_publishing
from quanjing.tasks.actions.binding import bind_suggested
from quanjing.tasks.actions.moving import counted
from quanjing.tasks.actions.recurring import unfold
from quanjing.tasks.actions.weighing import Weighed, chosen_tasks, refuse, warnings_of, weigh
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, DirectiveLoad, Task
from quanjing.tasks.queries import Load, asked_before, asked_fields, load_of


class ApprovalNeeded(WrongState):
    """The body's head approves before anything goes out."""

    code = "approval_needed"
    message = _("The office asks its head to approve publishing: please ask for the approval.")


@dataclass(frozen=True, slots=True)
class PublishResult:
    """`existing` are assignments that were there already; `warnings` do not stop publishing."""

    assignments: int
    existing: int
    load: Load
    warnings: tuple[Message, ...]


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
        WrongState: not read yet, or recalled.
        ApprovalNeeded: the body asks its head first (`ask_approval`); nothing is written.
        Invalid: what must be confirmed, or needs a reason in `override`; then nothing is written.
        Missing: the head of the selection is not visible to the actor.
    """
    locked = Directive.objects.select_for_update().select_related("organization").get(pk=directive.pk)
    if not can_publish(actor, locked):
        raise Denied
    if locked.state not in (DirectiveState.READ, DirectiveState.PUBLISHED):
        raise WrongState
    weighed = weigh(actor, locked, selection, unfold(chosen_tasks(locked, tasks)))
    if weighed.fresh and asks_approval(actor, locked):
        raise ApprovalNeeded
    result = release(actor, locked, selection, weighed, override)
    said = {"assignments": result.assignments, "override": override, "load": result.load.as_json()}
    record(actor=actor, verb="tasks.publish", on=locked, detail=said)
    return result


def release(
    actor: Actor, locked: Directive, selection: Selection, weighed: Weighed, override: str
) -> PublishResult:
    """Hand out what was weighed; a step of the actions that publish, which leave the audit entry."""
    refuse(weighed.obstacles, override)
    fresh, audience, load = weighed.fresh, weighed.audience, weighed.load
    created = hand_out(locked, fresh, audience)
    if not locked.is_published:
        _freeze(actor, locked, selection, override)
    _keep_load(locked, load, audience)
    if created:
        enqueue("tasks.tell_addressees", actor=actor, directive_id=locked.pk)
    warnings = warnings_of(locked, weighed.obstacles, asked_before(asked_fields(fresh), audience, locked))
    existing = load.organizations * (len(weighed.chosen) - len(fresh))
    return PublishResult(created, existing, load, warnings)


def tell_addressees(*, directive: Directive) -> int:
    """Tell the posts that report for the addressed organizations; returns how many were told now.

    Nobody, where the directive was recalled before the worker came to it.
    """
    if not directive.is_published:
        return 0
    reporting = [role for role, rights in RIGHTS.items() if Right.REPORT in rights]
    addressed = Assignment.objects.filter(directive=directive).values("organization")
    posts = posts_in_force().filter(organization__in=addressed, role__in=reporting)
    tasks = Task.objects.filter(directive=directive, assign=True)
    first = min((task.due_at for task in tasks if task.due_at), default=None)
    kind, when = "directive_published", {"due": first.isoformat() if first else ""}
    if first is None and (event := next((task.event for task in tasks if task.event), None)):
        kind, when = "directive_awaiting", {"event": str(event)}
    return tell(
        post_ids=list(posts.values_list("pk", flat=True)),
        kind=kind,
        values={
            "title": str(directive),
            "issuer": directive.organization.name,
            "tasks": len(tasks),
            **when,
        },
        link=reverse("directive_page", args=[directive.code]),
        key=f"directive_published:{directive.code}",
    )


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
