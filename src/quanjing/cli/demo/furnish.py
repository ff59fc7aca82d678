"""Half a year of work in the invented province, day after day, by the actions that people call."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from quanjing.accounts.models import User
from quanjing.cli.demo import bodies, compiling, counts, tales
from quanjing.cli.demo.awarding import awarding, essays
from quanjing.cli.demo.build import Built, build
from quanjing.cli.demo.callings import callings
from quanjing.cli.demo.contests import contests
from quanjing.cli.demo.doings import doings
from quanjing.cli.demo.gatherings import gatherings
from quanjing.cli.demo.influence import influence
from quanjing.cli.demo.inspecting import inspecting
from quanjing.cli.demo.judging import assessments
from quanjing.cli.demo.learning import learning
from quanjing.cli.demo.ledgers import ledgers
from quanjing.cli.demo.panelling import panelling
from quanjing.cli.demo.posting import mails, papers
from quanjing.cli.demo.publishing import publishing
from quanjing.cli.demo.researching import researching
from quanjing.cli.demo.scene import scene_of
from quanjing.cli.demo.serving import serving
from quanjing.cli.demo.writing import documents
from quanjing.foundation import clock
from quanjing.organizations.models import Organization, Post

BUILT = 180  # days ago the bodies and posts were entered
LIVED_IN = ("small", "province")  # a nation is for measuring
TALES = (
    bodies.desks,
    bodies.beside,
    bodies.terms,
    tales.lecture,
    tales.census,
    tales.monthly,
    tales.plan,
    tales.congress,
    tales.essays,
    tales.course,
    compiling.suggestions,
    tales.reminders,
    gatherings,
    doings,
    contests,
    learning,
    ledgers,
    influence,
    callings,
    researching,
    panelling,
    awarding,
    essays,
    inspecting,
    serving,
    assessments,
    documents,
    mails,
    papers,
    publishing,
    counts.logbook,
    counts.snapshots,
)


@transaction.atomic
def build_lived_in(size: str, seed: int) -> Built | None:
    """The world of `build`, with half a year of work in all but a nation; None where one exists already."""
    with clock.frozen(clock.now() - timedelta(days=BUILT)):
        built = build(size, seed)
    if built is None:
        return None
    if size in LIVED_IN:
        with override(
            settings.LANGUAGE_CODE
        ):  # what people there wrote is not in the language of this terminal
            furnish()
    return Built(Organization.objects.count(), User.objects.count(), Post.objects.count())


def furnish() -> None:
    """Let every tale go on, always the one whose day is next, so that the record is in order of time."""
    scene = scene_of(clock.today())
    waiting: list[tuple[int, int, Iterator[int]]] = []
    for place, tale in enumerate(TALES):
        going = tale(scene)
        waiting.append((next(going), place, going))
    heapq.heapify(waiting)
    while waiting:
        offset, place, going = heapq.heappop(waiting)
        with scene.at(offset, 9, place):
            then = next(going, None)
        if then is not None:
            heapq.heappush(waiting, (then, place, going))
