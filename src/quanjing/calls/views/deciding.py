"""The decision: prepared, written down, released; and what an applicant sees of the panel."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.activities.models import Activity
from quanjing.activities.queries import visible_to as activities_visible_to
from quanjing.calls.actions import deciding, skipping
from quanjing.calls.actions.deciding import DecisionFacts
from quanjing.calls.forms.judging import DecisionForm, lines_given
from quanjing.calls.models import Decision
from quanjing.calls.queries.decisions import (
    desk_decision,
    feedback_for,
    is_released,
    lines_of,
    own_application,
)
from quanjing.calls.queries.panels import desk_call
from quanjing.calls.rules.judging import can_release, can_run, need_run
from quanjing.files.actions import read_upload
from quanjing.files.serve import as_response
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of

MEETINGS = 50
LINES = 50


@require_POST
def decision_new(request: HttpRequest, code: str) -> HttpResponse:
    """Prepare a decision from what the panels' scores, places and shares propose."""
    actor = signed_in(request)
    call = desk_call(actor, code)
    need_run(actor, call)
    return redirect("decision_page", code=deciding.prepare_decision(actor=actor, call=call).code)


@require_POST
def panel_skip(request: HttpRequest, code: str) -> HttpResponse:
    """Go straight to the decision, without a panel; or back, for a panel after all."""
    actor = signed_in(request)
    call = desk_call(actor, code)
    try:
        if request.POST.get("step") == "back":
            skipping.take_panel_up(actor=actor, call=call)
        else:
            skipping.skip_panel(actor=actor, call=call)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("panel_list", code=code)


@require_http_methods(["GET", "POST"])
def decision_page(request: HttpRequest, code: str) -> HttpResponse:
    """The lines of a decision with what was proposed; changed while it is not released."""
    actor = signed_in(request)
    decision = _seen(actor, code)
    form = DecisionForm(
        _meetings(actor), request.POST or None, request.FILES or None, initial=_initial(decision)
    )
    if request.method == "POST":
        need_run(actor, decision.call)
        if form.is_valid() and _changed(request, actor, decision, form):
            return redirect(f"{request.path}?{request.GET.urlencode()}")
    lines = lines_of(decision)
    chosen = request.GET.get("direction", "")
    if chosen:
        lines = lines.filter(application__direction__code=chosen)
    order = ("application__direction__position", "rank", "application__number", "pk")
    page = page_of(request, lines, {"order": order}, LINES)
    context = {
        "decision": decision, "call": decision.call, "form": form, "page": page, "chosen": chosen,
        "directions": decision.call.directions.all(), "selected": lines.filter(is_selected=True).count(),
        "writes": can_run(actor, decision.call) and decision.released_at is None,
        "releases": can_release(actor, decision) and decision.released_at is None,
    }  # fmt: skip
    return render(request, "calls/decision_page.html", context, status=422 if form.errors else 200)


@require_POST
def decision_step(request: HttpRequest, code: str) -> HttpResponse:
    """Release a decision, or throw away what was prepared."""
    actor = signed_in(request)
    decision = _seen(actor, code)
    step = request.POST.get("step", "")
    if step == "drop":
        call = decision.call
        deciding.drop_decision(actor=actor, decision=decision)
        return redirect("panel_list", code=call.code)
    if step != "release":
        raise Missing
    try:
        deciding.release_decision(actor=actor, decision=decision)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The decision is released."))
    return redirect("decision_page", code=code)


@require_GET
def decision_minutes(request: HttpRequest, code: str) -> FileResponse:
    """The minutes as they were filed."""
    decision = _seen(signed_in(request), code)
    if decision.minutes_file is None:
        raise Missing
    return as_response(decision.minutes_file, request=request)


@require_GET
def application_panel(request: HttpRequest, code: str) -> HttpResponse:
    """What an applicant sees of the panel: the date of the road show; after the release what judges wrote."""
    application = own_application(signed_in(request), code)
    context = {
        "application": application,
        "slot": getattr(application, "show_slot", None),
        "released": is_released(application),
        "feedback": feedback_for(application),
    }
    return render(request, "calls/application_panel.html", context)


def _seen(actor: Actor, code: str) -> Decision:
    """A decision for those who prepare it or may release it. Raises `Missing`, `Denied`."""
    decision = desk_decision(actor, code)
    if not can_run(actor, decision.call) and not can_release(actor, decision):
        raise Denied
    return decision


def _meetings(actor: Actor) -> list[Activity]:
    """The meetings of the own body that a decision may belong to, the latest first."""
    own = activities_visible_to(actor).filter(organization=actor.organization_id)
    return list(own.order_by("-starts_at")[:MEETINGS])


def _initial(decision: Decision) -> dict[str, object]:
    return {
        "body": decision.body, "decided_on": decision.decided_on, "minutes": decision.minutes,
        "activity": decision.activity.code if decision.activity else "", "version": decision.version,
    }  # fmt: skip


def _changed(request: HttpRequest, actor: Actor, decision: Decision, form: DecisionForm) -> bool:
    """Whether what was typed could be written down; the form says what could not."""
    given = form.cleaned_data
    lines, wrong = lines_given(request.POST, request.POST.getlist("line"))
    if wrong:
        form.add_error(None, _("An amount is not a number."))
        return False
    upload = given["file"]
    meeting = next((one for one in _meetings(actor) if one.code == given["activity"]), None)
    facts = DecisionFacts(
        given["body"], given["decided_on"], given["minutes"], meeting,
        (upload.name, read_upload(upload, upload.name)) if upload else None,
    )  # fmt: skip
    try:
        deciding.change_decision(
            actor=actor, decision=decision, facts=facts, lines=lines, version=given["version"]
        )
    except Invalid as error:
        form.take(error.problems)
    except Conflict as error:
        form.add_error(None, str(error))
    except GongwenError as error:
        form.add_error("file", error.message(get_language() or ""))
    else:
        messages.success(request, _("Written down; nothing is released yet."))
        return True
    return False
