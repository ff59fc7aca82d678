"""Bookings: never double, consent first, the waiting list in order, merging that can be undone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from quanjing.activities.models import Activity
from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.services import actions, queries
from quanjing.services.enums import BookingState, OfferKind
from quanjing.services.models import Booking, Slot
from tests.services.conftest import DAY, booked, offered, slot_of, taken
from tests.world import World

AFTER = datetime(2026, 9, 21, 12, tzinfo=clock.CHINA)


def state(booking: Booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def places_of(caught: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [one.where for one in caught.value.problems]


def test_a_full_slot_refuses_and_offers_the_waiting_list(officer: Actor, tea: Actor, nursing: Actor) -> None:
    slot = slot_of(officer, offered(officer))
    assert booked(tea, slot).state == BookingState.REQUESTED
    with pytest.raises(Invalid) as caught:
        booked(nursing, slot)
    assert places_of(caught) == ["wait"]
    waits = booked(nursing, slot, wait=True)
    assert (waits.state, queries.place_in_line(waits), taken(slot)) == (BookingState.WAITING, 1, 1)


def test_a_body_books_a_slot_once(officer: Actor, tea: Actor) -> None:
    slot = slot_of(officer, offered(officer), capacity=3)
    first = booked(tea, slot)
    with pytest.raises(Invalid):
        booked(tea, slot)
    assert taken(slot) == 1
    actions.cancel(actor=tea, booking=first)
    booked(tea, slot)
    assert taken(slot) == 1


def test_the_database_itself_refuses_a_place_too_many(officer: Actor, tea: Actor) -> None:
    slot = slot_of(officer, offered(officer))
    booked(tea, slot)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(taken=2)


def test_who_waits_moves_up_in_the_order_of_request(
    officer: Actor, tea: Actor, nursing: Actor, mathematics: Actor, world: World
) -> None:
    slot = slot_of(officer, offered(officer))
    first = booked(tea, slot)
    second, third = booked(nursing, slot, wait=True), booked(mathematics, slot, wait=True)
    actions.cancel(actor=tea, booking=first, reason="改期")
    assert [state(one) for one in (first, second, third)] == ["cancelled", "requested", "waiting"]
    told = Message.objects.filter(kind="booking_moved_up").values_list("post", flat=True)
    assert list(told) == [world.nursing_handler.pk]
    actions.decline(actor=officer, booking=second, reason="当日无车")
    assert (state(third), taken(slot)) == ("requested", 1)
    assert Message.objects.filter(post=world.officer, kind="booking_cancelled").count() == 1


def test_nobody_is_filmed_without_consent_and_a_post_is_enough(officer: Actor, tea: Actor) -> None:
    slot = slot_of(officer, offered(officer))
    with pytest.raises(Invalid) as caught:
        booked(tea, slot, filmed="", agrees=False, time_from=time(10), time_to=time(9))
    assert places_of(caught) == ["filmed", "agrees", "time_to"]
    assert booked(tea, slot).agreed_on == date(2026, 9, 3)


def test_a_room_asks_for_no_consent(officer: Actor, tea: Actor) -> None:
    slot = slot_of(officer, offered(officer, OfferKind.ROOM))
    made = booked(tea, slot, filmed="理事长", agrees=True)
    assert (made.filmed, made.agreed_on) == ("", None)


def test_an_offer_reaches_whom_its_host_named(officer: Actor, tea: Actor, world: World) -> None:
    for_city = slot_of(officer, offered(officer, under=world.city.code))
    for_branches = slot_of(officer, offered(officer, bookers=("branch",)))
    for slot in (for_city, for_branches):
        with pytest.raises(Denied):
            booked(tea, slot)
    with pytest.raises(Missing):
        queries.get_slot(tea, for_city.code)
    assert booked(world.actor(world.city_officer), for_city).state == BookingState.REQUESTED
    with pytest.raises(Denied):
        booked(world.actor(world.auditor), for_city)


def test_lead_days_are_working_days(officer: Actor, tea: Actor) -> None:
    offer = offered(officer, lead_days=3)
    too_near = slot_of(officer, offer, day=date(2026, 9, 7))  # Monday; Thursday has two working days left
    with pytest.raises(WrongState):
        booked(tea, too_near)
    assert booked(tea, slot_of(officer, offer, day=date(2026, 9, 8))).state == BookingState.REQUESTED


def test_a_pattern_leaves_holidays_out(officer: Actor) -> None:
    offer = offered(officer)
    pattern = actions.Pattern([2, 3], time(9), time(11), date(2026, 9, 28), date(2026, 10, 16), capacity=2)
    assert actions.add_pattern(actor=officer, offer=offer, pattern=pattern) == 4
    days = [one.day.isoformat() for one in offer.slots.all()]
    assert days == ["2026-09-30", "2026-10-08", "2026-10-14", "2026-10-15"]
    assert actions.add_pattern(actor=officer, offer=offer, pattern=pattern) == 0


def test_requests_are_confirmed_in_bulk_and_each_guest_is_told(
    officer: Actor, tea: Actor, nursing: Actor, world: World
) -> None:
    slot = slot_of(officer, offered(officer), capacity=2)
    both = [booked(tea, slot), booked(nursing, slot)]
    with pytest.raises(Denied):
        actions.confirm(actor=tea, bookings=both)
    assert actions.confirm(actor=officer, bookings=both) == 2
    told = Message.objects.filter(kind="booking_confirmed").values_list("post", flat=True)
    assert sorted(told) == sorted([world.tea_handler.pk, world.nursing_handler.pk])
    with pytest.raises(WrongState):
        actions.confirm(actor=officer, bookings=both)


def test_two_requests_of_one_city_and_day_become_one_visit_and_two_again(
    officer: Actor, tea: Actor, nursing: Actor, mathematics: Actor
) -> None:
    offer = offered(officer)
    morning, afternoon = slot_of(officer, offer), slot_of(officer, offer, hour=14)
    first, second = booked(tea, morning), booked(nursing, afternoon)
    trip = actions.merge(actor=officer, bookings=[first, second])
    assert (taken(morning), taken(afternoon)) == (1, 0)
    moved = Booking.objects.get(pk=second.pk)
    assert (moved.slot_id, moved.moved_from_id, moved.has_place) == (morning.pk, afternoon.pk, False)
    assert Message.objects.filter(kind="booking_moved").count() == 1  # he comes in the morning now
    assert actions.split(actor=officer, trip=trip) == 2
    assert (taken(morning), taken(afternoon), Booking.objects.get(pk=second.pk).slot_id) == (
        1,
        1,
        afternoon.pk,
    )
    again = actions.merge(actor=officer, bookings=[first, second])
    booked(mathematics, afternoon)
    with pytest.raises(WrongState):
        actions.split(actor=officer, trip=again)
    actions.cancel(actor=tea, booking=first)  # the other keeps the place of the visit
    assert (taken(morning), Booking.objects.get(pk=second.pk).has_place) == (1, True)
    assert Booking.objects.get(pk=second.pk).trip is None


def test_only_one_city_and_day_is_merged(officer: Actor, tea: Actor, nursing: Actor) -> None:
    offer = offered(officer)
    slot, later = slot_of(officer, offer, capacity=3), slot_of(officer, offer, day=date(2026, 9, 22))
    here, there, then = booked(tea, slot), booked(nursing, slot, city="临江"), booked(tea, later)
    for wrong in ([here, there], [here, then], [here]):
        with pytest.raises(Invalid):
            actions.merge(actor=officer, bookings=wrong)


def test_merging_frees_a_place_for_who_waits(
    officer: Actor, tea: Actor, nursing: Actor, mathematics: Actor
) -> None:
    slot = slot_of(officer, offered(officer), capacity=2)
    first, second = booked(tea, slot), booked(nursing, slot)
    waits = booked(mathematics, slot, wait=True)
    actions.merge(actor=officer, bookings=[first, second])
    assert (state(waits), taken(slot)) == ("requested", 2)


def test_what_is_delivered_comes_with_its_release_and_ends_with_the_consent(
    officer: Actor, tea: Actor, world: World
) -> None:
    slot = slot_of(officer, offered(officer))
    booking = booked(tea, slot)
    release = actions.Release("省科协、省茶叶学会", ["website"], date(2027, 12, 31))
    with pytest.raises(WrongState):
        actions.hand_over(actor=officer, booking=booking, name="a.txt", data=b"x", release=release)
    actions.confirm(actor=officer, bookings=[booking])
    with pytest.raises(Invalid):
        actions.deliver(actor=officer, booking=booking)
    with clock.frozen(AFTER):
        actions.deliver(actor=officer, booking=booking)
        with pytest.raises(Invalid) as caught:
            actions.hand_over(
                actor=officer, booking=booking, name="说明.txt", data="成片说明".encode(),
                release=actions.Release("", [], date(2026, 1, 1)),
            )  # fmt: skip
        assert places_of(caught) == ["users", "uses", "until"]
        made = actions.hand_over(
            actor=officer, booking=booking, name="说明.txt", data="成片说明".encode(), release=release
        )
        assert actions.open_delivery(delivery=made).name == "说明.txt"
        assert Message.objects.filter(post=world.tea_handler, kind="delivery_ready").count() == 1
        changed = actions.set_consent(actor=tea, booking=booking, agrees=False)
        [found] = queries.deliveries_of(changed)
        with pytest.raises(WrongState) as refused:
            actions.open_delivery(delivery=found)
        assert "同意" in str(refused.value)
        with pytest.raises(WrongState):
            actions.hand_over(actor=officer, booking=booking, name="b.txt", data=b"x", release=release)
        actions.set_consent(actor=tea, booking=booking, agrees=True)
    with clock.frozen(datetime(2028, 1, 1, tzinfo=clock.CHINA)):
        [found] = queries.deliveries_of(Booking.objects.get(pk=booking.pk))
        with pytest.raises(WrongState):
            actions.open_delivery(delivery=found)


def test_a_talk_that_was_given_becomes_an_activity(officer: Actor, tea: Actor) -> None:
    offer = offered(officer, OfferKind.TALK, name="科普宣讲", speaker="示例讲师", speaker_agrees=True)
    booking = booked(tea, slot_of(officer, offer), topic="茶叶里的化学", listeners=60)
    actions.confirm(actor=officer, bookings=[booking])
    with clock.frozen(AFTER):
        actions.deliver(actor=officer, booking=booking, heard=58)
        made = actions.enter_activity(actor=officer, booking=booking)
        assert (made.kind.code, made.name, made.speaker) == ("outtalk", "茶叶里的化学", "示例讲师")
        assert Activity.objects.get().present == 58
        with pytest.raises(WrongState):
            actions.enter_activity(actor=officer, booking=booking)


def test_a_speaker_is_named_only_with_consent(officer: Actor) -> None:
    with pytest.raises(Invalid) as caught:
        offered(officer, OfferKind.TALK, speaker="示例讲师")
    assert places_of(caught) == ["speaker_agrees"]


def test_a_speaker_is_named_no_longer_than_the_offer_stands(officer: Actor) -> None:
    offer = offered(officer, OfferKind.TALK, speaker="示例讲师", speaker_agrees=True)
    ended = actions.end_offer(actor=officer, offer=offer)
    assert (ended.speaker, ended.speaker_agreed_on, ended.ended_on) == ("", None, date(2026, 9, 3))
    with pytest.raises(WrongState):
        slot_of(officer, offer)


def test_a_slot_is_not_made_smaller_than_what_is_taken(officer: Actor, tea: Actor, nursing: Actor) -> None:
    slot = slot_of(officer, offered(officer), capacity=2)
    booked(tea, slot)
    second = booked(nursing, slot)
    with pytest.raises(Invalid):
        actions.change_slot(actor=officer, slot=slot, capacity=1, is_closed=False)
    actions.cancel(actor=nursing, booking=second)
    actions.change_slot(actor=officer, slot=slot, capacity=1, is_closed=True)
    with pytest.raises(WrongState):
        booked(nursing, slot)
    entries = AuditEntry.objects.filter(verb="services.change_slot").count()
    assert entries == 1


def test_every_step_is_recorded_once(officer: Actor, tea: Actor) -> None:
    slot = slot_of(officer, offered(officer))
    booking = booked(tea, slot)
    actions.confirm(actor=officer, bookings=[booking])
    actions.call_off(actor=officer, booking=booking, reason="天气原因")
    verbs = (
        AuditEntry.objects.filter(verb__startswith="services.").order_by("pk").values_list("verb", flat=True)
    )
    assert list(verbs) == [
        "services.save_offer", "services.add_slots", "services.book", "services.confirm_booking",
        "services.call_off_booking",
    ]  # fmt: skip
    assert (state(booking), taken(slot), DAY) == ("off", 0, slot.day)


def test_another_time_of_a_slot_is_told_to_who_booked_and_who_waits(
    officer: Actor, tea: Actor, nursing: Actor, mathematics: Actor, world: World
) -> None:
    slot = slot_of(officer, offered(officer))
    booked(tea, slot)
    booked(nursing, slot, wait=True)
    gone = booked(mathematics, slot, wait=True)
    actions.cancel(actor=mathematics, booking=gone)
    kept = {"capacity": slot.capacity, "is_closed": False}
    actions.change_slot(actor=officer, slot=slot, starts_at=slot.starts_at, ends_at=slot.ends_at, **kept)
    assert not Message.objects.filter(kind="slot_moved").exists()
    later = timedelta(days=1, hours=1)
    times = {"starts_at": slot.starts_at + later, "ends_at": slot.ends_at + later}
    moved = actions.change_slot(actor=officer, slot=slot, **kept, **times)
    assert moved.day == slot.day + timedelta(days=1)
    told = Message.objects.filter(kind="slot_moved").values_list("post", flat=True)
    assert set(told) == {world.tea_handler.pk, world.nursing_handler.pk}
    back = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    actions.change_slot(actor=officer, slot=slot, **kept, **back)
    assert taken(slot) == 1
    said = AuditEntry.objects.filter(verb="services.change_slot").order_by("pk").last()
    assert said is not None
    assert said.detail["to"] == slot.starts_at.isoformat()


def test_a_slot_is_not_put_where_none_can_be(officer: Actor, tea: Actor) -> None:
    offer = offered(officer)
    slot = slot_of(officer, offer)
    hour = timedelta(hours=1)
    other = actions.add_slot(
        actor=officer, offer=offer, starts_at=slot.starts_at + 5 * hour, ends_at=slot.ends_at + 5 * hour
    )
    for begins, ends in (
        (other.starts_at, other.ends_at),  # another slot of the offer
        (slot.ends_at, slot.starts_at),  # ends before it begins
        (clock.now() - hour, clock.now() + hour),  # over
    ):
        with pytest.raises(Invalid):
            actions.change_slot(
                actor=officer, slot=slot, capacity=1, is_closed=False, starts_at=begins, ends_at=ends
            )
    before = slot.starts_at
    slot.refresh_from_db()
    assert slot.starts_at == before
    with pytest.raises(Denied):
        actions.change_slot(actor=tea, slot=slot, capacity=1, is_closed=False, starts_at=other.ends_at)
