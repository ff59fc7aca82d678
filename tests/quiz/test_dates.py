"""Contests stand in the calendar of those for whom they are out; nobody is reminded of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from quanjing.foundation import clock, dates
from quanjing.organizations.models import Post
from quanjing.quiz.models import Contest
from quanjing.quiz.queries.dates import contests_between
from tests.quiz.conftest import CLOSES, OPENS, MakeContest
from tests.world import World


def test_a_contest_stands_in_the_calendar(
    world: World, contest: MakeContest, client_of: Callable[[Post], Client]
) -> None:
    made = contest(name="章程知识竞答")
    with clock.frozen(OPENS + timedelta(hours=1)):
        page = client_of(world.tea_handler).get("/activities/calendar/").content.decode()
    assert f"/quiz/{made.code}/" in page
    assert "竞答截止：章程知识竞答" in page


def test_only_days_of_the_span_and_contests_that_are_out(world: World, contest: MakeContest) -> None:
    made = contest()
    tea, first, last = world.actor(world.tea_handler), OPENS.date(), CLOSES.date()
    both = contests_between(tea, "", False, first, last)
    assert [one.on for one in both] == [first, last]
    assert [one.on for one in contests_between(tea, "", False, first, first)] == [first]
    Contest.objects.filter(pk=made.pk).update(state="draft")
    assert contests_between(tea, "", False, first, last) == []


def test_nobody_is_reminded_of_a_contest(world: World, contest: MakeContest) -> None:
    contest()
    until = CLOSES.date() + timedelta(days=30)
    assert dates.bodies(until) == set()
    assert dates.due([world.tea.pk], until) == []
