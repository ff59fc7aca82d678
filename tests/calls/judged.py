"""A call with its panel, judges and applications, judged through the actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quanjing.calls.actions.allotting import allot_scores, print_seed
from quanjing.calls.actions.conflicts import declare
from quanjing.calls.actions.rounds import close_round
from quanjing.calls.actions.scoring import Marks, finish_score
from quanjing.calls.enums import CallState, Round
from quanjing.calls.models import Application, Call, Judge, Panel, Score
from quanjing.calls.queries.allotments import plan_of
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import actor_for
from tests.calls.stage import application, call, judge, panel, seat_of
from tests.world import World

NAMES = ("顾清扬", "沈望舒", "陆怀瑾", "谢知微", "苏明远", "韩秋白", "叶临川")


@dataclass
class Judged:
    """A call in the middle of its panel."""

    call: Call
    panel: Panel
    judges: list[Judge]
    applications: list[Application]
    officer: Actor

    def fresh(self) -> Call:
        return Call.objects.get(pk=self.call.pk)

    def scores(self, **wanted: Any) -> list[Score]:
        rows = Score.objects.filter(application__call=self.call, **wanted).order_by("pk")
        return list(rows.select_related("judge", "application__call"))


def actor_of(one: Judge) -> Actor:
    return actor_for(seat_of(one), "127.0.0.1")


def societies(world: World, number: int) -> list[Organization]:
    """More societies below the association."""
    return [
        Organization.objects.get(pk=world.association.pk).add_child(
            name=f"江岚省第{place}学会", kind=Kind.SOCIETY, level=Level.PROVINCIAL, number=f"5{place:02d}",
            society_class=SocietyClass.ENGINEERING,
        )
        for place in range(1, number + 1)
    ]  # fmt: skip


def staged(
    world: World,
    *,
    judges: int = 3,
    bodies: Sequence[Organization] | None = None,
    declared: bool = True,
    **more: Any,
) -> Judged:
    """A call in the form check, with applications of three societies and judges from elsewhere."""
    facts: dict[str, Any] = {
        "state": CallState.CHECKING,
        "judges_each": judges,
        "directions": ("学术",),
        **more,
    }
    made = call(world, **facts)
    own = bodies if bodies is not None else (world.tea, world.nursing, world.mathematics)
    applied = [application(made, body, title=f"方案{place}") for place, body in enumerate(own, 1)]
    group = panel(made)
    sitting = [
        judge(group, NAMES[place], unit=f"云川大学第{place}学院", declared=declared)
        for place in range(judges)
    ]
    return Judged(made, group, sitting, applied, world.actor(world.officer))


def allotted(one: Judged, round: str = Round.PAPER) -> Judged:
    """The same, allotted."""
    current = one.fresh()
    print_seed(actor=one.officer, call=current)
    digest = plan_of(current, round).digest
    allot_scores(actor=one.officer, call=current, round=round, digest=digest)
    one.call = one.fresh()
    one.applications = list(Application.objects.filter(call=one.call).order_by("number"))
    return one


def give(score: Score, points: str | Sequence[str], feedback: str = "", note: str = "") -> Score:
    """A judge scores: the same points for every criterion, or one for each."""
    criteria = list(score.application.call.criteria.all())
    each = [points] * len(criteria) if isinstance(points, str) else list(points)
    marks = Marks({one.pk: text for one, text in zip(criteria, each, strict=True)}, feedback, note)
    current = Score.objects.select_related("judge", "application__call").get(pk=score.pk)
    return finish_score(actor=actor_of(score.judge), score=current, marks=marks, version=current.version)


def give_all(one: Judged, points: dict[int, Sequence[str]], round: str = Round.PAPER) -> None:
    """`points` are by place of the application, one total for each judge in their order."""
    for place, totals in points.items():
        application = one.applications[place]
        by_judge = {score.judge_id: score for score in one.scores(application=application, round=round)}
        for seat, total in zip(one.judges, totals, strict=True):
            if seat.pk in by_judge:
                give(by_judge[seat.pk], total)


def decided(one: Judged) -> Judged:
    """The same with the paper round closed."""
    close_round(actor=one.officer, call=one.fresh(), round=Round.PAPER)
    one.call = one.fresh()
    return one


def said(one: Judge, *names: str) -> Judge:
    return declare(actor=actor_of(one), judge=one, close_to=names)
