"""Bookings: who sees them, the demand of a host by day and city, files handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import known
from quanjing.organizations.queries import in_scope
from quanjing.services.enums import OPEN, BookingState
from quanjing.services.models import Booking, Delivery, Offer, Trip
from quanjing.services.queries.offers import one_of

BOOKING_SORTS = {"newest": ("-booked_at", "-pk"), "day": ("slot__starts_at", "pk")}
LONGEST = 400  # rows of a page of demand


@dataclass(slots=True)
class Demand:
    """What is asked of a host on a day in a city."""

    day: date
    city: str
    bookings: list[Booking] = field(default_factory=list)

    @property
    def places(self) -> int:
        """Free places of the slots that these bookings are in."""
        slots = {one.slot_id: one.slot for one in self.bookings}
        return sum(slot.free for slot in slots.values())

    def of(self, state: str) -> int:
        return sum(one.state == state for one in self.bookings)

    @property
    def requested(self) -> int:
        return self.of(BookingState.REQUESTED)

    @property
    def waiting(self) -> int:
        return self.of(BookingState.WAITING)


def bookings_seen(actor: Actor) -> QuerySet[Booking]:
    """Bookings by the own body or for its offers, and those of bodies below where he reads them."""
    if actor.organization_id is None:
        return Booking.objects.none()
    own = Q(organization=actor.organization_id) | Q(offer__organization=actor.organization_id)
    found = Booking.objects.filter(own | in_scope(actor, "organization__"))
    return found.select_related("organization", "slot", "offer__organization")


def get_booking(actor: Actor, code: str) -> Booking:
    """One. Raises `Missing`."""
    return one_of(bookings_seen(actor).select_related("trip", "activity"), code=code)


def booking_list(actor: Actor, *, state: str = "", own: bool = True) -> QuerySet[Booking]:
    """Bookings of the own body (or all that are seen), narrowed to a state."""
    found = bookings_seen(actor)
    if own:
        found = found.filter(organization=actor.organization_id)
    return found.filter(state=state) if state in BookingState.values else found


def demand_on(actor: Actor, *, offer: Offer | None = None, city: str = "") -> list[Demand]:
    """What is open for the own offers from today on, by day and city: one query."""
    found = Booking.objects.filter(offer__organization=actor.organization_id, state__in=OPEN)
    found = found.filter(slot__day__gte=clock.today())
    if offer is not None:
        found = found.filter(offer=offer)
    rows = found.select_related("organization", "slot", "offer", "trip").order_by("slot__day", "pk")
    days: dict[tuple[date, str], Demand] = {}
    for one in rows[:LONGEST]:
        if city and one.where != city:
            continue
        key = (one.slot.day, one.where)
        days.setdefault(key, Demand(*key)).bookings.append(one)
    return [days[key] for key in sorted(days)]


def get_trip(actor: Actor, code: str) -> Trip:
    """A visit of the own offers that several share. Raises `Missing`."""
    return one_of(Trip.objects.filter(slot__offer__organization=actor.organization_id), code=code)


def to_decide(organization_ids: Sequence[int]) -> QuerySet[Booking]:
    """Requests that wait for these bodies as hosts, of days that are not over."""
    found = Booking.objects.filter(offer__organization__in=organization_ids, state=BookingState.REQUESTED)
    return found.filter(slot__day__gte=clock.today())


def shared_with(booking: Booking) -> list[Booking]:
    """The others that are served by the same visit."""
    if booking.trip_id is None:
        return []
    found = Booking.objects.filter(trip=booking.trip_id, state__in=OPEN).exclude(pk=booking.pk)
    return list(found.select_related("organization"))


def deliveries_of(booking: Booking) -> list[Delivery]:
    return list(booking.deliveries.select_related("file"))


def get_delivery(booking: Booking, code: str) -> Delivery:
    """One file handed over. Raises `Missing`."""
    return one_of(booking.deliveries.select_related("file"), code=code)


def place_in_line(booking: Booking) -> int:
    """The how-manieth on the waiting list a waiting booking is."""
    ahead = Booking.objects.filter(slot=booking.slot_id, state=BookingState.WAITING, pk__lt=booking.pk)
    return ahead.count() + 1


def contact_of(actor: Actor) -> dict[str, str]:
    """Contact of the own body as the platform knows it, so that it is not asked again."""
    assert actor.organization_id is not None
    facts = known(actor.organization_id, actor)

    def first(*keys: str) -> str:
        return next((facts[key].value for key in keys if key in facts), "")

    return {
        "contact": first("contact.name", "filler.name"),
        "phone": first("contact.phone", "organization.phone", "filler.phone"),
    }


def open_bookings(organization_ids: Sequence[int]) -> QuerySet[Booking]:
    """Bookings by these bodies or for their offers that are still open."""
    of_them = Q(organization__in=organization_ids) | Q(offer__organization__in=organization_ids)
    return Booking.objects.filter(of_them, state__in=OPEN)
