"""Assessments: one that is published, with an appeal, and one that is open now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from quanjing.accounts.actions import NewPerson
from quanjing.assessment import actions
from quanjing.assessment.actions import Said, SchemeWanted
from quanjing.assessment.models import Assessed, ReviewSheet, Scheme
from quanjing.assessment.queries import lines_to_review
from quanjing.cli.demo.scene import Scene, handlers, run_jobs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.actions import appoint
from quanjing.organizations.enums import Kind, Level, Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for

BEGIN, SENDING, REVIEW, FEEDBACK, APPEALED, APPROVAL, NOW = -80, -72, -58, -52, -50, -45, -6
SENDERS = 6
PANEL = (
    ("panel1", "评审组 成员", "云在青"),
    ("panel2", "评审组 成员", "江听雨"),
    ("panel3", "评审组 成员", "白石泉"),
)
LEADER = NewPerson("leader", "陆怀谷", "leader@example.org", "")
DESK = {"daily": Said({"news": "85", "work": "90"}, "日常信息和日常工作按月记录汇总。")}
UNIT: dict[str, Said] = {
    "standard": Said(["plan", "records", "ledger"], "活动场所正在落实。"),
    "together": Said(["planned", "assigned", "assessed"]),
    "consulted": Said("0"),
    "debrief": Said("most"),
    "honour": Said("1"),
    "advice": Said("0"),
}
EVIDENCE = ("standard", "together", "debrief", "honour")


def assessments(scene: Scene) -> Iterator[int]:
    """A half-yearly assessment from its scheme to its publication, then the one of the year is opened."""
    yield BEGIN
    panel, leader = _people(scene)
    made = _issued(scene, "半年考核", BEGIN, -63, months=6)
    yield SENDING
    senders = _senders(scene)
    for actor in senders:
        _fill(actor, made, sends=True)
    for one in Assessed.objects.filter(scheme=made):
        actions.state_desk_lines(actor=scene.officer, assessed=one, said=DESK)
    yield REVIEW
    actions.name_reviewers(actor=scene.officer, scheme=made, posts=panel)
    actions.begin_review(actor=scene.officer, scheme=made)
    for place, sheet in enumerate(ReviewSheet.objects.filter(assessed__scheme=made).order_by("pk")):
        _give(sheet, place)
    yield FEEDBACK
    actions.give_feedback(actor=scene.officer, scheme=made)
    run_jobs()
    yield APPEALED
    first = Assessed.objects.get(scheme=made, organization=senders[0].organization_id)
    asked = actions.appeal(
        actor=senders[0], assessed=first, key="standard", text="会议记录已补齐，请按三项核对。"
    )
    actions.decide_appeal(
        actor=scene.officer, appeal=asked, marks=Decimal(4), reason="已核对原件，符合三项。"
    )
    yield APPROVAL
    actions.ask_approval(actor=scene.officer, scheme=made)
    actions.approve(actor=leader, scheme=Scheme.objects.get(pk=made.pk))
    run_jobs()
    yield NOW
    now = _issued(scene, "年度考核", NOW, 15, months=12)
    _fill(senders[0], now, sends=False)
    for actor in senders[1:3]:
        _fill(actor, now, sends=True)


def _people(scene: Scene) -> tuple[list[Post], Actor]:
    who, body = scene.administrator, scene.association
    panel = [
        appoint(
            actor=who, organization=body, title=title, role=Role.HANDLER,
            person=NewPerson(username, name, f"{username}@example.org", ""),
        )
        for username, title, name in PANEL
    ]  # fmt: skip
    leader = appoint(actor=who, organization=body, title="分管领导", role=Role.HEAD, person=LEADER)
    fresh = Post.objects.select_related("organization", "holder")
    return panel, actor_for(fresh.get(pk=leader.pk))


def _issued(scene: Scene, name: str, opens: int, due: int, *, months: int) -> Scheme:
    """For the provincial societies, over the months before."""
    last = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    first = last
    for _month in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    wanted = SchemeWanted(
        f"{last.year}年{name}", last.year, first, last, scene.day(opens), scene.day(due),
        addressed={"kinds": [Kind.SOCIETY.value], "levels": [Level.PROVINCIAL.value]},
    )  # fmt: skip
    made = actions.begin_scheme(actor=scene.officer, wanted=wanted, ready=actions.YEARLY)
    issued = actions.issue(actor=scene.officer, scheme=made)
    run_jobs()
    return issued


def _senders(scene: Scene) -> list[Actor]:
    societies = Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path")
    first = scene.actor("handler", "handler")
    others = handlers(scene, list(societies)).values()
    kept = [one for one in others if one.organization_id != first.organization_id]
    return [first, *kept][:SENDERS]


def _fill(actor: Actor, scheme: Scheme, *, sends: bool) -> None:
    rows = Assessed.objects.select_related("organization", "scheme__organization")
    body = rows.get(scheme=scheme, organization=actor.organization_id)
    actions.confirm_place(actor=actor, assessed=body)
    actions.save_answers(actor=actor, assessed=body, said=UNIT, version=body.version)
    for key in EVIDENCE:
        link = f"https://example.org/{actor.organization_code}/{scheme.code}/{key}"
        actions.add_link(actor=actor, assessed=body, key=key, link=link, label="学会网站上的公告")
    if sends and not body.organization.confirms_reports:
        actions.send(actor=actor, assessed=body)


def _give(sheet: ReviewSheet, place: int) -> None:
    """Marks as claimed; every third sheet cuts one line a little, with the reason."""
    fresh = ReviewSheet.objects.select_related(
        "assessed__organization", "assessed__scheme__organization", "post__organization", "post__holder"
    ).get(pk=sheet.pk)
    marks: dict[str, tuple[Any, str]] = {
        line.key: (str(line.marks), "") for line in lines_to_review(fresh) if line.marks is not None
    }
    if place % 3 == 0:
        marks["standard"] = ("3.5", "两次会议记录缺少签名。")
    actions.give(actor=actor_for(fresh.post), sheet=fresh, marks=marks)
