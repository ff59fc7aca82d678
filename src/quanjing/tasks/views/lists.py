"""Lists of directives, tasks in progress and assignments, and the page where a notice is handed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from gongwen.errors import GongwenError
from quanjing.directives.enums import DirectiveState
from quanjing.directives.rules import can_review
from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.queries import get
from quanjing.tasks import queries
from quanjing.tasks.actions import may_extend, register_directive
from quanjing.tasks.enums import DONE, OPEN, State
from quanjing.tasks.forms import AssignmentFilter, BodyFilterForm, DirectiveForm


@require_GET
def directive_list(request: HttpRequest) -> HttpResponse:
    """Notices that the post sees, by state and words."""
    actor = signed_in(request)
    state, text = request.GET.get("state", ""), request.GET.get("text", "").strip()
    if state not in DirectiveState.values:
        state = ""
    rows = queries.directive_list(actor, state=state, text=text)
    page = page_of(request, rows, queries.DIRECTIVE_SORTS)
    context = {"page": page, "state": state, "text": text, "states": DirectiveState}
    return render(request, "tasks/directive_list.html", context | {"may_issue": actor.may(Right.ISSUE)})


@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """Published notices with how far each has come."""
    actor = signed_in(request)
    if not actor.reads_subtree:
        raise Denied
    text = request.GET.get("text", "").strip()
    rows = queries.directive_list(actor, state=DirectiveState.PUBLISHED, text=text)
    page = page_of(request, rows, queries.DIRECTIVE_SORTS)
    progress = queries.progress_of(actor, [directive.pk for directive in page.rows])
    shown = [(directive, progress.get(directive.pk, queries.Counts())) for directive in page.rows]
    return render(request, "tasks/task_list.html", {"page": page, "rows": shown, "text": text})


@require_http_methods(["GET", "POST"])
def directive_new(request: HttpRequest) -> HttpResponse:
    """Hand in a notice: a file, or text pasted in. A refused file keeps the page, with the reason."""
    actor = signed_in(request)
    if not actor.may(Right.ISSUE):
        raise Denied
    form = DirectiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, data = form.source()
        try:
            directive = register_directive(actor=actor, name=name, data=data)
        except GongwenError as error:
            form.add_error("file", error.message(get_language() or ""))
        else:
            return redirect("directive_page", code=directive.code)
    status = 422 if request.method == "POST" else 200
    return render(request, "tasks/directive_new.html", {"form": form}, status=status)


@require_GET
def assignment_list(request: HttpRequest, code: str) -> HttpResponse:
    """The list behind a number: who, which task, in what state."""
    actor = signed_in(request)
    directive = queries.get_directive(actor, code)
    under = get(actor, request.GET["under"]) if request.GET.get("under") else None
    form = AssignmentFilter(request.GET)
    filters = form.wanted()
    rows = queries.assignment_list(actor, directive, filters=filters, under=under)
    context = {
        "directive": directive,
        "under": under,
        "filters": filters,
        "page": page_of(request, rows, queries.ASSIGNMENT_SORTS),
        "tasks": queries.load_tasks(directive, None),
        "states": State,
        "enters": can_review(actor, directive),
        "not_reported": queries.NOT_REPORTED,
        "may_extend": may_extend(actor, directive),
        "open_states": OPEN,
        "done_states": DONE,
    }
    return render(request, "tasks/assignment_list.html", context)


@require_GET
def body_tasks(request: HttpRequest, code: str) -> HttpResponse:
    """The assignments of one body: the records behind its numbers in the panorama."""
    actor = signed_in(request)
    body = get(actor, code)
    wanted = BodyFilterForm(request.GET).wanted()
    rows = queries.assignments_of_body(actor, body, wanted)
    page = page_of(request, rows, queries.BODY_SORTS)
    return render(request, "tasks/body_tasks.html", {"page": page, "body": body, "wanted": wanted})
