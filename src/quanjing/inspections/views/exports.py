"""The ledger as a file made by a job."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from quanjing.files.serve import as_response
from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.inspections import actions, queries
from quanjing.inspections.enums import Format
from quanjing.inspections.forms import FindingListFilter


@require_POST
def finding_export(request: HttpRequest) -> HttpResponse:
    """Have the ledger, as it is narrowed, made into a file."""
    actor = signed_in(request)
    asked = request.POST.get("format", "")
    if asked not in Format.values:
        raise Missing
    wanted = FindingListFilter(request.POST).wanted()
    try:
        actions.ask_export(actor=actor, wanted=wanted, format=Format(asked))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return redirect("finding_list")
    return redirect("finding_exports")


@require_GET
def finding_exports(request: HttpRequest) -> HttpResponse:
    """The files that the own post asked for."""
    actor = signed_in(request)
    exports = list(queries.exports_of(actor))
    context = {"exports": exports, "moving": any(one.is_under_way for one in exports)}
    part = getattr(request, "htmx", False)
    return render(request, "inspections/_exports.html" if part else "inspections/exports.html", context)


@require_GET
def finding_export_file(request: HttpRequest, code: str) -> FileResponse:
    """A finished file."""
    return as_response(queries.export_file(signed_in(request), code), as_attachment=True)
