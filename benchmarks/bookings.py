"""1 000 bodies that book 100 places at once, beside 1 000 bare inserts; part of `judgement.py`.

Four processes of four threads each, let go together. The floor inserts one row a body into the same table,
with its unique rule, a transaction each: no place, no check, no message, no record.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import harness

BARS = {"places given": 0.0, "bookings/bare": 6.0}  # the first: how far from the capacity
PLACES, BODIES, PROCESSES, THREADS = 100, 1_000, 4, 4


def measure(url: str, runs: int) -> tuple[dict[str, harness.Timing | str], dict[str, float]]:
    """On the nation that stands already; each run has a slot of its own."""
    from quanjing.organizations.models import Organization
    from quanjing.services.models import Booking, Slot

    bodies = list(Organization.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True))
    slots: list[int] = []

    def booked() -> float:
        slots.append(_slot())
        return _all_at_once(url, slots[-1], bodies[:BODIES], bare=False)

    bare, ours = harness.in_turn(runs, lambda: _all_at_once(url, _slot(), bodies[:BODIES], bare=True), booked)
    wrong = 0
    for pk in slots:
        held = Booking.objects.filter(slot=pk, has_place=True)
        counts = {Slot.objects.get(pk=pk).taken, held.count(), held.values("organization").distinct().count()}
        wrong += sum(abs(PLACES - count) for count in counts)
    rows: dict[str, harness.Timing | str] = {
        f"{BODIES} bare inserts": bare,
        f"{BODIES} bookings of {PLACES} places": ours,
    }
    return rows, {"places given": float(wrong), "bookings/bare": ours.median / bare.median}


def _slot() -> int:
    """A new visit with a hundred places, for all bodies."""
    from quanjing.foundation import clock
    from quanjing.organizations.models import Organization
    from quanjing.services.enums import OfferKind
    from quanjing.services.models import Offer, Slot

    top = Organization.objects.get(depth=1)
    offer = Offer.objects.create(
        organization=top, kind=OfferKind.VISIT, name="-", under=top, is_ready=True, made_name="-",
        made_at=clock.now(),
    )  # fmt: skip
    begins = clock.now() + timedelta(days=20)
    slot = Slot.objects.create(
        offer=offer, starts_at=begins, ends_at=begins + timedelta(hours=2), day=begins.date(), capacity=PLACES
    )
    return int(slot.pk)


def _all_at_once(url: str, slot: int, bodies: Sequence[int], *, bare: bool) -> float:
    """Seconds from the gate until the last of all is through."""
    spawn = multiprocessing.get_context("spawn")
    gate, done = spawn.Barrier(PROCESSES + 1), spawn.Barrier(PROCESSES + 1)
    writers = [
        spawn.Process(target=writer, args=(url, slot, bodies[place::PROCESSES], bare, gate, done))
        for place in range(PROCESSES)
    ]
    for one in writers:
        one.start()
    gate.wait(timeout=300)
    begun = time.perf_counter()
    done.wait(timeout=300)
    taken = time.perf_counter() - begun
    for one in writers:
        one.join()
        assert one.exitcode == 0
    return taken


def writer(url: str, slot: int, bodies: Sequence[int], bare: bool, gate: Any, done: Any) -> None:
    """One of the processes: ready, then one booking, or one row, for each of these bodies."""
    os.environ["QUANJING_DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanjing.config.settings")
    import django

    django.setup()
    from django.db import connection

    from quanjing.organizations.models import Organization
    from quanjing.services.models import Slot

    found = list(Organization.objects.filter(pk__in=bodies))
    kept = Slot.objects.select_related("offer").get(pk=slot)

    def some(part: Sequence[Organization]) -> None:
        for body in part:
            (_insert if bare else _book)(body, kept)
        connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        gate.wait(timeout=300)
        list(pool.map(some, [found[place::THREADS] for place in range(THREADS)]))
        done.wait(timeout=300)


def _book(body: Any, slot: Any) -> None:
    from quanjing.foundation.actor import Actor, Right
    from quanjing.foundation.errors import Invalid
    from quanjing.services.actions import BookingFacts, book

    actor = Actor(
        user_id=1, user_name="-", post_id=None, organization_id=body.pk, organization_code=body.code,
        organization_name=body.name, path=body.path, rights=frozenset({Right.REPORT}),
    )  # fmt: skip
    try:
        book(actor=actor, slot=slot, facts=BookingFacts("visit", "-"))
    except Invalid:
        return  # no place is left


def _insert(body: Any, slot: Any) -> None:
    from quanjing.foundation import clock
    from quanjing.services.enums import BookingState
    from quanjing.services.models import Booking

    Booking.objects.create(
        slot=slot, offer=slot.offer, organization_id=body.pk, state=BookingState.REQUESTED, topic="-",
        contact="-", booked_name="-", booked_at=clock.now(),
    )  # fmt: skip
