"""One body under a scheme: its sheet, for itself and the desk; all bodies of a scheme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.assessment import actions, queries
from quanjing.assessment.enums import SchemeState, Source, UnitState
from quanjing.assessment.forms import said_in
from quanjing.assessment.models import Assessed
from quanjing.assessment.rules import (
    can_decide,
    can_fill,
    can_keep,
    explained,
    is_editable,
    is_in_time,
)
from quanjing.assessment.views.schemes import tell_problems
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.enums import SocietyClass

BY_REGISTER = {"order": ("organization__path",)}


@require_GET
def body_list(request: HttpRequest, code: str) -> HttpResponse:
    """The bodies of a scheme in the order of the register, narrowed by state where asked."""
    actor = signed_in(request)
    scheme = queries.get_scheme(actor, code)
    if scheme.organization_id != actor.organization_id or not queries.oversees(actor):
        raise Denied
    state, text = request.GET.get("state", ""), request.GET.get("text", "").strip()
    rows = queries.listed(scheme)
    rows = rows.filter(state=state) if state in UnitState.values else rows
    rows = rows.exclude(place_wish="") if state == "wish" else rows
    rows = rows.filter(organization__name__icontains=text) if text else rows
    page = page_of(request, rows, BY_REGISTER, size=50)
    tiers = {one["key"]: one["label"] for one in scheme.tiers}
    grades = actions.grade_words(scheme) if scheme.state in queries.SHOWN else {}
    context = {
        "scheme": scheme, "page": page, "state": state, "text": text, "states": UnitState.choices,
        "progress": queries.progress_of(scheme),
        "rows": [
            (one, SocietyClass(one.society_class).label, tiers.get(one.tier, ""), grades.get(one.grade, ""))
            for one in page.rows
        ],
    }  # fmt: skip
    return render(request, "assessment/bodies.html", context)


@require_GET
def body_page(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of a body: lines with facts and lists, what it says, evidence, reasons, appeals."""
    actor = signed_in(request)
    return render(request, "assessment/body.html", shown(actor, queries.get_body(actor, code)))


def shown(actor: Actor, assessed: Assessed) -> dict[str, Any]:
    """What the page of a body shows."""
    scheme = assessed.scheme
    is_desk = scheme.organization_id == actor.organization_id
    fills = can_fill(actor, assessed)
    reviews = scheme.state in queries.SHOWN
    lines = queries.lines_shown(assessed, reviews=reviews)
    named = scheme.is_published and scheme.names_reviewers
    return {
        "assessed": assessed, "scheme": scheme, "fills": fills, "is_desk": is_desk,
        "lines": [(line, words_of(line)) for line in lines],
        "edits": fills and is_editable(assessed),
        "in_time": is_in_time(assessed, clock.now()),
        "states": can_decide(actor, scheme) and scheme.state in (SchemeState.OPEN, SchemeState.REVIEW),
        "keeps": can_keep(actor, scheme) and scheme.state == SchemeState.OPEN,
        "confirms": assessed.state == UnitState.CONFIRM and fills and actor.may(Right.CONFIRM),
        "reviews": reviews,
        "reviewers": _named(assessed) if is_desk or named else [],
        "appeals": fills and _appeals_open(assessed),
        "class_label": SocietyClass(assessed.society_class).label,
        "classes": SocietyClass.choices,
        "tier_label": next((t["label"] for t in scheme.tiers if t["key"] == assessed.tier), ""),
        "grade": actions.grade_words(scheme).get(assessed.grade, ""),
        "result": reviews or not fills,
        "missing": actions.missing_of(assessed) if fills and is_editable(assessed) else [],
    }  # fmt: skip


@require_GET
def body_file(request: HttpRequest, code: str) -> FileResponse:
    """The published sheet of a body as the office prints it, for itself and the desk."""
    assessed = queries.get_body(signed_in(request), code)
    return attachment(actions.sheet_docx(assessed), f"{assessed.scheme} {assessed.organization.name}.docx")


def words_of(line: queries.LineShown) -> str:
    """The reason of a line as a sentence."""
    return explained(line.indicator, line.rule, line.given, capped=line.capped)


@require_POST
def body_save(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the draft, and with `then` send it."""
    actor = signed_in(request)
    assessed = queries.get_body(actor, code)
    tree = queries.tree_of(assessed.scheme)
    said = said_in(request.POST, [one.indicator for one in tree if one.indicator.source != Source.DESK])
    version = request.POST.get("version", "")
    try:
        saved = actions.save_answers(
            actor=actor, assessed=assessed, said=said, version=int(version) if version.isdigit() else 0
        )
        if request.POST.get("then") == "send":
            sent = actions.send(actor=actor, assessed=saved)
            messages.success(request, _said_of(sent))
        else:
            messages.success(request, _("The draft is kept."))
    except Invalid as error:
        tell_problems(request, error)
    return redirect("assessment_body", code=code)


@require_POST
def body_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step of a body, by its own people or the desk."""
    actor = signed_in(request)
    assessed = queries.get_body(actor, code)
    post = request.POST
    steps: dict[str, Callable[[], object]] = {
        "confirm-place": lambda: actions.confirm_place(actor=actor, assessed=assessed),
        "wish-place": lambda: actions.wish_place(actor=actor, assessed=assessed, wish=post.get("wish", "")),
        "correct-place": lambda: actions.correct_place(
            actor=actor, assessed=assessed, society_class=_class(post.get("class", "")),
            tier=post.get("tier", ""),
        ),
        "send": lambda: actions.send(actor=actor, assessed=assessed),
        "take-back": lambda: actions.take_back(actor=actor, assessed=assessed),
        "give-time": lambda: actions.give_time(
            actor=actor, assessed=assessed, until=_day(post.get("until", ""))
        ),
    }  # fmt: skip
    if post.get("step", "") not in steps:
        raise Missing
    try:
        steps[post["step"]]()
    except Invalid as error:
        tell_problems(request, error)
    return redirect("assessment_body", code=code)


@require_POST
def body_desk(request: HttpRequest, code: str) -> HttpResponse:
    """The desk states its own lines."""
    actor = signed_in(request)
    assessed = queries.get_body(actor, code)
    tree = queries.tree_of(assessed.scheme)
    said = said_in(request.POST, [one.indicator for one in tree if one.indicator.source == Source.DESK])
    try:
        actions.state_desk_lines(actor=actor, assessed=assessed, said=said)
    except Invalid as error:
        tell_problems(request, error)
    return redirect("assessment_body", code=code)


@require_POST
def body_appeal(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Appeal one line."""
    actor = signed_in(request)
    assessed = queries.get_body(actor, code)
    try:
        actions.appeal(actor=actor, assessed=assessed, key=key, text=request.POST.get("text", ""))
    except Invalid as error:
        tell_problems(request, error)
    return redirect("assessment_body", code=code)


def _appeals_open(assessed: Assessed) -> bool:
    until = assessed.scheme.appeals_until
    return assessed.scheme.state == SchemeState.FEEDBACK and until is not None and clock.today() <= until


def _named(assessed: Assessed) -> list[str]:
    sheets = assessed.sheets.filter(conflict="").select_related("post__organization").order_by("post")
    return [f"{one.post.organization} {one.post.title}" for one in sheets]


def _said_of(sent: Assessed) -> str:
    if sent.state == UnitState.CONFIRM:
        return _("It waits for your head to confirm it.")
    return _("Sent.")


def _class(text: str) -> int:
    if not text.isdigit() or int(text) not in SocietyClass.values:
        raise Missing
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Missing from error
