"""A call being made: from a model, edited, looked at as a unit sees it, opened; and changed for everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.calls import actions, queries
from quanjing.calls.enums import CallKind, TickKind
from quanjing.calls.forms import CallForm, CorrectForm, ExtendForm, part_rows
from quanjing.calls.forms.editing import initial_of
from quanjing.calls.models import Call
from quanjing.calls.rules import asked_kind, can_issue, owns_call, words_of
from quanjing.calls.views.calls import shown
from quanjing.directives.models import Directive
from quanjing.files.actions import read_upload
from quanjing.foundation import figures
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import visible_to as bodies_visible_to
from quanjing.sheets.enums import FieldType
from quanjing.tasks.models import Task

Step = Callable[[Actor, Call, str], object]
STEPS: dict[str, Step] = {
    "call-off": lambda actor, call, reason: actions.call_off(actor=actor, call=call, reason=reason),
    "check": lambda actor, call, _reason: actions.begin_check(actor=actor, call=call),
    "compare": lambda actor, call, _reason: actions.ask_comparison(actor=actor, call=call),
}
UNDERS_SHOWN = 60


@require_http_methods(["GET", "POST"])
def call_new(request: HttpRequest) -> HttpResponse:
    """Begin a call from the model of its kind; `directive` and `task` name what it hangs on."""
    actor = signed_in(request)
    if not can_issue(actor):
        raise Denied
    directive = _directive(actor, request.POST.get("directive") or request.GET.get("directive", ""))
    tasks = list(Task.objects.filter(directive=directive, series=None)) if directive else []
    chosen = next((one for one in tasks if one.code == request.GET.get("task")), None)
    kind = request.POST.get("kind", "")
    if request.method == "POST" and kind in CallKind.values:
        task = next((one for one in tasks if one.code == request.POST.get("task")), None)
        made = actions.begin_call(actor=actor, kind=CallKind(kind), directive=directive, task=task)
        return redirect("call_edit", code=made.code)
    proposed = (chosen and asked_kind(words_of(chosen))) or CallKind.PROJECT
    context = {
        "kinds": CallKind, "directive": directive, "tasks": tasks, "chosen": chosen, "proposed": proposed,
    }  # fmt: skip
    return render(request, "calls/new.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def call_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Write a draft; with `more` only further empty rows are shown."""
    actor = signed_in(request)
    call = queries.get_call(actor, code)
    if not owns_call(actor, call):
        raise Denied
    if call.state != "draft":
        return redirect("call_page", code=code)
    form = _form(request, actor, call)
    if request.method == "POST" and "more" in request.POST:
        form.is_valid()
        form.errors.clear()
        return _edit_page(request, call, form)
    if request.method == "POST" and form.is_valid() and _saved(request, actor, call, form):
        return redirect("call_open" if request.POST.get("then") == "open" else "call_edit", code=code)
    return _edit_page(request, call, form)


@require_http_methods(["GET", "POST"])
def call_open(request: HttpRequest, code: str) -> HttpResponse:
    """The call as a unit will see it, what stands in the way, and the button that opens it."""
    actor = signed_in(request)
    call = queries.get_call(actor, code)
    if not owns_call(actor, call):
        raise Denied
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        try:
            actions.open_call(actor=actor, call=call, reason=request.POST.get("reason", ""))
        except Invalid as error:
            problems = error.problems
        else:
            messages.success(request, _("The call is open; the bodies are told."))
            return redirect("call_page", code=code)
    found = actions.preview_opening(actor=actor, call=call)
    context = shown(actor, call) | {"preview": found, "problems": problems}
    return render(request, "calls/open.html", context, status=422 if problems else 200)


@require_POST
def call_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step of a call: thrown away, called off, closed for the form check, texts compared."""
    actor = signed_in(request)
    call = queries.get_call(actor, code)
    step = request.POST.get("step", "")
    if step == "drop":
        actions.drop_call(actor=actor, call=call)
        return redirect("call_list")
    if step not in STEPS:
        raise Missing
    try:
        STEPS[step](actor, call, request.POST.get("reason", ""))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return redirect("call_page", code=code)
    if step == "compare":
        messages.success(request, _("The texts are being compared; the hints appear in the list."))
    return redirect("call_page" if step == "call-off" else "form_check", code=code)


@require_POST
def call_extend(request: HttpRequest, code: str) -> HttpResponse:
    """More time for everybody."""
    actor = signed_in(request)
    call = queries.get_call(actor, code)
    form = ExtendForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.extend_call(actor=actor, call=call, closes_at=given["closes_at"], reason=given["reason"])
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("Extended for all; everybody is told."))
            return redirect("call_page", code=code)
    elif not owns_call(actor, call):
        raise Denied
    return render(request, "calls/call.html", shown(actor, call) | {"extend": form}, status=422)


@require_http_methods(["GET", "POST"])
def call_correct(request: HttpRequest, code: str) -> HttpResponse:
    """Correct an open call with a reason for everybody."""
    actor = signed_in(request)
    call = queries.get_call(actor, code)
    if not owns_call(actor, call):
        raise Denied
    form = CorrectForm(request.POST or None, initial=vars(call))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_call(
                actor=actor, call=call, changes=form.changes(), reason=form.cleaned_data["reason"]
            )
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("Corrected; everybody is told."))
            return redirect("call_page", code=code)
    return render(
        request, "calls/correct.html", {"call": call, "form": form}, status=422 if form.errors else 200
    )


def _form(request: HttpRequest, actor: Actor, call: Call) -> CallForm:
    bodies = bodies_visible_to(actor).filter(numchild__gt=0).order_by("path")[:UNDERS_SHOWN]
    return CallForm(
        request.POST or None, initial=initial_of(call), unders=[(one.code, one.name) for one in bodies],
        programmes=[(one.code, one.name) for one in queries.programmes_of(actor)],
    )  # fmt: skip


def _saved(request: HttpRequest, actor: Actor, call: Call, form: CallForm) -> bool:
    """Save what was typed; otherwise the form says what is wrong."""
    try:
        papers = [(str(one.name), read_upload(one, str(one.name))) for one in request.FILES.getlist("papers")]  # type: ignore[arg-type]
        wanted = form.wanted(request.POST, papers)
        actions.save_call(actor=actor, call=call, wanted=wanted, version=form.cleaned_data["version"])
    except Invalid as error:
        form.take(error.problems)
    except Conflict as error:
        form.add_error(None, str(error))
    except GongwenError as error:
        form.add_error(None, error.message(get_language() or ""))
    else:
        messages.success(request, _("Saved as a draft."))
        return True
    return False


def _edit_page(request: HttpRequest, call: Call, form: CallForm) -> HttpResponse:
    fields = actions.fields_of(call)
    post = request.POST if request.method == "POST" else None
    context = {
        "call": call,
        "form": form,
        "groups": form.groups(),
        "rows": part_rows(call, fields, post),
        "types": FieldType,
        "tick_kinds": TickKind,
        "figures": figures.figures(),
        "bodies": queries.reached_by(call).order_by("path")[:UNDERS_SHOWN],
    }
    return render(request, "calls/edit.html", context, status=422 if form.errors else 200)


def _directive(actor: Actor, code: str) -> Directive | None:
    if not code:
        return None
    found = Directive.objects.filter(code=code, organization=actor.organization_id).first()
    if found is None:
        raise Missing
    return found
