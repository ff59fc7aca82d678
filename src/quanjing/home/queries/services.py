"""Bookings, requests and questions that wait for the own body."""

from __future__ import annotations

from quanjing.foundation.actor import Actor
from quanjing.services.queries.waiting import Waits, waiting_services


def open_services(actor: Actor) -> list[Waits]:
    """What waits, a line a kind; four queries for posts that report."""
    return waiting_services(actor)
