"""What activities tell other parts: forms, duties, coverage, bodies that end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from quanjing.activities.actions import (
    RhythmWanted,
    change,
    leave,
    plan,
    plan_again,
    set_duty_kinds,
    set_rhythm,
)
from quanjing.activities.enums import ActivityState, Period
from quanjing.activities.models import Activity
from quanjing.activities.queries import counts_at, summary_of
from quanjing.foundation import facts as known_facts
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from quanjing.organizations.registry import cancel_work, meetings_kept, open_work
from quanjing.sheets.queries.dictionary import dictionary
from quanjing.tasks.actions import DutyWanted, set_duty
from quanjing.tasks.models import Duty, DutyRecord
from tests.activities.conftest import at, facts, held, kind
from tests.world import World

TEXT = """2026年1月1日至2026年9月3日：2项活动（党课1次、主题党日1次）。
2026年8月5日 一片叶子的党课（编号2026-001），学习：文件一；文件二
2026年9月2日 九月主题党日（编号2026-002），12人参加"""


def make_two(tea: Actor) -> None:
    held(tea, "一片叶子的党课", of="lecture", on=at("2026-08-05"), studied="文件一\n文件二")
    held(tea, present=12)
    plan(actor=tea, facts=facts("十月主题党日", on=at("2026-10-09")))


def test_a_form_knows_counts_dates_and_topics_of_the_year(tea: Actor, world: World) -> None:
    assert not any(key.startswith("activities.") for key in known_facts.known(world.tea.pk, tea))
    make_two(tea)
    known = known_facts.known(world.tea.pk, tea)
    assert (known["activities.count"].value, known["activities.topics"].value) == ("2", "文件一\n文件二")
    assert known["activities.text"].value == TEXT


def test_the_words_of_forms_lead_to_it(db: None) -> None:
    found = dictionary().meanings(["活动开展情况", "本年度活动次数"], in_header=False)
    assert [key and key.fact for key in found] == ["activities.text", "activities.count"]


def test_what_was_not_held_is_in_no_report(tea: Actor, world: World) -> None:
    make_two(tea)
    summary = summary_of(world.tea.pk, date(2026, 9, 1), date(2026, 12, 31))
    assert [one.name for one in summary.activities] == ["九月主题党日"]
    assert summary_of(world.nursing.pk, date(2026, 1, 1), date(2026, 12, 31)).text == ""


def duty_of(officer: Actor, required: int = 1) -> Duty:
    wanted = DutyWanted("书记讲党课", required, date(2026, 8, 1), date(2026, 12, 31))
    return set_duty(
        actor=officer, wanted=wanted, selection=Selection(officer.organization_code, ("society",))
    )


def counted(duty: Duty) -> list[tuple[str, date]]:
    rows = DutyRecord.objects.filter(line__duty=duty, undone=False).order_by("line__organization__path", "pk")
    return [(row.line.organization.name, row.happened_on) for row in rows]


def test_a_duty_is_counted_from_activities_that_took_place(tea: Actor, officer: Actor) -> None:
    duty = duty_of(officer)
    held(tea, of="lecture")
    assert counted(duty) == []
    assert set_duty_kinds(actor=officer, duty=duty, kinds=[kind("lecture")]) == 1
    held(tea, of="lecture", on=at("2026-07-30"))
    held(tea)
    later = held(tea, "第二课", of="lecture", on=at("2026-09-01"))
    assert counted(duty) == [("江岚省茶叶学会", date(2026, 9, 2)), ("江岚省茶叶学会", date(2026, 9, 1))]
    plan_again(actor=tea, activity=later)
    assert counted(duty) == [("江岚省茶叶学会", date(2026, 9, 2))]


def test_a_joint_lecture_counts_for_each_host_until_it_leaves(
    tea: Actor, officer: Actor, world: World
) -> None:
    duty = duty_of(officer)
    set_duty_kinds(actor=officer, duty=duty, kinds=[kind("lecture")])
    made = held(tea, of="lecture", hosts=(world.nursing.name,))
    assert [name for name, _day in counted(duty)] == ["江岚省茶叶学会", "江岚省护理学会"]
    leave(actor=world.actor(world.nursing_handler), activity=made)
    assert [name for name, _day in counted(duty)] == ["江岚省茶叶学会"]


def test_a_changed_day_or_kind_changes_what_is_counted(tea: Actor, officer: Actor) -> None:
    duty = duty_of(officer)
    set_duty_kinds(actor=officer, duty=duty, kinds=[kind("lecture")])
    made = held(tea, of="lecture")
    change(actor=tea, activity=made, facts=facts(of="lecture", on=at("2026-09-01")))
    assert counted(duty) == [("江岚省茶叶学会", date(2026, 9, 1))]
    change(actor=tea, activity=made, facts=facts(on=at("2026-09-01")))
    assert counted(duty) == []
    change(actor=tea, activity=made, facts=facts(of="lecture", on=at("2026-09-01")))
    assert set_duty_kinds(actor=officer, duty=duty, kinds=[]) == 0
    assert counted(duty) == []


def test_the_pages_set_what_counts_and_give_the_text(
    client_of: Callable[[Post], Client], world: World, tea: Actor, officer: Actor
) -> None:
    make_two(tea)
    duty, desk = duty_of(officer), client_of(world.officer)
    assert f"/activities/duties/{duty.code}/" in desk.get(f"/duties/{duty.code}/").content.decode()
    desk.post(f"/activities/duties/{duty.code}/", {"kinds": ["lecture"]})
    assert len(counted(duty)) == 1
    shown = client_of(world.tea_handler).get("/activities/summary/?last=2026-09-03")
    assert shown.context["summary"].text == TEXT


def test_coverage_speaks_of_meetings_once_a_rule_holds(tea: Actor, officer: Actor, world: World) -> None:
    year = (date(2025, 9, 4), date(2026, 9, 3))
    assert meetings_kept([world.tea.pk], *year) is None
    wanted = RhythmWanted(kind("themeday"), 1, Period.YEAR, date(2026, 1, 1))
    set_rhythm(actor=officer, wanted=wanted, selection=Selection(world.association.code))
    assert meetings_kept([world.tea.pk], *year) == set()
    held(tea)
    assert meetings_kept([world.tea.pk, world.nursing.pk], *year) == {world.tea.pk}


def test_what_a_body_that_ends_has_planned_is_open_work(tea: Actor, officer: Actor, world: World) -> None:
    planned = plan(actor=tea, facts=facts(on=at("2026-10-09")))
    held(tea)
    assert [(work.label, work.count) for work in open_work([world.tea.pk])] == [("计划中的活动", 1)]
    assert cancel_work(officer, [world.tea.pk]) == 1
    planned.refresh_from_db()
    assert (planned.state, planned.cancel_reason) == (ActivityState.CANCELLED, "单位已终止。")
    assert Activity.objects.filter(state=ActivityState.HELD).count() == 1
    october = date(2026, 10, 1)
    assert [cell.state for cell in counts_at(world.association.pk, october, date(2026, 10, 31))] == [
        "cancelled"
    ]
