"""What several processes do at once: a thousand bodies book a hundred places."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Invalid
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for
from quanjing.services.actions import BookingFacts, OfferFacts, add_slot, book, save_offer
from quanjing.services.enums import OfferKind
from quanjing.services.models import Booking, Slot
from tests.world import build_world

PLACES, BODIES, PROCESSES, THREADS = 100, 1000, 4, 4


def prepare() -> str:
    """A talk with a hundred places, and a thousand bodies that want one."""
    world = build_world()
    officer = actor_for(Post.objects.select_related("organization", "holder").get(pk=world.officer.pk))
    offer = save_offer(
        actor=officer,
        facts=OfferFacts(OfferKind.VISIT, "走进基地", is_ready=True, under=world.association.code),
    )
    begins = clock.now() + timedelta(days=20)
    add_slot(
        actor=officer, offer=offer, starts_at=begins, ends_at=begins + timedelta(hours=2), capacity=PLACES
    )
    head = world.association
    rows = [
        Organization(
            path=f"{head.path}Z{number:03d}", depth=2, code=f"race{number:04d}", name=f"基层科协{number}",
            kind=Kind.SOCIETY, level=Level.CITY, number=str(number),
        )
        for number in range(BODIES)
    ]  # fmt: skip
    Organization.objects.bulk_create(rows)
    return "prepared"


def guest(body: Organization) -> Actor:
    return Actor(
        user_id=1, user_name="经办人", post_id=None, organization_id=body.pk, organization_code=body.code,
        organization_name=body.name, path=body.path, rights=frozenset({Right.REPORT}),
    )  # fmt: skip


def book_share(share: str) -> str:
    """Every fourth body books, in several threads; how many got a place, and how many were refused."""
    bodies = list(Organization.objects.filter(code__startswith="race").order_by("pk"))[
        int(share) :: PROCESSES
    ]
    slot = Slot.objects.get()

    def one(body: Organization) -> bool:
        try:
            book(actor=guest(body), slot=slot, facts=BookingFacts("参观", "经办人"))
        except Invalid:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        got = list(pool.map(one, bodies))
    return f"{sum(got)},{len(got)}"


def found() -> str:
    slot = Slot.objects.get()
    held = Booking.objects.filter(has_place=True)
    return f"{slot.taken},{held.count()},{held.values('organization').distinct().count()}"
