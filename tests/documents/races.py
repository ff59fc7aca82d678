"""What several processes do at once: make documents final, with failures in between."""

from __future__ import annotations

from quanjing.documents import actions
from quanjing.documents.actions import begin, finalize, open_series, save
from quanjing.documents.models import Document, Number, Series
from quanjing.organizations.models import Post
from quanjing.organizations.queries import actor_for
from tests.documents.conftest import FACTS
from tests.world import build_world

EACH, FAILS = 40, 5  # documents a process makes final; every fifth fails once before


class Broken(Exception):
    """A disk that is full at the wrong moment."""


def prepare() -> str:
    world = build_world()
    open_series(actor=world.actor(world.officer), style="year", prefix="岚科协发")
    return "prepared"


def make_final() -> str:
    """The numbers that this process got, in order."""
    post = Post.objects.select_related("organization", "holder").get(
        holder__username="officer", role="officer"
    )
    actor, series = actor_for(post), Series.objects.get()
    got = []
    for place in range(EACH):
        draft = begin(actor=actor, kind="notice")
        document = save(
            actor=actor, document=draft, facts=FACTS, series=series, strict=False, version=draft.version
        )
        if place % FAILS == 0:
            fail_once(actor, document)
        finalize(actor=actor, document=document)
        got.append(str(Number.objects.get(document=document).serial))
    return ",".join(got)


def fail_once(actor: object, document: Document) -> None:
    """Finalizing breaks after the number was taken, when the last file is stored."""
    from quanjing.documents.actions import finalizing

    whole, calls = finalizing.store, []

    def breaking(**values: object) -> object:
        calls.append(values)
        if len(calls) == 2:
            raise Broken
        return whole(**values)  # type: ignore[arg-type]

    finalizing.store = breaking  # type: ignore[assignment]
    try:
        actions.finalize(actor=actor, document=document)  # type: ignore[arg-type]
    except Broken:
        return
    finally:
        finalizing.store = whole
    raise AssertionError


def found() -> str:
    """What the register holds afterwards: numbers in order, and the last one of the year."""
    serials = Number.objects.order_by("serial").values_list("serial", flat=True)
    return ",".join(map(str, serials))
