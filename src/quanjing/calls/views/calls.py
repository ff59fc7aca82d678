"""Calls as units and their desk see them: the list, one call, programmes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.calls import actions, queries
from quanjing.calls.enums import CallKind, CallState
from quanjing.calls.forms import CorrectForm, ExtendForm, ListFilter, ReasonForm
from quanjing.calls.models import Call
from quanjing.calls.queries.based import offered_projects
from quanjing.calls.rules import can_check, can_issue, is_open, is_over, owns_call, reads_sent
from quanjing.files.serve import as_response
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.models import Organization
from quanjing.tasks.queries import directives_visible_to

BOARD_SHOWN = 6


@require_GET
def call_list(request: HttpRequest) -> HttpResponse:
    """All calls that the actor sees; above them what his body may apply for now."""
    actor = signed_in(request)
    wanted = ListFilter(request.GET).wanted()
    applies = actor.may(Right.REPORT)
    context = {
        "page": page_of(request, queries.call_list(actor, wanted), queries.SORTS),
        "wanted": wanted,
        "board": list(queries.open_for(actor).order_by("closes_at")[:BOARD_SHOWN]) if applies else [],
        "kinds": CallKind,
        "states": [one for one in CallState if one != CallState.DRAFT or can_issue(actor)],
        "years": queries.years_of(actor),
        "issues": can_issue(actor),
        "applies": applies,
        "now": clock.now(),
    }
    return render(request, "calls/list.html", context)


@require_GET
def call_page(request: HttpRequest, code: str) -> HttpResponse:
    """One call: what it asks, until when, its versions; what the own body has in it."""
    actor = signed_in(request)
    return render(request, "calls/call.html", shown(actor, queries.get_call(actor, code)))


@require_GET
def call_paper(request: HttpRequest, code: str, paper: int) -> FileResponse:
    """A paper that goes with a call."""
    call = queries.get_call(signed_in(request), code)
    found = call.papers.select_related("file").filter(pk=paper).first()
    if found is None:
        raise Missing
    return as_response(found.file)


@require_http_methods(["GET", "POST"])
def programme_list(request: HttpRequest) -> HttpResponse:
    """Programmes of the own body and of those above; its desk writes its own down here."""
    actor = signed_in(request)
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        try:
            actions.save_programme(
                actor=actor, name=request.POST.get("name", ""), intro=request.POST.get("intro", "")
            )
        except Invalid as error:
            problems = error.problems
        else:
            messages.success(request, _("The programme was written down."))
            return redirect("call_programmes")
    context = {
        "programmes": queries.programmes_of(actor),
        "issues": can_issue(actor),
        "problems": problems,
        "own": actor.organization_id,
    }
    return render(request, "calls/programmes.html", context, status=422 if problems else 200)


def shown(actor: Actor, call: Call) -> dict[str, Any]:
    """What the page of a call shows."""
    body = Organization.objects.get(pk=actor.organization_id)
    applies = actor.may(Right.REPORT) and queries.reaches(call, body)
    owns, reads = owns_call(actor, call), reads_sent(actor, call)
    counts = queries.counts_of(call) if reads or actor.reads_subtree else {}
    return {
        "call": call,
        "fields": actions.fields_of(call),
        "owns": owns,
        "is_judged": call.state in JUDGED,
        "reads_notice": _reads_notice(actor, call),
        "reads_sent": reads,
        "checks": can_check(actor, call),
        "counts": [(state, counts[state]) for state in counts if state != "draft"],
        "sent_count": sum(number for state, number in counts.items() if state != "draft"),
        "thin": queries.thin_directions(call) if owns and call.state in OUT else [],
        "applies": applies,
        "is_open": is_open(call),
        "is_over": is_over(call),
        "mine": list(queries.own_applications(actor, call)) if applies else [],
        "rooms": queries.rooms_for(call, body) if applies else [],
        "projects_left": offered_projects(call, body).count() if applies and call.from_projects else None,
        "known": queries.facts_for(list(call.conditions.all()), body).values() if applies else [],
        "versions": list(call.versions.all()),
        "extend": ExtendForm(),
        "reason": ReasonForm(),
        "correct": CorrectForm(initial=vars(call)) if owns else None,
        "now": clock.now(),
    }


def _reads_notice(actor: Actor, call: Call) -> bool:
    """Whether the notice that the call was opened from is one that the actor sees."""
    return (
        call.directive_id is not None and directives_visible_to(actor).filter(pk=call.directive_id).exists()
    )


OUT = (CallState.OPEN, CallState.CHECKING)
JUDGED = (CallState.CHECKING, CallState.JUDGING, CallState.DECIDING, CallState.NOTICED, CallState.DONE)
