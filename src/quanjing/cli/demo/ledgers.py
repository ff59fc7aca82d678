"""Registers of a few bodies: channels and a hand-over, guidance, a forum, a term change, deeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from quanjing.cli.demo.scene import Scene, handlers
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from quanjing.registers.actions import (
    EntryFacts,
    accept,
    acknowledge,
    answer,
    ask_body,
    enter,
    hand_over,
    note,
    send_back,
    take_step,
)
from quanjing.registers.enums import LogKind, Opinion, Role
from quanjing.registers.models import RegisterEntry, RegisterKind

FIRST, DORMANT, GUIDANCE, FORUM, NOW = -170, -90, -60, -25, -3
BODIES = 5
OUTLETS = [
    ("微信公众号", "发布通知、科普文章和会员服务信息"),
    ("网站", "发布学会动态和学术会议信息"),
    ("视频号", "发布科普短视频"),
    ("刊物", "刊登学术论文"),
]
SIMPLE: list[tuple[str, str, dict[str, object]]] = [
    ("commitment", "全国学会学术出版道德公约", {"f2": "2026-01-12", "f3": "编辑部逐条对照，每年自查一次。"}),
    ("pairing", "与向阳村结对", {"f1": "向阳村", "f2": "帮扶村镇", "f5": "每季度一次技术指导。"}),
    ("risk", "经费报销审批", {"f1": "经费报销", "f2": "发票审核", "f3": "一人经办一人审批", "f4": "中",
                               "f5": "经办、复核、审批分设三个岗位。"}),
    ("honour", "科普工作先进集体", {"f1": "科普工作部", "f2": "2025", "f3": "省部级", "f4": "省科协"}),
]  # fmt: skip
DEEDS = [
    ("为山区学校送科普课", "山区学校学生", "全年送课十二场，自带实验器材。"),
    ("开放会员查新服务", "基层会员", "为会员免费做文献查新，五个工作日内答复。"),
    ("老专家电话答疑", "乡镇技术人员", "每周三下午由专家接听技术咨询。"),
]


def ledgers(scene: Scene) -> Iterator[int]:
    """Half a year of registers."""
    yield FIRST
    kinds = {kind.code: kind for kind in RegisterKind.objects.filter(organization=None)}
    societies = Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path")
    first = scene.actor("handler", "handler")
    others = handlers(scene, list(societies)).values()
    keepers = [first, *(one for one in others if one.organization_id != first.organization_id)][:BODIES]
    made = [_outlets(scene, keeper, kinds["outlet"], place) for place, keeper in enumerate(keepers)]
    for code, name, values in SIMPLE:
        said = {"f1": name} | values
        facts = EntryFacts(name, "秘书处", "秘书长", values=said, expires_on=None)
        enter(actor=first, kind=kinds[code], facts=facts, file=True)
    old = _guidance(scene.officer, kinds["guidance"], "科技活动安全指南（第一版）")
    yield DORMANT
    title = "秘书处 经办人"
    hand_over(
        actor=first, entries=made[0][:2], role=Role.HOLDER, to_title=title,
        note="账号和管理员手机已移交；有两篇待发稿件，排期表在共享文件夹。",
    )  # fmt: skip
    yield GUIDANCE
    new = _guidance(scene.officer, kinds["guidance"], "科技活动安全指南（第二版）", old)
    for keeper in keepers[1:]:
        acknowledge(actor=keeper, entry=new)
    for number, keeper in enumerate(keepers):
        _deed(keeper, kinds["deed"], number)
    yield FORUM
    _forums(scene, first, kinds["forum"])
    _term_change(first, kinds["termchange"])
    yield NOW
    for entries in made:
        for entry in entries[:2]:
            keeper = next(one for one in keepers if one.organization_id == entry.organization_id)
            day = clock.today() - timedelta(days=1)
            note(actor=keeper, entry=entry, what=LogKind.UPDATE, day=day, text="更新一期内容")
    _matter(scene, first, kinds["matter"])


def _outlets(scene: Scene, keeper: Actor, kind: RegisterKind, place: int) -> list[RegisterEntry]:
    """Two to four channels of a body; the last one of the first body waits for the desk."""
    made = []
    for number, (shape, use) in enumerate(OUTLETS[: 2 + place % 3]):
        values = {"f1": shape, "f4": use, "f3": "2021-05-06", "f7": 1 + number}
        facts = EntryFacts(
            f"{keeper.organization_name.removeprefix('江岚省')}{shape}", "宣传部", "秘书长", values=values
        )
        entry = enter(actor=keeper, kind=kind, facts=facts, file=True)
        made.append(accept(actor=scene.officer, entry=entry))
    return made


def _guidance(
    officer: Actor, kind: RegisterKind, name: str, replaces: RegisterEntry | None = None
) -> RegisterEntry:
    values = {
        "f1": name[-4:-1],
        "f2": "学会党建办",
        "f4": "活动前做风险评估，活动中有专人值守，活动后有记录。",
    }
    facts = EntryFacts(name, "学会党建办 专员", happens_on=clock.today(), values=values)
    return enter(actor=officer, kind=kind, facts=facts, file=True, replaces=replaces)


def _forums(scene: Scene, keeper: Actor, kind: RegisterKind) -> None:
    """One filed in time and accepted, one filed late, one sent back."""
    for number, (name, ahead) in enumerate([("青年学术沙龙", 34), ("绿色发展论坛", 9), ("标准化研讨会", 40)]):
        day = clock.today() + timedelta(days=ahead)
        values = {"f1": "科技会堂二楼", "f2": keeper.organization_name, "f4": 60 + 40 * number, "f5": name}
        facts = EntryFacts(name, "学术部", "秘书长", happens_on=day, values=values)
        entry = enter(actor=keeper, kind=kind, facts=facts, file=True)
        if number == 0:
            accept(actor=scene.officer, entry=entry)
        elif number == 2:
            send_back(actor=scene.officer, entry=entry, reason="请补充承办单位和议程。")


def _term_change(keeper: Actor, kind: RegisterKind) -> None:
    """Under way: the first two steps are taken."""
    values = {"f1": "理事会", "f2": "第六届"}
    day = clock.today() + timedelta(days=170)
    entry = enter(
        actor=keeper, kind=kind,
        facts=EntryFacts("第七届理事会换届", "秘书处", "秘书长", happens_on=day, values=values), file=True,
    )  # fmt: skip
    for position in (1, 2):
        take_step(
            actor=keeper, entry=entry, position=position, done_on=clock.today(),
            paper=f"学会函〔2026〕{position + 2}号",
        )  # fmt: skip


def _deed(keeper: Actor, kind: RegisterKind, number: int) -> None:
    """Promised for a day of this year; three bodies have done theirs."""
    name, whom, what = DEEDS[number % len(DEEDS)]
    day = clock.today() + timedelta(days=20 + 12 * number)
    facts = EntryFacts(name, "秘书处", happens_on=day, values={"f1": whom, "f2": what})
    entry = enter(actor=keeper, kind=kind, facts=facts, file=True)
    for position in (1, 2)[: 2 if number % 2 == 0 else 1]:
        take_step(actor=keeper, entry=entry, position=position, done_on=clock.today())


def _matter(scene: Scene, keeper: Actor, kind: RegisterKind) -> None:
    """Asked beforehand: one answered with advice, one still open."""
    for number, name in enumerate(("年会经费安排", "换届工作方案")):
        values = {"f1": "大额资金" if number == 0 else "换届", "f2": f"{name}，提交理事会审议前征求意见。"}
        day = clock.today() + timedelta(days=20 + number * 10)
        facts = EntryFacts(name, "秘书处", "秘书长", happens_on=day, values=values)
        entry = enter(actor=keeper, kind=kind, facts=facts, file=True)
        asked = ask_body(
            actor=keeper, entry=entry, asked=scene.association.code, question=f"请对{name}提出意见。",
            due_on=clock.today() + timedelta(days=7),
        )  # fmt: skip
        if number == 0:
            answer(actor=scene.officer, asked=asked, opinion=Opinion.WITH_ADVICE, text="请细化场地费用明细。")
