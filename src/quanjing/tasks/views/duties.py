"""Counted duties: the list, setting one after a count, the counters, and a unit's records."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.tasks import queries
from quanjing.tasks.actions import add_record, preview_duty, set_duty, undo_record
from quanjing.tasks.forms import DutyForm, RecordForm
from quanjing.tasks.models import Duty

SORTS = {"ends": ("-last_on", "-pk")}
REPORTS = 50  # to choose from
LINES = {"tree": ("organization__path",)}


@require_GET
def duty_list(request: HttpRequest) -> HttpResponse:
    """The own duties with their counters, and those that the post set or oversees."""
    actor = signed_in(request)
    context = {
        "page": page_of(request, queries.duties_visible_to(actor), SORTS),
        "own": queries.own_lines(actor) if actor.may(Right.REPORT) else [],
        "may_issue": actor.may(Right.ISSUE),
        "oversees": actor.reads_subtree,
    }
    return render(request, "tasks/duty_list.html", context)


@require_http_methods(["GET", "POST"])
def duty_new(request: HttpRequest) -> HttpResponse:
    """Set a duty: first counted for how many organizations (GET with values), then made (POST)."""
    actor = signed_in(request)
    if not actor.may(Right.ISSUE):
        raise Denied
    asked = request.POST or (request.GET if "name" in request.GET else None)
    form = DutyForm(asked)
    count: int | None = None
    if asked and form.is_valid():
        selection = form.selection(actor.organization_code)
        try:
            if request.method == "POST":
                duty = set_duty(actor=actor, wanted=form.wanted(), selection=selection)
                return redirect("duty_page", code=duty.code)
            count = preview_duty(actor=actor, selection=selection)
        except Invalid as error:
            form.take(error.problems)
    context = {"form": form, "count": count}
    return render(request, "tasks/duty_new.html", context, status=422 if form.errors else 200)


@require_GET
def duty_page(request: HttpRequest, code: str) -> HttpResponse:
    """A duty with its counters: every line for who oversees it, the own one with its records for a unit."""
    actor = signed_in(request)
    duty = queries.get_duty(actor, code)
    return render(request, "tasks/duty.html", _context(request, actor, duty))


@require_POST
def duty_record(request: HttpRequest, code: str) -> HttpResponse:
    """Record one time for the own body."""
    actor = signed_in(request)
    duty = queries.get_duty(actor, code)
    line = queries.own_line(actor, duty)
    if line is None or not actor.may(Right.REPORT):
        raise Denied
    form = RecordForm(request.POST, reports=queries.own_reports(actor)[:REPORTS])
    if form.is_valid():
        try:
            add_record(actor=actor, line=line, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("Recorded. It can be taken back below."))
            return redirect("duty_page", code=code)
    context = _context(request, actor, duty) | {"form": form}
    return render(request, "tasks/duty.html", context, status=422)


@require_POST
def duty_undo(request: HttpRequest, code: str) -> HttpResponse:
    """Take a record back."""
    actor = signed_in(request)
    made = queries.get_record(actor, code)
    if made.undone:
        raise Missing
    undo_record(actor=actor, made=made)
    return redirect("duty_page", code=made.line.duty.code)


def _context(request: HttpRequest, actor: Actor, duty: Duty) -> dict[str, Any]:
    own = queries.own_line(actor, duty) if actor.may(Right.REPORT) else None
    context: dict[str, Any] = {"duty": duty, "own": own, "oversees": actor.reads_subtree}
    context["may_count"] = actor.may(Right.ISSUE) and duty.organization_id == actor.organization_id
    if own is not None:
        context["records"] = queries.records_of(own)
        context["form"] = RecordForm(None, reports=queries.own_reports(actor)[:REPORTS])
    if actor.reads_subtree:
        lines = queries.lines_of(actor, duty)
        context["page"] = page_of(request, lines, LINES)
        context["met"] = lines.filter(done__gte=duty.required).count()  # type: ignore[misc]  # annotated
    return context
