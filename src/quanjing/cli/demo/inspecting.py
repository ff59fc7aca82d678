"""Inspections: self-checks, visits drawn, findings mended, disputed and past their date; a campaign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from quanjing.cli.demo.scene import Scene, handlers
from quanjing.cli.demo.tables import xlsx_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.inspections.actions import (
    FindingWanted,
    Given,
    InspectionWanted,
    StageWanted,
    announce,
    close_finding,
    conclude_visit,
    dispute,
    draw_bodies,
    fix_seed,
    plan_inspection,
    plan_visit,
    preview_findings,
    rectify,
    report_nothing,
    save_answers,
    send_answers,
    write_finding,
)
from quanjing.inspections.actions.tables import COLUMNS
from quanjing.inspections.models import Checklist, InspectedBody, Inspection
from quanjing.inspections.queries import items_of
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection

PLANNED, CHECKED, VISITED, CAMPAIGN, NOW = -75, -60, -40, -20, -2
WRONG = [
    ("大额支出的会议纪要不完整", "办公室"),
    ("报销单据缺少复核签章", "财务岗位"),
    ("固定资产上年未盘点", "办公室"),
]
STAGES = (("学", 10), ("抓", 25), ("改", 50), ("强", 70))


def inspecting(scene: Scene) -> Iterator[int]:
    """A quarter of inspections."""
    yield PLANNED
    finance = _announced(scene, "finance", "年度财务管理和内部控制检查", 90, 20, per_part=1)
    yield CHECKED
    keepers = _keepers(scene, finance)
    for number, keeper in enumerate(keepers[:3]):
        _self_check(keeper, finance, number)
    if len(keepers) > 3:
        report_nothing(
            actor=keepers[3], body=_row(finance, keepers[3]), reason="由支撑单位统一核算，已随其检查"
        )
    fix_seed(actor=scene.officer, inspection=finance, seed="735812", source="部务会议现场摇号")
    chosen = draw_bodies(actor=scene.officer, inspection=finance).chosen
    for code in chosen[:2]:
        row = finance.bodies.select_related("organization", "inspection").get(organization__code=code)
        day = clock.today() + timedelta(days=15)
        plan_visit(actor=scene.officer, body=row, day=day, visitors="学会党建办、机关纪委")
    yield VISITED
    _visits(scene, finance)
    yield CAMPAIGN
    campaign = _announced(scene, "conduct", "“学、抓、改、强”活动", 70, 22, stages=True)
    first = scene.actor("handler", "handler")
    _campaign(scene, campaign, first)
    yield NOW
    _later(scene, finance, keepers)
    _table(scene, campaign, first)


def _announced(
    scene: Scene,
    code: str,
    name: str,
    days: int,
    self_days: int,
    per_part: int | None = None,
    stages: bool = False,
) -> Inspection:
    today = clock.today()
    wanted = InspectionWanted(
        name, "看制度是否落实、流程是否规范，发现问题及时整改销号。",
        Checklist.objects.select_related("template").get(code=code), today, today + timedelta(days=days),
        Selection(scene.association.code, (Kind.SOCIETY.value,), (Level.PROVINCIAL.value,)),
        self_by=today + timedelta(days=self_days), per_part=per_part,
        stages=[StageWanted(each, today + timedelta(days=by)) for each, by in STAGES] if stages else (),
    )  # fmt: skip
    return announce(actor=scene.officer, inspection=plan_inspection(actor=scene.officer, wanted=wanted))


def _keepers(scene: Scene, inspection: Inspection) -> list[Actor]:
    bodies = Organization.objects.filter(inspected__inspection=inspection).order_by("path")
    found = list(handlers(scene, list(bodies)).values())
    first = scene.actor("handler", "handler")
    return [first, *(one for one in found if one.organization_id != first.organization_id)]


def _row(inspection: Inspection, keeper: Actor) -> InspectedBody:
    rows = inspection.bodies.select_related("organization", "inspection")
    return rows.get(organization=keeper.organization_id)


def _self_check(keeper: Actor, inspection: Inspection, number: int) -> None:
    """Everything in order but one matter, with owner and day."""
    keys = [item.key for item in items_of(inspection.template_id)]
    given = {key: Given("in_order") for key in keys}
    note, owner = WRONG[number % len(WRONG)]
    due = clock.today() + timedelta(days=(30, 45, 80)[number % 3])
    given[keys[2 + number]] = Given("not_in_order", note, owner, due)
    send_answers(actor=keeper, body=_row(inspection, keeper), given=given)


def _visits(scene: Scene, inspection: Inspection) -> None:
    """Both visits are concluded, one with a finding."""
    keys = [item.key for item in items_of(inspection.template_id)]
    for number, visit in enumerate(inspection.visits.order_by("pk")):
        given = {key: Given("in_order") for key in keys}
        if number == 0:
            due = clock.today() + timedelta(days=30)
            given[keys[0]] = Given("not_in_order", "发票由同一岗位经办和审批", "财务岗位", due)
        conclude_visit(actor=scene.officer, visit=visit, given=given, result="制度健全，个别环节需要完善。")


def _campaign(scene: Scene, inspection: Inspection, keeper: Actor) -> None:
    """A finding in the third stage, disputed by the body; a self-check that is half filled in."""
    wanted = FindingWanted(
        "同一事项向下级要了三份材料", "材料报送", "办公室", clock.today() + timedelta(days=40), stage=3
    )
    row = _row(inspection, keeper)
    finding = write_finding(actor=scene.officer, body=row, wanted=wanted)
    dispute(actor=keeper, finding=finding, comment="其中两份为上级部门要求，已合并报送。")
    save_answers(actor=keeper, body=row, given={"i1": Given("in_order"), "i2": Given("in_order")})


def _later(scene: Scene, inspection: Inspection, keepers: list[Actor]) -> None:
    """One finding is mended and closed, one waits for the second look, one is past its date."""
    for number, keeper in enumerate(keepers[:2]):
        finding = inspection.findings.filter(organization=keeper.organization_id).order_by("pk").first()
        if finding is None:
            continue
        rectify(actor=keeper, finding=finding, evidence="已补齐材料，并修订审批流程。")
        if number == 1:
            close_finding(actor=scene.officer, finding=finding, note="查看了修订后的流程和三份单据。")


def _table(scene: Scene, inspection: Inspection, keeper: Actor) -> None:
    """A table of findings that was just looked at: some lines cannot be written down as they are."""
    bodies = list(
        inspection.bodies.values_list("organization__name", flat=True).order_by("organization__path")
    )
    due = (clock.today() + timedelta(days=30)).isoformat()
    named = f"通知由{keeper.user_name}一人起草、审核和发出"
    rows = [
        [bodies[0], "会议管理", "全年会议计划未公布", "办公室", due, "会议管理办法第三条", STAGES[2][0]],
        [bodies[0], "材料报送", "同一材料要求纸质和电子各报一次", "办公室", due, "", STAGES[2][0]],
        [bodies[1], "调研走访", "走访记录未注明所提问题的办理结果", "学术部", due, "", STAGES[1][0]],
        [keeper.organization_name, "发文管理", named, "秘书处", due, "", STAGES[2][0]],
        ["江岚省珍珠学会", "会议管理", "会议纪要未归档", "办公室", due, "", ""],
        [bodies[1], "会议管理", "视频会议要求重复签到", "", "下月底", "", "回头看"],
    ]
    data = xlsx_of(COLUMNS, rows)
    preview_findings(actor=scene.officer, inspection=inspection, name="现场检查问题汇总.xlsx", data=data)
