"""Working days: the official calendar, the office's table above it, weekdays beyond."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from quanjing.directives.models import CalendarDay, Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import Hook, clear_day, confirm_receipt, hang, publish, set_day
from quanjing.tasks.enums import Since, Unit
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries import assignment_list, calendar, coverage, directive_list
from quanjing.tasks.rules import due_of, is_late
from tests.world import World

NATIONAL_DAY = date(2026, 10, 1)


def cn(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=clock.CHINA)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        (date(2026, 9, 3), 5, date(2026, 9, 10)),  # over a weekend
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over the holidays
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2026, 9, 24), 1, date(2026, 9, 28)),  # 25 to 27 September: Mid-Autumn
        (date(2031, 10, 1), 1, date(2031, 10, 2)),  # a year that nobody has published
    ],
)
def test_working_days_are_counted(db: None, start: date, count: int, day: date) -> None:
    assert calendar().shifted(start, count) == day


def test_the_table_stands_above_the_official_calendar(world: World) -> None:
    administrator = world.actor(world.administrator)
    set_day(actor=administrator, day=NATIONAL_DAY, is_workday=True, note="省里另行安排")
    assert calendar().is_workday(NATIONAL_DAY)
    set_day(actor=administrator, day=NATIONAL_DAY, is_workday=False, note="改回")
    assert not calendar().is_workday(NATIONAL_DAY)
    assert CalendarDay.objects.count() == 1
    set_day(actor=administrator, day=date(2026, 9, 7), is_workday=False, note="停电")
    assert calendar().shifted(date(2026, 9, 3), 2) == date(2026, 9, 8)
    clear_day(actor=administrator, day=date(2026, 9, 7))
    assert calendar().shifted(date(2026, 9, 3), 2) == date(2026, 9, 7)


def test_only_the_administrator_at_the_top_sets_days(world: World) -> None:
    for post in (world.officer, world.auditor, world.tea_handler):
        with pytest.raises(Denied):
            set_day(actor=world.actor(post), day=NATIONAL_DAY, is_workday=True, note="x")
        with pytest.raises(Denied):
            clear_day(actor=world.actor(post), day=NATIONAL_DAY)
    administrator = world.actor(world.administrator)
    with pytest.raises(Invalid):
        set_day(actor=administrator, day=NATIONAL_DAY, is_workday=True, note=" ")
    with pytest.raises(Missing):
        clear_day(actor=administrator, day=NATIONAL_DAY)


def test_the_page_sets_and_clears(world: World, client_of: Callable[[Post], Client]) -> None:
    client, page = client_of(world.administrator), reverse("calendar_page")
    data = {"day": "2026-10-01", "kind": "work", "note": "另行安排"}
    assert client.post(page, data | {"note": ""}).status_code == 422
    assert client.post(page, data).status_code == 302
    assert "另行安排" in client_of(world.tea_handler).get(page).content.decode()
    assert client.post(reverse("calendar_clear", args=["2026-10-01"])).status_code == 302
    assert client.post(reverse("calendar_clear", args=["yesterday"])).status_code == 404
    assert CalendarDay.objects.count() == 0


@pytest.fixture
def counted(world: World, directive: Directive) -> Directive:
    """The first task 5 working days after publishing, the second 3 days after receipt, grace 2 days."""
    officer = world.actor(world.officer)
    first, second = directive.tasks.filter(assign=True)
    hang(actor=officer, task=first, hook=Hook(since=Since.PUBLISHING, count=5))
    Task.objects.filter(pk=second.pk).update(deadline_text="收到后三日内")
    hook = Hook(since=Since.CONFIRMATION, count=3, unit=Unit.DAYS, grace_days=2)
    hang(actor=officer, task=Task.objects.get(pk=second.pk), hook=hook)
    return Directive.objects.get(pk=directive.pk)


def own(directive: Directive, world: World, position: int) -> Assignment:
    found = Assignment.objects.select_related("task").filter(directive=directive, organization=world.tea)
    return found.get(task__position=position)


def test_publishing_starts_the_count_of_every_unit(
    world: World, counted: Directive, provincial: Selection
) -> None:
    publish(actor=world.actor(world.officer), directive=counted, selection=provincial)
    assert due_of(own(counted, world, 1)) == cn(2026, 9, 10, 17)
    assert due_of(own(counted, world, 2)) is None


def test_lists_show_the_first_date_that_concerns_the_viewer(
    world: World, counted: Directive, provincial: Selection
) -> None:
    publish(actor=world.actor(world.officer), directive=counted, selection=provincial)
    for rows in (Task.objects.filter(position=1), Assignment.objects.filter(task__position=1)):
        rows.update(due_at=None)
    assert [one.next_due for one in directive_list(world.actor(world.officer))] == [None]
    due = cn(2026, 9, 6, 17)
    Assignment.objects.filter(task__position=2, organization=world.tea).update(due_at=due)
    Assignment.objects.filter(task__position=2, organization=world.nursing).update(due_at=cn(2026, 9, 8, 17))
    seen = {post: directive_list(world.actor(post)) for post in (world.officer, world.nursing_handler)}
    assert [one.next_due for one in seen[world.officer]] == [due]
    assert [one.next_due for one in seen[world.nursing_handler]] == [cn(2026, 9, 8, 17)]
    assert [one.pk for one in seen[world.officer].order_by("due_order")] == [counted.pk]


def test_the_confirmed_receipt_starts_the_count_of_that_unit_alone(
    world: World, counted: Directive, provincial: Selection
) -> None:
    publish(actor=world.actor(world.officer), directive=counted, selection=provincial)
    handler = world.actor(world.tea_handler)
    with clock.frozen(cn(2026, 9, 7, 10)):
        confirm_receipt(actor=handler, directive=counted)
        assert due_of(own(counted, world, 2)) == cn(2026, 9, 10, 17)
    with clock.frozen(cn(2026, 9, 9, 10)):
        confirm_receipt(actor=handler, directive=counted)
    assert own(counted, world, 2).closes_at == cn(2026, 9, 12, 17)
    assert Assignment.objects.filter(task__position=2, due_at=None).count() == 2
    with pytest.raises(Missing):
        confirm_receipt(actor=world.actor(world.officer), directive=counted)
    with pytest.raises(Missing):
        confirm_receipt(actor=world.actor(world.city_handler), directive=counted)


def test_the_own_date_is_judged_everywhere(world: World, counted: Directive, provincial: Selection) -> None:
    officer = world.actor(world.officer)
    publish(actor=officer, directive=counted, selection=provincial)
    confirm_receipt(actor=world.actor(world.tea_handler), directive=counted)  # due 6 September 17:00
    for moment, late, locked in (
        (cn(2026, 9, 6, 17), 0, 0),
        (cn(2026, 9, 6, 17, 0, 1), 1, 0),
        (cn(2026, 9, 8, 17), 1, 0),
        (cn(2026, 9, 8, 17, 0, 1), 1, 1),
    ):
        with clock.frozen(moment):
            counts = coverage(officer, counted).tasks[1].counts
            assert (counts.late, counts.locked) == (late, locked)
            assert is_late(own(counted, world, 2), moment) is bool(late)
            rows = assignment_list(officer, counted, filters={"late": "1"})
            assert [row.organization for row in rows] == [world.tea] * late


def test_the_unit_confirms_on_its_page(
    world: World, counted: Directive, provincial: Selection, client_of: Callable[[Post], Client]
) -> None:
    publish(actor=world.actor(world.officer), directive=counted, selection=provincial)
    client, page = client_of(world.tea_handler), reverse("receipt_confirm", args=[counted.code])
    report = reverse("report_page", args=[counted.code])
    assert page in client.get(report).content.decode()
    assert client.post(page).status_code == 302
    assert page not in client.get(report).content.decode()
