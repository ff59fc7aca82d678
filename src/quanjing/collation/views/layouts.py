"""The issuer's own tables: taken in, and which column takes what."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongwen.errors import GongwenError
from quanjing.collation import actions, queries
from quanjing.collation.forms import LayoutForm, read_columns
from quanjing.collation.models import Layout
from quanjing.collation.rules import ROLES, can_keep_layouts, left_over, need_collatable
from quanjing.directives.models import Directive
from quanjing.files.actions import read_upload
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.foundation.http import signed_in
from quanjing.tasks.queries import get_directive


def _entered(request: HttpRequest, code: str) -> tuple[Actor, Directive]:
    actor = signed_in(request)
    directive = get_directive(actor, code)
    need_collatable(actor, directive)
    if not can_keep_layouts(actor):
        raise Denied
    return actor, directive


@require_http_methods(["GET", "POST"])
def layout_list(request: HttpRequest, code: str) -> HttpResponse:
    """Those taken in, and one more."""
    actor, directive = _entered(request, code)
    blocks = [table.block for table in queries.tables_of(directive)]
    form = LayoutForm(request.POST or None, request.FILES or None, blocks=blocks)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        table = queries.table_of(directive, int(form.cleaned_data["block"]))
        try:
            layout = actions.take_layout(
                actor=actor,
                directive=directive,
                table=table,
                name=upload.name,
                data=read_upload(cast(BinaryIO, upload), upload.name),
            )
        except GongwenError as refused:
            form.take([Problem("file", refused.message(get_language() or "en"))])
        else:
            return redirect("layout_page", code=directive.code, layout=layout.code)
    context = {"directive": directive, "layouts": queries.layouts_of(actor, directive), "form": form}
    return render(request, "collation/layouts.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def layout_page(request: HttpRequest, code: str, layout: str) -> HttpResponse:
    """Which column takes what; a person confirms it or changes it."""
    actor, directive = _entered(request, code)
    found = queries.get_layout(actor, directive, layout)
    problems: list[str] = []
    columns = found.columns
    if request.method == "POST":
        columns = read_columns(request.POST, [one["letter"] for one in found.layout["columns"]])
        table = queries.table_of(directive, found.block_id)
        try:
            actions.confirm_layout(actor=actor, layout=found, table=table, columns=columns)
        except Invalid as invalid:
            problems = list(dict.fromkeys(str(problem.message) for problem in invalid.problems))
        else:
            messages.success(request, _("Kept for this notice. The table can be made now."))
            return redirect("collation_page", code=directive.code)
    return _page(request, directive, found, columns, problems)


def _page(
    request: HttpRequest, directive: Directive, layout: Layout, columns: dict[str, str], problems: list[str]
) -> HttpResponse:
    table = queries.table_of(directive, layout.block_id)
    fields, empty = left_over(layout, table)
    context = {
        "directive": directive,
        "layout": layout,
        "columns": [(one, columns.get(one["letter"], "")) for one in layout.layout["columns"]],
        "roles": ROLES.items(),
        "fields": [*table.header, *table.fields],
        "without_column": fields,
        "without_field": empty,
        "problems": problems,
    }
    return render(request, "collation/layout.html", context, status=422 if problems else 200)
