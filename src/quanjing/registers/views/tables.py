"""Entries from a filled table, and lists as files made by a job."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.files.serve import as_response, looked_at, posted_file
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.registers import actions, queries
from quanjing.registers.enums import Format
from quanjing.registers.forms import ListFilter
from quanjing.registers.rules import can_keep


@require_GET
def table_blank(request: HttpRequest, code: str) -> FileResponse:
    """The blank table of a register."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    data = actions.blank_table(
        kind, queries.block_of(kind.template_id), for_others=actions.enters_for_others(actor)
    )
    return attachment(data, f"{kind.code}.xlsx")


@require_http_methods(["GET", "POST"])
def table_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Upload a filled table; it is looked at before anything is entered."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    if not can_keep(actor):
        raise Denied
    table, problems = posted_file(
        request, lambda name, data: actions.preview_table(actor=actor, kind=kind, name=name, data=data)
    )
    if table is not None:
        return redirect("register_table", code=table.code)
    columns = actions.columns_of(
        kind, queries.block_of(kind.template_id), for_others=actions.enters_for_others(actor)
    )
    context = {"kind": kind, "problems": problems, "columns": columns.values()}
    return render(request, "registers/upload.html", context, status=422 if problems else 200)


@require_http_methods(["GET", "POST"])
def table_page(request: HttpRequest, code: str) -> HttpResponse:
    """Every row with what is wrong with it; confirming enters all of them or none."""
    actor = signed_in(request)
    table = actions.get_table(actor, code)
    if request.method == "POST":
        try:
            made = actions.apply_table(actor=actor, table=table)
        except Invalid:
            pass  # the page below names every row
        else:
            told = ngettext("%(count)d entry was entered.", "%(count)d entries were entered.", made)
            messages.success(request, told % {"count": made})
            return redirect("register_page", code=table.kind.code)
    rows = actions.checked_rows(actor, table) if table.done_at is None else []
    context = {"table": table, "kind": table.kind, **looked_at(request, rows)}
    return render(request, "registers/table.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def export_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Have the list, as it is narrowed, made into a file."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    asked = request.POST.get("format", "")
    if asked not in Format.values:
        raise Missing
    try:
        actions.ask_export(
            actor=actor, kind=kind, wanted=ListFilter(request.POST).wanted(), format=Format(asked)
        )
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return redirect("register_page", code=code)
    return redirect(reverse("register_exports", args=[code]))


@require_GET
def export_list(request: HttpRequest, code: str) -> HttpResponse:
    """The files of this register that the own post asked for."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    exports = list(queries.exports_of(actor, kind))
    context = {"kind": kind, "exports": exports, "moving": any(one.is_under_way for one in exports)}
    part = getattr(request, "htmx", False)
    return render(request, "registers/_exports.html" if part else "registers/exports.html", context)


@require_GET
def export_file(request: HttpRequest, code: str, export: str) -> FileResponse:
    """A finished file."""
    actor = signed_in(request)
    return as_response(queries.export_file(actor, queries.get_kind(actor, code), export), as_attachment=True)
