"""Who would score what: the allotment as it is going to be, before anybody confirms it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import F, Q

from quanjing.calls.enums import ScoreState
from quanjing.calls.judging import allot
from quanjing.calls.models import Application, Call, Judge, Panel, Score
from quanjing.calls.queries.panels import (
    UNCHECKED,
    conflict_pairs,
    directions_without_panel,
    in_round,
    judges_of,
)

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Load:
    """What a judge has to score: so much stands, so much comes new, so many conflicts."""

    judge: Judge
    stands: int
    new: int
    conflicts: int

    @property
    def all(self) -> int:
        return self.stands + self.new


@dataclass(slots=True)
class PanelPlan:
    """The allotment of one panel. `short` are applications with the number of judges that they lack."""

    panel: Panel
    applications: int
    new: list[Pair]
    loads: list[Load]
    short: list[tuple[Application, int]] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """The allotment of a round; `digest` says whether it is still the one that was shown."""

    round: str
    seed: str
    panels: list[PanelPlan]
    without_panel: list[str]
    unchecked: int

    @property
    def digest(self) -> str:
        pairs = sorted(pair for one in self.panels for pair in one.new)
        return hashlib.sha256(f"{self.seed}{pairs}".encode()).hexdigest()[:16]

    @property
    def new(self) -> list[Pair]:
        return [pair for one in self.panels for pair in one.new]

    @property
    def lacking(self) -> int:
        return sum(number for one in self.panels for _application, number in one.short)


def plan_of(call: Call, round: str) -> Plan:
    """What an allotment would add to what stands; the same for whoever asks with the same seed."""
    barred = conflict_pairs(call)
    applications = list(in_round(call, round).order_by("pk").select_related("direction"))
    standing = standing_pairs(call, round)
    judges = list(judges_of(call))
    panels = call.panels.filter(Q(round="") | Q(round=round)).prefetch_related("directions")
    return Plan(
        round=round,
        seed=call.seed,
        panels=[_of_panel(one, call, applications, judges, barred, standing) for one in panels],
        without_panel=directions_without_panel(call, round),
        unchecked=Application.objects.filter(call=call, state__in=UNCHECKED).count(),
    )


def standing_pairs(call: Call, round: str) -> set[Pair]:
    """What was allotted and stands; of judges who left only what they scored."""
    rows = Score.objects.filter(application__call=call, round=round).exclude(state=ScoreState.EXCLUDED)
    rows = rows.filter(Q(judge__left_at=None) | Q(state=ScoreState.DONE))
    return set(rows.values_list("judge_id", "application_id").order_by(F("pk")))


def _of_panel(
    panel: Panel,
    call: Call,
    applications: list[Application],
    judges: list[Judge],
    barred: set[Pair],
    standing: set[Pair],
) -> PanelPlan:
    directions = {one.pk for one in panel.directions.all()}
    own = {one.pk: one for one in applications if one.direction_id in directions}
    sitting = {one.pk: one for one in judges if one.panel_id == panel.pk}
    stands = {pair for pair in standing if pair[1] in own and pair not in barred}
    gone = {judge for judge, _application in stands} - sitting.keys()
    codes = {pk: one.code for pk, one in sitting.items()} | {pk: f"left:{pk}" for pk in gone}
    closed = {(judge, key) for judge in gone for key in own} - stands
    found = allot(
        {pk: one.code for pk, one in own.items()},
        codes,
        each=call.judges_each,
        excluded=barred | closed,
        kept=stands,
        seed=call.seed,
    )
    new = [pair for pair in found.pairs if pair not in stands]
    before, coming = Counter(judge for judge, _key in stands), Counter(judge for judge, _key in new)
    against = Counter(judge for judge, key in barred if key in own)
    loads = [Load(one, before[pk], coming[pk], against[pk]) for pk, one in sitting.items()]
    short = [(own[key], number) for key, number in sorted(found.short.items())]
    return PanelPlan(panel, len(own), new, loads, short)
