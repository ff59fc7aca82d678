"""What several processes do at once: make documents final, with failures in between."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction

from quanjing.documents.actions import begin, finalize, finalizing, open_series, save, take
from quanjing.documents.models import Document, Number, Series
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from quanjing.organizations.queries import actor_for
from tests.documents.conftest import FACTS
from tests.world import build_world

EACH, FEW, FAILS = 40, 4, 5  # numbers a process takes, documents it makes final; every fifth fails before


class Broken(Exception):
    """A disk that is full at the wrong moment."""


def prepare() -> str:
    world = build_world()
    open_series(actor=world.actor(world.officer), style="year", prefix="岚科协发")
    return "prepared"


def take_numbers() -> str:
    """The numbers that this process took, in order; every fifth time what follows fails."""
    actor, series = officer(), Series.objects.get()
    got = []
    for place in range(EACH):
        document = begin(actor=actor, kind="notice")
        if place % FAILS == 0:
            with suppress(Broken), transaction.atomic():
                take(actor=actor, series=series, document=document, dated_on=clock.today())
                raise Broken
        with transaction.atomic():
            number = take(actor=actor, series=series, document=document, dated_on=clock.today())
        got.append(str(number.serial))
    return ",".join(got)


def make_few_final() -> str:
    return make_final(FEW)


def make_all_final() -> str:
    return make_final(EACH)


def make_final(count: int) -> str:
    """The numbers of the documents that this process made final, in order; some break off first."""
    actor, series = officer(), Series.objects.get()
    got = []
    for place in range(count):
        draft = begin(actor=actor, kind="notice")
        document = save(
            actor=actor, document=draft, facts=FACTS, series=series, strict=False, version=draft.version
        )
        if place % FAILS == 0:
            fail_once(actor, document)
        finalize(actor=actor, document=document)
        got.append(str(Number.objects.get(document=document).serial))
    return ",".join(got)


def officer() -> Actor:
    posts = Post.objects.select_related("organization", "holder")
    return actor_for(posts.get(holder__username="officer", role=Role.OFFICER))


def fail_once(actor: Actor, document: Document) -> None:
    """Finalizing breaks after the number was taken, when the last file is stored."""
    whole, calls = finalizing.store, []

    def breaking(**values: object) -> object:
        calls.append(values)
        if len(calls) == 2:
            raise Broken
        return whole(**values)  # type: ignore[arg-type]

    finalizing.store = breaking  # type: ignore[assignment]
    try:
        finalize(actor=actor, document=document)
    except Broken:
        return
    finally:
        finalizing.store = whole
    raise AssertionError


def found() -> str:
    """What the register holds afterwards: numbers in order, and the last one of the year."""
    serials = Number.objects.order_by("serial").values_list("serial", flat=True)
    return ",".join(map(str, serials))
