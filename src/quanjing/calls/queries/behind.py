"""The applications, calls and projects behind a figure of one body, without nominees."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import TruncMonth

from quanjing.calls.enums import HANDED_IN, ApplicationState, CallState, ProjectState
from quanjing.calls.models import Application, Call, Project
from quanjing.calls.queries import application_figures, call_figures, project_figures
from quanjing.calls.queries.applications import REVOKED
from quanjing.foundation import clock
from quanjing.foundation.figures import Behind, When, month_key


def applications_behind(code: str, body: int, when: When) -> Iterable[Behind]:
    """What the body sent to calls of the year; of those selected the others do not count: one query."""
    sent = Application.objects.filter(organization=body, call__year=when.day.year, state__in=HANDED_IN)
    for one in sent.exclude(REVOKED).select_related("call").order_by("-sent_at", "-pk"):
        counts = code == application_figures.SENT or one.state == ApplicationState.SELECTED
        title = one.call.title if one.call.nominates else f"{one.call.title}: {one.title}"
        day = one.sent_at.astimezone(clock.CHINA).date() if one.sent_at else None
        yield Behind(title, day, one.get_state_display(), counts)


def calls_behind(code: str, body: int, when: When) -> Iterable[Behind]:
    """The body's calls and what lies at its desk, by call: one query."""
    if code == call_figures.OPEN:
        found = Call.objects.filter(organization=body, state=CallState.OPEN, closes_at__gt=when.now)
        return [Behind(one.title, one.opens_on) for one in found.order_by("closes_at")]
    if code == call_figures.DECIDED:
        released = call_figures.released_since(min(when.months)).filter(call__organization=body)
        months = {month_key(month) for month in when.months}
        rows = released.select_related("call").order_by("-released_at")
        return [Behind(str(one.call), one.decided_on) for one in rows if month_key(one.month) in months]
    if code == call_figures.DISPLAYED:
        shown = call_figures.displayed(when).filter(decision__call__organization=body)
        return [Behind(one.title, one.first_day) for one in shown.order_by("-first_day")]
    state = ApplicationState.SENT if code == call_figures.CHECKED else ApplicationState.RETURNED
    checked = Application.objects.filter(call__organization=body, call__state=CallState.CHECKING, state=state)
    rows = checked.exclude(REVOKED).select_related("call").order_by("call", "number")
    return [Behind(f"{one.call.title}: {one.number}") for one in rows]


def projects_behind(code: str, body: int, when: When) -> Iterable[Behind]:
    """The body's projects and topics: one query."""
    led = Project.objects.filter(organization=body)
    if code == project_figures.CLOSED:
        closed = led.filter(state=ProjectState.CLOSED).annotate(month=TruncMonth("closed_on"))
        rows = closed.filter(month__in=when.months).order_by("-closed_on", "-pk")
        return [Behind(one.numbered, one.closed_on) for one in rows]
    called = Q(application__isnull=code == project_figures.TOPICS)
    running = led.filter(called, state=ProjectState.RUNNING).order_by("-starts_on", "-pk")
    return [Behind(one.numbered, one.starts_on) for one in running]
