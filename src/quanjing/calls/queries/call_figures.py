"""Figures of the bodies that call: what is open, what lies in the form check, what was decided and displayed.

They count the work of a desk; nothing here is about persons or about who is late.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.calls.enums import ApplicationState, CallState
from quanjing.calls.models import Application, Call, Decision, PublicNotice
from quanjing.calls.queries.applications import REVOKED
from quanjing.foundation import clock
from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Section, When, blank, month_key

OPEN, CHECKED, RETURNED = "calls.open", "calls.checking", "calls.returned"
DECIDED, DISPLAYED = "calls.decided", "calls.displayed"


def _calls(extra: str) -> Any:
    """The calls of a body, narrowed."""

    def page(code: str, first: date, _last: date) -> str:
        return f"{reverse('call_list')}?organization={code}&{extra.format(year=first.year)}"

    return page


def _notices(code: str, _first: date, _last: date) -> str:
    return f"{reverse('notice_list')}?organization={code}"


FIGURES = (
    Figure(
        OPEN, _("Calls open for applications"), _("Calls of the body to which one may apply at this moment."),
        Section.CALLS, OPEN, link=_calls("state=open"),
    ),
    Figure(
        CHECKED, _("Applications in the form check"),
        _("Applications sent to calls of the body that are in their form check and not looked at yet."),
        Section.CALLS, CHECKED, link=_calls("state=checking"),
    ),
    Figure(
        RETURNED, _("Applications sent back to be mended"),
        _("Applications to calls of the body in their form check that were sent back with a last day."),
        Section.CALLS, RETURNED, link=_calls("state=checking"),
    ),
    Figure(
        DECIDED, _("Decisions released"), _("Decisions on calls of the body by the month of their release."),
        Section.CALLS, DECIDED, monthly=True, link=_calls("decided={year}"),
    ),
    Figure(
        DISPLAYED, _("Public notices that run"),
        _("Lists that the body displays for objections on this day, from their first to their last."),
        Section.CALLS, DISPLAYED, link=_notices,
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """Four queries, whatever the number of bodies."""
    columns = blank(when, (OPEN, CHECKED, RETURNED, DISPLAYED), (DECIDED,))
    open_ones = Call.objects.filter(state=CallState.OPEN, closes_at__gt=when.now)
    columns[OPEN, NO_MONTH] = dict(_grouped(open_ones, "organization"))
    checked = Application.objects.filter(call__state=CallState.CHECKING).exclude(REVOKED)
    rows = checked.order_by().values_list("call__organization").annotate(
        sent=Count("pk", filter=Q(state=ApplicationState.SENT)),
        back=Count("pk", filter=Q(state=ApplicationState.RETURNED)),
    )  # fmt: skip
    for body, sent, back in rows:
        columns[CHECKED, NO_MONTH][body] = sent
        columns[RETURNED, NO_MONTH][body] = back
    columns[DISPLAYED, NO_MONTH] = dict(_grouped(displayed(when), "decision__call__organization"))
    if not when.months:
        return columns
    months = released_since(min(when.months)).order_by().values_list("month", "call__organization")
    for month, body, number in months.annotate(number=Count("pk")):
        if (DECIDED, month_key(month)) in columns:
            columns[DECIDED, month_key(month)][body] = number
    return columns


def displayed(when: When) -> QuerySet[PublicNotice]:
    return PublicNotice.objects.filter(first_day__lte=when.day, last_day__gte=when.day, published_at=None)


def released_since(day: date) -> Any:
    """Decisions released from a day on, with the `month` of it."""
    since = clock.end_of(day - timedelta(days=1))
    return Decision.objects.filter(released_at__gte=since).annotate(month=TruncMonth("released_at"))


def _grouped(rows: Any, body: str) -> Iterable[tuple[int, int]]:
    grouped: Iterable[tuple[int, int]] = rows.order_by().values_list(body).annotate(number=Count("pk"))
    return grouped
