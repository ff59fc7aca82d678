"""Offers and slots: what reaches an actor, one of them, lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing, in_scope
from quanjing.services.enums import LIVE, OfferKind, Setting
from quanjing.services.models import Booking, Offer, Slot

T = TypeVar("T", bound=Model)
MOST_BODIES = 300
OFFER_SORTS = {"kind": ("kind", "name", "pk"), "newest": ("-made_at", "pk")}


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """What a list is narrowed to; empty fields narrow nothing."""

    kind: str = ""
    city: str = ""
    setting: str = ""
    text: str = ""
    own: bool = False


def one_of(rows: QuerySet[T], **wanted: object) -> T:
    """The one row. Raises `Missing`."""
    found = rows.filter(**wanted).first()
    if found is None:
        raise Missing
    return found


def offers_seen(actor: Actor) -> QuerySet[Offer]:
    """Offers that the actor's body may book, its own, and those of bodies below where he reads them."""
    if actor.organization_id is None:
        return Offer.objects.none()
    reached = Q(under__path__in=chain_of(actor.path)) | Q(organization=actor.organization_id)
    found = Offer.objects.filter(reached | in_scope(actor, "organization__"))
    return found.select_related("organization", "under")


def get_offer(actor: Actor, code: str) -> Offer:
    """One. Raises `Missing`."""
    return one_of(offers_seen(actor), code=code)


def offer_list(actor: Actor, wanted: OfferFilter) -> QuerySet[Offer]:
    """What the actor sees and a filter leaves, each with how many slots are still free (`open_slots`)."""
    found = offers_seen(actor).filter(ended_on=None)
    if wanted.kind in OfferKind.values:
        found = found.filter(kind=wanted.kind)
    if wanted.city.strip():
        found = found.filter(Q(city=wanted.city.strip()) | Q(slots__city=wanted.city.strip())).distinct()
    if wanted.setting in Setting.values:
        found = found.filter(pk__in=_with_setting(found, wanted.setting))
    if wanted.text.strip():
        words = wanted.text.strip()
        found = found.filter(Q(name__icontains=words) | Q(description__icontains=words))
    if wanted.own:
        found = found.filter(organization=actor.organization_id)
    to_come = Q(slots__starts_at__gt=clock.now(), slots__is_closed=False)
    free = to_come & Q(slots__taken__lt=F("slots__capacity"))
    return found.annotate(open_slots=Count("slots", filter=free, distinct=True))


def slots_of(offer: Offer, *, first: date | None = None) -> QuerySet[Slot]:
    """The slots of an offer from a day on (today)."""
    return offer.slots.filter(day__gte=first or clock.today()).order_by("starts_at", "pk")


def get_slot(actor: Actor, code: str) -> Slot:
    """One slot of an offer that the actor sees. Raises `Missing`."""
    seen = offers_seen(actor).order_by().values("pk")
    return one_of(
        Slot.objects.filter(offer__in=seen).select_related("offer__organization", "offer__under"), code=code
    )


def talks_to_come(actor: Actor, setting: str = "") -> QuerySet[Slot]:
    """The programme: slots of talks that the actor sees, in order of time."""
    talks = offers_seen(actor).filter(kind=OfferKind.TALK, ended_on=None)
    if setting in Setting.values:
        talks = talks.filter(pk__in=_with_setting(talks, setting))
    found = Slot.objects.filter(
        offer__in=talks.order_by().values("pk"), day__gte=clock.today(), is_closed=False
    )
    return found.select_related("offer__organization").order_by("starts_at", "pk")


def body_of(actor: Actor) -> Organization | None:
    """The actor's body; none of a guest."""
    return Organization.objects.filter(pk=actor.organization_id).first() if actor.organization_id else None


def bodies_to_reach(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of the bodies in whose subtree an offer may be booked: the own line, and those below."""
    near = Q(path__in=chain_of(actor.path)) | in_scope(actor)
    found = Organization.objects.filter(near).filter(existing()).order_by("path")
    return list(found.values_list("code", "name")[:MOST_BODIES])


def cities_seen(actor: Actor) -> list[str]:
    """Cities of the offers that the actor sees, to choose from."""
    seen = offers_seen(actor).filter(ended_on=None).exclude(city="").order_by("city")
    return list(seen.values_list("city", flat=True).distinct()[:50])


def still_offered(organization_ids: list[int]) -> QuerySet[Offer]:
    """Offers of these bodies that have not ended."""
    return Offer.objects.filter(organization__in=organization_ids, ended_on=None)


def with_ours(actor: Actor, slots: QuerySet[Slot]) -> QuerySet[Slot]:
    """The same slots, each with whether the actor's body has booked it (`is_ours`)."""
    ours = Booking.objects.filter(slot=OuterRef("pk"), organization=actor.organization_id, state__in=LIVE)
    return slots.annotate(is_ours=Exists(ours))


def _with_setting(offers: QuerySet[Offer], setting: str) -> list[int]:
    """Lists in a column are looked into here, since SQLite cannot ask whether one holds something."""
    rows = offers.order_by().values_list("pk", "settings")
    return [pk for pk, settings in rows if not settings or setting in settings]
