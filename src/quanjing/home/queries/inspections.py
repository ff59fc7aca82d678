"""Findings that wait for whoever looks at the first page."""

from __future__ import annotations

from quanjing.foundation.actor import Actor
from quanjing.inspections.models import Finding
from quanjing.inspections.queries import FindingFilter, finding_list

SHOWN = 5


def findings_waiting(actor: Actor) -> list[Finding]:
    """The first few to be rectified, looked at or answered, the earliest date first: one query."""
    return list(finding_list(actor, FindingFilter(mine=True)).order_by("due_on", "pk")[:SHOWN])
