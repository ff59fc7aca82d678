"""Who offers and decides, who books, who answers: people who report for a body, for that body."""

from __future__ import annotations

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, WrongState
from quanjing.foundation.workdays import Calendar
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import reaches
from quanjing.services.enums import BOOKING_MOVES, BookingState, OfferKind
from quanjing.services.models import Booking, Offer, Slot

NEEDS_CONSENT = (OfferKind.VIDEO, OfferKind.INTERVIEW)


def can_keep(actor: Actor, organization_id: int | None) -> bool:
    """Whether the actor keeps offers, requests, questions and rosters of this body."""
    return (
        organization_id is not None and actor.may(Right.REPORT) and actor.organization_id == organization_id
    )


def need_keeper(actor: Actor, organization_id: int | None) -> int:
    """The key of the body that the actor keeps things for. Raises `Denied` for another's."""
    if organization_id is None or not can_keep(actor, organization_id):
        raise Denied
    return organization_id


def can_book(actor: Actor, offer: Offer, body: Organization | None) -> bool:
    """Whether the actor's body may book the offer (with `under` loaded)."""
    return body is not None and actor.may(Right.REPORT) and reaches(offer, body)


def has_time(offer: Offer, slot: Slot) -> bool:
    """Whether the slot is still as many working days ahead as the offer asks for."""
    return not slot.is_past and slot.day >= Calendar().shifted(clock.today(), offer.lead_days)


def need_move(booking: Booking, to: BookingState) -> None:
    """Raises `WrongState` where a booking does not get there from its state."""
    if to not in BOOKING_MOVES[BookingState(booking.state)]:
        raise WrongState


def asks_for_consent(offer: Offer) -> bool:
    return offer.kind in NEEDS_CONSENT


def defines_channel(actor: Actor) -> bool:
    return actor.may(Right.ADMINISTER)
