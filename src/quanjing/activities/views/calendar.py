"""The calendar of a body or a subtree: month, week, list; conflicts are shown, not forbidden."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.activities import queries
from quanjing.activities.rules import can_keep
from quanjing.foundation import clock, dates
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.queries import get as get_organization

VIEWS = ("month", "week", "list")
BY_TIME = {"time": ("day", "starts_at", "pk")}
MOST = 300  # activities that a week shows by name


@require_GET
def activity_calendar(request: HttpRequest) -> HttpResponse:
    """`view` month, week or list around `day`, of `under`, with `own` of that body alone."""
    actor = signed_in(request)
    head = get_organization(actor, request.GET.get("under") or actor.organization_code)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "month"
    day = _day(request.GET.get("day", ""))
    own = "own" in request.GET or not actor.reads_subtree
    span = queries.range_of(view, day)
    context: dict[str, Any] = {
        "head": head,
        "view": view,
        "views": VIEWS,
        "span": span,
        "day": day,
        "own": own,
        "today": clock.today(),
        "before": span.first - timedelta(days=1),
        "after": span.last + timedelta(days=1),
        "oversees": actor.reads_subtree,
        "keeps": can_keep(actor),
    }
    if view == "month":
        weeks = queries.month_of_days(head, day, own=own)
        shown = [one for week in weeks for each in week for one in each.activities]
        context |= {"weeks": weeks, "named": bool(shown) or not any(d.count for w in weeks for d in w)}
    elif view == "week":
        shown = list(queries.within(head, span, own=own)[:MOST])
        context |= {"days": queries.days_of(shown, span), "cut": len(shown) == MOST}
    else:
        found = queries.within(head, span, own=own)
        context["page"] = page_of(request, found, BY_TIME, size=50)
        shown = context["page"].rows
    if view != "list":
        context["dates"] = dates.between(actor, head.path, own=own, first=span.first, last=span.last)
    context["conflicts"] = queries.conflicts_of(actor, shown)
    return render(request, "activities/calendar.html", context)


def _day(text: str) -> date:
    """A day of the address; today for anything that is none, or too far away to be shown."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return clock.today()
    return found if 1990 <= found.year <= 2200 else clock.today()
