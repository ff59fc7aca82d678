"""Assessments: one that is published, with an appeal, and one that is open now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from quanjing.accounts.actions import NewPerson
from quanjing.assessment import actions
from quanjing.assessment.actions import Said, SchemeWanted
from quanjing.assessment.actions.reviewing import claimed
from quanjing.assessment.enums import UnitState
from quanjing.assessment.models import Assessed, ReviewSheet, Scheme
from quanjing.assessment.queries import lines_to_review
from quanjing.cli.demo.build import REVIEWER
from quanjing.cli.demo.doings import MEASURES, UNTIL, societies
from quanjing.cli.demo.scene import Scene, let_sign_in, run_jobs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.actions import appoint
from quanjing.organizations.enums import Kind, Level, Role, SocietyClass
from quanjing.organizations.models import Post
from quanjing.organizations.queries import actor_for

BEGIN, SENDING, REVIEW, FEEDBACK, APPEALED, APPROVAL = UNTIL, -72, -58, -52, -50, -45
TRIAL, HANDED_IN, SCORING, NOW = -38, -30, -18, -6
PANEL = (
    ("panel1", "评审组 成员", "江听雨"),
    ("panel2", "评审组 成员", "云在青"),
    ("panel3", "评审组 成员", "白石泉"),
)
LEADER = NewPerson("leader", "陆怀谷", "leader@example.org", "")
ANSWERS: dict[str, dict[str, Any]] = {  # by how much a society does; what only some may state
    "full": {
        "standard": ["plan", "records", "room", "ledger"], "together": ["planned", "assigned", "assessed"],
        "consulted": "0", "debrief": "full", "honour": "2", "advice": "1",
    },
    "solid": {
        "standard": ["plan", "records", "ledger"], "together": ["planned", "assigned", "assessed"],
        "consulted": "0", "debrief": "most", "honour": "1", "advice": "0",
    },
    "fair": {
        "standard": ["plan", "records"], "together": ["planned", "assigned"],
        "consulted": "1", "debrief": "most", "honour": "0", "advice": "0",
    },
    "little": {
        "standard": ["records"], "together": ["planned"],
        "consulted": "2", "debrief": "some", "honour": "0", "advice": "0",
    },
}  # fmt: skip
WORDS = {
    "full": "",
    "solid": "活动场所正在落实。",
    "fair": "台账和场所下半年补齐。",
    "little": "秘书处人员变动，计划未能落实。",
}
DAILY = {"full": ("96", "95"), "solid": ("85", "90"), "fair": ("72", "80"), "little": ("50", "60")}
DISPUTE = "有一场宣讲记到了下一个月，请按实际日期核对。"
CUT = Decimal("0.5")
SHOWN = ("standard", "together", "debrief", "honour", "advice")  # by evidence


def assessments(scene: Scene) -> Iterator[int]:
    """A half-yearly assessment from its scheme to its publication, then the one of the year is opened."""
    yield BEGIN
    panel, leader = _people(scene)
    head = scene.actor("head", "head")
    made = _issued(scene, "半年考核", BEGIN, -63, months=6)
    yield SENDING
    measures = list(zip(societies(scene), (one.name for one in MEASURES), strict=False))
    senders = measures[:-1]  # the last one sends nothing
    for actor, measure in senders:
        _fill(actor, made, measure, head, sends=True)
    _state_daily(scene, made, measures)
    yield REVIEW
    actions.name_reviewers(actor=scene.officer, scheme=made, posts=panel)
    actions.begin_review(actor=scene.officer, scheme=made)
    for place, sheet in enumerate(ReviewSheet.objects.filter(assessed__scheme=made).order_by("pk")):
        _give(sheet, place)
    yield FEEDBACK
    actions.give_feedback(actor=scene.officer, scheme=made)
    run_jobs()
    yield APPEALED
    first = Assessed.objects.get(scheme=made, organization=senders[0][0].organization_id)
    asked = actions.appeal(
        actor=senders[0][0], assessed=first, key="standard", text="会议记录已补齐，请按三项核对。"
    )
    actions.decide_appeal(
        actor=scene.officer, appeal=asked, marks=Decimal(4), reason="已核对原件，符合三项。"
    )
    yield APPROVAL
    actions.ask_approval(actor=scene.officer, scheme=made)
    actions.approve(actor=leader, scheme=Scheme.objects.get(pk=made.pk))
    run_jobs()
    yield from _later(scene, panel, head, senders)


def _later(scene: Scene, panel: list[Post], head: Actor, senders: list[tuple[Actor, str]]) -> Iterator[int]:
    """A trial in one class of societies, under review; then the one of the year is opened."""
    yield TRIAL
    trial = _issued(scene, "农科类学会试点考核", TRIAL, -24, months=3, classes=[SocietyClass.AGRICULTURE])
    yield HANDED_IN
    asked = set(trial.bodies.values_list("organization", flat=True))
    for actor, measure in [one for one in senders if one[0].organization_id in asked]:
        _fill(actor, trial, measure, head, sends=True, disputed="outreach")
    _state_daily(scene, trial, senders)
    yield SCORING
    actions.name_reviewers(actor=scene.officer, scheme=trial, posts=panel)
    actions.begin_review(actor=scene.officer, scheme=trial)
    sheets = list(ReviewSheet.objects.filter(assessed__scheme=trial).order_by("assessed", "pk"))
    left = next(one for one in sheets if one.post_id == panel[1].pk)
    for place, sheet in enumerate(one for one in sheets if one != left):
        _give(sheet, place)
    let_sign_in(left.post_id, REVIEWER)
    run_jobs()
    yield NOW
    now = _issued(scene, "年度考核", NOW, 15, months=12)
    for place, (actor, measure) in enumerate(senders[:4]):
        _fill(actor, now, measure, head, sends=place > 0)


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


def _issued(
    scene: Scene, name: str, opens: int, due: int, *, months: int, classes: Sequence[int] = ()
) -> Scheme:
    """For the provincial societies, of these classes alone, over the months before."""
    last = (clock.today().replace(day=1) - timedelta(days=1)).replace(day=1)
    first = last
    for _month in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    wanted = SchemeWanted(
        f"{last.year}年{name}", last.year, first, last, scene.day(opens), scene.day(due),
        addressed={
            "kinds": [Kind.SOCIETY.value], "levels": [Level.PROVINCIAL.value], "classes": list(classes)
        },
    )  # fmt: skip
    made = actions.begin_scheme(actor=scene.officer, wanted=wanted, ready=actions.YEARLY)
    issued = actions.issue(actor=scene.officer, scheme=made)
    run_jobs()
    return issued


def _fill(
    actor: Actor, scheme: Scheme, measure: str, head: Actor, *, sends: bool, disputed: str = ""
) -> None:
    """One body states its lines, disputes a fact where told to, and sends."""
    rows = Assessed.objects.select_related("organization", "scheme__organization")
    body = rows.get(scheme=scheme, organization=actor.organization_id)
    actions.confirm_place(actor=actor, assessed=body)
    said = {key: Said(value) for key, value in ANSWERS[measure].items()}
    said["standard"] = Said(ANSWERS[measure]["standard"], WORDS[measure])
    if disputed:
        said[disputed] = Said(words=DISPUTE, disputes=True)
    actions.save_answers(actor=actor, assessed=body, said=said, version=body.version)
    for key in [key for key in SHOWN if ANSWERS[measure][key] != "0"]:
        link = f"https://example.org/{actor.organization_code}/{scheme.code}/{key}"
        actions.add_link(actor=actor, assessed=body, key=key, link=link, label="学会网站上的公告")
    if sends:
        sent = actions.send(actor=actor, assessed=body)
        if sent.state == UnitState.CONFIRM:
            actions.send(actor=head, assessed=sent)


def _state_daily(scene: Scene, scheme: Scheme, measures: list[tuple[Actor, str]]) -> None:
    """The line of the desk, for every body."""
    named = {actor.organization_id: measure for actor, measure in measures}
    for one in Assessed.objects.filter(scheme=scheme):
        news, work = DAILY[named.get(one.organization_id, "fair")]
        said = {"daily": Said({"news": news, "work": work}, "日常信息和日常工作按月记录汇总。")}
        actions.state_desk_lines(actor=scene.officer, assessed=one, said=said)


def _give(sheet: ReviewSheet, place: int) -> None:
    """Marks as claimed; every third sheet cuts one line a little, with the reason."""
    fresh = ReviewSheet.objects.select_related(
        "assessed__organization", "assessed__scheme__organization", "post__organization", "post__holder"
    ).get(pk=sheet.pk)
    lines = {line.key: claimed(line) for line in lines_to_review(fresh)}
    marks: dict[str, tuple[Any, str]] = {key: (str(given), "") for key, given in lines.items()}
    if place % 3 == 0 and lines["standard"] >= CUT:
        marks["standard"] = (str(lines["standard"] - CUT), "两次会议记录缺少签名。")
    actions.give(actor=actor_for(fresh.post), sheet=fresh, marks=marks)
