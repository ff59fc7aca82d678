"""The form check of the desk: the list with filters, one application beside its checks, files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.calls import actions, queries
from quanjing.calls.enums import ApplicationState, ExportKind, Flag
from quanjing.calls.forms import CheckFilter, DueForm, ExportForm
from quanjing.calls.forms.rows import whole
from quanjing.calls.models import Application, Call, CallExport
from quanjing.calls.rules import can_check, is_over, reads_sent
from quanjing.calls.views.application_context import application_shown
from quanjing.files.serve import as_response
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.likeness.matching.passages import compare

PAGE = 50


@require_GET
def check_list(request: HttpRequest, code: str) -> HttpResponse:
    """What was sent, narrowed by direction, state and what is to be looked at first."""
    actor, call = _desk(request, code)
    wanted = CheckFilter(request.GET).wanted()
    page = page_of(request, queries.application_list(actor, call, wanted), queries.APPLICATION_SORTS, PAGE)
    former, double = queries.former_in(call, page.rows), queries.doubles_in(call, page.rows)
    counts = queries.counts_of(call)
    context = {
        "call": call,
        "page": page,
        "rows": [(one, former.get(one.pk), double.get(one.pk)) for one in page.rows],
        "wanted": wanted,
        "directions": call.directions.all(),
        "states": [one for one in ApplicationState if one != ApplicationState.DRAFT],
        "flags": Flag,
        "counts": [(ApplicationState(state), counts[state]) for state in counts if state != "draft"],
        "bulk": actions.bulk_of(actor, call, wanted),
        "checks": can_check(actor, call),
        "is_over": is_over(call),
        "thin": queries.thin_directions(call),
        "exports": list(call.exports.filter(post=actor.post_id).select_related("file", "job")[:5]),
        "kinds": ExportKind,
        "now": clock.now(),
    }
    return render(request, "calls/check_list.html", context)


@require_POST
def check_many(request: HttpRequest, code: str) -> HttpResponse:
    """Find everything in order that the filter leaves; the number stood on the button."""
    actor, call = _desk(request, code)
    wanted = CheckFilter(request.POST).wanted()
    try:
        done = actions.admit_many(
            actor=actor, call=call, wanted=wanted, count=whole(request.POST.get("count", ""))
        )
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    else:
        told = ngettext("%(count)d form is in order.", "%(count)d forms are in order.", done)
        messages.success(request, told % {"count": done})
    return redirect("form_check", code=code)


@require_http_methods(["GET", "POST"])
def application_check(request: HttpRequest, code: str) -> HttpResponse:
    """One application beside its checks; decided here, place by place."""
    actor = signed_in(request)
    application = queries.get_application(actor, code)
    if not reads_sent(actor, application.call):
        raise Denied
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            _decide(request, actor, application)
        except Invalid as error:
            problems = error.problems
        else:
            if request.POST.get("step") == "admit":
                following = _next(application)
                return redirect("application_check", code=following.code) if following else redirect(
                    "form_check", code=application.call.code)  # fmt: skip
            return redirect("application_check", code=code)
    context = _checked(actor, application) | {"problems": problems}
    return render(request, "calls/check.html", context, status=422 if problems else 200)


@require_GET
def application_beside(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """Two applications side by side with what both say; a hint, nothing follows from it."""
    actor = signed_in(request)
    application = queries.get_application(actor, code)
    found = application.similar.filter(other__code=other).select_related("other__organization").first()
    if not reads_sent(actor, application.call) or found is None:
        raise Missing
    match = compare(application.words, [found.other.words])[0]
    passages = [
        (application.words[one.start : one.end], found.other.words[one.other_start : one.other_end])
        for one in match.passages
    ]
    context = {"application": application, "similar": found, "passages": passages, "call": application.call}
    return render(request, "calls/like.html", context)


@require_POST
def call_export(request: HttpRequest, code: str) -> HttpResponse:
    """Have the list, as it is narrowed, made into a file."""
    actor, call = _desk(request, code)
    form = ExportForm(request.POST)
    if not form.is_valid():
        raise Missing
    kind = ExportKind(form.cleaned_data["kind"])
    actions.ask_export(actor=actor, call=call, kind=kind, wanted=form.wanted())
    messages.success(request, _("The file is being made; it appears below the list."))
    return redirect("form_check", code=code)


@require_GET
def call_export_file(request: HttpRequest, code: str, export: str) -> FileResponse:
    """A finished file that the own post asked for."""
    actor, call = _desk(request, code)
    found: CallExport | None = (
        call.exports.filter(post=actor.post_id, code=export).select_related("file").first()
    )
    if found is None or found.file is None:
        raise Missing
    return as_response(found.file, as_attachment=True)


def _desk(request: HttpRequest, code: str) -> tuple[Actor, Call]:
    """Who reads what was sent to a call of his body. Raises `Denied`, `Missing`."""
    actor = signed_in(request)
    call = queries.get_call(actor, code)
    if not reads_sent(actor, call):
        raise Denied
    return actor, call


def _decide(request: HttpRequest, actor: Actor, application: Application) -> None:
    step = request.POST.get("step", "")
    if step == "admit":
        actions.admit(actor=actor, application=application)
    elif step == "undo":
        actions.undo_check(actor=actor, application=application)
    elif step == "refuse":
        actions.refuse(actor=actor, application=application, reason=request.POST.get("reason", ""))
    elif step == "return":
        reasons = {where: request.POST.get(f"reason-{where}", "") for where in actions.places_of(application)}
        form = DueForm(request.POST)
        due = form.cleaned_data["due"] if form.is_valid() else None
        actions.return_application(actor=actor, application=application, reasons=reasons, due=due)
    else:
        raise Missing


def _checked(actor: Actor, application: Application) -> dict[str, Any]:
    call = queries.get_call(actor, application.call.code)
    problems = actions.all_problems(actor, application, call)
    return application_shown(actor, application) | {
        "checks": can_check(actor, call) and is_over(call),
        "found": problems,
        "double": queries.doubles_in(call, [application]).get(application.pk, []),
        "late": queries.late_milestones(application.organization_id, clock.today()),
        "likest": queries.likest(application),
        "places": [(where, words) for where, words in actions.places_of(application).items()],
        "due": DueForm(),
        "may_return": bool(call.second_chance_days) and not application.returns,
        "following": _next(application),
    }


def _next(application: Application) -> Application | None:
    """The next one that is to be checked."""
    waiting = queries.sent_to(application.call).filter(state=ApplicationState.SENT).exclude(pk=application.pk)
    after = waiting.filter(number__gt=application.number or 0).order_by("number").first()
    return after or waiting.order_by("number").first()
