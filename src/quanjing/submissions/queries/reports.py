"""The notices that an organization answers, as cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Value, When

from quanjing.directives.enums import OUT
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied
from quanjing.tasks.enums import OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import effective_due
from quanjing.tasks.rules import due_of


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A notice with the organization's assignments; `due_at` is the next moment that matters."""

    directive: Directive
    assignments: tuple[Assignment, ...]
    due_at: datetime | None
    desk: dict[str, object]

    @property
    def awaited(self) -> str:
        """What the first open item without a date waits for."""
        waits = (one for one in self.assignments if one.state in OPEN and one.due_at is None)
        return next((words for one in waits if (words := one.task.awaited)), "")

    @property
    def is_open(self) -> bool:
        return any(assignment.state in (*OPEN, State.RETURNED) for assignment in self.assignments)


def directives_of(actor: Actor) -> QuerySet[Directive]:
    """Published (or recalled) directives with an assignment for the own body.

    Annotated: `rank` (0 something was returned, 1 something is open, 2 it has no date, 3 nothing to do)
    and `next_due`. Raises `Denied` for a post that does not report.
    """
    if not actor.may(Right.REPORT) or actor.organization_id is None:
        raise Denied
    own = Assignment.objects.filter(directive=OuterRef("pk"), organization_id=actor.organization_id)
    own = own.annotate(first_due=effective_due())
    waits = Q(assignments__organization_id=actor.organization_id, assignments__state__in=OPEN)
    return (
        Directive.objects.filter(Exists(own), state__in=OUT)
        .select_related("organization")
        .annotate(
            rank=Case(
                When(Exists(own.filter(state=State.RETURNED)), then=Value(0)),
                When(Exists(own.filter(state__in=OPEN, first_due__isnull=False)), then=Value(1)),
                When(Exists(own.filter(state__in=OPEN)), then=Value(2)),
                default=Value(3),
                output_field=IntegerField(),
            ),
            next_due=Min(effective_due("assignments__"), filter=waits),
        )
    )


def cards_of(actor: Actor, directives: Iterable[Directive]) -> list[ReportCard]:
    """The cards of these directives, in their order: one query."""
    wanted = list(directives)
    found = (
        Assignment.objects.filter(directive__in=wanted, organization__path=actor.path)
        .select_related("task", "organization")
        .order_by("task__position")
    )
    own: dict[int, list[Assignment]] = {directive.pk: [] for directive in wanted}
    for assignment in found:
        own[assignment.directive_id].append(assignment)
    return [_card(directive, own[directive.pk]) for directive in wanted]


def _card(directive: Directive, assignments: list[Assignment]) -> ReportCard:
    waits = [assignment for assignment in assignments if assignment.state in (*OPEN, State.RETURNED)]
    moments = [moment for assignment in waits if (moment := due_of(assignment)) is not None]
    desks: list[dict[str, object]] = [one.task.desk for one in assignments if one.task.desk]
    return ReportCard(directive, tuple(assignments), min(moments, default=None), desks[0] if desks else {})
