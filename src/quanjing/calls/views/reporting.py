"""What the lead does on a project and the desk answers: reports, changes, money."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.calls.actions import project_changes, projects
from quanjing.calls.enums import ProjectState
from quanjing.calls.forms.projects import (
    BudgetForm,
    ChangeForm,
    ReportForm,
    ReturnForm,
    SettleForm,
    change_initial,
)
from quanjing.calls.queries import projects as queries
from quanjing.calls.rules.projects import leads, oversees
from quanjing.calls.views.projects import shown
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import signed_in


@require_http_methods(["GET", "POST"])
def milestone_report(request: HttpRequest, code: str, milestone: str) -> HttpResponse:
    """The report on a milestone."""
    actor = signed_in(request)
    project = queries.get_project(actor, code)
    found = queries.get_milestone(project, milestone)
    if not leads(actor, project):
        raise Denied
    form = ReportForm(request.POST or None, request.FILES or None, milestone=found)
    if request.method == "POST" and form.is_valid():
        try:
            projects.report_milestone(actor=actor, milestone=found, given=form.given())
        except Invalid as error:
            form.take(error.problems)
        except GongwenError as error:
            form.add_error("file", error.message(get_language() or ""))
        else:
            return redirect("project_page", code=code)
    context = {"form": form, "project": project, "milestone": found}
    return render(request, "calls/project_report.html", context, status=422 if form.errors else 200)


@require_POST
def milestone_step(request: HttpRequest, code: str, milestone: str) -> HttpResponse:
    """Accept a report, or send it back with a reason and a new date."""
    actor = signed_in(request)
    project = queries.get_project(actor, code)
    found = queries.get_milestone(project, milestone)
    if not oversees(actor, project):
        raise Denied
    step = request.POST.get("step", "")
    if step == "accept":
        projects.accept_milestone(actor=actor, milestone=found)
        return redirect("project_page", code=code)
    if step != "return":
        raise Missing
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            projects.return_milestone(actor=actor, milestone=found, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("project_page", code=code)
    return render(request, "calls/project_page.html", shown(actor, code) | {"back": form}, status=422)


@require_http_methods(["GET", "POST"])
def change_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a change."""
    actor = signed_in(request)
    project = queries.get_project(actor, code)
    if not leads(actor, project):
        raise Denied
    form = ChangeForm(request.POST or None, initial=change_initial(project))
    if request.method == "POST" and form.is_valid():
        try:
            project_changes.ask_change(actor=actor, project=project, wanted=form.wanted())
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("project_page", code=code)
    context = {"form": form, "project": project}
    return render(request, "calls/project_change.html", context, status=422 if form.errors else 200)


@require_POST
def change_decide(request: HttpRequest, code: str, change: str) -> HttpResponse:
    """Grant a change or decline it."""
    actor = signed_in(request)
    project = queries.get_project(actor, code)
    found = queries.get_change(project, change)
    if not oversees(actor, project):
        raise Denied
    step = request.POST.get("step", "")
    if step not in ("grant", "decline"):
        raise Missing
    try:
        project_changes.decide_change(
            actor=actor, change=found, granted=step == "grant", answer=request.POST.get("answer", "")
        )
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("project_page", code=code)


@require_http_methods(["GET", "POST"])
def project_budget(request: HttpRequest, code: str) -> HttpResponse:
    """The budget: fitted to the grant where it does not fit, otherwise settled."""
    actor = signed_in(request)
    project = queries.get_project(actor, code)
    if not leads(actor, project):
        raise Denied
    budget = list(project.budget.all())
    if project.state != ProjectState.RUNNING or not (budget or project.amount is not None):
        raise Missing
    sums = queries.sums_of(project, budget)
    fitting = not sums.fits
    kind = BudgetForm if fitting else SettleForm
    form = kind(request.POST or None, budget=budget, initial={"version": project.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            if isinstance(form, BudgetForm):
                project_changes.plan_budget(actor=actor, project=project, lines=form.lines(), version=version)
            else:
                project_changes.settle(actor=actor, project=project, amounts=form.amounts(), version=version)
        except Invalid as error:
            form.take(error.problems)
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            return redirect("project_page", code=code)
    context = {"form": form, "project": project, "sums": sums, "fitting": fitting}
    return render(request, "calls/project_budget.html", context, status=422 if form.errors else 200)
