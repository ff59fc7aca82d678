"""What the guest does: book, cancel, take consent back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.services.actions.places import leave_place, locked_slots, take_place, tell_host
from quanjing.services.enums import BookingState
from quanjing.services.models import Booking, Slot
from quanjing.services.queries import body_of
from quanjing.services.rules import asks_for_consent, can_book, can_keep, has_time, need_move


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """A booking as it is typed; `filmed` is a post, and `agrees` says that its holder has agreed."""

    topic: str
    contact: str
    phone: str = ""
    filmed: str = ""
    agrees: bool = False
    city: str = ""
    place: str = ""
    time_from: time | None = None
    time_to: time | None = None
    setting: str = ""
    listeners: int | None = None


@transaction.atomic
def book(*, actor: Actor, slot: Slot, facts: BookingFacts, wait: bool = False) -> Booking:
    """Book a slot for the actor's body. The place is held by one conditional update of the slot's row.

    Args:
        wait: stand on the waiting list where nothing is free; else that is refused.

    Raises:
        Denied: the offer is not for this body.
        WrongState: the slot is closed, over, or too near.
        Invalid: something is missing; the body has booked this slot already; there is no place left.
    """
    current = Slot.objects.select_related("offer__under").get(pk=slot.pk)
    _refuse(actor, current, facts)
    has_place = take_place(current.pk)
    if not has_place and not wait:
        raise Invalid([Problem("wait", _("There is no place left; you can stand on the waiting list."))])
    booking = _entered(actor, current, facts, has_place=has_place)
    record(actor=actor, verb="services.book", on=booking, detail={"state": booking.state})
    if booking.state == BookingState.REQUESTED:  # the host hears once a day and offer, not of each one
        key = f"{current.offer.code}:{clock.today()}"
        tell_host(booking, "booking_requested", key, organization=actor.organization_name)
    return booking


@transaction.atomic
def cancel(*, actor: Actor, booking: Booking, reason: str = "") -> Booking:
    """The guest cancels; the place goes to who waits longest, and the host is told.

    Raises: `Denied`; `WrongState` once it was delivered or is off.
    """
    current = locked_booking(booking)
    if not can_keep(actor, current.organization_id):
        raise Denied
    need_move(current, BookingState.CANCELLED)
    was = current.state
    current.state, current.reason = BookingState.CANCELLED, reason.strip()[:300]
    settle(current, actor)
    record(
        actor=actor, verb="services.cancel_booking", on=current, detail={"was": was, "reason": current.reason}
    )
    if was != BookingState.WAITING:
        tell_host(current, "booking_cancelled", current.code, organization=actor.organization_name)
    return current


@transaction.atomic
def set_consent(*, actor: Actor, booking: Booking, agrees: bool) -> Booking:
    """The person filmed no longer agrees, or does again: files that were handed over cannot be had meanwhile.

    Raises: `Denied`; `WrongState` where nobody is filmed.
    """
    current = locked_booking(booking)
    if not can_keep(actor, current.organization_id):
        raise Denied
    if current.agreed_on is None or agrees == (current.withdrawn_on is None):
        raise WrongState
    current.withdrawn_on = None if agrees else clock.today()
    if agrees:
        current.agreed_on = clock.today()
    current.save(update_fields=["withdrawn_on", "agreed_on"])
    record(actor=actor, verb="services.set_consent", on=current, detail={"agrees": agrees})
    if not agrees:
        tell_host(current, "filming_withdrawn", f"{current.code}:{clock.today()}", topic=current.topic)
    return current


def locked_booking(booking: Booking) -> Booking:
    """The booking, its slot locked first, so that places are given out one after the other."""
    locked_slots([booking.slot_id])
    rows = Booking.objects.select_for_update(of=("self",))
    return rows.select_related("slot", "offer", "organization").get(pk=booking.pk)


def settle(booking: Booking, actor: Actor) -> None:
    """Save a booking that has left its slot, and let go of its place."""
    booking.decided_name, booking.decided_at = actor.signature, clock.now()
    left = Booking.objects.filter(pk=booking.pk)
    left.update(
        state=booking.state, reason=booking.reason, decided_name=booking.decided_name,
        decided_at=booking.decided_at, has_place=False,
    )  # fmt: skip
    leave_place(booking)


def _refuse(actor: Actor, slot: Slot, facts: BookingFacts) -> None:
    offer = slot.offer
    if not can_book(actor, offer, body_of(actor)):
        raise Denied
    if slot.is_closed or offer.ended_on is not None:
        raise WrongState(_("This is no longer offered."))
    if not has_time(offer, slot):
        raise WrongState(_("It is too late to book this slot."))
    problems = []
    if not facts.topic.strip():
        problems.append(Problem("topic", _("What is it about?")))
    if not facts.contact.strip():
        problems.append(Problem("contact", _("Whom can the host ask?")))
    if asks_for_consent(offer) and not facts.filmed.strip():
        problems.append(Problem("filmed", _("Which post is filmed? No name is needed.")))
    if asks_for_consent(offer) and not facts.agrees:
        problems.append(Problem("agrees", _("Nobody is filmed without having agreed.")))
    if facts.time_from and facts.time_to and facts.time_to <= facts.time_from:
        problems.append(Problem("time_to", _("The end lies before the beginning.")))
    if problems:
        raise Invalid(problems)


def _entered(actor: Actor, slot: Slot, facts: BookingFacts, *, has_place: bool) -> Booking:
    placed = BookingState.CONFIRMED if slot.offer.is_ready else BookingState.REQUESTED
    assert actor.organization_id is not None
    filmed = facts.filmed.strip() if asks_for_consent(slot.offer) else ""
    booking = Booking(
        slot=slot, offer=slot.offer, organization_id=actor.organization_id, post_id=actor.post_id,
        state=placed if has_place else BookingState.WAITING, has_place=has_place,
        topic=facts.topic.strip()[:200], filmed=filmed[:100], agreed_on=clock.today() if filmed else None,
        city=facts.city.strip()[:60], place=facts.place.strip()[:200], time_from=facts.time_from,
        time_to=facts.time_to, setting=facts.setting, contact=facts.contact.strip()[:100],
        phone=facts.phone.strip()[:40], listeners=facts.listeners, booked_name=actor.signature,
        booked_at=clock.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            booking.save()
    except IntegrityError as error:
        raise Invalid([Problem("topic", _("Your body has booked this slot already."))]) from error
    return booking
