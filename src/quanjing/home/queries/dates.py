"""Dates of the own body beside its tasks, from the registers that keep some."""

from __future__ import annotations

from datetime import timedelta

from quanjing.foundation import clock, dates
from quanjing.foundation.actor import Actor, Right

SHOWN = 6
AHEAD = timedelta(days=30)


def dates_ahead(actor: Actor) -> list[dates.Dated]:
    """The first few up to a month ahead, for posts that report; constant queries."""
    if not actor.may(Right.REPORT) or actor.organization_id is None:
        return []
    return dates.due([actor.organization_id], clock.today() + AHEAD)[:SHOWN]
