"""Checklists: the list, one of them as a sheet, writing, copying, ending; and the channel for complaints."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.foundation.http import signed_in
from quanjing.inspections import actions, queries
from quanjing.inspections.enums import Answer
from quanjing.inspections.forms import ChannelForm, ChecklistForm, EndForm, item_rows, rows_of
from quanjing.inspections.models import Checklist
from quanjing.inspections.rules import can_plan, can_set_channel, owns


@require_GET
def checklist_list(request: HttpRequest) -> HttpResponse:
    """The checklists that the actor sees."""
    actor = signed_in(request)
    rows = [(one, owns(actor, one)) for one in queries.checklists_seen_by(actor)]
    context = {"rows": rows, "plans": can_plan(actor), "today": clock.today()}
    return render(request, "inspections/checklists.html", context)


@require_GET
def checklist_page(request: HttpRequest, code: str) -> HttpResponse:
    """One checklist as a body will see it."""
    actor = signed_in(request)
    checklist = queries.get_checklist(actor, code)
    items = queries.items_of(checklist.template_id)
    context = {
        "checklist": checklist,
        "items": items,
        "choices": Answer,
        "owns": owns(actor, checklist),
        "plans": can_plan(actor),
        "superseded": queries.superseded(one.basis.pk for one in items if one.basis),
        "today": clock.today(),
    }
    return render(request, "inspections/checklist.html", context)


@require_http_methods(["GET", "POST"])
def checklist_new(request: HttpRequest) -> HttpResponse:
    """Write a checklist."""
    actor = signed_in(request)
    if not can_plan(actor):
        raise Denied
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def checklist_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an own checklist."""
    actor = signed_in(request)
    checklist = queries.get_checklist(actor, code)
    if not owns(actor, checklist):
        raise Denied
    return _edited(request, checklist)


@require_POST
def checklist_step(request: HttpRequest, code: str) -> HttpResponse:
    """Copy a checklist, or let an own one end."""
    actor = signed_in(request)
    checklist = queries.get_checklist(actor, code)
    step = request.POST.get("step", "")
    if step == "copy":
        made = actions.copy_checklist(actor=actor, checklist=checklist)
        return redirect("checklist_edit", code=made.code)
    if step != "end":
        raise Missing
    form = EndForm(request.POST)
    last_day = form.cleaned_data["last_day"] if form.is_valid() else clock.today()
    actions.end_checklist(actor=actor, checklist=checklist, last_day=last_day)
    return redirect("checklist_list")


@require_http_methods(["GET", "POST"])
def complaint_channel(request: HttpRequest) -> HttpResponse:
    """Where complaints about persons go; administrators say it, everybody reads it."""
    actor = signed_in(request)
    sets = can_set_channel(actor)
    channel = queries.channel_for(actor.path)
    if request.method == "POST" and not sets:
        raise Denied
    form = ChannelForm(request.POST or None, initial={"text": channel.text, "link": channel.link})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_channel(actor=actor, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("Saved."))
            return redirect("complaint_channel")
    context = {"form": form, "channel": channel, "sets": sets}
    return render(request, "inspections/channel.html", context, status=422 if form.errors else 200)


def _edited(request: HttpRequest, checklist: Checklist | None) -> HttpResponse:
    actor = signed_in(request)
    initial = ChecklistForm.shown(checklist) if checklist else None
    form = ChecklistForm(request.POST or None, initial=initial)
    items = queries.items_of(checklist.template_id) if checklist else []
    rows, problems = rows_of(items), []
    if request.method == "POST":
        rows, wanted = item_rows(request.POST)
        if form.is_valid() and "more" not in request.POST:
            try:
                if checklist is None:
                    made = actions.define_checklist(actor=actor, wanted=form.wanted(), items=wanted)
                else:
                    made = actions.change_checklist(
                        actor=actor, checklist=checklist, wanted=form.wanted(), items=wanted
                    )
            except Invalid as error:
                problems = [one for one in error.problems if one.where == "items"]
                form.take(one for one in error.problems if one.where != "items")
            else:
                return redirect("checklist_page", code=made.code)
    return _editor(request, form, checklist, rows, problems)


def _editor(
    request: HttpRequest,
    form: ChecklistForm,
    checklist: Checklist | None,
    rows: object,
    problems: list[Problem],
) -> HttpResponse:
    context = {
        "form": form,
        "checklist": checklist,
        "rows": rows,
        "problems": problems,
        "guidance": queries.guidance_seen(signed_in(request)),
        "choices": Answer,
    }
    status = 422 if form.errors or problems else 200
    return render(request, "inspections/checklist_form.html", context, status=status)
