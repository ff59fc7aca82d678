"""Findings from a table: the blank one, the upload, every line looked at before anything is written."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.files.serve import looked_at, posted_file
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import attachment, signed_in
from quanjing.inspections import actions, queries
from quanjing.inspections.models import Inspection
from quanjing.inspections.rules import owns

ROWS_SHOWN = 50


@require_GET
def findings_blank(request: HttpRequest, code: str) -> FileResponse:
    """The blank table of an inspection."""
    inspection = _led(signed_in(request), code)
    return attachment(actions.blank_findings(inspection), f"{inspection.name}.xlsx")


@require_http_methods(["GET", "POST"])
def findings_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Upload a filled table; it is looked at before anything is written down."""
    actor = signed_in(request)
    inspection = _led(actor, code)
    table, problems = posted_file(
        request,
        lambda name, data: actions.preview_findings(actor=actor, inspection=inspection, name=name, data=data),
    )
    if table is not None:
        return redirect("findings_rows", code=table.code)
    tables = queries.open_finding_tables(actor, inspection)
    context = {"inspection": inspection, "problems": problems, "tables": tables}
    return render(request, "inspections/table_upload.html", context, status=422 if problems else 200)


@require_http_methods(["GET", "POST"])
def findings_rows(request: HttpRequest, code: str) -> HttpResponse:
    """Every line with what is wrong with it; confirming writes down all of them or none."""
    actor = signed_in(request)
    table = queries.get_finding_table(actor, code)
    if request.method == "POST":
        try:
            made = actions.enter_findings(actor=actor, table=table)
        except Invalid:
            pass  # the page below names every line
        else:
            told = ngettext(
                "%(count)d finding was written down.", "%(count)d findings were written down.", made
            )
            messages.success(request, told % {"count": made})
            return redirect(f"{reverse('finding_list')}?inspection={table.inspection.code}")
    rows = actions.checked_findings(table) if table.done_at is None else []
    context = {"table": table, "inspection": table.inspection, **looked_at(request, rows, ROWS_SHOWN)}
    status = 422 if request.method == "POST" else 200
    return render(request, "inspections/table_rows.html", context, status=status)


def _led(actor: Actor, code: str) -> Inspection:
    inspection = queries.get_inspection(actor, code)
    if not owns(actor, inspection):
        raise Denied
    return inspection
