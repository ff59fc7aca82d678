"""Named events: the list, and the page where the day of one is set after a look at what moves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Conflict, Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.tasks.actions import EventMove, name_event, preview_event, set_event_day
from quanjing.tasks.forms import EventDayForm, EventForm
from quanjing.tasks.queries import events_visible_to, get_event, tasks_on_event
from quanjing.tasks.registry import hanging

SORTS = {"name": ("name", "pk"), "day": ("happens_on", "name")}


@require_http_methods(["GET", "POST"])
def event_list(request: HttpRequest) -> HttpResponse:
    """The events of the own body; a new one is named here."""
    actor = signed_in(request)
    if not actor.may(Right.ISSUE):
        raise Denied
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            event = name_event(actor=actor, name=form.cleaned_data["name"], day=form.cleaned_data["day"])
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("event_page", code=event.code)
    rows = events_visible_to(actor).filter(organization=actor.organization_id)
    context = {"form": form, "page": page_of(request, rows, SORTS)}
    return render(request, "tasks/event_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def event_page(request: HttpRequest, code: str) -> HttpResponse:
    """An event with all that hangs on it; a new day is looked at (GET with `day`) and then set (POST)."""
    actor = signed_in(request)
    event = get_event(actor, code)
    may_move = actor.may(Right.ISSUE) and event.organization_id == actor.organization_id
    asked = request.POST or (request.GET if "version" in request.GET else None)
    form = EventDayForm(asked, initial={"day": event.happens_on, "version": event.version})
    moved: EventMove | None = None
    error: Conflict | None = None
    if asked and form.is_valid():
        day, version = form.cleaned_data["day"], form.cleaned_data["version"]
        try:
            if request.method == "POST":
                return _done(request, set_event_day(actor=actor, event=event, day=day, version=version))
            moved = preview_event(actor=actor, event=event, day=day)
        except Conflict as conflict:
            error = conflict
    context = {"event": event, "form": form, "moved": moved, "error": error, "may_move": may_move}
    context["tasks"] = tasks_on_event(event)
    context["others"] = [(one, one.on(event.happens_on)) for one in hanging(event)]
    status = error.status if error else 422 if form.errors else 200
    return render(request, "tasks/event.html", context, status=status)


def _done(request: HttpRequest, moved: EventMove) -> HttpResponse:
    count = moved.dates
    words = ngettext("%(count)d date was moved.", "%(count)d dates were moved.", count) % {"count": count}
    told = ngettext("%(count)d unit is told.", "%(count)d units are told.", moved.units)
    messages.success(request, f"{words} {told % {'count': moved.units}}")
    return redirect("event_page", code=moved.event.code)
