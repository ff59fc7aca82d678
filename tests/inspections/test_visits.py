"""Visits: told beforehand, concluded on the day or later, what is not in order becomes findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.foundation.worklog import LogKind, Scope
from quanjing.inspections import queries
from quanjing.inspections.actions import (
    call_visit_off,
    conclude_visit,
    enter_visit,
    move_visit,
    plan_visit,
    save_visit,
)
from quanjing.inspections.enums import Mode, Origin, VisitState
from quanjing.inspections.models import Inspection, Visit
from quanjing.inspections.queries.logged import entry_of, log_counts, logged_visits
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from tests.inspections.conftest import LATER, TODAY, announced, at, in_order, row_of, wrong
from tests.world import World

SOON = TODAY + timedelta(days=3)


@pytest.fixture
def made(officer: Actor) -> Inspection:
    return announced(officer, mode=Mode.VISITS, self_by=None)


@pytest.fixture
def visit(made: Inspection, officer: Actor, world: World) -> Visit:
    return plan_visit(actor=officer, body=row_of(made, world.tea), day=SOON, visitors="学会党建办、机关纪委")


def test_the_body_is_told_and_sees_its_visit(visit: Visit, tea: Actor, world: World) -> None:
    assert Message.objects.filter(kind="visit_planned", post=world.tea_handler).count() == 1
    assert list(queries.visits_visible_to(tea)) == [visit]
    with pytest.raises(Missing):
        queries.get_visit(world.actor(world.nursing_handler), visit.code)
    [date_of_visit] = queries.dates_between(tea, tea.path, True, TODAY, LATER)
    assert (date_of_visit.on, date_of_visit.title) == (SOON, "实地检查：场所规范检查")


def test_a_visit_is_told_a_day_before_at_least(made: Inspection, officer: Actor, world: World) -> None:
    row = row_of(made, world.tea)
    for day in (TODAY, TODAY - timedelta(days=1)):
        with pytest.raises(Invalid):
            plan_visit(actor=officer, body=row, day=day, visitors="学会党建办")
    with pytest.raises(Invalid):
        plan_visit(actor=officer, body=row, day=SOON, visitors=" ")


def test_only_bodies_that_are_set_for_it_are_visited(officer: Actor, tea: Actor, world: World) -> None:
    drawn = announced(officer, mode=Mode.VISITS, self_by=None, per_part=1)
    with pytest.raises(WrongState):
        plan_visit(actor=officer, body=row_of(drawn, world.tea), day=SOON, visitors="学会党建办")
    with pytest.raises(Denied):
        plan_visit(actor=tea, body=row_of(drawn, world.tea), day=SOON, visitors="学会党建办")


def test_a_visit_is_moved_and_called_off_with_a_reason(visit: Visit, officer: Actor) -> None:
    with pytest.raises(Invalid):
        move_visit(actor=officer, visit=visit, day=LATER, reason="")
    assert move_visit(actor=officer, visit=visit, day=LATER, reason="与年会冲突").day == LATER
    assert Message.objects.filter(kind="visit_planned").count() == 2
    with pytest.raises(Invalid):
        call_visit_off(actor=officer, visit=visit, reason=" ")
    assert call_visit_off(actor=officer, visit=visit, reason="已自查到位").state == VisitState.CALLED_OFF
    with pytest.raises(WrongState):
        move_visit(actor=officer, visit=visit, day=LATER, reason="恢复")


def test_a_visit_is_not_concluded_before_its_day(visit: Visit, officer: Actor) -> None:
    save_visit(actor=officer, visit=visit, given={"i1": in_order()["i1"]}, result="")
    with pytest.raises(WrongState):
        conclude_visit(actor=officer, visit=visit, given=in_order(), result="总体规范")


def test_concluding_writes_the_findings_and_tells_the_body(visit: Visit, officer: Actor, tea: Actor) -> None:
    with clock.frozen(at(SOON, 17)):
        with pytest.raises(Invalid) as refused:
            conclude_visit(actor=officer, visit=visit, given=in_order(i3=wrong("周予安未更新")), result="")
        assert [one.where for one in refused.value.problems] == ["i3.note", "result"]
        made = conclude_visit(
            actor=officer, visit=visit, given=in_order(i3=wrong("制度为旧版")), result="总体规范"
        )
    assert [(one.origin, one.visit_id, one.text) for one in made] == [(Origin.VISIT, visit.pk, "制度为旧版")]
    assert Message.objects.filter(kind="visit_concluded").count() == 1
    assert list(queries.findings_visible_to(tea)) == made


def test_a_visit_that_was_made_stands_in_the_work_log_of_the_visiting_body(
    visit: Visit, officer: Actor, world: World
) -> None:
    with clock.frozen(at(SOON, 17)):
        conclude_visit(actor=officer, visit=visit, given=in_order(), result="总体规范")
    scope = Scope(world.association.path, date(2026, 9, 1), date(2026, 9, 30), subtree=False)
    [line] = [entry_of(one) for one in logged_visits(scope)]
    assert (line.body, line.kind, line.result) == (world.association.pk, LogKind.OTHER, "总体规范")
    assert [tuple(one) for one in log_counts(scope)] == [(world.association.pk, LogKind.OTHER, 1)]
    assert list(logged_visits(Scope(world.tea.path, date(2026, 9, 1), date(2026, 9, 30)))) == []


def test_a_visit_that_took_place_is_entered_afterwards_with_who_and_when(
    officer: Actor, world: World, client_of: Callable[[Post], Client]
) -> None:
    with clock.frozen(at(TODAY - timedelta(days=9))):
        earlier = announced(officer, mode=Mode.VISITS, self_by=None, first_day=TODAY - timedelta(days=9))
    row, day = row_of(earlier, world.tea), TODAY - timedelta(days=4)
    made = enter_visit(actor=officer, body=row, day=day, visitors="机关纪委", reason="随调研一并查看")
    assert (made.is_entered_afterwards, made.made_on, made.made_name) == (True, TODAY, officer.signature)
    assert Message.objects.filter(kind="visit_entered", post=world.tea_handler).count() == 1
    for client in (client_of(world.officer), client_of(world.tea_handler)):
        read = client.get(f"/inspections/visits/{made.code}/").content.decode()
        assert (f"{officer.signature}于9月3日补录" in read, "随调研一并查看" in read) == (True, True)
    with pytest.raises(WrongState):  # it took place; it is not moved
        move_visit(actor=officer, visit=made, day=LATER, reason="改期")
    assert conclude_visit(actor=officer, visit=made, given=in_order(i3=wrong()), result="总体规范")
    assert Visit.objects.get(pk=made.pk).state == VisitState.CONCLUDED
    planned = plan_visit(actor=officer, body=row, day=SOON, visitors="学会党建办")
    with clock.frozen(at(SOON + timedelta(days=3))):
        assert not Visit.objects.get(pk=planned.pk).is_entered_afterwards


def test_a_day_that_cannot_be_is_not_entered(
    made: Inspection, officer: Actor, tea: Actor, world: World
) -> None:
    row = row_of(made, world.tea)
    enter_visit(actor=officer, body=row, day=TODAY, visitors="机关纪委", reason="接群众反映当日查看")
    for day, visitors, reason, where in (
        (SOON, "机关纪委", "临时", "day"), (TODAY - timedelta(days=1), "机关纪委", "临时", "day"),
        (TODAY, "机关纪委", "临时", "day"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as error:
            enter_visit(actor=officer, body=row, day=day, visitors=visitors, reason=reason)
        assert [problem.where for problem in error.value.problems] == [where]
    with pytest.raises(Invalid) as error:
        enter_visit(actor=officer, body=row_of(made, world.nursing), day=TODAY, visitors=" ", reason="")
    assert [problem.where for problem in error.value.problems] == ["visitors", "reason"]
    with pytest.raises(Denied):
        enter_visit(actor=tea, body=row, day=TODAY, visitors="机关纪委", reason="临时")
    drawn = announced(officer, mode=Mode.VISITS, self_by=None, per_part=1)
    with pytest.raises(WrongState):
        enter_visit(
            actor=officer, body=row_of(drawn, world.tea), day=TODAY, visitors="机关纪委", reason="临时"
        )


def test_a_visit_is_entered_afterwards_on_a_page(
    made: Inspection, world: World, officer: Actor, client_of: Callable[[Post], Client]
) -> None:
    client, path = client_of(world.officer), f"/inspections/{made.code}/bodies/{world.tea.code}/"
    assert f"{path}visited/" in client.get(path).content.decode()
    assert client.post(f"{path}visited/", {"day": "2026-09-20", "visitors": "纪委"}).status_code == 422
    values = {"day": TODAY.isoformat(), "visitors": "机关纪委", "reason": "随调研一并查看"}
    done = client.post(f"{path}visited/", values, follow=True)
    assert "请填写检查表" in done.content.decode()
    assert "补录" in client.get("/inspections/visits/").content.decode()


def test_lists_and_plans_are_narrowed_by_choosing_a_body(
    made: Inspection, visit: Visit, world: World, officer: Actor, client_of: Callable[[Post], Client]
) -> None:
    client = client_of(world.officer)
    for path in ("/inspections/visits/", "/inspections/bodies/", "/inspections/findings/"):
        page = client.get(path, {"under": world.tea.code}).content.decode()
        assert f'<option value="{world.tea.code}" selected>' in page
        assert f'<option value="{world.nursing.code}">' in page
    of_city = client.get("/inspections/visits/", {"under": world.city.code}).content.decode()
    assert world.tea.name not in of_city.split('<ul class="qj-rows">')[1]
    own = client.get("/inspections/visits/", {"under": world.tea.code, "own": "1"}).content.decode()
    assert f'<input type="hidden" name="under" value="{world.tea.code}">' in own
    form = client.get("/inspections/new/").content.decode()
    assert f'<option value="{world.association.code}" selected>' in form
    assert 'name="under"' not in client_of(world.tea_handler).get("/inspections/visits/").content.decode()
