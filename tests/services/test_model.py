"""Whatever guests and hosts do in whatever order: places and states fit together."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import QuanjingError
from quanjing.services import actions
from quanjing.services.enums import BOOKING_MOVES, LIVE, PLACED, BookingState
from quanjing.services.models import Booking, Slot, Trip
from tests.services.conftest import booked, offered, slot_of
from tests.world import World

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["book", "wait", "cancel", "confirm", "decline", "off", "merge", "split", "more", "less"]
        ),
        st.integers(0, 3),
        st.integers(0, 1),
    ),
    max_size=25,
)


def check(before: dict[int, str]) -> None:
    """What holds at any moment."""
    for slot in Slot.objects.all():
        held = Booking.objects.filter(slot=slot, has_place=True).count()
        assert slot.taken == held <= slot.capacity
        waiting = Booking.objects.filter(slot=slot, state=BookingState.WAITING)
        assert slot.free == 0 or not waiting.exists()
    for one in Booking.objects.all():
        assert one.has_place == (one.state in PLACED) or one.trip_id is not None
        was = before.get(one.pk, one.state)
        assert one.state == was or one.state in BOOKING_MOVES[BookingState(was)]
    for trip in Trip.objects.all():
        members = Booking.objects.filter(trip=trip, state__in=LIVE)
        assert members.count() != 1
        assert not members or members.filter(has_place=True).count() == 1


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_places_and_states_always_fit_together(world: World, officer: Actor, steps: list[Any]) -> None:
    for rows in (Booking, Trip, Slot):  # what the example before left
        rows.objects.all().delete()
    guests = [
        world.actor(post)
        for post in (world.tea_handler, world.nursing_handler, world.mathematics_handler, world.city_officer)
    ]
    offer = offered(officer)
    slots = [slot_of(officer, offer), slot_of(officer, offer, hour=14)]
    before: dict[int, str] = {}
    for step, who, where in steps:
        with suppress(QuanjingError):  # refused, and then nothing has changed
            act(step, officer, guests[who], slots[where])
        check(before)
        before = dict(Booking.objects.values_list("pk", "state"))


def act(step: str, officer: Actor, guest: Actor, slot: Slot) -> None:
    mine = Booking.objects.filter(slot=slot, organization=guest.organization_id, state__in=LIVE).first()
    if step in ("book", "wait"):
        booked(guest, slot, wait=step == "wait")
    elif step == "merge":
        actions.merge(actor=officer, bookings=list(Booking.objects.filter(state__in=PLACED, trip=None)[:2]))
    elif step == "split":
        for trip in Trip.objects.filter(bookings__isnull=False)[:1]:
            actions.split(actor=officer, trip=trip)
    elif step in ("more", "less"):
        number = Slot.objects.get(pk=slot.pk).capacity + (1 if step == "more" else -1)
        actions.change_slot(actor=officer, slot=slot, capacity=number, is_closed=False)
    elif mine is not None and step == "cancel":
        actions.cancel(actor=guest, booking=mine)
    elif mine is not None and step == "confirm":
        actions.confirm(actor=officer, bookings=[mine])
    elif mine is not None:
        act_off = actions.decline if step == "decline" else actions.call_off
        act_off(actor=officer, booking=mine, reason="无法安排")
