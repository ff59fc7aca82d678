"""Figures of the bodies that apply: what they sent in a year and what was selected of it."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy

from quanjing.calls.enums import HANDED_IN, ApplicationState
from quanjing.calls.models import Application
from quanjing.calls.queries.applications import REVOKED
from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Section, When, blank

SENT, SELECTED = "calls.sent", "calls.selected"
FIGURES = (
    Figure(
        SENT, gettext_lazy("Applications sent in the year"),
        gettext_lazy("Applications that stand sent in calls of this year, withdrawn ones left out."),
        Section.YEAR, SENT,
    ),
    Figure(
        SELECTED, gettext_lazy("Of these, selected"),
        gettext_lazy("Applications of this year that were selected."),
        Section.YEAR, SELECTED, part_of=SENT,
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """One query, whatever the number of bodies."""
    columns = blank(when, (SENT, SELECTED))
    rows = Application.objects.filter(call__year=when.day.year, state__in=HANDED_IN).exclude(REVOKED)
    selected = Count("pk", filter=Q(state=ApplicationState.SELECTED))
    grouped = rows.order_by().values_list("organization").annotate(sent=Count("pk"), won=selected)
    for body, sent, won in grouped:
        columns[SENT, NO_MONTH][body] = sent
        columns[SELECTED, NO_MONTH][body] = won
    return columns
