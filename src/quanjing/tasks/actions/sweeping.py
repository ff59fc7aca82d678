"""The daily sweep over recurring tasks: the next occurrences are made and handed out."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from quanjing.audit.actions import record
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.notify.actions import tell
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import actor_for, handlers_of
from quanjing.tasks.actions.publishing import hand_out
from quanjing.tasks.actions.recurring import open_occurrences
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Rhythm, Task


def recurring_directives() -> list[int]:
    """Published directives with a running rhythm, by primary key; a superseded one has none."""
    today = clock.today()
    running = Q(tasks__rhythm__last_on=None) | Q(tasks__rhythm__last_on__gte=today)
    found = Directive.objects.filter(running, state=DirectiveState.PUBLISHED, superseded_by=None)
    found = found.filter(tasks__rhythm__isnull=False)
    return sorted(set(found.values_list("pk", flat=True)))


@transaction.atomic
def open_periods(*, directive_id: int) -> int:
    """Hand out what has come due to be opened in one directive; returns how many assignments were made.

    Idempotent: a series has each period once, a task each organization once. Goes to the organizations
    that the series reached before and that still exist; each unit is told once a day of all its new items.
    It acts under the post that published the directive.
    """
    directive = Directive.objects.select_for_update(of=("self",)).get(pk=directive_id)
    if not directive.is_published:  # recalled since the sweep began
        return 0
    fresh: list[Task] = []
    created = 0
    for rhythm in Rhythm.objects.filter(task__directive=directive).select_related("task__directive"):
        made = open_occurrences(rhythm)
        created += hand_out(directive, made, _reached(rhythm)) if made else 0
        fresh += made
    if fresh:
        _tell(directive, fresh)
        detail = {"tasks": [task.code for task in fresh], "assignments": created}
        post = directive.published_by
        assert post is not None
        record(actor=actor_for(post), verb="tasks.open_periods", on=directive, detail=detail)
    return created


def _reached(rhythm: Rhythm) -> QuerySet[Organization]:
    """Whom the series went to, without closed bodies and those whose assignments were all cancelled."""
    rows = Assignment.objects.filter(task__series=rhythm.task_id).exclude(state=State.CANCELLED)
    lasting = Q(valid_to=None) | Q(valid_to__gte=clock.today())
    found: QuerySet[Organization] = Organization.objects.filter(lasting, pk__in=rows.values("organization"))
    return found


def _tell(directive: Directive, fresh: list[Task]) -> None:
    units = Assignment.objects.filter(task__in=fresh).values_list("organization_id", flat=True).distinct()
    first = min((task.due_at for task in fresh if task.due_at), default=None)
    tell(
        post_ids=list(handlers_of(units).values_list("pk", flat=True)),
        kind="period_opened",
        values={
            "title": str(directive),
            "items": "; ".join(task.name for task in fresh),
            "due": first.isoformat() if first else "",
        },
        link=reverse("report_page", args=[directive.code]),
        key=f"period_opened:{directive.code}:{clock.today()}",
    )
