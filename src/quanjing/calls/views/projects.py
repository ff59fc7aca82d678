"""Projects: the list with its files, one with everything, own topics, and the steps of its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.audit.kinds import label
from quanjing.calls.actions import projects as actions
from quanjing.calls.actions.beginning import begin_topic
from quanjing.calls.actions.project_tables import project_table
from quanjing.calls.enums import ChangeState, ProjectState
from quanjing.calls.forms.projects import ListFilter, ReturnForm, TopicForm, UseForm
from quanjing.calls.forms.steps import ReasonForm
from quanjing.calls.queries import projects as queries
from quanjing.calls.rules.projects import checks, leads, oversees
from quanjing.files.serve import as_response
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of

WAITING = 12


@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    """The projects that the actor sees, narrowed."""
    actor = signed_in(request)
    wanted = ListFilter(request.GET).wanted()
    found = queries.with_next(queries.project_list(actor, wanted))
    context = {
        "page": page_of(request, found, queries.SORTS),
        "wanted": wanted,
        "states": ProjectState,
        "directions": queries.directions_seen(actor),
        "programmes": queries.programmes_seen(actor),
        "waiting": queries.waiting_at(actor)[:WAITING],
        "today": clock.today(),
        "begins": actor.may(Right.REPORT),
    }
    return render(request, "calls/project_list.html", context)


@require_GET
def project_export(request: HttpRequest, form: str) -> FileResponse:
    """The list as a file, narrowed as the page."""
    actor = signed_in(request)
    if form not in ("xlsx", "docx"):
        raise Missing
    found = queries.project_list(actor, ListFilter(request.GET).wanted())
    return attachment(project_table(actor=actor, projects=found, form=form), f"projects.{form}")


@require_http_methods(["GET", "POST"])
def topic_new(request: HttpRequest) -> HttpResponse:
    """A topic of the own body."""
    actor = signed_in(request)
    if not actor.may(Right.REPORT):
        raise Denied
    today = clock.today()
    form = TopicForm(
        request.POST or None,
        initial={"starts_on": today, "ends_on": today + timedelta(days=365)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_topic(actor=actor, facts=form.facts())
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("project_page", code=made.code)
    return render(request, "calls/project_topic.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def project_page(request: HttpRequest, code: str) -> HttpResponse:
    """One project."""
    return render(request, "calls/project_page.html", shown(signed_in(request), code))


@require_GET
def project_file(request: HttpRequest, code: str, file: str) -> FileResponse:
    """A file of a report."""
    return as_response(queries.file_of(queries.get_project(signed_in(request), code), file))


@require_POST
def project_step(request: HttpRequest, code: str) -> HttpResponse:
    """Close a project or stop it."""
    actor = signed_in(request)
    project = queries.get_project(actor, code)
    step = request.POST.get("step", "")
    if step not in ("close", "stop"):
        raise Missing
    try:
        if step == "close":
            actions.close_project(actor=actor, project=project)
        else:
            actions.stop_project(actor=actor, project=project, reason=request.POST.get("reason", ""))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("project_page", code=code)


@require_POST
def project_use(request: HttpRequest, code: str) -> HttpResponse:
    """Note where a result is used."""
    actor = signed_in(request)
    project = queries.get_project(actor, code)
    if not (leads(actor, project) or oversees(actor, project)):
        raise Denied
    form = UseForm(request.POST)
    if form.is_valid():
        try:
            actions.add_use(actor=actor, project=project, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("project_page", code=code)
    return render(request, "calls/project_page.html", shown(actor, code) | {"use": form}, status=422)


def shown(actor: Actor, code: str) -> dict[str, Any]:
    """What the page of a project shows."""
    page = queries.page_of_project(actor, code)
    project = page.project
    running = project.state == ProjectState.RUNNING
    leading, desk = leads(actor, project), oversees(actor, project)
    closing = page.closing
    return {
        "page": page,
        "project": project,
        "leads": leading,
        "desk": desk,
        "is_running": running,
        "asked": next((one for one in page.changes if one.state == ChangeState.ASKED), None),
        "open_for_closing": actions.open_for_closing(project) if running else [],
        "closes": running and checks(actor, project),
        "same": closing is not None and closing.decided_post == actor.post_code,
        "stops": running and (desk or (project.is_topic and leading)),
        "stop": ReasonForm(),
        "back": ReturnForm(initial={"due_on": clock.today() + timedelta(days=14)}),
        "use": UseForm(initial={"on": clock.today()}) if leading or desk else None,
        "milestones": [(one, clock.end_of(one.due_on)) for one in page.milestones],
        "history": [(one, label(one.verb)) for one in page.history],
    }
