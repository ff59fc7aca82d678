"""Three calls behind their form check: one with results, one displayed now, one that judges score today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from quanjing.calls.actions import ApplicationFacts
from quanjing.calls.actions.allotting import allot_scores, print_seed
from quanjing.calls.actions.conflicts import declare
from quanjing.calls.actions.objections import ObjectionGiven, decide_objection, object_to
from quanjing.calls.actions.panels import GuestWanted, invite_judges, save_panel
from quanjing.calls.actions.results import publish_results
from quanjing.calls.actions.rounds import close_round
from quanjing.calls.actions.scoring import Marks, finish_score
from quanjing.calls.enums import CallKind, Round
from quanjing.calls.models import Call, Judge, Panel, PublicNotice, Score
from quanjing.calls.queries.allotments import plan_of
from quanjing.cli.demo.build import JUDGE
from quanjing.cli.demo.calls import applied, checked, displayed, opened, units_of
from quanjing.cli.demo.scene import Scene, let_sign_in, run_jobs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from quanjing.organizations.queries import actor_for

OPENED, SENT, OVER, SCORED, RELEASED = -85, -74, -70, -65, -60
AGAIN, AGAIN_SENT, AGAIN_OVER, AGAIN_SCORED, DISPLAYED = -34, -26, -20, -12, -4
LAST, LAST_SENT, LAST_OVER = -24, -14, -8
UNITS = 5
JUDGES = (("云见山", "云川大学"), ("江晚照", "岚州师范学院"), ("白知行", "江岚省社会科学院"))
CASES = (
    "把支部建在科研团队上",
    "党员专家进茶山",
    "学术年会上的党课",
    "一张清单管好理事会",
    "结对社区的科普驿站",
)
TEXTS = {
    "f1": "由党组织牵头，专家和基层站点共同完成，分工和时限向会员公开。",
    "f2": "一年服务群众三千人次，培训骨干六十人，形成工作制度两项。",
    "f4": "秘书处",
}  # fmt: skip
POINTS = (("92", "88", "90"), ("85", "86", "80"), ("78", "81", "79"), ("88", "84", "86"), ("70", "74", "72"))
INTRO = "征集基层做得实、可核可学的做法，不要求另行总结材料。"


def panelling(scene: Scene) -> Iterator[int]:
    """From the call to the results, once; once more up to the public notice; and once into the panel."""
    yield OPENED
    desk, second = scene.officer, scene.actor("deputy", "officer")
    units = units_of(scene, UNITS)
    first = _opened(desk, "学会党建典型案例征集", -OPENED + OVER - 1, award="学会党建典型案例")
    yield SENT
    _apply(units, first, CASES)
    yield OVER
    _judged(desk, first, -OVER + SCORED)
    yield SCORED
    _score(first)
    yield RELEASED
    notice = _displayed(desk, second, first)
    yield (notice.last_day - scene.today).days + 1
    publish_results(actor=desk, call=first)
    run_jobs()
    yield from _later(scene, second, units)


def _later(scene: Scene, second: Actor, units: list[Actor]) -> Iterator[int]:
    """The call that is displayed now with an objection that was looked into, and the one in judgement."""
    desk = scene.officer
    yield AGAIN
    again = _opened(desk, "科普服务优秀案例征集", -AGAIN + AGAIN_OVER - 1)
    yield AGAIN_SENT
    _apply(units, again, [f"{title}（科普）" for title in CASES])
    yield LAST
    last = _opened(desk, "基层党建创新案例征集", -LAST + LAST_OVER - 1)
    yield AGAIN_OVER
    _judged(desk, again, -AGAIN_OVER + AGAIN_SCORED)
    yield LAST_SENT
    _apply(units, last, [f"{title}（基层）" for title in CASES])
    yield AGAIN_SCORED
    _score(again)
    yield LAST_OVER
    judges = _judged(desk, last, 12)
    let_sign_in(judges[0].post_id, JUDGE)
    _score(last, at_most=2)
    yield DISPLAYED
    notice = _displayed(desk, second, again)
    if notice.first_day <= scene.today:  # not in long holidays
        yield max(-1, (notice.first_day - scene.today).days)
        _object(second, units[-1], notice)


def _opened(desk: Actor, words: str, days: int, award: str = "") -> Call:
    return opened(desk, CallKind.CASE, words, days, INTRO, award=award, places=3, judges_each=3)


def _apply(units: list[Actor], call: Call, titles: list[str] | tuple[str, ...]) -> None:
    for unit, title in zip(units, titles, strict=False):
        given = ApplicationFacts(title=title, values=TEXTS)
        applied(unit, call, given)


def _judged(desk: Actor, call: Call, days: int) -> list[Judge]:
    """The form check, a panel of three from outside, and everything allotted by a printed seed."""
    checked(desk, call)
    panel = save_panel(actor=desk, call=call, name="评审组", directions=list(call.directions.all()))
    judges = _invited(desk, panel)
    for judge in judges:
        declare(actor=_actor(judge), judge=judge)
    current = Call.objects.get(pk=call.pk)
    print_seed(actor=desk, call=current)
    digest = plan_of(current, Round.PAPER).digest
    due_on = clock.today() + timedelta(days=days)
    allot_scores(actor=desk, call=current, round=Round.PAPER, digest=digest, due_on=due_on)
    return judges


def _invited(desk: Actor, panel: Panel) -> list[Judge]:
    until = clock.today() + timedelta(days=90)
    guests = [
        GuestWanted(name, unit, until, f"judge{place}@example.org")
        for place, (name, unit) in enumerate(JUDGES, start=1)
    ]
    return [slip.judge for slip in invite_judges(actor=desk, panel=panel, guests=guests)]


def _score(call: Call, at_most: int = UNITS) -> None:
    """Each judge scores the first so many, the same order of quality for all."""
    criteria = [one.pk for one in call.criteria.all()]
    rows = Score.objects.select_related("judge__post", "application__call").filter(application__call=call)
    for one in rows.filter(application__number__lte=at_most).order_by("application__number", "judge"):
        number = (one.application.number or 1) - 1
        points = POINTS[number % len(POINTS)][ord(one.judge.mark) - ord("A")]
        marks = Marks(dict.fromkeys(criteria, points), feedback="做法清楚，建议补充可核的数据来源。")
        finish_score(actor=_actor(one.judge), score=one, marks=marks, version=one.version)


def _displayed(desk: Actor, second: Actor, call: Call) -> PublicNotice:
    """The round is closed; what follows from it is decided and displayed."""
    close_round(actor=desk, call=Call.objects.get(pk=call.pk), round=Round.PAPER)
    return displayed(desk, second, call)


def _object(second: Actor, unit: Actor, notice: PublicNotice) -> None:
    """A body asks about the list; somebody who did not prepare it looks into it."""
    given = ObjectionGiven("请核对名单中服务人次的统计口径。", "010-55550188")
    made = object_to(actor=unit, notice=notice, given=given)
    finding = "经核对活动记录和签到表，统计口径与征集要求一致，名单不变。"
    decide_objection(actor=second, objection=made, upheld=False, finding=finding)


def _actor(judge: Judge) -> Actor:
    return actor_for(Post.objects.select_related("organization", "holder").get(pk=judge.post_id))
