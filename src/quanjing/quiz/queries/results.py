"""Results by score, then time, then who handed in first; of units only how many took part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from quanjing.foundation import clock
from quanjing.organizations.models import Organization
from quanjing.quiz.enums import Counting
from quanjing.quiz.models import Attempt, Contest

KEPT = 8  # contests; the oldest goes first
LAST_ANSWERS = timedelta(minutes=1)  # longer than the grace of an answer that is on its way
ORDER = (F("score").desc(), F("milliseconds").asc(), F("submitted_at").asc(), F("pk").asc())


@dataclass(frozen=True, slots=True)
class Placed:
    """A participant's result; `display_name` is empty where he gave none."""

    place: int
    participant: str
    display_name: str
    score: int
    milliseconds: int
    submitted_at: datetime

    @property
    def seconds(self) -> float:
        return round(self.milliseconds / 1000, 1)


def _handed_in(contest: Contest) -> QuerySet[Attempt]:
    return Attempt.objects.filter(contest=contest).exclude(submitted_at=None)


def ranking(contest: Contest) -> Sequence[Placed]:
    """All results in their order: one query."""
    rows = _best(contest) if contest.counting == Counting.BEST else _sums(contest)
    return [Placed(place, *row) for place, row in enumerate(rows, 1)]


_settled: dict[tuple[str, int], Sequence[Placed]] = {}


def settled(contest: Contest) -> Sequence[Placed]:
    """`ranking` of a contest that is over, kept in the process: everybody looks in the same minutes.

    Nothing is kept before the last answers are in. A key put right raises the version when the scores are
    marked again, so what was kept is not asked for any more.
    """
    if clock.now() < contest.closes_at + LAST_ANSWERS:
        return ranking(contest)
    key = (contest.code, contest.version)
    if key not in _settled:
        while len(_settled) >= KEPT:
            _settled.pop(next(iter(_settled)), None)
        _settled[key] = ranking(contest)
    return _settled[key]


def _best(contest: Contest) -> QuerySet[Attempt, Any]:
    turn = Window(RowNumber(), partition_by=[F("participant")], order_by=ORDER)
    best = _handed_in(contest).annotate(turn=turn).filter(turn=1)
    ordered = best.order_by("-score", "milliseconds", "submitted_at", "pk")
    return ordered.values_list("participant", "display_name", "score", "milliseconds", "submitted_at")


def _sums(contest: Contest) -> QuerySet[Attempt, Any]:
    grouped = _handed_in(contest).order_by().values("participant")
    summed = grouped.annotate(
        name=Max("display_name"), points=Sum("score"), time=Sum("milliseconds"), last=Max("submitted_at")
    )
    ordered = summed.order_by("-points", "time", "last", "participant")
    return ordered.values_list("participant", "name", "points", "time", "last")


def place_of(results: Sequence[Placed], participant: str) -> Placed | None:
    """A participant's own result."""
    return next((one for one in results if one.participant == participant), None)


def units_that_took_part(contest: Contest) -> list[tuple[Organization, int]]:
    """The units from which anybody took part with how many, in the order of the tree: two queries."""
    counts = took_part(contest)
    bodies = Organization.objects.filter(pk__in=[pk for pk in counts if pk]).order_by("path")
    return [(body, counts[body.pk]) for body in bodies]


def took_part_from(contest: Contest, organization_id: int | None) -> int:
    """How many took part who said that they belong to this unit: one query."""
    if organization_id is None:
        return 0
    own = _handed_in(contest).filter(organization=organization_id)
    return own.values("participant").distinct().count()


def took_part(contest: Contest) -> dict[int | None, int]:
    """By key of a unit how many took part who said that they belong to it: one query."""
    rows = _handed_in(contest).order_by().values_list("organization")
    return dict(rows.annotate(people=Count("participant", distinct=True)))
