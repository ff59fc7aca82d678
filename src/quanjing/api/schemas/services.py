"""Offers, slots, bookings and requests for help."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Body, Code, Moment, Named, Paging, body_of
from quanjing.services.actions import BookingFacts
from quanjing.services.enums import BookingState, OfferKind, RequestState, Setting
from quanjing.services.enums import Field as FieldOfWork
from quanjing.services.models import Booking, Offer, ServiceRequest, Slot

Listeners = Annotated[int, Field(ge=0, le=100_000)]


class OffersFilter(Paging):
    kind: OfferKind | None = None
    city: str = Field("", max_length=60)
    own: bool = False


class OfferLine(Schema):
    """Something bookable."""

    code: str
    kind: OfferKind
    name: str
    organization: Named
    city: str
    place: str
    topics: list[str]
    open_slots: int

    @classmethod
    def of(cls, one: Offer) -> OfferLine:
        return cls(
            code=one.code,
            kind=OfferKind(one.kind),
            name=one.name,
            organization=body_of(one.organization),
            city=one.city,
            place=one.place,
            topics=[line for line in one.topics.splitlines() if line.strip()],
            open_slots=one.open_slots,  # type: ignore[attr-defined]  # counted by the list
        )


class SlotLine(Schema):
    """A time in which an offer can be had; `free` of `capacity` places are left."""

    code: str
    starts_at: Moment
    ends_at: Moment
    city: str
    capacity: int
    free: int
    closed: bool

    @classmethod
    def of(cls, one: Slot) -> SlotLine:
        return cls(
            code=one.code,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            city=one.city,
            capacity=one.capacity,
            free=one.free,
            closed=one.is_closed,
        )


class NewBooking(Body):
    """A booking of the own body; `filmed` is a post, `agrees` that its holder has agreed."""

    topic: str = Field(min_length=1, max_length=200)
    contact: str = Field(min_length=1, max_length=100)
    phone: str = Field("", max_length=40)
    filmed: str = Field("", max_length=100)
    agrees: bool = False
    city: str = Field("", max_length=60)
    place: str = Field("", max_length=200)
    time_from: time | None = None
    time_to: time | None = None
    setting: Setting | None = None
    listeners: Listeners | None = None
    wait: bool = False

    def facts(self) -> BookingFacts:
        given = self.model_dump(exclude={"wait", "setting"})
        return BookingFacts(**given, setting=self.setting or "")


class Cancelling(Body):
    reason: str = Field("", max_length=300)


class BookingsFilter(Paging):
    state: BookingState | None = None
    own: bool = True


class BookingLine(Schema):
    """A booking; who is its contact is shown on its page alone."""

    code: str
    offer: Named
    host: Named
    organization: Named
    starts_at: Moment
    topic: str
    state: BookingState
    reason: str
    heard: int | None

    @classmethod
    def of(cls, one: Booking) -> BookingLine:
        return cls(
            code=one.code,
            offer=Named(code=one.offer.code, name=one.offer.name),
            host=body_of(one.offer.organization),
            organization=body_of(one.organization),
            starts_at=one.slot.starts_at,
            topic=one.topic,
            state=BookingState(one.state),
            reason=one.reason,
            heard=one.heard,
        )


class RequestsFilter(Paging):
    state: RequestState | None = None
    field: FieldOfWork | None = None


class RequestLine(Schema):
    """A request for help, without contact data."""

    code: Code
    title: str
    field: FieldOfWork
    desk: Named
    city: str
    wished_on: date | None
    state: RequestState
    done_on: date | None

    @classmethod
    def of(cls, one: ServiceRequest) -> RequestLine:
        return cls(
            code=one.code,
            title=one.title,
            field=FieldOfWork(one.field),
            desk=body_of(one.desk),
            city=one.city,
            wished_on=one.wished_on,
            state=RequestState(one.state),
            done_on=one.done_on,
        )
