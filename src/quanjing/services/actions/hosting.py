"""What the host does: confirm, decline, call off, merge two requests into one visit."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record, record_many
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.services.actions.booking import locked_booking, settle
from quanjing.services.actions.places import give_back, locked_slots, take_place, tell_guest
from quanjing.services.enums import LIVE, BookingState
from quanjing.services.models import Booking, Trip
from quanjing.services.rules import can_keep, need_move

MERGED = (BookingState.REQUESTED, BookingState.CONFIRMED)


@transaction.atomic
def confirm(*, actor: Actor, bookings: Sequence[Booking]) -> int:
    """Confirm requests of the own offers, all or none; each guest is told. How many.

    Raises: `Denied` where one is another's; `WrongState` where one does not wait for it.
    """
    rows = _hosted(actor, bookings)
    for one in rows:
        need_move(one, BookingState.CONFIRMED)
    for one in rows:
        one.state, one.decided_name, one.decided_at = BookingState.CONFIRMED, actor.signature, clock.now()
    Booking.objects.bulk_update(rows, ["state", "decided_name", "decided_at"])
    record_many(actor=actor, verb="services.confirm_booking", things=[(one, None) for one in rows])
    for one in rows:
        tell_guest(one, "booking_confirmed")
    return len(rows)


@transaction.atomic
def decline(*, actor: Actor, booking: Booking, reason: str) -> Booking:
    """Do not take a request, with a reason that the guest reads. Raises `Denied`, `WrongState`, `Invalid`."""
    return _ended(actor, booking, BookingState.DECLINED, reason, verb="services.decline_booking")


@transaction.atomic
def call_off(*, actor: Actor, booking: Booking, reason: str) -> Booking:
    """Call off what was confirmed, with a reason that the guest reads. Raises as `decline`."""
    return _ended(actor, booking, BookingState.CALLED_OFF, reason, verb="services.call_off_booking")


@transaction.atomic
def merge(*, actor: Actor, bookings: Sequence[Booking]) -> Trip:
    """Serve several requests of one offer, day and city by one visit, at the time of the first.

    The visit takes one place; those that come free go to who waits. `split` undoes it.

    Raises:
        Denied, WrongState: one is another's; does not hold a place; shares a visit already.
        Invalid: fewer than two; another offer, day or city; one body twice.
    """
    rows = _hosted(actor, bookings)
    if any(one.state not in MERGED or one.trip_id or not one.has_place for one in rows):
        raise WrongState
    if len(rows) < 2 or len({(one.offer_id, one.slot.day, one.where) for one in rows}) > 1:
        words = _("Choose at least two requests for the same offer, day and city.")
        raise Invalid([Problem("merge", words)])
    if len({one.organization_id for one in rows}) < len(rows):
        raise Invalid([Problem("merge", _("One body is named twice."))])
    first = rows[0]
    trip = Trip.objects.create(
        slot=first.slot, city=first.where, made_name=actor.signature, made_at=clock.now()
    )
    _share(first, rows[1:], trip)
    record(actor=actor, verb="services.merge_bookings", on=trip, detail={"bookings": [o.code for o in rows]})
    return trip


@transaction.atomic
def split(*, actor: Actor, trip: Trip) -> int:
    """Undo a merge: each request has its own place and slot again; how many.

    Raises: `Denied`; `WrongState` where a place was given to somebody else meanwhile.
    """
    found = list(Booking.objects.filter(trip=trip, state__in=MERGED).order_by("pk"))
    rows = _hosted(actor, found)
    for one in rows:
        one.trip = None
        if not one.has_place:
            moved, one.slot, one.moved_from = one.moved_from, one.moved_from or one.slot, None
            if not take_place(one.slot_id):
                raise WrongState(_("Its place was given to somebody else meanwhile."))
            one.has_place = True
            if moved is not None:
                _tell_moved(one)
        one.save(update_fields=["trip", "slot", "moved_from", "has_place"])
    record(actor=actor, verb="services.split_trip", on=trip, detail={"bookings": [o.code for o in rows]})
    return len(rows)


def _share(first: Booking, others: Sequence[Booking], trip: Trip) -> None:
    """Let the others share the place of the first one."""
    there = Booking.objects.filter(slot=first.slot_id, state__in=LIVE).exclude(pk__in=[o.pk for o in others])
    taken = set(there.values_list("organization_id", flat=True)) - {first.organization_id}
    if any(one.organization_id in taken for one in others):
        raise Invalid([Problem("merge", _("One body is named twice."))])
    first.trip = trip
    first.save(update_fields=["trip"])
    freed = []
    for one in others:
        freed.append(one.slot_id)
        one.trip, one.has_place = trip, False
        if one.slot_id != first.slot_id:
            one.moved_from_id, one.slot = one.slot_id, first.slot
            _tell_moved(one)
        one.save(update_fields=["trip", "has_place", "moved_from", "slot"])
    for slot_id in freed:
        give_back(slot_id)


def _tell_moved(booking: Booking) -> None:
    """The guest comes at another time of the day than he booked."""
    starts_at = booking.slot.starts_at.isoformat()
    tell_guest(booking, "booking_moved", again=clock.now().isoformat(), starts_at=starts_at)


def _hosted(actor: Actor, bookings: Sequence[Booking]) -> list[Booking]:
    """The bookings with their slots locked, in order of request. Raises `Denied` for another's offers."""
    slots = {one.slot_id for one in bookings} | {one.moved_from_id for one in bookings if one.moved_from_id}
    locked_slots(slots)
    rows = Booking.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in bookings])
    found = list(rows.select_related("slot", "moved_from", "offer", "organization").order_by("pk"))
    if not found or not all(can_keep(actor, one.offer.organization_id) for one in found):
        raise Denied
    return found


def _ended(actor: Actor, booking: Booking, to: BookingState, reason: str, *, verb: str) -> Booking:
    current = locked_booking(booking)
    if not can_keep(actor, current.offer.organization_id):
        raise Denied
    need_move(current, to)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    current.state, current.reason = to, reason.strip()[:300]
    settle(current, actor)
    record(actor=actor, verb=verb, on=current, detail={"reason": current.reason})
    kind = "booking_declined" if to == BookingState.DECLINED else "booking_off"
    tell_guest(current, kind, reason=current.reason)
    return current
