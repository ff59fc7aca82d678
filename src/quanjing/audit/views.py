"""The record as a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.audit import queries
from quanjing.audit.forms import FilterForm
from quanjing.audit.kinds import label
from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of

SORTS = {"newest": ("-at", "-pk"), "oldest": ("at", "pk")}


@require_GET
def audit_page(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    if not actor.may(Right.AUDIT):
        raise Denied
    form = FilterForm(request.GET)
    page = page_of(request, queries.filtered(actor, form.wanted()), SORTS)
    rows = [(entry, label(entry.verb)) for entry in page.rows]
    status = 422 if form.errors else 200
    return render(request, "audit/list.html", {"form": form, "page": page, "rows": rows}, status=status)
