"""Letting units off an item, and addressing further bodies; the count comes first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quanjing.directives.models import Directive
from quanjing.directives.rules import can_address, reach_of
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.foundation.http import signed_in
from quanjing.tasks import queries
from quanjing.tasks.actions import address, excuse, may_extend
from quanjing.tasks.enums import State
from quanjing.tasks.forms.excusing import AddressForm, ExcuseForm, NameForm

SHOWN = 20  # rows of a preview
LISTED = 100  # bodies to choose from at once; more are found by name


@require_http_methods(["GET", "POST"])
def directive_excuse(request: HttpRequest, code: str) -> HttpResponse:
    """Exempt units, cancel an item for them, or ask for it again."""
    actor = signed_in(request)
    directive = queries.get_directive(actor, code)
    if not may_extend(actor, directive):
        raise Denied
    if not directive.is_published:
        raise WrongState
    asked = request.POST or (request.GET if "to" in request.GET else None)
    form = ExcuseForm(asked, tasks=queries.handed_out(directive), initial=request.GET.dict())
    context: dict[str, Any] = {"directive": directive, "form": form}
    status = 200
    if asked and form.is_valid():
        try:
            if request.method == "POST":
                return _excused(request, actor, directive, form)
        except Invalid as error:
            form.take(error.problems)
        except Conflict as error:
            status, context["error"] = error.status, error
        rows = queries.excusable(actor, directive, form.filters(), form.cleaned_data["to"])
        context |= {"count": rows.count(), "rows": rows[:SHOWN], "to": State(form.cleaned_data["to"])}
    return render(request, "tasks/excuse.html", context, status=422 if form.errors else status)


def _excused(request: HttpRequest, actor: Actor, directive: Directive, form: ExcuseForm) -> HttpResponse:
    shown = request.POST.get("expected", "")
    count = excuse(
        actor=actor,
        directive=directive,
        filters=form.filters(),
        to=form.cleaned_data["to"],
        reason=form.cleaned_data["reason"],
        expected=int(shown) if shown.isdecimal() else None,
    )
    words = ngettext("%(count)d assignment was changed.", "%(count)d assignments were changed.", count)
    messages.success(request, words % {"count": count})
    return redirect("assignment_list", code=directive.code)


@require_http_methods(["GET", "POST"])
def directive_addressees(request: HttpRequest, code: str) -> HttpResponse:
    """Hand a published notice to bodies that it did not address."""
    actor = signed_in(request)
    directive = queries.get_directive(actor, code)
    if not can_address(actor, directive):
        raise Denied
    if not directive.is_published:
        raise WrongState
    search = NameForm(request.GET)
    text = search.cleaned_data["text"] if search.is_valid() else ""
    bodies = list(queries.addressable(reach_of(actor), directive, text)[: LISTED + 1])
    form = AddressForm(request.POST or None, bodies=bodies[:LISTED])
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            count = address(
                actor=actor, directive=directive,
                organizations=values["organizations"], reason=values["reason"],
            )  # fmt: skip
        except Invalid as error:
            form.take(error.problems)
        else:
            words = ngettext("%(count)d body was addressed.", "%(count)d bodies were addressed.", count)
            messages.success(request, words % {"count": count})
            return redirect("directive_page", code=directive.code)
    context = {"directive": directive, "form": form, "search": search, "more": len(bodies) > LISTED}
    return render(request, "tasks/addressees.html", context, status=422 if form.errors else 200)
