"""Own topics of a few societies, honours from before, and whom the association recommended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from quanjing.calls.actions.beginning import TopicFacts, begin_topic
from quanjing.calls.actions.honours import (
    HonourFacts,
    RecommendationFacts,
    enter_honour,
    note_outcome,
    recommend,
)
from quanjing.calls.actions.projects import (
    ReportGiven,
    accept_milestone,
    add_use,
    report_milestone,
    return_milestone,
)
from quanjing.calls.enums import RecommendationState
from quanjing.calls.models import Project
from quanjing.cli.demo.scene import Scene, handlers
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization

FIRST, MIDDLE, USED = -150, -40, -10
TOPICS = [
    ("学会党组织参与决策机制研究", "学会治理", "重大事项怎样征求党组织意见？走访六家学会，形成工作指引。"),
    ("基层科技工作者思想状况调研", "人才", "一线人员最需要什么服务？开三场座谈会，形成报告。"),
    ("党建与科普融合路径研究", "科普", "怎样把主题党日办成科普活动？比较五个案例。"),
]
GOALS = [{"name": "走访单位", "number": "6", "unit": "家"}, {"name": "研究报告", "number": "1", "unit": "份"}]
REACHED = [
    {"name": "走访单位", "number": "4", "unit": "家"},
    {"name": "研究报告", "number": "0", "unit": "份"},
]


def researching(scene: Scene) -> Iterator[int]:
    """Half a year of topics: one half-way, one sent back, one under way."""
    yield FIRST
    societies = list(Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path"))
    first = scene.actor("handler", "handler")
    others = handlers(scene, societies).values()
    leads = [first, *(one for one in others if one.organization_id != first.organization_id)]
    made = [_topic(lead, *words) for lead, words in zip(leads, TOPICS, strict=False)]
    for place, body in enumerate(societies[:3]):
        year = clock.today().year - 1 - place
        enter_honour(
            actor=scene.officer, facts=HonourFacts("党建先进学会", body.name, year, holder_body=body)
        )
    yield MIDDLE
    for place, (lead, project) in enumerate(zip(leads, made, strict=False)):
        if place < 2:
            _report(scene, lead, project, accepted=place == 0)
    facts = RecommendationFacts("全国先进社会组织", "省民政厅", societies[0], clock.today())
    sent = recommend(actor=scene.officer, facts=facts)
    yield USED
    what, by = "党组织前置讨论工作指引", "江岚省科学技术协会学会部"
    add_use(actor=first, project=made[0], what=what, adopted_by=by, on=clock.today())
    given = RecommendationState.GIVEN
    note_outcome(actor=scene.officer, recommendation=sent, state=given, on=clock.today(), note="获得推荐名额")


def _topic(lead: Actor, title: str, direction: str, plan: str) -> Project:
    today = clock.today()
    last = date(today.year + 1, 3, 31)
    facts = TopicFacts(
        title, lead.user_name, plan, today, last, today + timedelta(days=100), direction, goals=GOALS
    )
    return begin_topic(actor=lead, facts=facts)


def _report(scene: Scene, lead: Actor, project: Project, *, accepted: bool) -> None:
    step = project.milestones.order_by("position")[0]
    report_milestone(actor=lead, milestone=step, given=ReportGiven("已走访四家，访谈记录已整理。", REACHED))
    if accepted:
        accept_milestone(actor=scene.officer, milestone=step)
    else:
        due = clock.today() + timedelta(days=50)
        return_milestone(actor=scene.officer, milestone=step, reason="请补充访谈提纲", due_on=due)
