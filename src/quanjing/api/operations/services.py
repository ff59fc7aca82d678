"""Offers and their slots, bookings of the own body, requests for help."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.responses import Status

from quanjing.api.auth import actor_of
from quanjing.api.schemas.common import Listing, Paging, listing
from quanjing.api.schemas.services import (
    BookingLine,
    BookingsFilter,
    Cancelling,
    NewBooking,
    OfferLine,
    OffersFilter,
    RequestLine,
    RequestsFilter,
    SlotLine,
)
from quanjing.services import actions, queries

router = Router()


@router.get("/offers", response=Listing[OfferLine], summary=_("Offers that the caller sees"))
def offer_list(request: HttpRequest, wanted: Query[OffersFilter]) -> dict[str, object]:
    narrowed = queries.OfferFilter(kind=wanted.kind or "", city=wanted.city, own=wanted.own)
    found = queries.offer_list(actor_of(request), narrowed)
    return listing(found, wanted, lambda rows: [OfferLine.of(row) for row in rows])


@router.get("/offers/{code}/slots", response=Listing[SlotLine], summary=_("Slots of an offer from today on"))
def slot_list(request: HttpRequest, code: str, wanted: Query[Paging]) -> dict[str, object]:
    offer = queries.get_offer(actor_of(request), code)
    return listing(queries.slots_of(offer), wanted, lambda rows: [SlotLine.of(row) for row in rows])


@router.post("/slots/{code}/bookings", response={201: BookingLine}, summary=_("Book a slot for the own body"))
def slot_book(request: HttpRequest, code: str, given: NewBooking) -> Status[BookingLine]:
    actor = actor_of(request)
    slot = queries.get_slot(actor, code)
    made = actions.book(actor=actor, slot=slot, facts=given.facts(), wait=given.wait)
    return Status(201, BookingLine.of(queries.get_booking(actor, made.code)))


@router.get("/bookings", response=Listing[BookingLine], summary=_("Bookings of the own body, or all seen"))
def booking_list(request: HttpRequest, wanted: Query[BookingsFilter]) -> dict[str, object]:
    found = queries.booking_list(actor_of(request), state=wanted.state or "", own=wanted.own)
    return listing(found, wanted, lambda rows: [BookingLine.of(row) for row in rows])


@router.post("/bookings/{code}/cancel", response=BookingLine, summary=_("Cancel a booking of the own body"))
def booking_cancel(request: HttpRequest, code: str, given: Cancelling) -> BookingLine:
    actor = actor_of(request)
    actions.cancel(actor=actor, booking=queries.get_booking(actor, code), reason=given.reason)
    return BookingLine.of(queries.get_booking(actor, code))


@router.get("/service-requests", response=Listing[RequestLine], summary=_("Requests for help that are seen"))
def service_request_list(request: HttpRequest, wanted: Query[RequestsFilter]) -> dict[str, object]:
    found = queries.request_list(actor_of(request), state=wanted.state or "", field=wanted.field or "")
    return listing(found, wanted, lambda rows: [RequestLine.of(row) for row in rows])
