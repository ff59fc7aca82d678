"""The queue of a reviewer and the sheet of one body."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.assessment import actions, queries
from quanjing.assessment.models import ReviewSheet
from quanjing.assessment.rules import explained
from quanjing.assessment.views.schemes import tell_problems
from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.months import month_end
from quanjing.foundation.paging import page_of
from quanjing.organizations.enums import SocietyClass

MOST = 500  # records on one page
BY_REGISTER = {"order": ("given_at", "assessed__organization__path")}


@require_GET
def review_queue(request: HttpRequest) -> HttpResponse:
    """The sheets of the own post."""
    actor = signed_in(request)
    page = page_of(request, queries.sheets_of(actor), BY_REGISTER)
    return render(request, "assessment/queue.html", {"page": page})


@require_http_methods(["GET", "POST"])
def review_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """What a body says line by line, and the own marks with the reasons for deductions."""
    actor = signed_in(request)
    sheet = queries.get_sheet(actor, code)
    problems: dict[str, str] = {}
    if request.method == "POST":
        marks = {
            name[2:]: (str(value).strip(), request.POST.get(f"r-{name[2:]}", ""))
            for name, value in request.POST.items()
            if name.startswith("m-")
        }
        try:
            actions.give(actor=actor, sheet=sheet, marks=marks)
        except Invalid as error:
            problems = {problem.where: str(problem.message) for problem in error.problems}
        else:
            messages.success(request, _("Your marks are given."))
            return redirect("assessment_queue")
    context = _shown(request, sheet, problems)
    return render(request, "assessment/sheet.html", context, status=422 if problems else 200)


@require_GET
def review_records(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The records behind a disputed fact, for the reviewer alone and while the review runs."""
    sheet = queries.get_sheet(signed_in(request), code)
    line = next((one for one in queries.lines_to_review(sheet) if one.key == key), None)
    if line is None or line.figure is None:
        raise Missing
    assessed = sheet.assessed
    scheme = assessed.scheme
    records = queries.records_of(scheme, line.indicator, assessed.organization_id)
    context = {
        "sheet": sheet, "assessed": assessed, "scheme": scheme, "line": line, "records": records,
        "words": explained(line.indicator, line.rule, line.given, capped=line.capped),
        "last": month_end(scheme.facts_to), "shown": (records or [])[:MOST], "most": MOST,
        "counted": sum(one.times for one in records or [] if one.counts),
        "is_of_bodies": line.figure.bodies,
    }  # fmt: skip
    return render(request, "assessment/records.html", context)


@require_POST
def review_conflict(request: HttpRequest, code: str) -> HttpResponse:
    """Declare a conflict; another post takes the sheet."""
    actor = signed_in(request)
    sheet = queries.get_sheet(actor, code)
    try:
        actions.declare_conflict(actor=actor, sheet=sheet, reason=request.POST.get("conflict", ""))
    except Invalid as error:
        tell_problems(request, error)
        return redirect("assessment_sheet", code=code)
    return redirect("assessment_queue")


def _shown(request: HttpRequest, sheet: ReviewSheet, problems: dict[str, str]) -> dict[str, object]:
    lines = []
    for line in queries.lines_to_review(sheet):
        given, reason = sheet.marks.get(line.key, ["", ""])
        if request.method == "POST":
            given = request.POST.get(f"m-{line.key}", "")
            reason = request.POST.get(f"r-{line.key}", "")
        words = explained(line.indicator, line.rule, line.given, capped=line.capped)
        lines.append((line, words, given, reason, problems.get(line.key, "")))
    assessed = sheet.assessed
    return {
        "sheet": sheet, "assessed": assessed, "scheme": assessed.scheme, "lines": lines,
        "problems": problems, "class_label": SocietyClass(assessed.society_class).label,
    }  # fmt: skip
