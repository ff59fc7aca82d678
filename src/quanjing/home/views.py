"""The first page of each role, the short help pages, and the two questions of a monitor."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from quanjing.calls.queries.waiting import waiting_calls
from quanjing.foundation import clock
from quanjing.foundation.actor import Right
from quanjing.foundation.http import taking_part
from quanjing.foundation.invited import invited_to
from quanjing.home import queries


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What waits for this post: decisions for a desk, reports for a unit, links for who only reads."""
    actor = taking_part(request)
    invited = invited_to(actor)
    if actor.may(Right.GUEST):
        return render(request, "home/guest.html", {"invited": invited, "today": clock.today()})
    classes, campaigns = queries.open_study(actor)
    context = {
        "invited": invited,
        "study_classes": classes,
        "study_campaigns": campaigns,
        "calls": waiting_calls(actor),
        "services": queries.open_services(actor),
        "today": clock.today(),
        "office": queries.office_of(actor),
        "desk": queries.desk_of(actor) if actor.reads_subtree else None,
        "cards": queries.own_cards(actor) if actor.may(Right.REPORT) else [],
        "due": queries.due_activities(actor),
        "dates": queries.dates_ahead(actor),
        "findings": queries.findings_waiting(actor),
        "judging": queries.judging_of(actor),
        "to_judge": queries.to_judge(actor),
        "may_issue": actor.may(Right.ISSUE),
        "may_review": actor.may(Right.REVIEW),
        "may_report": actor.may(Right.REPORT),
    }
    return render(request, "home/today.html", context)


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help.html")


@require_GET
def keyboard_help(request: HttpRequest) -> HttpResponse:
    return render(request, "home/keyboard.html")


@require_GET
def states_help(request: HttpRequest) -> HttpResponse:
    """The table of moves, as the code follows it."""
    return render(request, "home/states.html", {"moves": queries.moves()})


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")


@require_GET
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """Requests can be served."""
    return JsonResponse({"status": "ok"})


@require_GET
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """Database, queue and file store answer; 503 where one does not."""
    parts = queries.readiness()
    is_ready = all(parts.values())
    status = {"status": "ok" if is_ready else "unavailable", **parts}
    return JsonResponse(status, status=200 if is_ready else 503)
