"""Correcting and confirming in place: each card is a fragment, and says what else changed with it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.tasks.actions import confirm, correct_directive, correct_task, edit_sheet
from quanjing.tasks.forms import DeadlineForm, FactsForm, TaskForm, sheet_changes
from quanjing.tasks.models import Task
from quanjing.tasks.queries import templates_of
from quanjing.tasks.views.shown import Reading, deadline_cards, load_card, reading_of, sheet_cards

BESIDE = (
    "tasks/_unsure.html",
    "tasks/_deadlines.html",
    "tasks/_dock.html",
    "tasks/_count.html",
    "tasks/_load.html",
    "tasks/_document.html",
)


@require_http_methods(["GET", "POST"])
def directive_facts(request: HttpRequest, code: str) -> HttpResponse:
    """The card of the notice's frame: shown, or as a form."""
    actor = signed_in(request)
    reading = _editable(actor, code)
    directive = reading.directive
    initial = {
        "doc_number": directive.doc_number,
        "title": directive.title,
        "addressees": "\n".join(directive.addressees),
        "issued_on": directive.issued_on,
        "day_end": directive.day_end,
        "version": directive.version,
    }
    form = FactsForm(request.POST or None, initial=initial)
    if request.method == "GET" and "edit" not in request.GET:
        return render(request, "tasks/_facts.html", reading.context())
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            correct_directive(actor=actor, directive=directive, changes=form.changes(), version=version)
            return _swapped(request, actor, code, "tasks/_facts.html")
        except (Invalid, Conflict) as error:
            return _again(request, "tasks/_facts_form.html", reading, form, error)
    return _form(request, "tasks/_facts_form.html", reading, {"form": form})


@require_http_methods(["GET", "POST"])
def task_card(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """The card of a task: shown, or as a form."""
    actor = signed_in(request)
    reading = _editable(actor, code)
    one = _task(reading, task)
    if request.method == "GET" and "edit" not in request.GET:
        return render(request, "tasks/_task.html", reading.context() | {"task": one})
    form = TaskForm(request.POST or None, task=one, templates=templates_of(reading.directive))
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        try:
            correct_task(actor=actor, task=one, changes=changes, version=form.cleaned_data["version"])
            return _swapped(request, actor, code, "tasks/_task.html", task=task)
        except (Invalid, Conflict) as error:
            return _again(request, "tasks/_task_form.html", reading, form, error, task=one)
    return _form(request, "tasks/_task_form.html", reading, {"form": form, "task": one})


@require_http_methods(["GET", "POST"])
def task_deadline(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """The date of a phrase, for all tasks that hang on it."""
    actor = signed_in(request)
    reading = _editable(actor, code)
    one = _task(reading, task)
    cards = deadline_cards(reading.tasks)
    card = next((card for card in cards if one in card.tasks), None)
    form = DeadlineForm(request.POST or None, initial=DeadlineForm.of(one))
    context = {"form": form, "task": one, "card": card}
    if request.method == "POST" and form.is_valid():
        changes = {"deadline": form.deadline() | {"everywhere": True}}
        try:
            correct_task(actor=actor, task=one, changes=changes, version=form.cleaned_data["version"])
            response = _swapped(request, actor, code, "tasks/_deadlines.html")
            response["HX-Retarget"] = "#deadlines"
            return response
        except (Invalid, Conflict) as error:
            return _again(request, "tasks/_deadline_form.html", reading, form, error, task=one, card=card)
    return _form(request, "tasks/_deadline_form.html", reading, context)


@require_POST
def task_mark(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """Mark a request of the text as a task to report, or as none."""
    actor = signed_in(request)
    one = _task(_editable(actor, code), task)
    correct_task(actor=actor, task=one, changes={"assign": request.POST.get("assign") == "yes"})
    return _swapped(request, actor, code, "tasks/_tasks.html")


@require_POST
def fact_confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm a fact of the frame, or (with a task) of a task."""
    actor = signed_in(request)
    reading = _editable(actor, code)
    task = _task(reading, request.POST["task"]) if request.POST.get("task") else None
    with suppress(Invalid):  # confirmed already, as by a second click: the card shows how it stands
        confirm(actor=actor, directive=reading.directive, task=task, fact=request.POST.get("fact", ""))
    return _swapped(request, actor, code, "tasks/_unsure.html")


@require_http_methods(["GET", "POST"])
def sheet_page(request: HttpRequest, code: str, sheet: str) -> HttpResponse:
    """Look at a sheet as it will be asked, and change labels, duties and fields before publishing."""
    actor = signed_in(request)
    reading = reading_of(actor, code)
    card = next(
        (card for card in sheet_cards(reading.directive, reading.tasks) if card.template.code == sheet), None
    )
    if card is None:
        raise Missing
    context: dict[str, Any] = {"directive": reading.directive, "card": card, "can_edit": reading.can_edit}
    if request.method == "GET":
        return render(request, "tasks/sheet.html", context)
    try:
        edit_sheet(
            actor=actor,
            directive=reading.directive,
            template=card.template,
            changes=sheet_changes(card.template, request.POST),
            version=_version(request),
        )
    except (Invalid, Conflict) as error:
        problem = {"error": error, "problems": getattr(error, "problems", ())}
        return render(request, "tasks/sheet.html", context | problem, status=error.status)
    return redirect("directive_page", code=code)


def _version(request: HttpRequest) -> int:
    """The version that the page was made of; what is no number is none that there ever was."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() else 0


def _editable(actor: Actor, code: str) -> Reading:
    reading = reading_of(actor, code)
    if not reading.can_edit:
        raise Denied
    return reading


def _task(reading: Reading, code: str) -> Task:
    found = next((task for task in reading.tasks if task.code == code), None)
    if found is None:
        raise Missing
    return found


def _form(request: HttpRequest, template: str, reading: Reading, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"directive": reading.directive, **context}, status=status)


def _again(
    request: HttpRequest, template: str, reading: Reading, form: Any, error: Invalid | Conflict, **more: Any
) -> HttpResponse:
    """The same form with what was typed, and what is wrong or what somebody else made of it."""
    context = {"directive": reading.directive, "form": form, "error": error, **more}
    if isinstance(error, Conflict):
        form.data = form.data.copy()
        form.data["version"] = error.theirs["version"]
        context["theirs"] = [
            (form[name].label, form.initial.get(name)) for name in form.changed_data if name != "version"
        ]
    else:
        context["problems"] = error.problems
    return render(request, template, context, status=error.status)


def _swapped(request: HttpRequest, actor: Actor, code: str, template: str, *, task: str = "") -> HttpResponse:
    """A card after a change, and beside it what the change reaches: doubts, dates, count, load, text."""
    reading = reading_of(actor, code)
    context = reading.context() | reading.document() | load_card(actor, reading)
    context |= {"task": _task(reading, task)} if task else {}
    beside = [part for part in BESIDE if part != template]
    parts = [render_to_string(template, context, request)]
    parts += [render_to_string(part, context | {"oob": True}, request) for part in beside]
    return HttpResponse("".join(parts))
