"""Objections: entered by a body or taken in by the desk, looked into, decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.calls.actions import objections as actions
from quanjing.calls.enums import ObjectionState
from quanjing.calls.forms.notices import FindingForm, ObjectionForm
from quanjing.calls.models import Objection
from quanjing.calls.queries.notices import get_notice, lines_to_object_to
from quanjing.calls.queries.objections import get_objection, successor_of
from quanjing.calls.rules.notices import may_object, prepared, runs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in


@require_http_methods(["GET", "POST"])
def objection_enter(request: HttpRequest, code: str) -> HttpResponse:
    """Object to a notice; the desk takes in what came another way."""
    actor = signed_in(request)
    notice = get_notice(actor, code)
    desk = runs(actor, notice.decision.call.organization_id)
    if not (desk or may_object(actor)):
        raise Denied
    initial = {"received_on": clock.today()}
    lines = lines_to_object_to(notice)
    form = ObjectionForm(request.POST or None, lines=lines, for_others=desk, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.object_to(actor=actor, notice=notice, given=form.given())
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("objection_page", code=made.code)
    context = {"notice": notice, "form": form, "desk": desk, "late": clock.today() > notice.last_day}
    return render(request, "calls/objection_new.html", context, status=422 if form.errors else 200)


@require_GET
def objection_page(request: HttpRequest, code: str) -> HttpResponse:
    """One objection, for the desk and for the body that objects."""
    actor = signed_in(request)
    return render(request, "calls/objection_page.html", _shown(actor, get_objection(actor, code)))


@require_POST
def objection_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step of the desk: acknowledged, upheld, dismissed, a successor proposed."""
    actor = signed_in(request)
    objection = get_objection(actor, code)
    step = request.POST.get("step", "")
    if step == "acknowledge":
        actions.acknowledge(actor=actor, objection=objection)
    elif step == "successor":
        made = actions.propose_successor(actor=actor, objection=objection)
        words = _("Decision %(number)d is prepared with who follows; it has to be released.")
        messages.success(request, words % {"number": made.number})
        return redirect("decision_page", code=made.code)
    elif step in ("uphold", "dismiss"):
        try:
            actions.decide_objection(
                actor=actor,
                objection=objection,
                upheld=step == "uphold",
                finding=request.POST.get("finding", ""),
            )
        except Invalid as error:
            form = FindingForm(request.POST)
            form.is_valid()
            form.take(error.problems)
            context = _shown(actor, objection) | {"form": form}
            return render(request, "calls/objection_page.html", context, status=422)
    else:
        raise Missing
    return redirect("objection_page", code=code)


def _shown(actor: Actor, objection: Objection) -> dict[str, object]:
    desk = runs(actor, objection.notice.decision.call.organization_id)
    is_open = objection.state == ObjectionState.OPEN
    same = prepared(actor, objection.notice.decision)
    return {
        "objection": objection,
        "notice": objection.notice,
        "desk": desk,
        "is_open": is_open,
        "same": same,
        "form": FindingForm() if desk and is_open and not same else None,
        "successor": successor_of(objection) if desk else None,
    }
