"""The bodies of inspections: lists, and one body with its self-check, visits and findings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.inspections import actions, queries
from quanjing.inspections.enums import OPEN_SELF, Answer, SelfState
from quanjing.inspections.forms import BodyListFilter, VisitForm, given_from, typed_rows
from quanjing.inspections.models import InspectedBody
from quanjing.inspections.rules import can_answer, owns, takes_answers
from quanjing.organizations.queries import get as get_organization
from quanjing.registers.queries import post_titles

Refused = tuple[dict[str, actions.Given], tuple[Problem, ...]]


@require_GET
def inspection_bodies(request: HttpRequest) -> HttpResponse:
    """Bodies of inspections with their self-checks and visits, in the order of the tree."""
    actor = signed_in(request)
    wanted = BodyListFilter(request.GET).wanted()
    head = get_organization(actor, wanted.under) if wanted.under else None
    heads = queries.heads_to_choose(actor)
    context = {
        "page": page_of(request, queries.body_list(actor, wanted), queries.BY_TREE, size=50),
        "wanted": wanted,
        "states": SelfState,
        "inspection": queries.get_inspection(actor, wanted.inspection) if wanted.inspection else None,
        "head": head,
        "heads": heads,
        "head_is_offered": head is None or (head.code, head.name) in heads,
    }
    return render(request, "inspections/bodies.html", context)


@require_http_methods(["GET", "POST"])
def inspection_answers(request: HttpRequest, code: str, body: str) -> HttpResponse:
    """One body: its self-check to be filled in by its own people, or to be read."""
    actor = signed_in(request)
    inspection = queries.get_inspection(actor, code)
    row = queries.get_body(actor, inspection, body)
    answers = can_answer(actor, row) and row.self_state in OPEN_SELF and takes_answers(inspection)
    if request.method == "GET":
        return _page(request, actor, row, answers=answers)
    if not can_answer(actor, row):
        raise Denied
    if request.POST.get("then") == "nil":
        return _nothing(request, actor, row, answers=answers)
    return _answered(request, actor, row)


def _answered(request: HttpRequest, actor: Actor, row: InspectedBody) -> HttpResponse:
    """Keep or send what was typed."""
    given = given_from(request.POST, queries.sheet_rows(row.inspection.template_id, {}, {}, {}))
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isdigit() else None
    try:
        if request.POST.get("then") == "send":
            made = actions.send_answers(actor=actor, body=row, given=given, version=version)
            words = ngettext("Sent. %(count)d finding to be rectified.",
                             "Sent. %(count)d findings to be rectified.", len(made))  # fmt: skip
            told = words % {"count": len(made)} if made else _("Sent.")
            messages.success(request, _("It waits for your head to confirm it.") if _waits(row) else told)
        else:
            actions.save_answers(actor=actor, body=row, given=given, version=version)
            messages.success(request, _("Kept as a draft; nobody else sees it."))
    except Invalid as error:
        return _page(request, actor, row, answers=True, refused=(given, error.problems))
    except Conflict as error:
        problem = Problem("", str(error))
        return _page(request, actor, row, answers=True, refused=(given, (problem,)), status=409)
    return redirect("inspection_answers", code=row.inspection.code, body=row.organization.code)


def _nothing(request: HttpRequest, actor: Actor, row: InspectedBody, *, answers: bool) -> HttpResponse:
    try:
        actions.report_nothing(actor=actor, body=row, reason=request.POST.get("reason", ""))
    except Invalid as error:
        return _page(request, actor, row, answers=answers, refused=({}, error.problems))
    sent = _("Nothing to report: sent with its reason.")
    messages.success(request, _("It waits for your head to confirm it.") if _waits(row) else sent)
    return redirect("inspection_answers", code=row.inspection.code, body=row.organization.code)


def _waits(row: InspectedBody) -> bool:
    row.refresh_from_db(fields=["self_state"])
    return row.self_state == SelfState.CONFIRM


def _page(
    request: HttpRequest,
    actor: Actor,
    row: InspectedBody,
    *,
    answers: bool,
    refused: Refused | None = None,
    status: int = 422,
) -> HttpResponse:
    inspection = row.inspection
    last = queries.last_answers(row) if answers else None
    before = last.answers if last else {}
    shows = answers or row.is_done
    found = queries.unsettled_of(row) if answers else {}
    kept = row.answers or (_carried(before) if answers else {})
    rows = queries.sheet_rows(inspection.template_id, kept if shows else {}, before, found)
    given, problems = refused or ({}, ())
    keys = {one.item.key for one in rows}
    leads = owns(actor, inspection)
    context: dict[str, Any] = {
        "inspection": inspection,
        "row": row,
        "answers": answers,
        "shows": shows and row.self_state != SelfState.NIL,
        "sheet": typed_rows(rows, given, problems),
        "choices": Answer,
        "problems": [one for one in problems if one.where.partition(".")[0] not in keys],
        "last": last,
        "carried": bool(answers and last and not row.answers),
        "superseded": queries.superseded_in(inspection),
        "titles": post_titles(actor) if answers else [],
        "visits": row.visits.order_by("day"),
        "findings": queries.findings_visible_to(actor).filter(body=row).order_by("number"),
        "leads": leads and inspection.is_under_way,
        "visit": VisitForm(None),
        "reason": request.POST.get("reason", row.nil_reason),
        "waits": row.self_state == SelfState.CONFIRM,
        "confirms": answers and actor.may(Right.CONFIRM) and row.self_state == SelfState.CONFIRM,
    }
    return render(request, "inspections/body.html", context, status=status if refused else 200)


def _carried(before: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Last answers to begin with; who sees to what and by when is said anew."""
    return {
        key: {name: said[name] for name in ("answer", "note", "owner") if name in said}
        for key, said in before.items()
    }
