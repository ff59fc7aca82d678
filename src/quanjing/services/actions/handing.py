"""After the day: delivered, files handed over with their release, an activity of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.activities.actions import Facts, hold, plan, write_up
from quanjing.activities.models import Activity
from quanjing.activities.queries import get_kind
from quanjing.audit.actions import record
from quanjing.files.actions import store
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem, WrongState
from quanjing.services.actions.booking import locked_booking
from quanjing.services.actions.places import tell_guest
from quanjing.services.enums import BookingState, OfferKind, Use
from quanjing.services.models import Booking, Delivery
from quanjing.services.rules import can_keep, need_keeper, need_move

ACTIVITY_KINDS = {OfferKind.TALK: "outtalk", OfferKind.VISIT: "service"}


@dataclass(frozen=True, slots=True)
class Release:
    """Who may use what is handed over, for what, until when (without a day: as long as the consent holds)."""

    users: str
    uses: Sequence[str]
    until: date | None = None


@transaction.atomic
def deliver(*, actor: Actor, booking: Booking, heard: int | None = None) -> Booking:
    """Say that it took place; `heard` is how many were there.

    Raises: `Denied`; `WrongState` unless it was confirmed; `Invalid` before it has begun.
    """
    current = locked_booking(booking)
    need_keeper(actor, current.offer.organization_id)
    need_move(current, BookingState.DELIVERED)
    if current.slot.starts_at > clock.now():
        raise Invalid([Problem("heard", _("It has not begun yet."))])
    current.state, current.delivered_on, current.heard = BookingState.DELIVERED, current.slot.day, heard
    current.save(update_fields=["state", "delivered_on", "heard"])
    record(actor=actor, verb="services.deliver", on=current, detail={"heard": heard})
    return current


@transaction.atomic
def hand_over(*, actor: Actor, booking: Booking, name: str, data: bytes, release: Release) -> Delivery:
    """Hand a file over with its release form; the guest is told.

    Raises: `Denied`; `WrongState` before it was confirmed or after the consent was taken back; `Invalid`;
    `gongwen.errors.GongwenError` for a file that is not taken.
    """
    current = locked_booking(booking)
    need_keeper(actor, current.offer.organization_id)
    if current.state not in (BookingState.CONFIRMED, BookingState.DELIVERED):
        raise WrongState
    if current.is_withdrawn:
        raise WrongState(_("The consent was taken back; nothing is handed over."))
    problems = []
    if not release.users.strip():
        problems.append(Problem("users", _("Who may use it?")))
    if not release.uses or any(one not in Use.values for one in release.uses):
        problems.append(Problem("uses", _("For what may it be used?")))
    if release.until is not None and release.until < clock.today():
        problems.append(Problem("until", _("This day is over.")))
    if problems:
        raise Invalid(problems)
    made = Delivery.objects.create(
        booking=current,
        file=store(actor=actor, name=name, data=data),
        users=release.users.strip()[:200],
        uses=list(release.uses),
        until=release.until,
        released_name=actor.signature,
        released_at=clock.now(),
    )
    detail = {"file": made.file.name, "uses": made.uses, "until": str(made.until or "")}
    record(actor=actor, verb="services.hand_over", on=current, detail=detail)
    tell_guest(current, "delivery_ready", file=made.file.name)
    return made


def open_delivery(*, delivery: Delivery) -> StoredFile:
    """The file, while its release holds. Raises `WrongState` with the reason where it does not."""
    if delivery.booking.is_withdrawn:
        raise WrongState(_("The consent was taken back: the file is no longer given out."))
    if delivery.is_over:
        raise WrongState(_("The release has ended: the file is no longer given out."))
    return delivery.file


@transaction.atomic
def enter_activity(*, actor: Actor, booking: Booking) -> Activity:
    """Enter what was delivered as an activity of the host, written up where the number present is known.

    Raises: `Denied`; `WrongState` before it was delivered, a second time, or without a kind for it.
    """
    current = locked_booking(booking)
    if not can_keep(actor, current.offer.organization_id):
        raise Denied
    code = ACTIVITY_KINDS.get(OfferKind(current.offer.kind))
    if current.state != BookingState.DELIVERED or current.activity_id or code is None:
        raise WrongState
    try:
        kind = get_kind(actor, code)
    except Missing as error:
        raise WrongState(_("This kind is not in use for your body.")) from error
    facts = Facts(
        kind=kind, name=current.topic, starts_at=current.slot.starts_at, ends_at=current.slot.ends_at,
        place=current.place or current.offer.place, speaker=current.offer.speaker,
        expected=current.listeners, present=current.heard,
    )  # fmt: skip
    made = plan(actor=actor, facts=facts)
    (hold if current.heard is None else write_up)(actor=actor, activity=made)
    current.activity = made
    current.save(update_fields=["activity"])
    record(actor=actor, verb="services.enter_activity", on=current, detail={"activity": made.code})
    return made
