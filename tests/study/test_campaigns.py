"""Campaigns before an event without a day, reading lists, plans, and a unit's own word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.study import actions, queries
from quanjing.study.actions import CampaignGiven, EntryGiven, LineGiven
from quanjing.study.models import Campaign, PlanLine
from quanjing.tasks.actions import name_event, set_event_day
from tests.activities.conftest import held
from tests.study.conftest import LAST_DAY, article, campaign, opened
from tests.world import World

ClientOf = Callable[[Post], Client]
RunJobs = Callable[[], int]


def adopted(actor: Actor, of: Campaign) -> list[PlanLine]:
    return actions.adopt(actor=actor, items=of.items.select_related("campaign__event", "material"))


def test_a_campaign_waits_for_the_day_of_its_event(
    officer: Actor, tea: Actor, nursing: Actor, world: World, run_jobs: RunJobs
) -> None:
    event = name_event(actor=officer, name="代表大会")
    made = campaign(officer, event=event, days_before=3)
    run_jobs()
    assert made.until is None
    assert Message.objects.get(post=world.tea_handler).kind == "campaign_before"
    adopted(tea, made)
    set_event_day(actor=officer, event=event, day=date(2026, 10, 23))
    run_jobs()
    assert queries.get_campaign(tea, made.code).until == LAST_DAY
    told = Message.objects.filter(kind="event_moved")
    assert [one.post for one in told] == [world.tea_handler]
    set_event_day(actor=officer, event=event, day=date(2026, 10, 30))
    run_jobs()
    run_jobs()
    assert told.all().count() == 2
    assert queries.get_campaign(nursing, made.code).until == date(2026, 10, 27)


def test_announcing_tells_everybody_below_once(officer: Actor, world: World, run_jobs: RunJobs) -> None:
    made = campaign(officer, ends_on=LAST_DAY)
    run_jobs()
    told = Message.objects.filter(kind="campaign")
    handlers = {world.tea_handler, world.nursing_handler, world.mathematics_handler}
    assert {one.post for one in told} == {*handlers, world.city_handler, world.city_officer}
    assert actions.tell_campaign(campaign=made) == 5
    assert told.count() == 5


def test_a_draft_is_seen_by_its_own_body_alone(officer: Actor, tea: Actor) -> None:
    made = actions.save_campaign(actor=officer, given=CampaignGiven("草稿"))
    assert queries.get_campaign(officer, made.code) == made
    with pytest.raises(Missing):
        queries.get_campaign(tea, made.code)
    with pytest.raises(Invalid):
        actions.announce(actor=officer, campaign=made)


def test_a_campaign_says_what_is_wrong_with_it(officer: Actor, tea: Actor) -> None:
    event = name_event(actor=officer, name="年会")
    campaign(officer)
    wrong = CampaignGiven("主题学习活动", event=event, ends_on=LAST_DAY, days_before=999)
    with pytest.raises(Invalid) as caught:
        actions.save_campaign(actor=officer, given=wrong)
    assert [one.where for one in caught.value.problems] == ["name", "ends_on", "days_before"]
    with pytest.raises(Invalid) as other:
        actions.save_campaign(actor=tea, given=CampaignGiven("别人的事件", event=event))
    assert [one.where for one in other.value.problems] == ["event"]


def test_two_writers_are_told_of_each_other(officer: Actor) -> None:
    made = actions.save_campaign(actor=officer, given=CampaignGiven("甲"))
    actions.save_campaign(actor=officer, given=CampaignGiven("乙"), campaign=made, version=1)
    with pytest.raises(Conflict):
        actions.save_campaign(actor=officer, given=CampaignGiven("丙"), campaign=made, version=1)


def test_items_are_taken_over_once_and_a_closed_campaign_gives_none(officer: Actor, tea: Actor) -> None:
    made = campaign(officer, ends_on=date(2027, 1, 20))
    assert len(adopted(tea, made)) == 2
    assert adopted(tea, made) == []
    assert {line.plan.year for line in PlanLine.objects.all()} == {2027}
    actions.close(actor=officer, campaign=made)
    with pytest.raises(WrongState):
        adopted(tea, queries.get_campaign(tea, made.code))


def test_progress_is_the_units_own_word(officer: Actor, tea: Actor, nursing: Actor) -> None:
    made = campaign(officer)
    line, other = adopted(tea, made)
    adopted(nursing, made)
    theme_day = held(tea, "学习提纲主题党日", campaign=made.name)
    actions.say_studied(actor=tea, line=line, on=date(2026, 9, 2), note="集中学习", activity=theme_day)
    with pytest.raises(Invalid):
        actions.say_studied(actor=tea, line=other, on=date(2026, 9, 4))
    with pytest.raises(Denied):
        actions.say_studied(actor=officer, line=other, on=date(2026, 9, 2))
    found = queries.adoptions_of(officer, made)
    assert [(one.organization.name, one.adopted, one.studied) for one in found] == [
        ("江岚省茶叶学会", 2, 1), ("江岚省护理学会", 2, 0),
    ]  # fmt: skip
    assert [one.organization.name for one in queries.adoptions_of(nursing, made)] == ["江岚省护理学会"]
    assert list(queries.held_for(officer, made)) == [theme_day]
    with pytest.raises(WrongState):
        actions.drop_line(actor=tea, line=line)
    actions.take_back(actor=tea, line=line)
    assert queries.get_line(tea, line.code).studied_on is None
    actions.drop_line(actor=tea, line=line)
    assert [one.pk for one in queries.lines_of(tea, 2026)] == [other.pk]


def test_a_reading_list_goes_into_the_plan(officer: Actor, tea: Actor, nursing: Actor) -> None:
    found = actions.save_list(actor=officer, title="必读书目")
    book = EntryGiven("党章", "示例出版社", "总纲")
    first = actions.add_entry(actor=officer, reading_list=found, given=book)
    actions.add_entry(actor=officer, reading_list=found, given=EntryGiven(material=article(officer)))
    actions.adopt(actor=tea, entries=found.entries.all())
    lines = queries.lines_of(tea, 2026)
    assert [(one.title, one.chapters) for one in lines] == [("党章", "总纲"), ("学习提纲", "")]
    with pytest.raises(WrongState):
        actions.drop_entry(actor=officer, entry=first)
    with pytest.raises(Missing):
        queries.get_list(tea, actions.save_list(actor=nursing, title="护理学会书目").code)
    assert not queries.lines_of(nursing, 2026, tea.organization_id).exists()
    assert queries.lines_of(officer, 2026, tea.organization_id).count() == 2


def test_the_pages_lead_through_it(
    officer: Actor, tea: Actor, world: World, client_of: ClientOf, run_jobs: RunJobs
) -> None:
    desk, unit = client_of(world.officer), client_of(world.tea_handler)
    answer = desk.post(
        "/study/campaigns/new/", {"name": "迎接大会", "slogan": "奋进新征程", "ends_on": LAST_DAY}
    )
    made = Campaign.objects.get()
    assert answer["Location"] == f"/study/campaigns/{made.code}/"
    page = f"/study/campaigns/{made.code}/"
    assert desk.post(page, {"step": "item", "title": ""}).status_code == 422
    desk.post(page, {"step": "item", "title": "学习报告", "mode": "in_depth"})
    assert unit.get(page).status_code == 404
    assert desk.post(page, {"step": "announce"}).status_code == 302
    run_jobs()
    assert unit.post(page, {"step": "adopt"})["Location"] == "/study/"
    line = PlanLine.objects.get()
    said = {"step": "said", "code": line.code, "on": "2026-09-02", "note": "集中学习"}
    assert unit.post("/study/", said | {"on": "2027-01-01"}).status_code == 422
    assert unit.post("/study/", said).status_code == 302
    text = desk.get(f"/study/?unit={world.tea.code}").content.decode()
    assert "共 1 条，单位自述已学 1 条" in text
    assert desk.post(f"/study/?unit={world.tea.code}", said).status_code == 404
    assert client_of(world.nursing_handler).get(f"/study/?unit={world.tea.code}").status_code == 404


def test_an_activity_is_recorded_for_it(officer: Actor, world: World, client_of: ClientOf) -> None:
    made = campaign(officer)
    unit = client_of(world.tea_handler)
    address = f"/activities/new/?kind=themeday&amp;campaign={quote(made.name)}"
    assert address in unit.get(f"/study/campaigns/{made.code}/").content.decode()
    assert f'value="{made.name}"' in unit.get(address.replace("&amp;", "&")).content.decode()


def test_the_first_page_names_what_is_open(
    officer: Actor, tea: Actor, world: World, client_of: ClientOf
) -> None:
    made, training = campaign(officer), opened(officer)
    unit = client_of(world.tea_handler)
    page = unit.get("/").content.decode()
    assert made.name in page
    assert training.title in page
    adopted(tea, made)
    assert f"/study/campaigns/{made.code}/" not in unit.get("/").content.decode()


def test_pages_cost_the_same_for_one_and_for_three(
    officer: Actor, tea: Actor, nursing: Actor, world: World, client_of: ClientOf
) -> None:
    client, costs = client_of(world.officer), []
    made = campaign(officer, items=3)
    for actor in (tea, nursing):
        adopted(actor, made)
        held(actor, campaign=made.name)
        actions.add_line(actor=officer, year=2026, given=LineGiven("自学"))
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/study/campaigns/{made.code}/")
            client.get("/study/")
            client.get("/study/campaigns/")
        costs.append(len(caught))
    assert costs[0] == costs[1]
