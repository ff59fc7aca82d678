"""The desk's list of what came in, and accepting many at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.submissions import actions, queries
from quanjing.submissions.forms import InboxForm

SORTS = {
    "oldest": ("submitted_at", "pk"),
    "newest": ("-submitted_at", "-pk"),
    "organization": ("assignment__organization__path", "assignment__task__position"),
    "task": ("assignment__directive_id", "assignment__task__position", "submitted_at"),
}


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    actor = _reviewer(request)
    form = InboxForm(request.GET)
    page = page_of(request, queries.inbox(actor, form.wanted()), SORTS)
    tasks = list(queries.tasks_of_inbox(actor))
    filters = request.GET.copy()
    filters.pop("page", None)
    context = {
        "page": page,
        "form": form,
        "tasks": tasks,
        "directives": list({task.directive_id: task.directive for task in tasks}.values()),
        "wanted": form.wanted(),
        "desks": {task.bound_desk.pk: task.bound_desk for task in tasks if task.bound_desk}.values(),
        "filters": filters.urlencode(),
    }
    return render(request, "submissions/inbox.html", context)


@require_http_methods(["GET", "POST"])
def inbox_accept(request: HttpRequest) -> HttpResponse:
    """Shows how many the filter selects; accepts them only while it is still that many."""
    actor = _reviewer(request)
    waiting = queries.inbox(actor, InboxForm(request.GET).wanted())
    found = list(waiting)
    filters = request.GET.urlencode()
    shown = request.POST.get("count", "")
    if request.method == "POST" and shown == str(len(found)):
        count = actions.accept_many(actor=actor, submissions=found)
        text = ngettext("%(count)d report was accepted.", "%(count)d reports were accepted.", count)
        messages.success(request, text % {"count": count})
        return redirect("inbox")
    changed = request.method == "POST"
    context = {"found": found, "count": len(found), "filters": filters, "changed": changed}
    return render(request, "submissions/accept_many.html", context, status=409 if changed else 200)


def _reviewer(request: HttpRequest) -> Actor:
    actor = signed_in(request)
    if not actor.may(Right.REVIEW):
        raise Denied
    return actor
