"""Rounds and road shows in the calendar, released decisions in the work log."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from quanjing.calls.models import Decision, ShowSlot, Sitting
from quanjing.calls.queries import panel_dates as days
from quanjing.foundation import clock, dates, worklog
from quanjing.foundation.actor import Actor
from quanjing.foundation.worklog import LogKind, Scope
from tests.calls.judged import allotted, staged
from tests.calls.stage_decided import decided
from tests.world import World

SHOW = date(2026, 9, 20)


def test_the_desk_sees_the_round_and_each_applicant_its_own_road_show(
    world: World, officer: Actor, tea: Actor, nursing: Actor
) -> None:
    one = allotted(staged(world))
    Sitting.objects.update(due_on=SHOW - timedelta(days=2))
    at = datetime(2026, 9, 20, 9, tzinfo=clock.CHINA)
    ShowSlot.objects.create(
        application=one.applications[0], position=1, starts_at=at, minutes=10, place="三楼"
    )
    desk = dates.between(
        officer, world.association.path, own=False, first=SHOW - timedelta(days=5), last=SHOW
    )
    assert [(item.on, item.link) for item in desk if "panels" in item.link] == [
        (SHOW - timedelta(days=2), f"/calls/{one.call.code}/panels/")
    ]
    for actor, number in ((tea, 1), (nursing, 0)):
        seen = days.panels_between(actor, actor.path, True, SHOW, SHOW)
        assert len(seen) == number
    assert days.panels_between(tea, tea.path, True, SHOW - timedelta(days=5), SHOW - timedelta(days=1)) == []
    assert days.bodies_with_shows(SHOW) == {world.tea.pk}
    assert [item.on for item in days.shows_due([world.tea.pk], SHOW)] == [SHOW]
    assert days.shows_due([world.tea.pk], SHOW - timedelta(days=1)) == []


def test_a_closed_round_is_in_no_calendar(world: World, officer: Actor) -> None:
    allotted(staged(world))
    Sitting.objects.update(due_on=SHOW, closed_at=clock.now())
    assert days.panels_between(officer, officer.path, True, SHOW, SHOW) == []


def test_a_released_decision_is_work_of_the_desk(world: World, officer: Actor) -> None:
    found = decided(world)
    Decision.objects.create(
        call=found.call, number=2, prepared_name="林知远", prepared_post="x", prepared_at=clock.now()
    )  # not released
    source = worklog.source_of("decisions")
    assert source is not None
    today = clock.today()
    scope = Scope(world.association.path, today, today)
    [entry] = [source.logged(thing) for thing in source.things(scope)]
    assert (entry.day, entry.body, entry.key) == (today, world.association.pk, found.decision.code)
    assert [(one.body, one.number) for one in source.counts(scope)] == [(world.association.pk, 1)]
    later = Scope(world.association.path, today + timedelta(days=1), today + timedelta(days=1))
    assert not source.things(later).exists()
    assert not list(source.counts(Scope(world.tea.path, today, today)))
    assert not source.things(Scope(world.association.path, today, today, kinds=frozenset({LogKind.REPORT})))
