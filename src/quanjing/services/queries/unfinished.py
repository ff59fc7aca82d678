"""What bodies that end would leave behind: offers, bookings, requests."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.organizations.registry import OpenWork
from quanjing.services.queries.bookings import open_bookings
from quanjing.services.queries.offers import still_offered
from quanjing.services.queries.requests import open_requests


def open_services_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """The same as open work; three queries."""
    ids = list(organization_ids)
    found = (
        (_("offers to book"), "offer_list", still_offered(ids).count()),
        (_("bookings"), "booking_list", open_bookings(ids).count()),
        (_("requests for help"), "request_list", open_requests(ids).count()),
    )
    return [OpenWork(label, reverse(page), count) for label, page, count in found if count]
