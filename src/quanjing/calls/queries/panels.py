"""Panels, judges and what they have done, as the desk of a call sees them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from quanjing.calls.enums import ApplicationState, Round, ScoreState
from quanjing.calls.models import Application, Call, Conflict, Judge, Panel, Score, Sitting
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing

JUDGED = (ApplicationState.ADMITTED, ApplicationState.SELECTED, ApplicationState.PASSED_OVER)
UNCHECKED = (ApplicationState.SENT, ApplicationState.RETURNED)


@dataclass(slots=True)
class JudgeRow:
    """A judge with how many applications are still open, begun, scored and excluded, by round."""

    judge: Judge
    counts: Mapping[tuple[str, str], int]

    def number(self, round: str, *states: str) -> int:
        return sum(self.counts.get((round, state), 0) for state in states)

    @property
    def all(self) -> int:
        return sum(count for (_round, state), count in self.counts.items() if state != ScoreState.EXCLUDED)

    @property
    def done(self) -> int:
        return sum(count for (_round, state), count in self.counts.items() if state == ScoreState.DONE)

    @property
    def left(self) -> int:
        return self.all - self.done

    @property
    def excluded(self) -> int:
        return sum(count for (_round, state), count in self.counts.items() if state == ScoreState.EXCLUDED)


@dataclass(slots=True)
class PanelRow:
    """A panel with its directions and judges."""

    panel: Panel
    judges: list[JudgeRow] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.judges)

    @property
    def all(self) -> int:
        return sum(row.all for row in self.judges)


def desk_calls(actor: Actor) -> QuerySet[Call]:
    """The calls of the actor's own body."""
    if actor.organization_id is None:
        return Call.objects.none()
    return Call.objects.filter(organization_id=actor.organization_id)


def desk_call(actor: Actor, code: str) -> Call:
    """A call of the actor's own body. Raises `Missing`."""
    found = desk_calls(actor).select_related("organization").filter(code=code).first()
    if found is None:
        raise Missing
    return found


def desk_panel(actor: Actor, code: str) -> Panel:
    """A panel of a call of the actor's own body. Raises `Missing`."""
    rows = Panel.objects.filter(call__in=desk_calls(actor)).select_related("call__organization")
    found = rows.filter(code=code).first()
    if found is None:
        raise Missing
    return found


def desk_judge(actor: Actor, code: str) -> Judge:
    """A judge of a call of the actor's own body. Raises `Missing`."""
    rows = Judge.objects.filter(panel__call__in=desk_calls(actor), code=code)
    found = rows.select_related("panel__call__organization", "post__holder", "post__organization").first()
    if found is None:
        raise Missing
    return found


def desk_application(call: Call, code: str) -> Application:
    """An application of a call that the desk may judge. Raises `Missing`."""
    rows = judged_of(call).select_related("organization", "direction", "call")
    found = rows.filter(code=code).first()
    if found is None:
        raise Missing
    return found


def judged_of(call: Call) -> QuerySet[Application]:
    """The applications that are judged: form in order, and those decided since."""
    return Application.objects.filter(call=call, state__in=JUDGED)


def judges_of(call: Call) -> QuerySet[Judge]:
    """The judges of a call who have not left, with what conflicts are found by."""
    rows = Judge.objects.filter(panel__call=call, left_at=None)
    return rows.select_related("panel", "post__holder", "post__organization").prefetch_related("units")


def panel_rows(call: Call) -> list[PanelRow]:
    """All panels with their judges, those who left too: five queries however many applications there are."""
    panels = {one.pk: PanelRow(one) for one in call.panels.prefetch_related("directions")}
    counts: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    grouped = Score.objects.filter(judge__panel__call=call).order_by()
    for judge, round, state, count in grouped.values_list("judge", "round", "state").annotate(
        count=Count("pk")
    ):
        counts[judge][round, state] = count
    judges = Judge.objects.filter(panel__call=call).select_related("post__holder", "post__organization")
    for one in judges:
        one.panel = panels[one.panel_id].panel
        panels[one.panel_id].judges.append(JudgeRow(one, counts[one.pk]))
    return list(panels.values())


def conflict_pairs(call: Call) -> set[tuple[int, int]]:
    """(judge, application) of every conflict of a call."""
    found = Conflict.objects.filter(judge__panel__call=call)
    return set(found.values_list("judge_id", "application_id"))


def sittings_of(call: Call) -> dict[str, Sitting]:
    return {one.round: one for one in call.sittings.all()}


def is_open(call: Call, round: str) -> bool:
    """Whether judges still score in a round."""
    return call.sittings.filter(round=round, closed_at=None).exists()


def directions_without_panel(call: Call, round: str) -> list[str]:
    """Directions with applications to judge for which there is no panel."""
    served = call.panels.filter(round__in=("", round)).values("directions")
    wanted = judged_of(call).exclude(direction__in=served).order_by("direction__position")
    return list(dict.fromkeys(wanted.values_list("direction__name", flat=True)))


def to_show(call: Call) -> set[int]:
    """The applications that come to the road show."""
    return set(judged_of(call).exclude(show_slot=None).values_list("pk", flat=True))


def in_round(call: Call, round: str) -> QuerySet[Application]:
    """The applications that are judged in a round."""
    found = judged_of(call)
    return found.exclude(show_slot=None) if round == Round.SHOW else found


def next_mark(marks: Iterable[str]) -> str:
    """The first free letter A … Z, then AA, AB …"""
    taken = Counter(marks)
    number = 0
    while True:
        mark, rest = "", number
        while rest >= 0:
            mark, rest = chr(ord("A") + rest % 26) + mark, rest // 26 - 1
        if mark not in taken:
            return mark
        number += 1
