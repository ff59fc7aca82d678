"""Last days of campaigns: with an event's other deadlines, in reminders, in calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock, dates
from quanjing.foundation.actor import Actor
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.study import actions
from quanjing.study.models import Campaign
from quanjing.tasks.actions import name_event, preview_event, set_event_day
from quanjing.urging.actions import remind_by_rules
from tests.study.conftest import LAST_DAY, campaign
from tests.world import World

EVENT_DAY = date(2026, 10, 23)


@pytest.fixture
def waiting(officer: Actor, tea: Actor) -> Campaign:
    """Three days before an event without a day; the tea society took both items over."""
    event = name_event(actor=officer, name="代表大会")
    made = campaign(officer, event=event, days_before=3)
    adopted(tea, made)
    return made


def adopted(actor: Actor, of: Campaign) -> None:
    actions.adopt(actor=actor, items=of.items.select_related("campaign__event", "material"))


def all_studied(actor: Actor, of: Campaign) -> None:
    for item in of.items.all():
        actions.say_studied(actor=actor, line=item.adopted.get(), on=date(2026, 9, 2))


def reminded(on: date) -> int:
    with clock.frozen(datetime(on.year, on.month, on.day, 9, tzinfo=clock.CHINA)):
        return remind_by_rules(lambda _done, _total: None)


def test_it_is_seen_on_the_page_of_the_event_and_its_units_are_counted(
    officer: Actor, world: World, waiting: Campaign, client_of: Callable[[Post], Client]
) -> None:
    assert waiting.event is not None
    desk, page = client_of(world.officer), f"/events/{waiting.event.code}/"
    assert waiting.name in desk.get(page).content.decode()
    shown = desk.get(page, {"day": "2026-10-23", "version": "1"}).content.decode()
    assert "调整1个期限" in shown
    assert "通知1个单位" in shown
    assert "10月20日" in shown


def test_what_was_studied_and_a_day_that_stays_tell_nobody(
    officer: Actor, tea: Actor, waiting: Campaign, run_jobs: Callable[[], int]
) -> None:
    assert waiting.event is not None
    set_event_day(actor=officer, event=waiting.event, day=EVENT_DAY)
    waiting.event.refresh_from_db()
    assert preview_event(actor=officer, event=waiting.event, day=EVENT_DAY).dates == 0
    all_studied(tea, waiting)
    moved = set_event_day(actor=officer, event=waiting.event, day=date(2026, 10, 30))
    run_jobs()
    assert (moved.dates, moved.units) == (1, 0)
    assert Message.objects.filter(kind="event_moved").count() == 0


def test_who_took_items_over_is_reminded_until_the_last_day(
    officer: Actor, world: World, waiting: Campaign
) -> None:
    assert reminded(date(2026, 10, 19)) == 0
    assert waiting.event is not None
    set_event_day(actor=officer, event=waiting.event, day=EVENT_DAY)
    assert [reminded(date(2026, 10, 19)), reminded(LAST_DAY), reminded(date(2026, 10, 21))] == [1, 1, 0]
    with clock.frozen(datetime(2026, 10, 21, 9, tzinfo=clock.CHINA)):
        assert dates.due([world.tea.pk], date(2026, 10, 31)) == []
    told = Message.objects.filter(kind="reminder").values_list("post", flat=True)
    assert set(told) == {world.tea_handler.pk}


def test_nobody_is_reminded_of_what_is_studied_or_closed(
    officer: Actor, tea: Actor, nursing: Actor, world: World
) -> None:
    made, closed = campaign(officer, ends_on=LAST_DAY), campaign(officer, "已关闭的活动", ends_on=LAST_DAY)
    adopted(tea, made)
    adopted(nursing, closed)
    (one,) = dates.due([world.tea.pk, world.nursing.pk, world.mathematics.pk], LAST_DAY)[:1]
    assert (one.organization, one.on, one.title) == (
        world.tea.pk,
        LAST_DAY,
        "主题学习活动：计划中还有 2 条未学",
    )
    all_studied(tea, made)
    actions.close(actor=officer, campaign=closed)
    assert dates.due([world.tea.pk, world.nursing.pk], LAST_DAY) == []
    assert world.tea.pk not in dates.bodies(LAST_DAY)


def test_the_calendar_shows_it_to_who_made_it_and_who_took_it_over(
    officer: Actor, tea: Actor, nursing: Actor
) -> None:
    adopted(tea, campaign(officer, ends_on=LAST_DAY))
    span = {"first": date(2026, 10, 1), "last": date(2026, 10, 31)}
    seen = [
        [one.on for one in dates.between(actor, actor.path, own=True, **span)]
        for actor in (officer, tea, nursing)
    ]
    assert seen == [[LAST_DAY], [LAST_DAY], []]


def test_dates_cost_the_same_for_one_campaign_and_for_three(officer: Actor, tea: Actor, world: World) -> None:
    costs = []
    for name in ("甲", "乙", "丙"):
        adopted(tea, campaign(officer, name, ends_on=LAST_DAY))
        with CaptureQueriesContext(connection) as caught:
            dates.due([world.tea.pk], LAST_DAY)
            dates.bodies(LAST_DAY)
        costs.append(len(caught))
    assert costs[0] == costs[2]
