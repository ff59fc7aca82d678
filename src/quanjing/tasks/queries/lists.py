"""Lists of directives, tasks and assignments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.db.models import Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least, NullIf

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.sheets.models import Block, SheetTemplate
from quanjing.sheets.queries import prefetch
from quanjing.tasks.enums import OPEN, State
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries.times import effective_due, is_late
from quanjing.tasks.queries.visible import assignments_visible_to, directives_visible_to

NO_DATE = datetime(9999, 12, 31, tzinfo=UTC)  # what has no date stands last
DIRECTIVE_SORTS = {
    "registered": ("-registered_at", "-pk"),
    "issued": ("-issued_order", "-pk"),
    "due": ("due_order", "-pk"),
}
ASSIGNMENT_SORTS = {
    "tree": ("organization__path", "task__position"),
    "changed": ("-changed_at", "pk"),
    "due": ("due_order", "organization__path"),
}
NOT_REPORTED = "open"  # due and draft together, as one filter


def directive_list(actor: Actor, *, state: str = "", text: str = "") -> QuerySet[Directive]:
    """The directives that the actor sees, each with `next_due`.

    That is the earliest date of its marked tasks and of those that the bodies which the actor sees have
    counted from their receipt.
    """
    found = directives_visible_to(actor).select_related("organization", "file")
    if state:
        found = found.filter(state=state)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(doc_number__icontains=text))
    return found.annotate(
        due_order=Least(
            Coalesce(Min("tasks__due_at", filter=Q(tasks__assign=True)), Value(NO_DATE)),
            Coalesce(Subquery(_counted_dates(actor)), Value(NO_DATE)),
        ),
        next_due=NullIf("due_order", Value(NO_DATE)),
        issued_order=Coalesce("issued_on", Value(date.min)),
    )


def _counted_dates(actor: Actor) -> QuerySet[Assignment]:
    """The earliest date of a directive that was counted from a receipt; few tasks are hung on one."""
    counted = assignments_visible_to(actor).filter(directive=OuterRef("pk"), task__anchor__isnull=False)
    by_directive = counted.select_related(None).order_by().values("directive")
    return by_directive.annotate(first=Min("due_at")).values("first")  # type: ignore[return-value]  # one column


def tasks_of(directive: Directive) -> list[Task]:
    """All tasks of a directive with their items and blocks: two queries."""
    blocks = Prefetch("blocks", Block.objects.select_related("template").order_by("template", "position"))
    return list(
        directive.tasks.select_related("item", "source", "bound_desk")
        .prefetch_related(blocks)
        .order_by("position", "period")
    )


def load_tasks(directive: Directive, codes: list[str] | None) -> list[Task]:
    """The marked tasks of a directive, or those of `codes`."""
    found = directive.tasks.select_related("item", "source").order_by("position", "period")
    return list(found.filter(assign=True) if codes is None else found.filter(code__in=codes))


def series_of(directive: Directive) -> list[Task]:
    """The recurring tasks of a directive with their rhythms: one query."""
    found = directive.tasks.filter(rhythm__isnull=False).select_related("rhythm")
    return list(found.order_by("position"))


def templates_of(directive: Directive) -> list[SheetTemplate]:
    """The sheets that the directive's attachments and tasks use, with blocks and fields: three queries."""
    used = Q(attachment__directive=directive) | Q(blocks__tasks__directive=directive)
    found = list(SheetTemplate.objects.filter(used).distinct().order_by("pk"))
    prefetch(found)
    return found


def assignment_list(
    actor: Actor, directive: Directive, *, filters: Mapping[str, str], under: Organization | None = None
) -> QuerySet[Assignment]:
    """The assignments of a directive behind a number.

    Args:
        filters: task (code), state (one, or "open" for not reported), late ("1"), text (of the name).
    """
    found = assignments_visible_to(actor).filter(directive=directive)
    found = found.annotate(first_due=effective_due(), due_order=Coalesce(effective_due(), Value(NO_DATE)))
    if under is not None:
        found = found.filter(in_subtree(under.path, "organization__"))
    if filters.get("task"):
        found = found.filter(task__code=filters["task"])
    if filters.get("state") == NOT_REPORTED:
        found = found.filter(state__in=OPEN)
    elif filters.get("state") in State.values:
        found = found.filter(state=filters["state"])
    if filters.get("late"):
        found = found.filter(is_late(clock.now()))
    if filters.get("text"):
        found = found.filter(organization__name__icontains=filters["text"])
    return found
