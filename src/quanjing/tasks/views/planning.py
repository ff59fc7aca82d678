"""The responsibility matrix of a directive, and the action plan of a body that carries it out."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quanjing.directives.rules import can_issue
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import get
from quanjing.tasks.actions import Line, merge_units, open_plan, save_plan, set_responsibility
from quanjing.tasks.enums import Role
from quanjing.tasks.queries import get_directive, matrix_of, plan_lines_of, plans_of
from quanjing.tasks.rules.plans import can_plan
from quanjing.tasks.rules.roles import same_unit


@require_http_methods(["GET", "POST"])
def directive_matrix(request: HttpRequest, code: str) -> HttpResponse:
    """Items by units; POST keeps the cells and adds one more unit."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if not actor.reads_subtree:
        raise Denied
    matrix = matrix_of(directive)
    problems: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            count = set_responsibility(
                actor=actor, directive=directive, cells=_cells(request.POST, matrix.units)
            )
        except Invalid as error:
            problems = error.problems
        else:
            messages.success(request, _("Cells changed: %(count)d.") % {"count": count})
            return redirect("directive_matrix", code=code)
    context = {
        "directive": directive,
        "matrix": matrix,
        "doubles": same_unit(matrix.units, matrix.bodies),
        "roles": Role.choices,
        "may_edit": can_issue(actor, directive),
        "problems": problems,
    }
    return render(request, "tasks/matrix.html", context, status=422 if problems else 200)


@require_POST
def matrix_merge(request: HttpRequest, code: str) -> HttpResponse:
    """Two names of one unit become one."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    keep, drop = request.POST.get("keep", ""), request.POST.get("drop", "")
    count = merge_units(actor=actor, directive=directive, keep=keep, drop=drop)
    messages.success(request, _("Joined in %(count)d items.") % {"count": count})
    return redirect("directive_matrix", code=code)


@require_http_methods(["GET", "POST"])
def directive_plan(request: HttpRequest, code: str) -> HttpResponse:
    """The own body's action plan; `?of=` shows that of a body below."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    other = get(actor, request.GET["of"]) if request.GET.get("of") else None
    is_own = other is None or other.pk == actor.organization_id
    may_plan = is_own and can_plan(actor, directive)
    if is_own and not may_plan and not actor.reads_subtree:
        raise Denied
    problems: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            lines, new = _lines(request.POST)
            save_plan(actor=actor, directive=directive, lines=lines, new=new)
        except Invalid as error:
            problems = error.problems
        else:
            messages.success(request, _("Plan saved."))
            return redirect("directive_plan", code=code)
    context = {
        "directive": directive,
        "lines": plan_lines_of(directive, other.pk if other else actor.organization_id),
        "other": None if is_own else other,
        "plans": plans_of(actor, directive) if actor.reads_subtree else [],
        "may_plan": may_plan,
        "problems": problems,
    }
    return render(request, "tasks/plan.html", context, status=422 if problems else 200)


@require_POST
def plan_open(request: HttpRequest, code: str) -> HttpResponse:
    """Start the plan with the items of the notice as headings."""
    actor = signed_in(request)
    open_plan(actor=actor, directive=get_directive(actor, code))
    return redirect("directive_plan", code=code)


def _cells(data: QueryDict, units: tuple[str, ...]) -> dict[tuple[str, str], str]:
    """Fields are "TASK:place of the unit"; the new unit is "TASK:new" with its name in "unit"."""
    names = {str(place): unit for place, unit in enumerate(units)}
    new = data.get("unit", "").strip()
    if new:
        names["new"] = new
    cells = {}
    for key, role in data.items():
        task, _colon, place = key.partition(":")
        if place in names:
            cells[task, names[place]] = str(role)
    return cells


def _lines(data: QueryDict) -> tuple[dict[str, Line], Line | None]:
    lines = {code: _line(data, code) for code in data.getlist("line")}
    new = _line(data, "new")
    return lines, new if new.text.strip() else None


def _line(data: QueryDict, code: str) -> Line:
    return Line(
        text=data.get(f"{code}:text", ""),
        owner=data.get(f"{code}:owner", ""),
        measure=data.get(f"{code}:measure", ""),
        due_on=_day(data.get(f"{code}:due", "")),
        done=bool(data.get(f"{code}:done")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
