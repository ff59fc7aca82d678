"""Filled forms that were handed in for a page."""

from __future__ import annotations

from quanjing.foundation.errors import Missing
from quanjing.submissions.enums import FilledState
from quanjing.submissions.models import Filled
from quanjing.submissions.queries.page import ReportPage

SHOWN = 5


def get_filled(page: ReportPage, code: str) -> Filled:
    """Forms of the body whose page it is. Raises `Missing`."""
    body = page.parts[0].assignment.organization_id
    found = Filled.objects.filter(directive=page.directive, organization_id=body, code=code).first()
    if found is None:
        raise Missing
    return found


def filled_beside(page: ReportPage) -> list[Filled]:
    """What waits to be looked at and what the draft comes from, the newest first."""
    body = page.parts[0].assignment.organization_id
    shown = (FilledState.READING, FilledState.READ, FilledState.TAKEN)
    found = Filled.objects.filter(directive=page.directive, organization_id=body, state__in=shown)
    return list(found.order_by("-pk")[:SHOWN])
