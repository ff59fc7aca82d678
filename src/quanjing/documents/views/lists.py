"""The documents of the own body, and beginning a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.documents import actions, queries
from quanjing.documents.enums import DocumentKind, DocumentState
from quanjing.documents.rules import can_compose, can_see
from quanjing.foundation.errors import Denied
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.tasks.queries import get_directive

FILTERS = ("kind", "year", "state", "text")


@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    if not can_see(actor):
        raise Denied
    chosen = {name: request.GET.get(name, "").strip() for name in FILTERS}
    found = queries.document_list(actor, **chosen).select_related("registered_as")
    context = {
        "page": page_of(request, found, queries.SORTS),
        "chosen": chosen,
        "kinds": DocumentKind.choices,
        "states": DocumentState.choices,
        "years": queries.years_of(actor),
        "waiting": list(queries.to_approve(actor)[:20]),
        "may_compose": can_compose(actor),
    }
    return render(request, "documents/list.html", context)


@require_http_methods(["GET", "POST"])
def document_new(request: HttpRequest) -> HttpResponse:
    """Which kind, blank or from a directive (`?directive=`), beside what was composed from it already."""
    actor = signed_in(request)
    if not can_compose(actor):
        raise Denied
    code = request.POST.get("directive", "") or request.GET.get("directive", "")
    directive = get_directive(actor, code) if code else None
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        document = actions.begin(actor=actor, kind=kind, directive=directive)
        return redirect("document_page", code=document.code)
    before = list(queries.composed_from(actor, directive)[:20]) if directive else []
    context = {"directive": directive, "kinds": DocumentKind.choices, "before": before}
    return render(request, "documents/new.html", context)
