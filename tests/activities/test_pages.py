"""The pages: entering, steps, lists, what is due, the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.activities.actions import RhythmWanted, plan, set_rhythm
from quanjing.activities.enums import ActivityState, Period
from quanjing.activities.models import Activity, ActivityKind, RhythmRule
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from tests.activities.conftest import at, facts, held, kind
from tests.world import World

ClientOf = Callable[[Post], Client]
ENTRY = {"kind": "themeday", "name": "九月主题党日", "day": "2026-09-02", "starts": "14:00", "ends": "16:00"}


@pytest.fixture
def browser(world: World, client_of: ClientOf, at_nine: object) -> Client:
    return client_of(world.tea_handler)


@pytest.fixture
def desk(world: World, client_of: ClientOf, at_nine: object) -> Client:
    return client_of(world.officer)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_kind_decides_which_lines_the_record_has(browser: Client) -> None:
    talks = text(browser.get("/activities/new/?kind=talk2"))
    meeting = text(browser.get("/activities/new/?kind=general"))
    assert 'name="agenda"' not in talks
    assert 'name="chair"' not in talks
    assert 'name="agenda"' in meeting
    assert 'name="absent_leave"' in meeting


def test_the_campaign_stays_when_a_kind_is_chosen(browser: Client) -> None:
    chosen = browser.get("/activities/new/", {"campaign": "主题学习", "day": "2026-09-02"}).content.decode()
    place = "?kind=lecture&amp;day=2026-09-02&amp;campaign="
    assert place in chosen


def test_what_was_held_is_entered_and_written_up_at_once(browser: Client, world: World) -> None:
    answer = browser.post(
        "/activities/new/", ENTRY | {"present": "12", "hosts": "江岚省护理学会", "then": "write"}
    )
    made = Activity.objects.get()
    assert answer["Location"] == f"/activities/{made.code}/"
    assert (made.state, made.present, made.is_joint) == (ActivityState.WRITTEN, 12, True)
    assert made.starts_at == at("2026-09-02")
    assert made.ends_at == at("2026-09-02", 16)


def test_without_the_number_present_it_is_kept_and_asked_for(browser: Client) -> None:
    answer = browser.post("/activities/new/", ENTRY | {"then": "write"}, follow=True)
    assert Activity.objects.get().state == ActivityState.PLANNED
    assert "有多少人到会？填人数即可。" in text(answer)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "这个字段是必填项。"),
        ({"ends": "13:00"}, "结束时间早于开始时间。"),
        ({"day": "1800-01-01"}, "年份相差太远。"),
        ({"hosts": "没有这个单位"}, "“没有这个单位”不在上级、同级或下级单位中；请写在“系统外合办单位”里。"),
        ({"present": "-3"}, "确保该值大于或等于0。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    browser: Client, wrong: dict[str, str], words: str
) -> None:
    answer = browser.post("/activities/new/", ENTRY | {"studied": "一片叶子"} | wrong)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "一片叶子" in text(answer)
    assert Activity.objects.count() == 0


def test_a_record_goes_its_way_on_its_page(browser: Client, tea: Actor) -> None:
    made = plan(actor=tea, facts=facts())
    browser.post(f"/activities/{made.code}/step/", {"step": "hold"})
    asked = browser.post(f"/activities/{made.code}/step/", {"step": "write"})
    assert asked["Location"] == f"/activities/{made.code}/edit/"
    browser.post(f"/activities/{made.code}/edit/", ENTRY | {"present": "9", "version": "2", "then": "write"})
    assert Activity.objects.get().state == ActivityState.WRITTEN
    browser.post(f"/activities/{made.code}/step/", {"step": "hold"})
    browser.post(f"/activities/{made.code}/step/", {"step": "again"})
    assert browser.post(f"/activities/{made.code}/step/", {"step": "cancel"}).status_code == 422
    browser.post(f"/activities/{made.code}/step/", {"step": "cancel", "reason": "台风"})
    assert "台风" in text(browser.get(f"/activities/{made.code}/"))


def test_a_change_leaves_what_the_form_does_not_show(browser: Client, tea: Actor) -> None:
    made = plan(actor=tea, facts=facts(decisions="留在纸上"))
    browser.post(f"/activities/{made.code}/edit/", ENTRY | {"place": "报告厅"})
    made.refresh_from_db()
    assert (made.place, made.decisions) == ("报告厅", "留在纸上")


def test_two_writers_see_both_versions(browser: Client, tea: Actor) -> None:
    made = plan(actor=tea, facts=facts())
    browser.post(f"/activities/{made.code}/edit/", ENTRY | {"place": "报告厅", "version": "1"})
    answer = browser.post(f"/activities/{made.code}/edit/", ENTRY | {"place": "五楼", "version": "1"})
    assert answer.status_code == 422
    assert "报告厅" in text(answer)
    assert "五楼" in text(answer)


def test_a_joint_host_leaves_on_the_page(world: World, tea: Actor, client_of: ClientOf) -> None:
    made = held(tea, hosts=(world.nursing.name,))
    nurse = client_of(world.nursing_handler)
    assert "本单位未参加合办" in text(nurse.get(f"/activities/{made.code}/"))
    nurse.post(f"/activities/{made.code}/step/", {"step": "leave"})
    assert nurse.get(f"/activities/{made.code}/").status_code == 404


def count_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as log:
        assert client.get(address).status_code == 200
    return len(log)


PAGES = [
    "/activities/",
    "/activities/?text=党日",
    "/activities/calendar/",
    "/activities/calendar/?view=week",
    "/activities/calendar/?view=list",
    "/activities/due/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_the_same_at_one_and_three_rows(
    desk: Client, tea: Actor, officer: Actor, world: World, address: str
) -> None:
    wanted = RhythmWanted(kind("themeday"), 1, Period.MONTH, date(2026, 7, 1))
    set_rhythm(actor=officer, wanted=wanted, selection=Selection(world.association.code))
    held(tea, hosts=(world.nursing.name,))
    first = count_of(desk, address)
    held(tea, "第二次")
    held(world.actor(world.nursing_handler), "第三次")
    assert count_of(desk, address) == first


def test_the_total_of_a_subtree_comes_from_the_counts(desk: Client, tea: Actor) -> None:
    held(tea)
    page = desk.get("/activities/").context["page"]
    assert (page.total, len(page.rows)) == (1, 1)


def test_the_desk_sets_a_rhythm_after_a_count_and_lets_it_end(desk: Client, world: World) -> None:
    values = {
        "activity": "lecture",
        "minimum": "2",
        "period": "quarter",
        "kinds": ["society"],
        "valid_from": "2026-07-01",
    }
    counted = desk.get("/activities/rhythms/new/", values)
    assert counted.context["count"] == 4
    assert RhythmRule.objects.count() == 0
    desk.post("/activities/rhythms/new/", values)
    rule = RhythmRule.objects.get()
    assert (rule.minimum, rule.kinds, rule.under) == (2, ["society"], world.association)
    desk.post(f"/activities/rhythms/{rule.code}/end/", {"last_day": "2026-12-31"})
    assert RhythmRule.objects.get().valid_to == date(2026, 12, 31)


def test_the_desk_defines_a_kind_and_lets_it_end(desk: Client, browser: Client) -> None:
    desk.post("/activities/kinds/", {"name_zh": "茶园党课", "parts": ["speaker"]})
    made = ActivityKind.objects.get(name_zh="茶园党课")
    assert "茶园党课" in text(browser.get("/activities/new/"))
    assert browser.post("/activities/kinds/", {"name_zh": "另一种"}).status_code == 403
    assert desk.post("/activities/kinds/", {"name_zh": "党课"}).status_code == 422
    desk.post(f"/activities/kinds/{made.code}/end/", {"last_day": "2026-09-03"})
    assert ActivityKind.objects.get(pk=made.pk).valid_to == date(2026, 9, 3)


def test_each_number_of_what_is_due_opens_its_list(
    desk: Client, tea: Actor, officer: Actor, world: World
) -> None:
    wanted = RhythmWanted(kind("themeday"), 1, Period.MONTH, date(2026, 7, 1))
    rule = set_rhythm(actor=officer, wanted=wanted, selection=Selection(world.association.code, ("society",)))
    held(tea)
    address = f"/activities/due/{rule.code}/2026-09/"

    def names(which: str) -> list[str]:
        return [body.name for body in desk.get(f"{address}?which={which}").context["page"].rows]

    assert names("met") == ["江岚省茶叶学会"]
    assert names("open") == ["江岚省数学学会", "江岚省护理学会", "岚州市园艺学会"]
    assert desk.get(f"{address}?under={world.city.code}").context["kept"].bodies == 1
    assert desk.get(f"{address}bodies.xlsx").getvalue()[:2] == b"PK"
    assert desk.get(f"/activities/due/{rule.code}/2026-13/").status_code == 404


def test_the_unit_sees_what_is_still_due(browser: Client, tea: Actor, officer: Actor, world: World) -> None:
    wanted = RhythmWanted(kind("lecture"), 2, Period.QUARTER, date(2026, 7, 1))
    set_rhythm(actor=officer, wanted=wanted, selection=Selection(world.association.code))
    held(tea, of="lecture")
    answer = browser.get("/activities/due/")
    assert [(need.held, need.open) for need in answer.context["needs"]] == [(1, 1)]
    assert "rules" not in answer.context


@pytest.mark.parametrize("query", ["day=x", "day=9999-12-31", "view=x", "day=2026-02-29", "page=x"])
def test_a_calendar_asked_for_wrongly_shows_today(browser: Client, query: str) -> None:
    assert browser.get(f"/activities/calendar/?{query}").context["day"] == date(2026, 9, 3)
