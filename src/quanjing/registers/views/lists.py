"""The registers of a body, and the list of one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation import clock
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.queries import get as get_organization
from quanjing.registers import queries
from quanjing.registers.enums import EntryState, Show
from quanjing.registers.forms import ListFilter
from quanjing.registers.rules import can_define, can_keep

WAITING_SHOWN = 12


@require_GET
def register_index(request: HttpRequest) -> HttpResponse:
    """All registers that the actor sees, and what waits for his decision."""
    actor = signed_in(request)
    body = get_organization(actor, actor.organization_code)
    context = {
        "rows": queries.kind_rows(actor),
        "waiting": queries.waiting_for(actor)[:WAITING_SHOWN],
        "unread": queries.unread_by(actor) if can_keep(actor) else [],
        "keeps": can_keep(actor),
        "defines": can_define(actor, body),
        "oversees": actor.reads_subtree,
    }
    return render(request, "registers/index.html", context)


@require_GET
def register_counts(request: HttpRequest, code: str) -> HttpResponse:
    """A register by what was chosen and by years."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    wanted = ListFilter(request.GET).wanted()
    context = {
        "kind": kind,
        "tables": queries.year_tables(actor, kind, wanted),
        "head": get_organization(actor, wanted.under) if wanted.under else None,
        "oversees": actor.reads_subtree and not wanted.own,
    }
    return render(request, "registers/counts.html", context)


@require_GET
def register_page(request: HttpRequest, code: str) -> HttpResponse:
    """The entries of one register, narrowed."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    wanted = ListFilter(request.GET).wanted()
    found = queries.entry_list(actor, kind, wanted)
    body = get_organization(actor, actor.organization_code)
    enters = can_keep(actor) and kind in queries.kinds_to_enter(actor, body)
    context = {
        "kind": kind,
        "terms": queries.terms_to_change(actor, kind) if enters else [],
        "page": page_of(request, queries.as_listed(found), queries.SORTS),
        "wanted": wanted,
        "head": get_organization(actor, wanted.under) if wanted.under else None,
        "states": EntryState,
        "shows": Show,
        "enters": enters,
        "oversees": actor.reads_subtree,
        "shows_body": actor.reads_subtree or kind.is_shared or kind.is_consulted,
        "today": clock.today(),
    }
    return render(request, "registers/list.html", context)
