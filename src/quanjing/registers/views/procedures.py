"""Steps, bodies asked beforehand, and what a body has read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.registers import actions, queries
from quanjing.registers.enums import Opinion
from quanjing.registers.forms import AskForm, StepForm
from quanjing.registers.rules import can_write
from quanjing.registers.views.entries import shown

BY_TREE = {"order": ("path",)}


@require_POST
def entry_acknowledge(request: HttpRequest, code: str) -> HttpResponse:
    """The own body has read it."""
    actor = signed_in(request)
    actions.acknowledge(actor=actor, entry=queries.get_entry(actor, code))
    return redirect("register_entry", code=code)


@require_GET
def entry_readers(request: HttpRequest, code: str) -> HttpResponse:
    """Which bodies of the own subtree have said that they have read it; for desks alone."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    if not actor.reads_subtree:
        raise Denied
    if not entry.kind.is_acknowledged:
        raise Missing
    bodies = queries.readers_of(entry, actor.path)
    if "open" in request.GET:
        bodies = bodies.filter(said=False)
    context = {
        "entry": entry,
        "progress": queries.progress_of_reading(entry, actor.path),
        "page": page_of(request, bodies, BY_TREE, size=50),
    }
    return render(request, "registers/readers.html", context)


@require_POST
def entry_take_step(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """A step was taken on a day; an empty day opens it again."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    form = StepForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.take_step(
                actor=actor, entry=entry, position=position, done_on=given["done_on"], paper=given["paper"]
            )
        except Invalid as error:
            form.take(error.problems)
    for words in form.errors.values():
        messages.error(request, " ".join(str(one) for one in words))
    return redirect("register_entry", code=code)


@require_POST
def entry_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask a body before the matter is decided."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    if not can_write(actor, entry):
        raise Denied
    form = AskForm(request.POST, bodies=queries.bodies_to_ask(entry.organization))
    if form.is_valid():
        try:
            actions.ask_body(actor=actor, entry=entry, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("register_entry", code=code)
    return render(request, "registers/entry.html", shown(actor, code) | {"ask": form}, status=422)


@require_POST
def entry_answer(request: HttpRequest, code: str, asked: str) -> HttpResponse:
    """Answer for the body that was asked."""
    actor = signed_in(request)
    found = queries.get_consultation(queries.get_entry(actor, code), asked)
    opinion = request.POST.get("opinion", "")
    if opinion not in Opinion.values:
        raise Missing
    try:
        actions.answer(actor=actor, asked=found, opinion=Opinion(opinion), text=request.POST.get("text", ""))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("register_entry", code=code)
