"""What the panorama counts: sent of asked, visited of planned, closed of found; branches by record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.figures import NO_MONTH, When
from quanjing.inspections.actions import (
    close_finding,
    conclude_visit,
    plan_visit,
    rectify,
    report_nothing,
    send_answers,
)
from quanjing.inspections.enums import Mode
from quanjing.inspections.models import Inspection
from quanjing.inspections.queries.figures import ASKED as ASKED_FOR
from quanjing.inspections.queries.figures import CLOSED, FOUND, MADE, OVERDUE, PLANNED, SENT, count, moved
from quanjing.organizations.queries import Selection
from quanjing.worklog.models import YearCount
from quanjing.worklog.queries.figures import count as count_log
from tests.inspections.conftest import LATER, TODAY, announced, at, in_order, row_of, wrong
from tests.world import World


def when(day: date = TODAY) -> When:
    return When(at(day), day, (day.replace(day=1),))


def numbers(name: str, day: date = TODAY) -> dict[int, int]:
    return dict(count(when(day))[name, NO_MONTH])


@pytest.fixture
def made(officer: Actor) -> Inspection:
    return announced(officer)


def test_each_body_has_its_own_numbers(made: Inspection, officer: Actor, tea: Actor, world: World) -> None:
    [finding] = send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i6=wrong()))
    nursing = world.actor(world.nursing_handler)
    report_nothing(actor=nursing, body=row_of(made, world.nursing), reason="由支撑单位统一管理")
    societies = {world.tea.pk, world.nursing.pk, world.mathematics.pk}
    assert numbers(ASKED_FOR) == numbers(PLANNED) == dict.fromkeys(societies, 1)
    assert numbers(SENT) == {world.tea.pk: 1, world.nursing.pk: 1}
    assert (numbers(FOUND), numbers(CLOSED), numbers(MADE)) == ({world.tea.pk: 1}, {}, {})
    assert numbers(OVERDUE, LATER + timedelta(days=1)) == {world.tea.pk: 1}
    close_finding(actor=officer, finding=rectify(actor=tea, finding=finding, evidence="已更换"))
    assert (numbers(CLOSED), numbers(OVERDUE, LATER + timedelta(days=1))) == ({world.tea.pk: 1}, {})


def test_a_visit_counts_once_it_is_made(made: Inspection, officer: Actor, world: World) -> None:
    visited(officer, made, world)
    assert numbers(MADE) == {world.tea.pk: 1}


def test_more_bodies_cost_no_more_queries(made: Inspection, officer: Actor) -> None:
    counts = []
    for _turn in range(2):
        announced(officer)
        with CaptureQueriesContext(connection) as captured:
            count(when())
        counts.append(len(captured))
    assert counts == [3, 3]


def test_what_changed_is_named(made: Inspection, tea: Actor, world: World, at_nine: datetime) -> None:
    send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i6=wrong()))
    found = moved([world.tea.pk], at_nine - timedelta(hours=1), at_nine)
    assert [one.label for one in found] == ["场所规范检查", "消防和用电安全合格"]
    assert list(moved([world.nursing.pk], at_nine - timedelta(hours=1), at_nine)) == []


def test_a_branch_visited_by_record_takes_the_place_of_the_number_entered(
    officer: Actor, world: World
) -> None:
    entered = {"year": 2026, "kind": "visited", "entered_at": at(TODAY), "entered_name": "林知远"}
    YearCount.objects.create(organization=world.association, number=9, **entered)
    YearCount.objects.create(organization=world.city, number=2, **entered)

    def visits() -> dict[int, int]:
        return dict(count_log(when())["year.visited", NO_MONTH])

    assert visits() == {world.association.pk: 9, world.city.pk: 2}
    chosen = Selection(officer.organization_code, ("branch",))
    for _turn in range(2):
        made = announced(officer, mode=Mode.VISITS, self_by=None, selection=chosen)
        visited(officer, made, world, world.branch)
    assert visits() == {world.branch.pk: 1, world.city.pk: 2}


def visited(officer: Actor, made: Inspection, world: World, body: object = None) -> None:
    row = row_of(made, body or world.tea)  # type: ignore[arg-type]
    visit = plan_visit(actor=officer, body=row, day=TODAY + timedelta(days=1), visitors="学会党建办")
    with clock.frozen(at(TODAY + timedelta(days=1), 17)):
        conclude_visit(actor=officer, visit=visit, given=in_order(), result="规范")
