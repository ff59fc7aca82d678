"""The sheet to print: blank, with what is known."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from quanjing.foundation.http import signed_in
from quanjing.submissions import actions, queries
from quanjing.submissions.views.page_maker import build

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def report_sheet(request: HttpRequest, code: str) -> HttpResponse:
    page = queries.page_of_report(signed_in(request), code)
    context = {"page": page, "view": build(page), "directive": page.directive}
    return render(request, "submissions/sheet.html", context)


@require_GET
def report_sheet_docx(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    response = HttpResponse(actions.blank_sheet(actor=actor, page=page), content_type=WORD)
    name = content_disposition_header(True, f"{page.directive.title or page.directive.code}.docx")
    response["Content-Disposition"] = name or "attachment"
    return response
