"""What waits for a desk that judges stands on its first page, for those who may act on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.calls.stage_decided import checker
from tests.contracts import Places
from tests.influence.conftest import added, third_of
from tests.pages.conftest import places as places

from quanjing.calls.enums import CallState
from quanjing.calls.models import Call
from quanjing.home.queries import to_judge
from quanjing.influence.actions import answer, appeal, contest
from quanjing.influence.models import Measurement
from quanjing.organizations.models import Post
from quanjing.organizations.queries import actor_for


@pytest.fixture
def put_before_the_desk(places: Places) -> None:
    Call.objects.filter(decisions__code=places.decision).update(state=CallState.DECIDING)
    world, measurement = places.world, Measurement.objects.get(code=places.measurement)
    tea = actor_for(world.tea_handler)
    third = third_of(measurement, actor_for(world.officer))
    said = contest(
        actor=tea, item=added(third, measurement, world.tea, 2), why="dimension", text="应为科技服务"
    )
    appeal(actor=tea, contest=answer(actor=third, contest=said, upheld=False, text="以标题为准"))


def test_the_desk_is_led_to_each_piece_of_work(
    places: Places, put_before_the_desk: None, client_of: Callable[[Post], Client]
) -> None:
    text = client_of(places.world.officer).get("/").content.decode()
    assert reverse("notice_page", args=[places.notice]) in text
    assert reverse("project_page", args=[places.project]) in text
    assert f"{reverse('influence_items', args=[places.measurement])}?waits=on" in text
    assert "1 件异议待核实" in text
    assert "1 条有争议的条目待决定" in text


def test_a_decision_waits_for_whoever_did_not_prepare_it(places: Places, put_before_the_desk: None) -> None:
    link = reverse("decision_page", args=[places.decision])
    assert link in [one.url for one in to_judge(checker(places.world))]
    assert link not in [one.url for one in to_judge(actor_for(places.world.officer))]


def test_a_body_that_applied_and_who_only_reads_have_nothing_to_judge(
    places: Places, put_before_the_desk: None
) -> None:
    world = places.world
    assert [to_judge(actor_for(seat)) for seat in (world.tea_handler, world.auditor)] == [[], []]


def test_four_queries_whatever_waits(places: Places, put_before_the_desk: None) -> None:
    actor = checker(places.world)
    with CaptureQueriesContext(connection) as seen:
        assert len(to_judge(actor)) == 4
    assert len(seen) == 4


def test_dates_are_told_in_the_language_of_the_page(
    places: Places, client_of: Callable[[Post], Client]
) -> None:
    client = client_of(places.world.tea_handler)
    assert "：自评" in client.get("/").content.decode()
    client.cookies["quanjing_language"] = "en"
    english = client.get("/").content.decode()
    assert "：自评" not in english
    assert "self-assessment" in english
