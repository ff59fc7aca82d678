"""The desk's list of what came in, and accepting many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.submissions import actions, queries
from quanjing.submissions.actions import BulkResult
from quanjing.submissions.forms import CORRECTION_DAYS, InboxForm, read_day
from quanjing.submissions.models import Submission

LARGEST = 1000  # decided in one transaction; the rest waits for the next time
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
    """The reports that the filter selects, with their number; then those that are ticked are accepted."""
    actor = _reviewer(request)
    if request.method == "GET":
        return _several(request, actor, "accept")
    result = actions.accept_many(actor=actor, submissions=_ticked(request, actor))
    text = ngettext("%(count)d report was accepted.", "%(count)d reports were accepted.", len(result.done))
    return _after(request, "accept", result, text)


@require_http_methods(["GET", "POST"])
def inbox_return(request: HttpRequest) -> HttpResponse:
    """The same for returning: one reason and one date for all that are ticked."""
    actor = _reviewer(request)
    if request.method == "GET":
        return _several(request, actor, "return")
    chosen = _ticked(request, actor)
    reason = request.POST.get("reason", "")
    try:
        due = read_day(request.POST)
        result = actions.return_many(actor=actor, submissions=chosen, reason=reason, due=due)
    except Invalid as error:
        return _several(request, actor, "return", error.problems, status=422)
    text = ngettext("%(count)d report was sent back.", "%(count)d reports were sent back.", len(result.done))
    return _after(request, "return", result, text)


def _ticked(request: HttpRequest, actor: Actor) -> list[Submission]:
    """What was shown and ticked, in whatever state it is by now."""
    codes = request.POST.getlist("submission")[:LARGEST]
    found = queries.submissions_visible_to(actor).filter(code__in=codes)
    return list(found.filter(assignment__directive__organization__code=actor.organization_code))


def _several(
    request: HttpRequest, actor: Actor, act: str, problems: Sequence[Problem] = (), status: int = 200
) -> HttpResponse:
    waiting = queries.inbox(actor, InboxForm(request.GET).wanted())
    found = list(waiting[: LARGEST + 1])
    context = {
        "found": found[:LARGEST],
        "count": len(found[:LARGEST]),
        "more": len(found) > LARGEST,
        "filters": request.GET.urlencode(),
        "act": act,
        "problems": problems,
        "reason": request.POST.get("reason", ""),
        "due": request.POST.get("due") or (clock.today() + timedelta(days=CORRECTION_DAYS)).isoformat(),
        "ticked": request.POST.getlist("submission") or [one.code for one in found],
    }
    return render(request, "submissions/several.html", context, status=status)


def _after(request: HttpRequest, act: str, result: BulkResult, text: str) -> HttpResponse:
    if result.done:
        messages.success(request, text % {"count": len(result.done)})
    if not result.left_out:
        return redirect("inbox")
    context = {"act": act, "result": result, "filters": request.GET.urlencode()}
    return render(request, "submissions/left_out.html", context)


def _reviewer(request: HttpRequest) -> Actor:
    actor = signed_in(request)
    if not actor.may(Right.REVIEW):
        raise Denied
    return actor
