"""Results: published by the desk, read by everybody whom the call reaches, and one's own."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.calls.actions.beginning import ProjectPlan, check_plan, prepare
from quanjing.calls.actions.results import publish_results
from quanjing.calls.enums import CallState
from quanjing.calls.forms.notices import PlanForm
from quanjing.calls.queries import results as queries
from quanjing.calls.rules.notices import runs
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.foundation.months import month_after


@require_GET
def result_page(request: HttpRequest, code: str) -> HttpResponse:
    """The results of a call."""
    actor = signed_in(request)
    call = queries.get_call_after(actor, code)
    if call.state != CallState.DONE:
        return redirect("result_publish", code=code)
    context = {
        "call": call,
        "groups": queries.result_groups(call),
        "own": queries.own_results(actor, call),
        "desk": runs(actor, call.organization_id),
    }
    return render(request, "calls/result_page.html", context)


@require_http_methods(["GET", "POST"])
def result_publish(request: HttpRequest, code: str) -> HttpResponse:
    """What publishing would do, looked at first; then done in one press."""
    actor = signed_in(request)
    call = queries.get_call_after(actor, code)
    if not runs(actor, call.organization_id):
        raise Denied
    if call.state == CallState.DONE:
        return redirect("result_page", code=code)
    form = PlanForm(request.POST or None, initial=_usual()) if call.makes_projects else None
    plan = _usual_plan()
    if form is not None and form.is_bound and form.is_valid():
        plan = form.plan()
        form.take(check_plan(plan))
    lines = queries.selected(call)
    wrong: list[str] = []
    if request.POST.get("step") == "publish" and not (form is not None and form.errors):
        try:
            publish_results(actor=actor, call=call, plan=plan if form is not None else None)
        except Invalid as error:
            wrong = [str(problem.message) for problem in error.problems]
        else:
            return redirect("result_page", code=code)
    context = {
        "call": call,
        "form": form,
        "lines": lines,
        "projects": prepare(lines, plan) if form is not None else [],
        "blocked": wrong or queries.in_the_way(call),
    }
    bad = wrong or (form is not None and form.errors)
    return render(request, "calls/result_publish.html", context, status=422 if bad else 200)


@require_GET
def result_own(request: HttpRequest, code: str) -> HttpResponse:
    """The result of one application, for its body and its joint units."""
    found = queries.own_result(signed_in(request), code)
    return render(request, "calls/result_own.html", {"found": found, "application": found.application})


def _usual_plan() -> ProjectPlan:
    """A year from the next month on, the middle report after half of it."""
    today = clock.today()
    starts = month_after(today)
    half = starts.month + 6
    midterm = date(starts.year + (half - 1) // 12, (half - 1) % 12 + 1, 1)
    return ProjectPlan(starts, date(starts.year + 1, starts.month, 1), midterm)


def _usual() -> dict[str, object]:
    plan = _usual_plan()
    return {"starts_on": plan.starts_on, "midterm_on": plan.midterm_on, "ends_on": plan.ends_on}
