"""What the association offers in the small world, made through the actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.services.actions import BookingFacts, OfferFacts, add_slot, book, save_offer
from quanjing.services.enums import OfferKind
from quanjing.services.models import Booking, Offer, Slot
from tests.world import World

DAY = date(2026, 9, 21)
FILMED: dict[str, object] = {
    "topic": "理事长访谈", "contact": "周予安", "phone": "010-55550100", "filmed": "理事长", "agrees": True,
    "city": "岚州",
}  # fmt: skip


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def nursing(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.nursing_handler)


@pytest.fixture
def mathematics(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.mathematics_handler)


def offered(actor: Actor, kind: OfferKind = OfferKind.VIDEO, **more: object) -> Offer:
    values: dict[str, object] = {"kind": kind, "name": "图视频采集", "topics": "科普进基层", **more}
    return save_offer(actor=actor, facts=OfferFacts(**values))  # type: ignore[arg-type]


def slot_of(actor: Actor, offer: Offer, *, capacity: int = 1, hour: int = 9, day: date = DAY) -> Slot:
    begins = datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)
    return add_slot(
        actor=actor, offer=offer, starts_at=begins, ends_at=begins + timedelta(hours=2), capacity=capacity
    )


def booked(actor: Actor, slot: Slot, *, wait: bool = False, **more: object) -> Booking:
    facts = BookingFacts(**FILMED | more)  # type: ignore[arg-type]
    return book(actor=actor, slot=slot, facts=facts, wait=wait)


def taken(slot: Slot) -> int:
    return Slot.objects.get(pk=slot.pk).taken
