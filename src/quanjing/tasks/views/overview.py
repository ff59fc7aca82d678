"""A published directive: how far each task has come, and the grid of organizations and tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quanjing.directives.models import Directive
from quanjing.directives.rules import can_address, can_issue, can_review
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.http import signed_in
from quanjing.organizations.enums import SocietyClass
from quanjing.organizations.queries import get
from quanjing.tasks.enums import OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import (
    NOT_REPORTED,
    Coverage,
    NodeCoverage,
    TaskCoverage,
    cells_of,
    coverage,
    duplicates_of,
    get_directive,
    last_approval,
    recalled,
    series_of,
    summed,
)
from quanjing.tasks.rules import is_late
from quanjing.tasks.views.cascade import passing

SHOWN = 4  # rows of a class before it is unfolded
BAR = (State.ACCEPTED, State.NIL, State.SUBMITTED, State.RETURNED, State.DRAFT, State.DUE, State.EXEMPT)
FILTERS = (NOT_REPORTED, State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.NIL, "late")


@dataclass
class Row:
    """An organization and its assignment (or None) for each task."""

    node: NodeCoverage
    cells: list[tuple[Assignment | None, bool, TaskCoverage]]  # own assignment, late, with all below

    @property
    def changed_at(self) -> Any:
        moments = [cell.changed_at for cell, _late, _part in self.cells if cell and cell.state != State.DUE]
        return max(moments, default=None)


@dataclass
class Group:
    """A class of societies, or the other bodies (key 0)."""

    key: int
    label: str
    tasks: list[TaskCoverage]
    nodes: list[NodeCoverage]
    rows: list[Row] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        return len(self.nodes) - len(self.rows)


def overview(request: HttpRequest, directive: Directive) -> HttpResponse:
    """The page; `?under=` looks into a subtree, `?state=` and `?text=` narrow the grid."""
    actor = signed_in(request)
    found = _coverage(request, actor, directive)
    context = _bars(directive, found) | _grid(request, actor, directive, found, limit=SHOWN)
    context |= {
        "may_address": can_address(actor, directive),
        "may_issue": can_issue(actor, directive),
        "may_review": can_review(actor, directive),
    }
    context |= passing(actor, directive)
    context["recalled"] = recalled(directive)
    context["approval"] = last_approval(directive)
    context["series"] = series_of(directive)
    context["waiting"] = found.total.states[State.SUBMITTED]
    return render(request, "tasks/overview.html", context)


@require_GET
def directive_coverage(request: HttpRequest, code: str) -> HttpResponse:
    """The bars alone, asked for again every twenty seconds."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    return render(request, "tasks/_coverage.html", _bars(directive, _coverage(request, actor, directive)))


@require_GET
def coverage_rows(request: HttpRequest, code: str) -> HttpResponse:
    """All rows of one class (`?group=`), to unfold it in place."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    found = _coverage(request, actor, directive)
    context = _grid(request, actor, directive, found, limit=None, only=request.GET.get("group", ""))
    return render(request, "tasks/_group.html", context | {"group": next(iter(context["groups"]), None)})


def _coverage(request: HttpRequest, actor: Actor, directive: Directive) -> Coverage:
    under = request.GET.get("under", "")
    return coverage(actor, directive, get(actor, under) if under else None)


def _bars(directive: Directive, found: Coverage) -> dict[str, Any]:
    doubled = duplicates_of(directive)
    bars = [
        (part, [(state, part.counts.states[state]) for state in BAR], doubled.get(part.task.pk, 0))
        for part in found.tasks
    ]
    return {"directive": directive, "coverage": found, "bars": bars}


def _grid(
    request: HttpRequest,
    actor: Actor,
    directive: Directive,
    found: Coverage,
    *,
    limit: int | None,
    only: str = "",
) -> dict[str, Any]:
    state, text = request.GET.get("state", ""), request.GET.get("text", "").strip()
    shown = limit if not (state or text) else None
    groups = []
    for key, nodes in found.classes():
        fitting = [node for node in nodes if _fits(node, state, text)]
        if fitting and (not only or only == str(key)):
            parts = summed([part.task for part in found.tasks], nodes)
            groups.append(Group(key, _label(key), parts, fitting))
    _fill(
        groups,
        cells_of(actor, directive, [n.organization.pk for g in groups for n in g.nodes[:shown]]),
        shown,
    )
    return {
        "directive": directive,
        "coverage": found,
        "groups": groups,
        "state": state,
        "text": text,
        "chips": [(name, _chip(name), _count(found, name)) for name in FILTERS],
    }


def _fill(groups: list[Group], cells: dict[tuple[int, int], Assignment], shown: int | None) -> None:
    now = clock.now()
    for group in groups:
        for node in group.nodes[:shown]:
            own = [(cells.get((node.organization.pk, part.task.pk)), part) for part in node.tasks]
            group.rows.append(
                Row(node, [(cell, bool(cell and is_late(cell, now)), part) for cell, part in own])
            )


def _label(key: int) -> str:
    return str(SocietyClass(key).label) if key else _("Other bodies")


def _chip(name: str) -> str:
    words = {NOT_REPORTED: _("not reported"), "late": _("late")}
    return words[name] if name in words else str(State(name).label)


def _count(found: Coverage | NodeCoverage, name: str) -> int:
    total = found.total
    if name == "late":
        return total.late
    if name == NOT_REPORTED:
        return sum(total.states[state] for state in OPEN)
    return total.states.get(name, total.addressed)


def _fits(node: NodeCoverage, state: str, text: str) -> bool:
    named = not text or text.lower() in node.organization.name.lower()
    return named and (state not in FILTERS or _count(node, state) > 0)
