"""Making offers and their slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.foundation.workdays import Calendar
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import visible_to
from quanjing.services.actions.places import move_up, tell_guest
from quanjing.services.enums import OPEN, OfferKind
from quanjing.services.models import Booking, Offer, Slot
from quanjing.services.rules import can_keep, need_keeper

LONGEST = timedelta(days=370)
MOST_SLOTS = 400
MOST_PLACES = 100_000


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """An offer as it is typed; `under` is the body in whose subtree it can be booked, the own one without."""

    kind: OfferKind
    name: str
    description: str = ""
    city: str = ""
    place: str = ""
    conditions: str = ""
    under: str = ""
    bookers: Sequence[str] = ()
    lead_days: int = 0
    is_ready: bool = False
    speaker: str = ""
    speaker_agrees: bool = False
    topics: str = ""
    settings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Slots on these days of the week (Monday is 0) from a day to a day; holidays are left out if wanted."""

    weekdays: Sequence[int]
    time_from: time
    time_to: time
    first: date
    last: date
    capacity: int = 1
    city: str = ""
    working_days: bool = True


@transaction.atomic
def save_offer(*, actor: Actor, facts: OfferFacts, offer: Offer | None = None) -> Offer:
    """Make an offer of the own body, or change it; bookings that were made stay as they are.

    Raises: `Denied`; `WrongState` where it has ended; `Invalid`, also for a speaker who has not agreed.
    """
    body = need_keeper(actor, offer.organization_id if offer else actor.organization_id)
    if offer is not None and offer.ended_on is not None:
        raise WrongState
    problems = _problems(facts)
    under = _under(actor, facts.under)
    if under is None:
        problems.append(Problem("under", _("There is no such body in your sight.")))
    if problems:
        raise Invalid(problems)
    made = offer or Offer(organization_id=body, made_name=actor.signature, made_at=clock.now())
    assert under is not None
    _put(made, facts, under)
    made.save()
    record(actor=actor, verb="services.save_offer", on=made, detail={"kind": made.kind})
    return made


@transaction.atomic
def end_offer(*, actor: Actor, offer: Offer) -> Offer:
    """Nobody books it any more; bookings stay, the speaker's name does not. Raises `Denied`, `WrongState`."""
    need_keeper(actor, offer.organization_id)
    if offer.ended_on is not None:
        raise WrongState
    offer.ended_on, offer.speaker, offer.speaker_agreed_on = clock.today(), "", None
    offer.save(update_fields=["ended_on", "speaker", "speaker_agreed_on"])
    record(actor=actor, verb="services.end_offer", on=offer)
    return offer


@transaction.atomic
def add_slot(
    *, actor: Actor, offer: Offer, starts_at: datetime, ends_at: datetime, capacity: int = 1, city: str = ""
) -> Slot:
    """Open one slot. Raises `Denied`, `WrongState` for an ended offer, `Invalid`."""
    _need_open(actor, offer)
    problems = _time_problems(starts_at, ends_at, capacity)
    if offer.slots.filter(starts_at=starts_at, city=city.strip()).exists():
        problems.append(Problem("starts_at", _("This slot is there already.")))
    if problems:
        raise Invalid(problems)
    slot = _slot(offer, starts_at, ends_at, capacity, city)
    slot.save()
    record(actor=actor, verb="services.add_slots", on=offer, detail={"count": 1})
    return slot


@transaction.atomic
def add_pattern(*, actor: Actor, offer: Offer, pattern: Pattern) -> int:
    """Open the slots of a pattern; those that are there already are left alone. How many were opened.

    Raises: `Denied`, `WrongState` for an ended offer, `Invalid`.
    """
    _need_open(actor, offer)
    moments = [(_moment(day, pattern.time_from), _moment(day, pattern.time_to)) for day in days_of(pattern)]
    problems = _time_problems(*moments[0], pattern.capacity) if moments else []
    if not moments or len(moments) > MOST_SLOTS:
        problems.append(Problem("first", _("The pattern gives no day, or more than 400 of them.")))
    if problems:
        raise Invalid(problems)
    there = set(offer.slots.filter(city=pattern.city.strip()).values_list("starts_at", flat=True))
    fresh = [
        _slot(offer, begins, ends, pattern.capacity, pattern.city)
        for begins, ends in moments
        if begins not in there and begins > clock.now()
    ]
    Slot.objects.bulk_create(fresh)
    record(actor=actor, verb="services.add_slots", on=offer, detail={"count": len(fresh)})
    return len(fresh)


@transaction.atomic
def change_slot(
    *,
    actor: Actor,
    slot: Slot,
    capacity: int,
    is_closed: bool,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Slot:
    """Change how many a slot takes, or take nobody new; free places go to who waits.

    Another time is told to all who booked or wait.

    Raises: `Denied`; `Invalid` where more is taken than the new number, or the time is over or taken.
    """
    need_keeper(actor, slot.offer.organization_id)
    current = Slot.objects.select_for_update().get(pk=slot.pk)
    if not max(current.taken, 1) <= capacity <= MOST_PLACES:
        words = _("%(count)d places are taken.") % {"count": current.taken}
        raise Invalid([Problem("capacity", words)])
    current.capacity, current.is_closed = capacity, is_closed
    times = (starts_at or current.starts_at, ends_at or current.ends_at)
    before = current.starts_at if times != (current.starts_at, current.ends_at) else None
    if before is not None:
        _set_time(current, *times)
    current.save(update_fields=["capacity", "is_closed", "starts_at", "ends_at", "day"])
    if before is not None:
        _tell_of_time(current, before)
    moved = move_up(current.pk)
    detail: dict[str, object] = {"capacity": capacity, "closed": is_closed, "moved_up": moved}
    if before is not None:
        detail |= {"from": before.isoformat(), "to": current.starts_at.isoformat()}
    record(actor=actor, verb="services.change_slot", on=slot, detail=detail)
    return current


def _set_time(slot: Slot, starts_at: datetime, ends_at: datetime) -> None:
    """Put another time into a slot that is still to come and is not saved yet. Raises `Invalid`."""
    problems = _time_problems(starts_at, ends_at, slot.capacity)
    if min(slot.starts_at, starts_at) <= clock.now():
        problems.append(Problem("starts_at", _("This time is over.")))
    others = slot.offer.slots.exclude(pk=slot.pk)
    if others.filter(starts_at=starts_at, city=slot.city).exists():
        problems.append(Problem("starts_at", _("This slot is there already.")))
    if problems:
        raise Invalid(problems)
    slot.starts_at, slot.ends_at, slot.day = starts_at, ends_at, starts_at.astimezone(clock.CHINA).date()


def _tell_of_time(slot: Slot, before: datetime) -> None:
    """Who booked or waits hears of it, once for each time."""
    for one in Booking.objects.filter(slot=slot, state__in=OPEN).select_related("slot", "offer"):
        tell_guest(
            one, "slot_moved", again=clock.now().isoformat(), before=before.isoformat(),
            starts_at=slot.starts_at.isoformat(), ends_at=slot.ends_at.isoformat(),
        )  # fmt: skip


def days_of(pattern: Pattern) -> list[date]:
    """The days of a pattern; holidays and days that are worked instead come from the official calendar."""
    calendar, found, day = Calendar(), [], pattern.first
    while day <= min(pattern.last, pattern.first + LONGEST):
        if day.weekday() in pattern.weekdays and (not pattern.working_days or calendar.is_workday(day)):
            found.append(day)
        day += timedelta(days=1)
    return found


def _problems(facts: OfferFacts) -> list[Problem]:
    problems = []
    if not facts.name.strip():
        problems.append(Problem("name", _("The name is missing.")))
    if facts.speaker.strip() and not facts.speaker_agrees:
        words = _("Name a speaker only with his consent; without it leave the name out.")
        problems.append(Problem("speaker_agrees", words))
    if facts.kind == OfferKind.TALK and not facts.topics.strip():
        problems.append(Problem("topics", _("Which topics can be asked for?")))
    return problems


def _time_problems(starts_at: datetime, ends_at: datetime, capacity: int) -> list[Problem]:
    problems = []
    if ends_at <= starts_at:
        problems.append(Problem("ends_at", _("The end lies before the beginning.")))
    if starts_at <= clock.now() - LONGEST:
        problems.append(Problem("starts_at", _("This time is over.")))
    if not 1 <= capacity <= MOST_PLACES:
        problems.append(Problem("capacity", _("At least one place.")))
    return problems


def _under(actor: Actor, code: str) -> Organization | None:
    """The own body, one below it, or one above: whom an offer reaches is for its host to say."""
    if not code:
        own: Organization = Organization.objects.get(pk=actor.organization_id)
        return own
    found: Organization | None = Organization.objects.filter(code=code).first()
    if found is None:
        return None
    near = actor.path.startswith(found.path) or visible_to(actor).filter(pk=found.pk).exists()
    return found if near else None


def _put(made: Offer, facts: OfferFacts, under: Organization) -> None:
    made.kind, made.under = facts.kind, under
    made.bookers, made.settings = list(facts.bookers), list(facts.settings)
    made.lead_days, made.is_ready = facts.lead_days, facts.is_ready
    for name in ("name", "description", "city", "place", "conditions", "topics"):
        setattr(made, name, getattr(facts, name).strip())
    speaker = facts.speaker.strip()
    if speaker != made.speaker or not speaker:
        made.speaker_agreed_on = clock.today() if speaker else None
    made.speaker = speaker


def _need_open(actor: Actor, offer: Offer) -> None:
    if not can_keep(actor, offer.organization_id):
        raise Denied
    if offer.ended_on is not None:
        raise WrongState


def _slot(offer: Offer, starts_at: datetime, ends_at: datetime, capacity: int, city: str) -> Slot:
    day = starts_at.astimezone(clock.CHINA).date()
    return Slot(
        offer=offer, starts_at=starts_at, ends_at=ends_at, day=day, capacity=capacity, city=city.strip()
    )


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, clock.CHINA)
