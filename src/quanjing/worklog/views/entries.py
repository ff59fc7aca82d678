"""Own entries, and whom an entry serves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quanjing.foundation import clock
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.worklog import actions, queries
from quanjing.worklog.enums import LogSpan
from quanjing.worklog.forms import EntryForm, LogFilter, initial_of
from quanjing.worklog.models import LogEntry
from quanjing.worklog.rules import can_add, can_change


@require_http_methods(["GET", "POST"])
def worklog_new(request: HttpRequest) -> HttpResponse:
    """Add what is missing."""
    actor = signed_in(request)
    if not can_add(actor):
        raise Denied
    form = EntryForm(request.POST or None, actor=actor, initial={"day": clock.today(), "kind": "other"})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_entry(actor=actor, facts=form.facts())
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("It stands in the log."))
            return _to_month(made)
    return render(request, "worklog/form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def worklog_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an own entry."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    if not can_change(actor, entry):
        raise Denied
    form = EntryForm(request.POST or None, actor=actor, initial=initial_of(entry, queries.service_of(entry)))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            changed = actions.change_entry(actor=actor, entry=entry, facts=form.facts(), version=version)
        except Invalid as error:
            form.take(error.problems)
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            return _to_month(changed)
    context = {"form": form, "entry": entry}
    return render(request, "worklog/form.html", context, status=422 if form.errors else 200)


@require_POST
def worklog_remove(request: HttpRequest, code: str) -> HttpResponse:
    """Take an own entry out."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    actions.remove_entry(actor=actor, entry=entry)
    messages.success(request, _("It was taken out of the log."))
    return _to_month(entry)


@require_POST
def worklog_serves(request: HttpRequest) -> HttpResponse:
    """Say whom a drawn entry of the own body serves."""
    actor = signed_in(request)
    form = LogFilter({"span": LogSpan.WEEK, "day": request.POST.get("day", "")})
    if not form.is_valid() or not form.cleaned_data["day"]:
        raise Missing
    days = form.wanted(actor).days
    entry = queries.drawn_entry(actor, request.POST.get("source", ""), request.POST.get("key", ""), days)
    try:
        actions.mark_service(actor=actor, entry=entry, service=request.POST.get("service", ""))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect(f"{reverse('worklog_page')}?day={entry.day.isoformat()}")


def _to_month(entry: LogEntry) -> HttpResponse:
    return redirect(f"{reverse('worklog_page')}?day={entry.day.isoformat()}")
