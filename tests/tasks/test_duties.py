"""Counted duties: 0/n, recorded by the unit, taken back, never ranked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import DutyWanted, add_record, set_duty, undo_record
from quanjing.tasks.models import Assignment, Duty, DutyLine, DutyRecord
from quanjing.tasks.queries import get_duty, lines_of, own_line
from tests.world import World

WANTED = DutyWanted("书记讲党课", 2, date(2026, 9, 1), date(2026, 12, 31))
DAY = date(2026, 9, 2)


@pytest.fixture
def duty(world: World, at_nine: Any, provincial: Selection) -> Duty:
    return set_duty(actor=world.actor(world.officer), wanted=WANTED, selection=provincial)


def line(duty: Duty, world: World) -> DutyLine:
    return DutyLine.objects.select_related("duty").get(duty=duty, organization=world.tea)


def counters(world: World, duty: Duty) -> list[tuple[str, int]]:
    rows = lines_of(world.actor(world.officer), duty)
    return [(row.organization.name, row.done) for row in rows]  # type: ignore[attr-defined]


def test_each_organization_gets_a_counter_in_the_order_of_the_tree(world: World, duty: Duty) -> None:
    handler, own = world.actor(world.nursing_handler), duty.lines.get(organization=world.nursing)
    add_record(actor=handler, line=own, happened_on=DAY, note="专题党课")
    assert counters(world, duty) == [
        (world.mathematics.name, 0),
        (world.tea.name, 0),
        (world.nursing.name, 1),
    ]


def test_records_count_and_are_taken_back(world: World, duty: Duty) -> None:
    handler = world.actor(world.tea_handler)
    made = [add_record(actor=handler, line=line(duty, world), happened_on=DAY, note="党课") for _ in range(3)]
    assert dict(counters(world, duty))[world.tea.name] == 3
    undo_record(actor=handler, made=made[0])
    assert dict(counters(world, duty))[world.tea.name] == 2
    with pytest.raises(WrongState):
        undo_record(actor=handler, made=made[0])
    with pytest.raises(Denied):
        undo_record(actor=world.actor(world.officer), made=made[1])


def test_a_record_is_refused(world: World, duty: Duty, published: Directive) -> None:
    handler, own = world.actor(world.tea_handler), line(duty, world)
    for day, note in ((DAY, " "), (date(2026, 8, 31), "x"), (date(2026, 9, 4), "x")):
        with pytest.raises(Invalid):
            add_record(actor=handler, line=own, happened_on=day, note=note)
    with clock.frozen(clock.end_of(date(2027, 1, 2))), pytest.raises(Invalid):
        add_record(actor=handler, line=own, happened_on=date(2027, 1, 1), note="x")
    for post in (world.nursing_handler, world.officer, world.auditor):
        with pytest.raises(Denied):
            add_record(actor=world.actor(post), line=own, happened_on=DAY, note="x")
    theirs = Assignment.objects.filter(directive=published, organization=world.nursing)[0]
    with pytest.raises(Denied):
        add_record(actor=handler, line=own, happened_on=DAY, note="x", report=theirs)
    assert DutyRecord.objects.count() == 0


def test_a_duty_is_refused(world: World, at_nine: Any, provincial: Selection) -> None:
    officer = world.actor(world.officer)
    for wanted in (
        DutyWanted(" ", 1, DAY, DAY),
        DutyWanted("x", 0, DAY, date(2026, 9, 30)),
        DutyWanted("x", 1, date(2026, 9, 30), DAY),
        DutyWanted("x", 1, DAY, DAY),  # has passed
    ):
        with pytest.raises(Invalid):
            set_duty(actor=officer, wanted=wanted, selection=provincial)
    nobody = Selection(under=world.association.code, kinds=("cell",))
    with pytest.raises(Invalid):
        set_duty(actor=officer, wanted=WANTED, selection=nobody)
    for post in (world.tea_handler, world.auditor):
        with pytest.raises(Denied):
            set_duty(actor=world.actor(post), wanted=WANTED, selection=provincial)


def test_only_those_addressed_and_the_issuer_see_it(world: World, duty: Duty) -> None:
    assert get_duty(world.actor(world.tea_handler), duty.code) == duty
    assert [row.organization for row in lines_of(world.actor(world.tea_handler), duty)] == [world.tea]
    with pytest.raises(Missing):
        get_duty(world.actor(world.city_handler), duty.code)


def test_each_unit_is_told_once(
    world: World, at_nine: Any, provincial: Selection, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        set_duty(actor=world.actor(world.officer), wanted=WANTED, selection=provincial)
    assert Message.objects.filter(kind="duty_set").count() == 3


def test_counters_cost_no_query_a_line(world: World, duty: Duty) -> None:
    officer = world.actor(world.officer)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(lines_of(officer, duty))) == 3
    assert len(queries) == 1


def test_the_officer_counts_first_and_sees_the_counters(
    world: World, at_nine: Any, client_of: Callable[[Post], Client]
) -> None:
    client, page = client_of(world.officer), reverse("duty_new")
    client.cookies["quanjing_language"] = "en"
    data = {"name": "书记讲党课", "required": "1", "first_on": "2026-09-01", "last_on": "2026-12-31"}
    data |= {"kind": "society", "level": "provincial"}
    assert "3 organizations have this duty" in client.get(page, data).content.decode()
    assert Duty.objects.count() == 0
    assert client.post(page, data | {"required": "0"}).status_code == 422
    assert client.post(page, data).status_code == 302
    shown = client.get(reverse("duty_page", args=[Duty.objects.get().code])).content.decode()
    assert "fulfilled <b>0</b><span> / 3</span>" in shown


def test_a_unit_records_and_takes_back_on_its_page(
    world: World, duty: Duty, client_of: Callable[[Post], Client]
) -> None:
    client, page = client_of(world.tea_handler), reverse("duty_page", args=[duty.code])
    record = reverse("duty_record", args=[duty.code])
    assert client.post(record, {"happened_on": "2026-09-30", "note": "党课"}).status_code == 422
    assert client.post(record, {"happened_on": "2026-09-02", "note": "专题党课"}).status_code == 302
    assert "专题党课" in client.get(page).content.decode()
    assert "<b>1</b><span> / 2</span>" in client.get(reverse("duty_list")).content.decode()
    undo = reverse("duty_undo", args=[DutyRecord.objects.get().code])
    assert client_of(world.nursing_handler).post(undo).status_code == 404
    assert client.post(undo).status_code == 302
    assert "专题党课" not in client.get(page).content.decode()
    found = own_line(world.actor(world.tea_handler), duty)
    assert found is not None
    assert found.done == 0  # type: ignore[attr-defined]
