"""Sheets on paper: to print, and as Word and Excel files with what is known filled in."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation.errors import Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.submissions import actions, queries
from quanjing.submissions.views.page_maker import build

FORMATS = ("docx", "xlsx")


@require_GET
def report_sheet(request: HttpRequest, code: str) -> HttpResponse:
    page = queries.page_of_report(signed_in(request), code)
    papers = queries.papers_of(page)
    context = {
        "page": page,
        "view": build(page),
        "directive": page.directive,
        "papers": papers,
        "mark": actions.mark_of(papers[0]) if papers else "",
    }
    return render(request, "submissions/sheet.html", context)


@require_GET
def report_paper(request: HttpRequest, code: str, sheet: str, format: str) -> FileResponse:
    """A sheet of the page (or "all"): prefilled, or with `?blank=1` for writing by hand."""
    page = queries.page_of_report(signed_in(request), code)
    papers = queries.papers_of(page)
    whole = papers[0] if papers and sheet == queries.ALL_SHEETS else None
    paper = next((one for one in papers if one.code == sheet), whole)
    if paper is None or format not in FORMATS:
        raise Missing
    made = actions.filled_paper(page, paper, format, blank="blank" in request.GET)
    body = page.parts[0].assignment.organization
    name = f"{paper.title or page.directive.code}-{body.short_name or body.name}.{format}"
    return attachment(made.data, name)
