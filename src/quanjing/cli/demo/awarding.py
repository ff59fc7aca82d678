"""Two calls decided without a panel, and what came of them: an award of closed projects, texts to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from quanjing.calls.actions import ApplicationFacts, begin_application
from quanjing.calls.actions.beginning import ProjectPlan
from quanjing.calls.actions.project_changes import settle
from quanjing.calls.actions.projects import (
    ReportGiven,
    accept_milestone,
    add_use,
    close_project,
    report_milestone,
)
from quanjing.calls.actions.results import publish_results
from quanjing.calls.actions.skipping import skip_panel
from quanjing.calls.enums import CallKind
from quanjing.calls.models import Call, Project, PublicNotice
from quanjing.calls.queries import get_call
from quanjing.cli.demo.calls import applied, checked, displayed, opened, units_of
from quanjing.cli.demo.scene import Scene, run_jobs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor

OPENED, SENT, OVER, REPORTED, CLOSED, USED = -158, -150, -139, -70, -64, -60
AWARD, BEGUN = -14, -5
ESSAYS, HANDED_IN, READ = -60, -48, -44
UNITS = 3
GRANT = Decimal(20000)


@dataclass(frozen=True, slots=True)
class Small:
    """A small project: its goal as promised and as reached, and what of it is used elsewhere."""

    title: str
    why: str
    what: str
    done: str
    goal: str
    unit: str
    promised: str
    reached: str
    use: str


PROJECTS = (
    Small("茶园科技小院", "茶农缺少就近的技术指导。", "建三处小院，每月开放两天。",
          "三处小院全部建成，开放四十二天。", "培训茶农", "人", "120", "146", "茶园绿色防控手册"),
    Small("山区学校科学角", "山区学校缺少课外读物和动手器材。", "配器材十套，开展活动二十次。",
          "十套器材全部送到，活动开展二十二次。", "建科学角", "个", "10", "10", "科学角器材清单"),
    Small("社区科学实验夜", "城区居民少有机会动手做实验。", "在六个社区各办一次。",
          "六个社区各办一次，另加办两次。", "举办实验夜", "场", "6", "8", "家庭实验手册"),
)  # fmt: skip
REPORT = "经费专款专用，过程材料已归档，做法写成手册供其他学会使用。"
USER = "岚州市科学技术协会"
LESSON = "先问需要什么，再定做什么；事情办完，手册留给当地。"
WITHOUT = "党建工作领导小组听取形式审查情况汇报，经集体讨论确定拟入选名单，并予公示。未组织专家评审。"
ESSAY_TEXTS = (
    ("把支部建在茶园里", "实践", "周予安",
     "支部和科技小院合在一处，党员专家每月到茶园两天。",
     "过去专家下乡，讲完就走。去年起，学会把支部的主题党日放到茶园，先看茶，再座谈。\n"
     "一年下来，小院接待茶农一千余人次，三十七个问题当场有了答复，其余的由专家带回去研究，月底前回复。\n"
     "我们的体会是：党建不必另起一套，跟着业务走，茶农就愿意来。"),
    ("一份清单管好理事会", "理论", "顾晓岚",
     "理事会前置讨论的事项列成清单，逐项写明谁提出、谁把关。",
     "理事会议事，常有两种偏差：一种是事事上会，一种是大事不上会。\n"
     "清单把应当前置讨论的事项写明白，共十二项，每项写明由谁提出、由谁把关、何时答复。\n"
     "清单每年修订一次，修订理由一并记录。"),
    ("科普不是搭台唱戏", "实践", "陆明溪", "少搭台，多答题。", "活动之前先收问题，活动之中只答问题。"),
)  # fmt: skip


def awarding(scene: Scene) -> Iterator[int]:
    """Small projects from their call to their closing, then an award into which they are brought."""
    yield OPENED
    desk, second = scene.officer, scene.actor("deputy")
    units = _units(scene)
    call = opened(
        desk, CallKind.PROJECT, "小微服务项目申报", OVER - OPENED - 1,
        "小额资助，办一件基层用得上的事。", asks_schedule=False, allows_joint=False,
    )  # fmt: skip
    yield SENT
    for unit, small in zip(units, PROJECTS, strict=True):
        applied(unit, call, _wanted(unit, call, small))
    yield OVER
    notice = _decided(scene, second, call, range(1, UNITS + 1), amount=GRANT)
    yield _after(scene, notice)
    publish_results(actor=desk, call=call, plan=ProjectPlan(clock.today(), scene.day(CLOSED)))
    run_jobs()
    yield REPORTED
    made = list(Project.objects.filter(application__call=call).order_by("number"))
    for unit, project, small in zip(units, made, PROJECTS, strict=True):
        _reported(desk, unit, project, small)
    yield CLOSED
    for project in made:
        close_project(actor=second, project=project)
    yield from _award(desk, units, made)


def _units(scene: Scene) -> list[Actor]:
    """The unit with the demo's sign-in, then the first others."""
    first = scene.actor("handler", "handler")
    others = [one for one in units_of(scene, UNITS) if one.organization_id != first.organization_id]
    return [first, *others][:UNITS]


def _wanted(unit: Actor, call: Call, small: Small) -> ApplicationFacts:
    return ApplicationFacts(
        direction=call.directions.get(name="科普").code, title=small.title,
        values={"f1": small.why, "f2": small.what, "f4": "秘书处"},
        team=[{"name": unit.user_name, "unit": unit.organization_name}],
        goals=[{"name": small.goal, "number": small.promised, "unit": small.unit}],
        budget=[{"name": "资料和器材", "amount": "12000"}, {"name": "差旅", "amount": "8000"}],
    )  # fmt: skip


def _decided(
    scene: Scene, second: Actor, call: Call, chosen: range, amount: Decimal | None = None
) -> PublicNotice:
    """From the form check straight to the decision."""
    checked(scene.officer, call)
    skip_panel(actor=scene.officer, call=call)
    return displayed(scene.officer, second, call, WITHOUT, chosen, amount=amount)


def _after(scene: Scene, notice: PublicNotice) -> int:
    return (notice.last_day - scene.today).days + 1


def _reported(desk: Actor, unit: Actor, project: Project, small: Small) -> None:
    """The closing report is accepted, and the budget settled as it was planned."""
    closing = project.milestones.get(is_closing=True)
    reached = [{"name": small.goal, "number": small.reached, "unit": small.unit}]
    report_milestone(actor=unit, milestone=closing, given=ReportGiven(small.done + REPORT, reached))
    accept_milestone(actor=desk, milestone=closing)
    settle(actor=unit, project=project, amounts={1: (Decimal(12000), ""), 2: (Decimal(8000), "")})


def _award(desk: Actor, units: list[Actor], made: list[Project]) -> Iterator[int]:
    """Two bring their project in; the one with the demo's sign-in is still writing."""
    yield USED
    for unit, project, small in zip(units, made, PROJECTS, strict=True):
        add_use(actor=unit, project=project, what=small.use, adopted_by=USER, on=clock.today())
    yield AWARD
    award = opened(
        desk, CallKind.AWARD, "优秀服务项目评选", -AWARD + 12,
        "从已结项的项目中评选，结项报告中已有的内容不再填写。", award="江岚省优秀服务项目",
    )  # fmt: skip
    yield BEGUN
    for unit, project in zip(units, made, strict=True):
        given = ApplicationFacts(project=project.code, values={"f4": LESSON, "f5": "秘书处"})
        if unit == units[0]:
            begin_application(actor=unit, call=get_call(unit, award.code), facts=given)
        else:
            applied(unit, award, given)


def essays(scene: Scene) -> Iterator[int]:
    """Essays from the call to the results; two of three are selected."""
    yield ESSAYS
    second, units = scene.actor("deputy"), _units(scene)
    intro = "写身边的人和事，两千字以内；写过的总结不必改写再报。"
    call = opened(scene.officer, CallKind.ESSAY, "党建强会征文", READ - ESSAYS - 1, intro)
    yield HANDED_IN
    for unit, (title, direction, author, abstract, text) in zip(units, ESSAY_TEXTS, strict=True):
        facts = ApplicationFacts(
            direction=call.directions.get(name=direction).code, title=title,
            values={"f1": abstract, "f2": text},
            team=[{"name": author, "unit": unit.organization_name}],
        )  # fmt: skip
        applied(unit, call, facts)
    yield READ
    notice = _decided(scene, second, call, range(1, 3))
    yield _after(scene, notice)
    publish_results(actor=scene.officer, call=call)
    run_jobs()
