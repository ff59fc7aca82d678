"""Figures of the bodies that call: each counts what its list shows, at the same cost for any number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client

from quanjing.calls.enums import ApplicationState, CallState
from quanjing.calls.models import Call
from quanjing.calls.queries import call_figures
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.figures import NO_MONTH, Columns, When, figure_of
from quanjing.organizations.models import Post
from tests.calls import stage
from tests.calls.stage_decided import FIRST_DAY, LAST_DAY, at, consent, decided, noticed, published, release
from tests.world import World

MONTHS = (date(2026, 8, 1), date(2026, 9, 1))


def counted() -> Columns:
    return call_figures.count(When(clock.now(), clock.today(), MONTHS))


def test_open_calls_and_what_lies_in_the_form_check_are_counted(world: World, officer: Actor) -> None:
    stage.call(world)
    stage.call(world, closes_at=clock.now() - timedelta(hours=1))  # over
    stage.call(world, state=CallState.DRAFT)
    checked = stage.call(world, state=CallState.CHECKING)
    stage.application(checked, world.tea, state=ApplicationState.SENT)
    stage.application(checked, world.nursing, state=ApplicationState.RETURNED)
    stage.application(checked, world.mathematics)
    consent(stage.application(checked, world.city_society, state=ApplicationState.SENT), withdrawn=True)
    columns, body = counted(), world.association.pk
    assert columns["calls.open", NO_MONTH] == {body: 1}
    assert columns["calls.checking", NO_MONTH] == {body: 1}
    assert columns["calls.returned", NO_MONTH] == {body: 1}


def test_decisions_are_counted_by_month_and_notices_on_their_days(world: World, officer: Actor) -> None:
    found, body = decided(world), world.association.pk
    columns = counted()
    assert columns["calls.decided", "2026-09"] == {body: 1}
    assert columns["calls.decided", "2026-08"] == {}
    assert columns["calls.displayed", NO_MONTH] == {}
    noticed(officer, found)
    with clock.frozen(at(FIRST_DAY)):
        assert counted()["calls.displayed", NO_MONTH] == {body: 1}
    with clock.frozen(at(LAST_DAY + timedelta(days=1))):
        assert counted()["calls.displayed", NO_MONTH] == {}
    published(officer, found)
    assert counted()["calls.displayed", NO_MONTH] == {}


def test_nothing_is_counted_of_a_decision_before_its_release(world: World) -> None:
    found = decided(world)
    found.decision.released_at = None
    found.decision.save()
    assert counted()["calls.decided", "2026-09"] == {}


def test_more_calls_cost_no_more_queries(
    world: World, django_assert_num_queries: Callable[[int], object]
) -> None:
    for _turn in range(2):
        made = decided(world).call
        release(Call.objects.get(pk=made.pk), [], number=2)
        with django_assert_num_queries(4):  # type: ignore[attr-defined]
            counted()


def test_each_figure_opens_its_list(
    world: World, officer: Actor, client_of: Callable[[Post], Client]
) -> None:
    found, desk = decided(world), client_of(world.officer)
    Call.objects.filter(pk=found.call.pk).update(title="已审定的征集")
    noticed(officer, found, title="今年的公示")
    stage.call(world, title="正在申报的征集")
    stage.call(world, state=CallState.CHECKING, title="形式审查中的征集")
    shown = {
        "calls.open": "正在申报的征集", "calls.checking": "形式审查中的征集", "calls.decided": "已审定的征集",
        "calls.displayed": "今年的公示",
    }  # fmt: skip
    for code, title in shown.items():
        figure = figure_of(code)
        assert figure is not None
        assert figure.link is not None
        for body, is_there in ((world.association.code, True), (world.city.code, False)):
            page = desk.get(figure.link(body, date(2026, 9, 1), date(2026, 9, 30))).content.decode()
            assert [name for name in shown.values() if name in page] == ([title] if is_there else [])
