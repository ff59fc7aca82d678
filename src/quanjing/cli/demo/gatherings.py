"""Half a year of what a few bodies held: rhythms, activities planned, held, written up, one called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from quanjing.activities.actions import (
    Facts,
    RhythmWanted,
    cancel,
    hold,
    plan,
    set_rhythm,
    write_up,
)
from quanjing.activities.enums import Part, Period
from quanjing.activities.models import ActivityKind
from quanjing.cli.demo.scene import Scene, handlers
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection

BEGIN, STEP = -175, 12
BODIES = 6  # societies that record theirs
TURNS = [
    ("themeday", "主题党日：走进实验室", "学会会议室", "《关于进一步弘扬科学家精神的意见》"),
    ("lecture", "书记讲党课：从一粒种子说起", "一楼报告厅", "党史专题\n科学家精神专题"),
    ("general", "支部党员大会", "学会会议室", ""),
    ("outtalk", "科普宣讲进社区", "向阳社区活动中心", "科学家精神专题"),
    ("seminar", "青年科技工作者学习研讨", "二楼研讨室", "加快建设科技强国专题"),
]
RULES = [
    ("themeday", 1, Period.MONTH, "党支部工作规定（主题党日每月相对固定一天）"),
    ("general", 1, Period.QUARTER, "党支部工作规定（党员大会每季度至少一次）"),
    ("lecture", 1, Period.HALF, "年度工作要点"),
    ("review", 1, Period.YEAR, "党支部工作规定（组织生活会每年至少一次）"),
]


def gatherings(scene: Scene) -> Iterator[int]:
    """Every twelve days the next round; the last rounds lie ahead and are planned."""
    yield BEGIN
    kinds = {kind.code: kind for kind in ActivityKind.objects.filter(organization=None)}
    _rules(scene, kinds)
    societies = Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path")
    first = scene.actor("handler", "handler")
    others = handlers(scene, list(societies)).values()
    keepers = [first, *(one for one in others if one.organization_id != first.organization_id)][:BODIES]
    for turn, offset in enumerate(range(BEGIN + 1, 0, STEP)):
        yield offset
        for place, keeper in enumerate(keepers):
            if (turn + place) % 2 == 0:
                _held(keeper, kinds, turn + place)
    for place, keeper in enumerate(keepers):
        _planned(keeper, kinds, place)


def _rules(scene: Scene, kinds: dict[str, ActivityKind]) -> None:
    whom = Selection(scene.association.code, (Kind.SOCIETY,), (Level.PROVINCIAL,))
    for code, minimum, period, basis in RULES:
        first = clock.today().replace(month=1, day=1)
        wanted = RhythmWanted(kinds[code], minimum, period, first, basis=basis)
        set_rhythm(actor=scene.officer, wanted=wanted, selection=whom)


def _held(keeper: Actor, kinds: dict[str, ActivityKind], number: int) -> None:
    code, name, place, studied = TURNS[number % len(TURNS)]
    starts = datetime.combine(clock.today() - timedelta(days=1), time(14, 30), clock.CHINA)
    facts = Facts(
        kinds[code], name, starts, starts + timedelta(hours=2), place, studied=studied,
        present=12 + number % 9, chair="党支部书记" if kinds[code].says(Part.CHAIR) else "",
        campaign="“弘扬科学家精神”专题活动",
    )  # fmt: skip
    made = plan(actor=keeper, facts=facts)
    if number % 7:
        write_up(actor=keeper, activity=made)
    else:
        hold(actor=keeper, activity=made)


def _planned(keeper: Actor, kinds: dict[str, ActivityKind], number: int) -> None:
    """What lies ahead: one overlaps another, one is called off."""
    day = clock.today() + timedelta(days=5 + number)
    starts = datetime.combine(day, time(9, 30), clock.CHINA)
    first = Facts(
        kinds["themeday"], "主题党日：重温入党誓词", starts, starts + timedelta(hours=2), "三楼会议室"
    )
    plan(actor=keeper, facts=first)
    if number == 0:
        later = starts + timedelta(hours=1)
        other = Facts(kinds["symposium"], "青年座谈会", later, later + timedelta(hours=2), "三楼会议室")
        plan(actor=keeper, facts=other)
    if number == 1:
        off = plan(actor=keeper, facts=Facts(kinds["exchange"], "赴兄弟学会交流", starts, place="岚州市"))
        cancel(actor=keeper, activity=off, reason="对方时间有变，另行安排")
