"""Filling in a sheet by a code, without an account and without scripts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.limits import too_often
from quanjing.portal.views.drawing import language_of
from quanjing.portal.views.sheet_model import rows_wanted, sheet_of, typed_of
from quanjing.submissions.actions import fill_by_code, page_by_code
from quanjing.submissions.queries.outside import code_by

MOST = 10  # codes of one address in a minute; every step counts, so that a right one tells nothing


@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """GET asks for the code; POST with it shows the sheet, and keeps it once it is handed in.

    The code stands in no address and no session; one that does not work gets one answer, whatever the reason.
    """
    language = language_of(request.path)
    with translation.override(language):
        context: dict[str, Any] = {"path": request.path, "is_english": language == "en"}
        if request.method != "POST":
            return render(request, "portal/sheet_code.html", context)
        if too_often(request, "portal.sheet", MOST):
            return render(request, "portal/sheet_code.html", {**context, "often": True}, status=429)
        try:
            return _filled(request, context)
        except Missing:
            return render(request, "portal/sheet_code.html", {**context, "wrong": True}, status=422)


def _filled(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Raises `Missing`."""
    secret = request.POST.get("code", "")[:40]
    code = code_by(secret)
    page = page_by_code(code)
    wanted = rows_wanted(request.POST)
    problems = []
    if "send" in request.POST:
        try:
            fill_by_code(secret=secret, typed=typed_of(request.POST, page))
            return render(request, "portal/sheet_done.html", {**context, "body": code.organization})
        except Invalid as error:
            problems = list(error.problems)
    context |= {"secret": secret, "code": code, "body": code.organization, "problems": problems}
    context["sheet"] = sheet_of(page, request.POST, wanted, problems)
    return render(request, "portal/sheet.html", context, status=422 if problems else 200)
