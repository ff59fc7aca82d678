"""Whom an item can be taken off, or asked of again; and who can still be addressed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, QuerySet

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, selected
from quanjing.tasks.enums import MOVES, NOT_EXPECTED, State
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries.lists import assignment_list

EXCUSES = (State.EXEMPT, State.CANCELLED, State.DUE)
UNFINISHED = (State.DUE, State.DRAFT, State.SUBMITTED, State.RETURNED, State.EXEMPT)


def excusable(
    actor: Actor, directive: Directive, filters: Mapping[str, str], to: State
) -> QuerySet[Assignment]:
    """The assignments behind a filter that can be exempted, cancelled, or (DUE) asked for again.

    What is done is left alone. `filters` as of `extendable`.
    """
    starts = NOT_EXPECTED if to == State.DUE else [state for state in UNFINISHED if to in MOVES[state]]
    found = assignment_list(actor, directive, filters=filters).filter(state__in=starts)
    if filters.get("organization"):
        found = found.filter(organization__code=filters["organization"])
    return found.order_by("organization__path", "task__position")


def addressable(actor: Actor, directive: Directive, text: str = "") -> QuerySet[Organization]:
    """Existing bodies below the issuer that a directive does not address yet, by part of the name."""
    has = Assignment.objects.filter(directive=directive, organization=OuterRef("pk"))
    found = selected(actor, Selection(under=directive.organization.code)).exclude(Exists(has))
    if text:
        found = found.filter(name__icontains=text)
    return found.order_by("path")


def handed_out(directive: Directive) -> list[Task]:
    """The tasks of a directive that were handed out, in order."""
    has = Assignment.objects.filter(task=OuterRef("pk"))
    return list(directive.tasks.filter(Exists(has)).order_by("position", "period"))
