"""Visits: the list, planning one, its sheet, moving it and calling it off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.inspections import actions, queries
from quanjing.inspections.enums import Answer, VisitState
from quanjing.inspections.forms import BodyListFilter, VisitedForm, VisitForm, given_from, typed_rows
from quanjing.inspections.models import Visit
from quanjing.inspections.rules import leads, owns
from quanjing.organizations.queries import get as get_organization

SORTS = {"newest": ("-day", "-pk"), "date": ("day", "pk")}


@require_GET
def visit_list(request: HttpRequest) -> HttpResponse:
    """Visits that the actor sees."""
    actor = signed_in(request)
    wanted = BodyListFilter(request.GET).wanted()
    head = get_organization(actor, wanted.under) if wanted.under else None
    heads = queries.heads_to_choose(actor)
    context = {
        "page": page_of(request, queries.visit_list(actor, wanted), SORTS),
        "wanted": wanted,
        "states": VisitState,
        "head": head,
        "heads": heads,
        "head_is_offered": head is None or (head.code, head.name) in heads,
    }
    return render(request, "inspections/visits.html", context)


@require_http_methods(["GET", "POST"])
def visit_new(request: HttpRequest, code: str, body: str) -> HttpResponse:
    """Plan a visit; `finding` is a disputed one that is looked at again."""
    actor = signed_in(request)
    inspection = queries.get_inspection(actor, code)
    row = queries.get_body(actor, inspection, body)
    if not owns(actor, inspection):
        raise Denied
    asked = request.POST.get("finding") or request.GET.get("finding", "")
    again = queries.get_finding(actor, asked) if asked else None
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_visit(actor=actor, body=row, again_for=again, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("The body has been told."))
            return redirect("visit_page", code=made.code)
    context = {"form": form, "inspection": inspection, "row": row, "again": again}
    return render(request, "inspections/visit_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def visit_enter(request: HttpRequest, code: str, body: str) -> HttpResponse:
    """Write down a visit that has taken place already; its sheet follows on its page."""
    actor = signed_in(request)
    inspection = queries.get_inspection(actor, code)
    row = queries.get_body(actor, inspection, body)
    if not owns(actor, inspection):
        raise Denied
    form = VisitedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter_visit(actor=actor, body=row, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("Entered. Please fill in its sheet."))
            return redirect("visit_page", code=made.code)
    context = {"form": form, "inspection": inspection, "row": row, "past": True}
    return render(request, "inspections/visit_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def visit_page(request: HttpRequest, code: str) -> HttpResponse:
    """One visit; POST keeps its sheet or concludes it."""
    actor = signed_in(request)
    visit = queries.get_visit(actor, code)
    if request.method == "GET":
        return _page(request, actor, visit)
    if not leads(actor, visit):
        raise Denied
    given = given_from(request.POST, queries.sheet_rows(visit.inspection.template_id, {}, {}, {}))
    result = request.POST.get("result", "")
    try:
        if request.POST.get("then") == "conclude":
            made = actions.conclude_visit(actor=actor, visit=visit, given=given, result=result)
            words = ngettext(
                "Concluded with %(count)d finding.", "Concluded with %(count)d findings.", len(made)
            )
            messages.success(request, words % {"count": len(made)})
        else:
            actions.save_visit(actor=actor, visit=visit, given=given, result=result)
            messages.success(request, _("Saved."))
    except Invalid as error:
        visit.result = result
        return _page(request, actor, visit, given, error.problems)
    return redirect("visit_page", code=code)


@require_POST
def visit_step(request: HttpRequest, code: str) -> HttpResponse:
    """Move a visit or call it off."""
    actor = signed_in(request)
    visit = queries.get_visit(actor, code)
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "")
    try:
        if step == "move":
            form = VisitForm({"day": request.POST.get("day", ""), "visitors": visit.visitors})
            day = form.cleaned_data["day"] if form.is_valid() else clock.today()
            actions.move_visit(actor=actor, visit=visit, day=day, reason=reason)
        elif step == "call-off":
            actions.call_visit_off(actor=actor, visit=visit, reason=reason)
        else:
            raise Missing
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("visit_page", code=code)


def _page(
    request: HttpRequest,
    actor: Actor,
    visit: Visit,
    given: dict[str, actions.Given] | None = None,
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    is_mine = leads(actor, visit)
    shows = is_mine or visit.state == VisitState.CONCLUDED
    rows = queries.sheet_rows(visit.inspection.template_id, visit.answers if shows else {}, {}, {})
    keys = {one.item.key for one in rows}
    fills = is_mine and visit.state == VisitState.PLANNED and visit.day <= clock.today()
    context = {
        "visit": visit,
        "leads": is_mine,
        "fills": fills,
        "shows": visit.state == VisitState.CONCLUDED,
        "sheet": typed_rows(rows, given or {}, problems),
        "choices": Answer,
        "problems": [one for one in problems if one.where.partition(".")[0] not in keys],
        "findings": queries.findings_visible_to(actor).filter(visit=visit).order_by("number"),
    }
    return render(request, "inspections/visit.html", context, status=422 if problems else 200)
