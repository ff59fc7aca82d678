"""The office's own table of working days."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.tasks.actions import clear_day, set_day
from quanjing.tasks.forms import DayForm
from quanjing.tasks.queries import overrides
from quanjing.tasks.rules.calendar import can_set_calendar

SORTS = {"day": ("-day",)}


@require_http_methods(["GET", "POST"])
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Days that differ from the official calendar: everybody reads them, the top administrator edits."""
    actor = signed_in(request)
    may_edit = can_set_calendar(actor)
    if request.method == "POST" and not may_edit:
        raise Denied
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_day(actor=actor, **form.values())
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("calendar_page")
    context = {"form": form, "page": page_of(request, overrides(), SORTS), "may_edit": may_edit}
    return render(request, "tasks/calendar.html", context, status=422 if form.errors else 200)


@require_POST
def calendar_clear(request: HttpRequest, day: str) -> HttpResponse:
    """Take a day out of the table."""
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        raise Missing from None
    clear_day(actor=signed_in(request), day=wanted)
    return redirect("calendar_page")
