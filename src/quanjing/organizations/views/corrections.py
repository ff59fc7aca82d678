"""Corrections that units proposed: one press accepts one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import ChangeState, Office
from quanjing.organizations.forms import LABELS
from quanjing.organizations.queries.offices import OFFICES

FIELDS = {"class": "society_class"}  # where a fact and its field bear different names
SORTS = {"proposed": ("-proposed_at", "-pk")}


@require_GET
def fact_changes(request: HttpRequest) -> HttpResponse:
    """Open ones first read; `?state=` shows those that were decided."""
    actor = signed_in(request)
    if not (actor.may(Right.ADMINISTER) or actor.may(Right.REPORT)):
        raise Denied
    state = request.GET.get("state", "")
    state = state if state in ChangeState.values else ChangeState.OPEN.value
    page = page_of(request, queries.changes_visible_to(actor).filter(state=state), SORTS)
    context = {
        "page": page,
        "changes": [(change, _named(change.fact)) for change in page.rows],
        "state": state,
        "states": ChangeState,
        "may_decide": actor.may(Right.ADMINISTER),
    }
    return render(request, "organizations/corrections.html", context)


@require_POST
def fact_decide(request: HttpRequest, change: str) -> HttpResponse:
    """Accept (`decision=accept`) or decline one."""
    actor = signed_in(request)
    found = queries.changes_visible_to(actor).filter(code=change).first()
    if found is None:
        raise Missing
    accept = request.POST.get("decision") == "accept"
    try:
        actions.decide_fact(actor=actor, change=found, accept=accept)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    else:
        messages.success(request, _("The new value is known from now on.") if accept else _("Declined."))
    return redirect("fact_changes")


def _named(fact: str) -> str:
    """What a key of a fact is called: the field of the register, the office, or the title of the post."""
    area, _dot, name = fact.partition(".")
    if area != "post":
        return str(LABELS.get(FIELDS.get(name, name), name))
    if name in Office.values:
        return str(Office(name).label)
    return OFFICES[name][0] if name in OFFICES else name
