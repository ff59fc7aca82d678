"""Action plans and the responsibility matrix."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import in_scope
from quanjing.tasks.models import PlanLine, Responsibility, Task


@dataclass(frozen=True, slots=True)
class Matrix:
    """`rows`: a task and its part for each of `units` ("" for none), in the order of the notice."""

    units: tuple[str, ...]
    rows: tuple[tuple[Task, tuple[str, ...]], ...]
    bodies: tuple[Organization, ...]  # whose short name is one of the units


def plan_lines_of(directive: Directive, organization: int | None) -> QuerySet[PlanLine]:
    """The plan of one organization for a directive."""
    return PlanLine.objects.filter(directive=directive, organization=organization).select_related("task")


def plans_of(actor: Actor, directive: Directive) -> list[tuple[Organization, int, int, int]]:
    """Of the bodies that the actor sees: (body, lines, of these with owner and date, done), in tree order."""
    found = PlanLine.objects.filter(in_scope(actor, "organization__"), directive=directive)
    active = ~Q(owner="") & Q(due_on__isnull=False)
    rows = (
        found.order_by()
        .values("organization")
        .annotate(
            lines=Count("pk"),
            active=Count("pk", filter=active),
            done=Count("pk", filter=Q(done_on__isnull=False)),
        )
    )
    counts = {row["organization"]: (row["lines"], row["active"], row["done"]) for row in rows}
    bodies = Organization.objects.filter(pk__in=counts).order_by("path")
    return [(body, *counts[body.pk]) for body in bodies]


def matrix_of(directive: Directive) -> Matrix:
    """Items by units: three queries."""
    tasks = list(directive.tasks.order_by("position"))
    cells: dict[tuple[int, str], str] = {}
    units: dict[str, None] = {}
    for one in Responsibility.objects.filter(task__directive=directive).order_by("task__position", "pk"):
        cells[one.task_id, one.name] = one.role
        units.setdefault(one.name)
    rows = tuple((task, tuple(cells.get((task.pk, unit), "") for unit in units)) for task in tasks)
    bodies = Organization.objects.filter(short_name__in=units)
    return Matrix(tuple(units), rows, tuple(bodies))
