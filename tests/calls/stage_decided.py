"""Released decisions set up row by row, as a panel's desk leaves them, and what may follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from quanjing.calls.actions.beginning import ProjectPlan, TopicFacts, begin_topic
from quanjing.calls.actions.notices import NoticeFacts, start_notice
from quanjing.calls.actions.results import publish_results
from quanjing.calls.enums import ApplicationState, CallState, ProjectState
from quanjing.calls.models import (
    Application,
    Call,
    Consent,
    Decision,
    DecisionLine,
    Milestone,
    Project,
    ProjectUse,
    PublicNotice,
)
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Role
from tests.calls.stage import application, call
from tests.world import World, person, post

FIRST_DAY = date(2026, 9, 4)  # the working day after the third of September
LAST_DAY = date(2026, 9, 10)  # the fifth working day
GOALS = [{"name": "培训班", "number": "3", "unit": "期"}, {"name": "手册", "number": "1", "unit": "本"}]
BUDGET = [{"name": "资料费", "amount": "20000"}, {"name": "会务费", "amount": "30000"}]
PLAN = ProjectPlan(date(2026, 10, 1), date(2027, 9, 30), date(2027, 3, 31))
SAID = "三期培训班全部办完。江岚省茶叶学会网站公布了手册，叶知秋主讲，云川茶业研究院审稿。"
TEXT = {"text": "依据通知公示如下。", "channel": "010-55550100"}


@dataclass(frozen=True)
class Decided:
    """A released decision: two selected in its first direction, one passed over behind them."""

    call: Call
    decision: Decision
    tea: Application
    nursing: Application
    mathematics: Application


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)


def checker(world: World) -> Actor:
    """A second person at the association's desk, who prepared nothing."""
    holder = person("checker", "温见山")
    return world.actor(post(world.association, "学会部 专员", Role.OFFICER, holder))


def release(
    made: Call, lines: Sequence[tuple[Application, bool]], *, number: int = 1, **more: Any
) -> Decision:
    """A decision on these applications that the officer prepared and somebody released."""
    at_three = at(date(2026, 9, 3), 8)
    decision = Decision.objects.create(
        call=made, number=number, body="党建工作领导小组", decided_on=date(2026, 9, 3),
        prepared_name="林知远", prepared_post=more.pop("prepared_post", "officer1"), prepared_at=at_three,
        released_name="闻溪桥", released_at=at_three, **more,
    )  # fmt: skip
    for rank, (one, chosen) in enumerate(lines, start=1):
        DecisionLine.objects.create(
            decision=decision, application=one, is_selected=chosen, rank=rank,
            grade="重点" if chosen else "", amount=Decimal(50000) if chosen else None,
            result=Decimal(95 - rank), proposed=chosen,
        )  # fmt: skip
        one.state = ApplicationState.SELECTED if chosen else ApplicationState.PASSED_OVER
        one.save(update_fields=["state"])
    return decision


def decided(world: World, **more: Any) -> Decided:
    """A call for projects with three applications, of which two are selected."""
    facts: dict[str, Any] = {"makes_projects": True, "under": world.association, **more}
    made = call(world, state=CallState.DECIDING, **facts)
    given: dict[str, Any] = {
        "goals": GOALS,
        "budget": BUDGET,
        "team": [{"name": "周予安", "unit": "茶叶学会"}],
    }
    if made.nominates:
        given["subject_unit"] = "江岚省茶叶研究所"
    bodies = (world.tea, world.nursing, world.mathematics)
    names = ("叶知秋", "苏望舒", "秦越")
    one, two, three = (
        application(made, body, subject=name if made.nominates else "", **given)
        for body, name in zip(bodies, names, strict=True)
    )
    decision = release(made, [(one, True), (two, True), (three, False)], prepared_post=world.officer.code)
    return Decided(made, decision, one, two, three)


def consent(one: Application, *, withdrawn: bool = False) -> Consent:
    """The nominee agreed, and may have taken it back."""
    now = at(date(2026, 9, 1))
    return Consent.objects.create(
        application=one, secret_hash=f"{one.pk:064d}", purpose="评选公示和公布", way="link",
        given_name=one.subject, given_at=now, withdrawn_at=now if withdrawn else None,
    )  # fmt: skip


def noticed(officer: Actor, found: Decided, **more: Any) -> PublicNotice:
    """The public notice of the decision, for five working days from the fourth of September."""
    said: dict[str, Any] = {"title": "拟入选名单公示", "first_day": FIRST_DAY, "days": 5, **TEXT, **more}
    facts = NoticeFacts(**said)
    return start_notice(actor=officer, decision=found.decision, facts=facts)


def published(officer: Actor, found: Decided, plan: ProjectPlan | None = PLAN) -> Call:
    """The results, the day after the notice."""
    with clock.frozen(at(LAST_DAY + timedelta(days=1))):
        return publish_results(actor=officer, call=found.call, plan=plan)


def running(officer: Actor, world: World) -> Project:
    """The tea society's project, begun by the results of a call; its budget fits the grant."""
    found = decided(world)
    noticed(officer, found)
    published(officer, found)
    return Project.objects.get(organization=world.tea)


def ended(made: Project, **more: Any) -> Project:
    """The same, closed, with what its closing report says and where it is used."""
    reached = [{**goal, "number": "4"} for goal in made.goals]
    made.milestones.filter(is_closing=True).update(text=SAID, reached=reached)
    facts = {"state": ProjectState.CLOSED, "closed_on": date(2026, 9, 1), **more}
    Project.objects.filter(pk=made.pk).update(**facts)
    ProjectUse.objects.create(
        project=made, what="培训手册", adopted_by="岚州市茶业协会", on=date(2026, 9, 1), made_name="周予安",
        made_at=clock.now(),
    )  # fmt: skip
    return Project.objects.select_related("application", "organization").get(pk=made.pk)


def topic(actor: Actor, **more: Any) -> Project:
    """A body's own topic."""
    facts: dict[str, Any] = {
        "title": "茶农合作社党建调研", "leader": "周予安", "plan": "合作社怎样建组织。走访六家。",
        "starts_on": date(2026, 9, 3), "ends_on": date(2026, 12, 31), "midterm_on": date(2026, 10, 31),
        **more,
    }  # fmt: skip
    return begin_topic(actor=actor, facts=TopicFacts(**facts))


def steps_of(project: Project) -> list[Milestone]:
    return list(Milestone.objects.filter(project=project).select_related("project"))
