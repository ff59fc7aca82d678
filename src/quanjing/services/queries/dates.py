"""Bookings in the calendar of guest and host, and what a host has still to decide in the reminders."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.dates import Dated
from quanjing.foundation.paths import in_subtree
from quanjing.services.enums import BookingState
from quanjing.services.models import Booking
from quanjing.services.queries.bookings import bookings_seen

MOST = 500


def bodies_with_requests(until: date) -> set[int]:
    """Hosts with requests to decide of slots up to a day: one query."""
    found = _open(until).order_by().values_list("offer__organization", flat=True)
    return set(found.distinct())


def requests_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """One line a host and offer, of the first day asked for: one query."""
    rows = _open(until).filter(offer__organization__in=list(organization_ids)).order_by()
    grouped = rows.values_list("offer__organization", "offer__code", "offer__name")
    found = grouped.annotate(first=Min("slot__day"), since=Min("booked_at"), count=Count("pk"))
    return [
        Dated(body, body, first, since.astimezone(clock.CHINA).date(), _words(name, count), _link(code))
        for body, code, name, first, since, count in found
    ]


def bookings_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """Confirmed bookings that the actor sees, of guests and hosts there: one query."""
    guest = Q(organization__path=path) if own else in_subtree(path, "organization__")
    host = Q(offer__organization__path=path) if own else in_subtree(path, "offer__organization__")
    states = (BookingState.CONFIRMED, BookingState.DELIVERED)
    found = bookings_seen(actor).filter(guest | host, state__in=states)
    found = found.filter(slot__day__gte=first, slot__day__lte=last)
    return [
        Dated(
            one.organization_id, one.offer.organization_id, one.slot.day,
            one.booked_at.astimezone(clock.CHINA).date(), f"{one.offer.name}: {one.topic}",
            reverse("booking_page", args=[one.code]),
        )
        for one in found.order_by("slot__day", "pk")[:MOST]
    ]  # fmt: skip


def _open(until: date) -> QuerySet[Booking]:
    return Booking.objects.filter(
        state=BookingState.REQUESTED, slot__day__gte=clock.today(), slot__day__lte=until
    )


def _words(name: str, count: int) -> str:
    words = ngettext(
        "%(name)s: %(count)d booking to confirm or decline",
        "%(name)s: %(count)d bookings to confirm or decline",
        count,
    )
    return words % {"name": name, "count": count}


def _link(code: str) -> str:
    return f"{reverse('booking_desk')}?offer={code}"
