"""A unit's plan of a year, and what it says it has studied."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.steps import done, sent
from quanjing.organizations.queries import get as get_organization
from quanjing.study import actions, queries
from quanjing.study.forms import LineForm, SaidForm
from quanjing.study.forms.parts import choose_from, picked
from quanjing.study.models import PlanLine
from quanjing.study.rules import can_keep


@require_http_methods(["GET", "POST"])
def study_plan(request: HttpRequest) -> HttpResponse:
    """The own plan, or with `unit` that of a body below; `line` is the one that is being spoken of."""
    actor = signed_in(request)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else clock.today().year
    unit = request.GET.get("unit", "")
    body = get_organization(actor, unit or actor.organization_code)
    keeps = can_keep(actor, body.pk)
    form = LineForm(sent(request, "line"))
    line = _line_of(request, actor) if keeps else None
    said = _said_form(request, actor, line) if line else None
    if request.method == "POST":
        if not keeps or body.pk != actor.organization_id:
            raise Missing
        if _went_through(request, actor, year, form, line, said):
            return redirect(f"{request.path}?year={line.plan.year if line else year}")
    lines = list(queries.lines_of(actor, year, body.pk))
    context = {
        "body": body,
        "year": year,
        "years": (year - 1, year + 1),
        "lines": lines,
        "studied": sum(one.studied_on is not None for one in lines),
        "form": form,
        "line": line,
        "said": said,
        "keeps": keeps,
        "is_own": body.pk == actor.organization_id,
    }
    failed = form.errors or (said is not None and said.errors)
    return render(request, "study/plan.html", context, status=422 if failed else 200)


def _line_of(request: HttpRequest, actor: Actor) -> PlanLine | None:
    code = request.POST.get("code") or request.GET.get("line", "")
    return queries.get_line(actor, code) if code else None


def _said_form(request: HttpRequest, actor: Actor, line: PlanLine) -> SaidForm:
    form = SaidForm(sent(request, "said"), initial={"on": clock.today(), "note": line.note})
    choose_from(form, "activity", queries.recent_activities(actor))
    return form


def _went_through(
    request: HttpRequest,
    actor: Actor,
    year: int,
    form: LineForm,
    line: PlanLine | None,
    said: SaidForm | None,
) -> bool:
    step = request.POST.get("step", "")
    if step == "line":
        return done(form, lambda _clean: actions.add_line(actor=actor, year=year, given=form.line()))
    if line is None or said is None:
        raise Missing
    if step == "said":

        def say(clean: dict[str, Any]) -> None:
            actions.say_studied(
                actor=actor, line=line, on=clean["on"], note=clean["note"], activity=picked(said, "activity")
            )

        return done(said, say)
    if step == "back":
        actions.take_back(actor=actor, line=line)
    elif step == "drop":
        actions.drop_line(actor=actor, line=line)
    else:
        raise Missing
    return True
