"""Places of slots: taken by one conditional update, given back, passed to who waits."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.urls import reverse

from quanjing.foundation import clock
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of
from quanjing.services.enums import PLACED, BookingState
from quanjing.services.models import Booking, Slot


def take_place(slot_id: int) -> bool:
    """Whether a place was left and is taken now: one statement, right under any number of writers."""
    free = Slot.objects.filter(pk=slot_id, is_closed=False, taken__lt=F("capacity"))
    return free.update(taken=F("taken") + 1) == 1


def locked_slots(slot_ids: Iterable[int]) -> None:
    """Whoever gives places back does it one after the other; always in the order of keys."""
    list(Slot.objects.select_for_update().filter(pk__in=set(slot_ids)).order_by("pk"))


def give_back(slot_id: int) -> None:
    """A place comes free; who waits longest has it."""
    Slot.objects.filter(pk=slot_id).update(taken=F("taken") - 1)
    move_up(slot_id)


def move_up(slot_id: int) -> int:
    """Give free places to who waits, in the order of request; how many. Part of a recorded action."""
    waiting = Booking.objects.filter(slot=slot_id, state=BookingState.WAITING).order_by("pk")
    moved = 0
    for one in waiting.select_related("offer", "slot"):
        if one.slot.starts_at <= clock.now() or not take_place(slot_id):
            break
        one.state = BookingState.CONFIRMED if one.offer.is_ready else BookingState.REQUESTED
        one.has_place = True
        one.save(update_fields=["state", "has_place"])
        tell_guest(one, "booking_moved_up")
        moved += 1
    return moved


def leave_place(booking: Booking) -> None:
    """Let go of the place that a booking holds: within a shared visit another one keeps it."""
    trip, had_place = booking.trip_id, booking.has_place
    booking.has_place, booking.trip_id = False, None
    booking.save(update_fields=["has_place", "trip"])
    others = list(Booking.objects.filter(trip=trip, state__in=PLACED).order_by("pk")) if trip else []
    if had_place and others:
        heir = others[0]
        heir.has_place = True
        heir.save(update_fields=["has_place"])
    elif had_place:
        give_back(booking.slot_id)
    if len(others) == 1:
        others[0].trip = None
        others[0].save(update_fields=["trip"])


def tell_guest(booking: Booking, kind: str, *, again: str = "", **values: object) -> None:
    """Tell the body that booked, once for each state and reason, or for each `again`."""
    tell(
        post_ids=handlers_of([booking.organization_id]).values_list("pk", flat=True),
        kind=kind,
        values={
            "topic": booking.topic,
            "offer": booking.offer.name,
            "day": booking.slot.day.isoformat(),
            **values,
        },
        link=reverse("booking_page", args=[booking.code]),
        key=f"{kind}:{booking.code}:{again or booking.decided_at or ''}",
    )


def tell_host(booking: Booking, kind: str, key: str, **values: object) -> None:
    """Tell the body whose offer it is."""
    tell(
        post_ids=handlers_of([booking.offer.organization_id]).values_list("pk", flat=True),
        kind=kind,
        values={"offer": booking.offer.name, "day": booking.slot.day.isoformat(), **values},
        link=reverse("booking_desk"),
        key=f"{kind}:{key}",
    )
