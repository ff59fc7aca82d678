"""More time: given by the desk, asked for by a unit, decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.directives.enums import VersionKind
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.tasks import queries
from quanjing.tasks.actions import amend, ask_extension, decide_extension, extend, may_extend
from quanjing.tasks.actions.extending import end_of
from quanjing.tasks.enums import OPEN
from quanjing.tasks.forms import AskForm, DecideForm, ExtendForm

SORTS = {"asked": ("asked_at", "pk")}
SHOWN = 20  # rows of a preview


@require_http_methods(["GET", "POST"])
def directive_extend(request: HttpRequest, code: str) -> HttpResponse:
    """Give more time to one unit, to some by a filter, or to everybody; the count comes first."""
    actor = signed_in(request)
    directive = queries.get_directive(actor, code)
    if not may_extend(actor, directive):
        raise Denied
    if not directive.is_published:
        raise WrongState
    tasks = queries.load_tasks(directive, None)
    asked = request.POST or (request.GET if "until" in request.GET else None)
    form = ExtendForm(asked, tasks=tasks, initial=request.GET.dict())
    context: dict[str, Any] = {"directive": directive, "form": form}
    status = 200
    if asked and form.is_valid():
        try:
            if request.method == "POST":
                return _given(request, actor, directive, form)
            context |= _reach(actor, directive, form)
        except Invalid as error:
            form.take(error.problems)
        except Conflict as error:
            status, context["error"] = error.status, error
            context |= _reach(actor, directive, form)
    return render(request, "tasks/extend.html", context, status=422 if form.errors else status)


@require_http_methods(["GET", "POST"])
def extension_ask(request: HttpRequest, code: str) -> HttpResponse:
    """A unit asks for more time, and sees what became of earlier requests."""
    actor = signed_in(request)
    assignment = queries.get_assignment(actor, code)
    if assignment.organization_id != actor.organization_id:
        raise Missing
    if not actor.may(Right.REPORT):
        raise Denied
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            ask_extension(actor=actor, assignment=assignment, reason=values["reason"], wanted=values["until"])
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("The desk was asked. Until it answers the present date holds."))
            return redirect("extension_ask", code=code)
    context = {
        "assignment": assignment,
        "form": form,
        "extensions": queries.extensions_of(assignment),
        "is_open": assignment.state in OPEN,
    }
    return render(request, "tasks/extension_ask.html", context, status=422 if form.errors else 200)


@require_GET
def extension_list(request: HttpRequest) -> HttpResponse:
    """Requests for more time that wait for the own desk."""
    actor = signed_in(request)
    if not (actor.may(Right.ISSUE) or actor.may(Right.REVIEW)):
        raise Denied
    page = page_of(request, queries.waiting_extensions(actor), SORTS)
    return render(request, "tasks/extension_list.html", {"page": page})


@require_POST
def extension_decide(request: HttpRequest, code: str) -> HttpResponse:
    """Grant or refuse one request."""
    actor = signed_in(request)
    extension = queries.get_extension(actor, code)
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise Invalid
    values = form.cleaned_data
    decide_extension(
        actor=actor,
        extension=extension,
        grant=values["grant"] == "yes",
        answer=values["answer"],
        until=values["until"],
    )
    return redirect("extension_list")


def _reach(actor: Actor, directive: Directive, form: ExtendForm) -> dict[str, Any]:
    """Whom it would reach: the count, and the first rows of the list."""
    values = form.cleaned_data
    if values["scope"] == "all":
        return {"preview": queries.load_tasks(directive, _codes(form)), "everybody": True}
    until = end_of(directive, values["until"])
    rows = queries.extendable(actor, directive, form.filters(), until)
    return {"count": rows.count(), "rows": rows[:SHOWN], "until": until}


def _codes(form: ExtendForm) -> list[str] | None:
    return [form.cleaned_data["task"]] if form.cleaned_data["task"] else None


def _given(request: HttpRequest, actor: Actor, directive: Directive, form: ExtendForm) -> HttpResponse:
    values = form.cleaned_data
    if values["scope"] == "all":
        tasks = queries.load_tasks(directive, _codes(form))
        changes = {task.code: {"deadline": {"due": values["until"]}} for task in tasks}
        amend(
            actor=actor,
            directive=directive,
            kind=VersionKind.EXTENSION,
            reason=values["reason"],
            changes=changes,
        )
        return redirect("directive_versions", code=directive.code)
    shown = request.POST.get("expected", "")
    count = extend(
        actor=actor,
        directive=directive,
        filters=form.filters(),
        until=values["until"],
        reason=values["reason"],
        expected=int(shown) if shown.isdecimal() else None,
    )
    words = ngettext(
        "%(count)d assignment was given more time.", "%(count)d assignments were given more time.", count
    )
    messages.success(request, words % {"count": count})
    return redirect("assignment_list", code=directive.code)
