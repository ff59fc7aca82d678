"""Keeping entries alive: notes of what happened, and the yearly confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.registers import actions, queries
from quanjing.registers.enums import LogKind
from quanjing.registers.forms import LogForm
from quanjing.registers.rules import can_keep
from quanjing.registers.views.entries import shown

BY_TREE = {"order": ("path",)}


@require_POST
def entry_note(request: HttpRequest, code: str) -> HttpResponse:
    """Note what happened to an entry on a day."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    form = LogForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.note(
                actor=actor, entry=entry, what=LogKind(given["what"]), day=given["day"], text=given["text"]
            )
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("register_entry", code=code)
    return render(request, "registers/entry.html", shown(actor, code) | {"log": form}, status=422)


@require_POST
def entry_settle(request: HttpRequest, code: str, line: int) -> HttpResponse:
    """Say how a matter was settled."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    found = queries.get_line(entry, line)
    try:
        actions.settle(actor=actor, line=found, text=request.POST.get("text", ""))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("register_entry", code=code)


@require_http_methods(["GET", "POST"])
def register_confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Last year's entries of the own body, shown and not asked; one press confirms them all."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    if not can_keep(actor) or actor.organization_id is None:
        raise Denied
    if kind.confirm_month is None:
        raise Missing
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            actions.confirm_year(actor=actor, kind=kind)
        except Invalid as error:
            problems = error.problems
        else:
            messages.success(request, _("Confirmed for this year. Nothing has to be filled in."))
            return redirect("register_confirm", code=code)
    yearly = queries.yearly_of(actor.organization_id, kind)
    wrong = {problem.where for problem in problems}
    context = {"kind": kind, "yearly": yearly, "problems": problems, "wrong": wrong}
    return render(request, "registers/confirm.html", context, status=422 if problems else 200)


@require_GET
def register_confirmed(request: HttpRequest, code: str) -> HttpResponse:
    """How far the subtree has come with this year's confirmation, and the list behind the figure."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    if not actor.reads_subtree:
        raise Denied
    if kind.confirm_month is None:
        raise Missing
    bodies = queries.bodies_asked(actor, kind)
    if "open" in request.GET:
        bodies = bodies.filter(said=False)
    context = {
        "kind": kind,
        "progress": queries.progress_of_year(actor, kind),
        "page": page_of(request, bodies, BY_TREE, size=50),
    }
    return render(request, "registers/confirmed.html", context)
