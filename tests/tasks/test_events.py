"""Deadlines that hang on an event whose day comes later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Directive, Event
from quanjing.foundation import clock
from quanjing.foundation.colours import cn_day
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import (
    Hook,
    confirm_receipt,
    correct_task,
    extend,
    hang,
    name_event,
    preview_event,
    publish,
    set_event_day,
)
from quanjing.tasks.enums import Side, Since, State, Unit
from quanjing.tasks.models import Anchor, Assignment, Task
from quanjing.tasks.queries import coverage
from quanjing.tasks.rules import first_due_of
from tests.world import World

CONGRESS = date(2026, 10, 20)  # a Tuesday


@pytest.fixture
def congress(world: World) -> Event:
    return name_event(actor=world.actor(world.officer), name="代表大会")


def before(event: Event, count: int = 0, unit: Unit = Unit.WORKDAYS) -> Hook:
    return Hook(since=Since.EVENT, event=event, side=Side.BEFORE, count=count, unit=unit)


@pytest.fixture
def hung(world: World, directive: Directive, congress: Event) -> Directive:
    """Both tasks before the congress, the first three working days before it."""
    officer = world.actor(world.officer)
    first, second = directive.tasks.filter(assign=True)
    Task.objects.filter(pk=second.pk).update(deadline_text="大会召开前")
    hang(actor=officer, task=first, hook=before(congress, 3))
    hang(actor=officer, task=Task.objects.get(pk=second.pk), hook=before(congress))
    return Directive.objects.get(pk=directive.pk)


def go(world: World, directive: Directive, selection: Selection) -> int:
    return publish(actor=world.actor(world.officer), directive=directive, selection=selection).assignments


def dues(directive: Directive) -> list[datetime | None]:
    return [task.due_at for task in directive.tasks.filter(assign=True)]


def cn(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=clock.CHINA)  # type: ignore[arg-type, misc]


def test_hanging_confirms_the_deadline_and_leaves_it_empty(hung: Directive) -> None:
    assert [(task.due_on, task.doubts) for task in hung.tasks.filter(assign=True)] == [(None, {})] * 2


def test_it_is_published_and_says_what_it_waits_for(
    world: World, hung: Directive, provincial: Selection, client_of: Callable[[Post], Client]
) -> None:
    assert go(world, hung, provincial) == 6
    client = client_of(world.tea_handler)
    client.cookies["quanjing_language"] = "en"
    for page in (reverse("report_list"), reverse("report_page", args=[hung.code])):
        assert "before: 代表大会, date not yet known" in client.get(page).content.decode()


def test_setting_the_day_resolves_all_that_hangs_on_it(
    world: World, hung: Directive, provincial: Selection, congress: Event
) -> None:
    go(world, hung, provincial)
    moved = set_event_day(actor=world.actor(world.officer), event=congress, day=CONGRESS)
    # 19, 16, 15 October are the three working days before; the office's day ends at 17:00
    assert dues(hung) == [cn(2026, 10, 15, 17), cn(2026, 10, 19, 17)]
    assert (len(moved.shifts), moved.units) == (2, 3)
    with clock.frozen(cn(2026, 10, 15, 17, 0, 1)):
        late = [part.counts.late for part in coverage(world.actor(world.officer), hung).tasks]
    assert late == [3, 0]


def test_the_preview_writes_nothing_and_says_the_same(
    world: World, hung: Directive, provincial: Selection, congress: Event
) -> None:
    go(world, hung, provincial)
    officer = world.actor(world.officer)
    seen = preview_event(actor=officer, event=congress, day=CONGRESS)
    assert (dues(hung), AuditEntry.objects.filter(verb="tasks.set_event_day").count()) == ([None, None], 0)
    done = set_event_day(actor=officer, event=congress, day=CONGRESS)
    assert [(s.task.pk, s.old, s.new) for s in seen.shifts] == [
        (s.task.pk, s.old, s.new) for s in done.shifts
    ]


def test_an_extension_gives_way_where_the_new_date_is_later(
    world: World, hung: Directive, provincial: Selection, congress: Event
) -> None:
    go(world, hung, provincial)
    officer, filters = world.actor(world.officer), {"organization": world.tea.code}
    published = Directive.objects.get(pk=hung.pk)
    extend(actor=officer, directive=published, filters=filters, until=date(2026, 10, 16), reason="汛期。")
    set_event_day(actor=officer, event=congress, day=CONGRESS)  # 15 and 19 October
    mine = Assignment.objects.filter(organization=world.tea).order_by("task__position")
    assert [one.extended_to for one in mine] == [cn(2026, 10, 16, 17), None]


def test_an_extension_given_before_receipt_takes_no_time_away(
    world: World, directive: Directive, provincial: Selection
) -> None:
    officer = world.actor(world.officer)
    task = directive.tasks.filter(assign=True)[0]
    hang(actor=officer, task=task, hook=Hook(since=Since.CONFIRMATION, count=20, unit=Unit.DAYS))
    publish(actor=officer, directive=directive, selection=provincial, tasks=[task.code], override="汛期。")
    until, published = clock.today() + timedelta(days=5), Directive.objects.get(pk=directive.pk)
    extend(actor=officer, directive=published, filters={}, until=until, reason="汛期。")
    confirm_receipt(actor=world.actor(world.tea_handler), directive=directive)
    mine = Assignment.objects.get(organization=world.tea)
    assert (mine.extended_to, cn_day(first_due_of(mine))) == (None, clock.today() + timedelta(days=20))
    assert Assignment.objects.get(organization=world.nursing).extended_to is not None


def test_each_unit_is_told_once_with_its_items(
    world: World, hung: Directive, provincial: Selection, congress: Event, run_jobs: Callable[[], int]
) -> None:
    go(world, hung, provincial)
    second = hung.tasks.get(position=2)
    Assignment.objects.filter(task=second, organization=world.nursing).update(state=State.EXEMPT)
    run_jobs()
    Message.objects.all().delete()
    set_event_day(actor=world.actor(world.officer), event=congress, day=CONGRESS)
    assert run_jobs() == 1
    told = {m.post_id: m.values["items"] for m in Message.objects.filter(kind="event_moved")}
    both = "工作谋划 2026-10-15; 学习体会 2026-10-19"
    assert told == {
        world.tea_handler.pk: both,
        world.mathematics_handler.pk: both,
        world.nursing_handler.pk: "工作谋划 2026-10-15",
    }
    assert Message.objects.count() == 3


def test_a_notice_without_a_day_says_what_it_waits_for_when_it_comes(
    world: World, hung: Directive, provincial: Selection, run_jobs: Callable[[], int]
) -> None:
    go(world, hung, provincial)
    run_jobs()
    told = Message.objects.get(post=world.tea_handler)
    assert (told.kind, told.values["event"]) == ("directive_awaiting", "代表大会")


def test_a_move_tells_again_and_the_same_day_tells_nobody(
    world: World, hung: Directive, provincial: Selection, congress: Event, run_jobs: Callable[[], int]
) -> None:
    go(world, hung, provincial)
    officer = world.actor(world.officer)
    set_event_day(actor=officer, event=congress, day=CONGRESS)
    set_event_day(actor=officer, event=congress, day=CONGRESS)
    run_jobs()
    assert Message.objects.filter(kind="event_moved").count() == 3
    set_event_day(actor=officer, event=congress, day=date(2026, 10, 27))
    run_jobs()
    assert Message.objects.filter(kind="event_moved").count() == 6
    set_event_day(actor=officer, event=congress, day=None)
    assert dues(hung) == [None, None]


def test_an_event_with_a_day_resolves_at_once_and_grace_follows_it(
    world: World, directive: Directive
) -> None:
    officer = world.actor(world.officer)
    event = name_event(actor=officer, name="年会", day=CONGRESS)
    hook = Hook(since=Since.EVENT, event=event, side=Side.AFTER, count=7, unit=Unit.DAYS, grace_days=3)
    hang(actor=officer, task=directive.tasks.get(position=1), hook=hook)
    task = directive.tasks.get(position=1)
    assert (task.due_at, task.closes_at) == (cn(2026, 10, 27, 17), cn(2026, 10, 30, 17))


def test_a_day_by_hand_takes_the_deadline_off_its_event(
    world: World, hung: Directive, congress: Event
) -> None:
    first = hung.tasks.get(position=1)
    officer = world.actor(world.officer)
    correct_task(actor=officer, task=first, changes={"deadline": {"due": "2026-09-20"}})
    set_event_day(actor=officer, event=congress, day=CONGRESS)
    assert dues(hung) == [cn(2026, 9, 20, 17), cn(2026, 10, 19, 17)]
    assert Anchor.objects.count() == 1


def test_refusals(world: World, hung: Directive, congress: Event, provincial: Selection) -> None:
    officer, other = world.actor(world.officer), world.actor(world.city_officer)
    first = hung.tasks.get(position=1)
    for actor in (other, world.actor(world.auditor)):
        with pytest.raises(Denied):
            set_event_day(actor=actor, event=congress, day=CONGRESS)
        with pytest.raises(Denied):
            hang(actor=actor, task=first, hook=before(congress))
    with pytest.raises(Denied):
        name_event(actor=world.actor(world.tea_handler), name="年会")
    with pytest.raises(Invalid):
        name_event(actor=officer, name=" 代表大会 ")
    with pytest.raises(Conflict):
        set_event_day(actor=officer, event=congress, day=CONGRESS, version=99)
    theirs = name_event(actor=other, name="市会")
    for hook in (before(theirs), Hook(since=Since.EVENT), Hook(since=Since.PUBLISHING)):
        with pytest.raises(Invalid):
            hang(actor=officer, task=first, hook=hook)
    go(world, hung, provincial)
    with pytest.raises(WrongState):
        hang(actor=officer, task=first, hook=before(congress))


def test_the_page_previews_and_then_sets(
    world: World,
    hung: Directive,
    provincial: Selection,
    congress: Event,
    client_of: Callable[[Post], Client],
) -> None:
    go(world, hung, provincial)
    client = client_of(world.officer)
    client.cookies["quanjing_language"] = "en"
    page = reverse("event_page", args=[congress.code])
    asked = {"day": "2026-10-20", "version": congress.version}
    text = client.get(page, asked).content.decode()
    assert "2 dates move, 3 units are told" in text
    assert "15 Oct 17:00" in text
    assert client.post(page, asked | {"version": 77}).status_code == 409
    assert client.post(page, asked).status_code == 302
    assert Event.objects.get().happens_on == CONGRESS


def test_the_form_hangs_a_task(
    world: World, directive: Directive, congress: Event, client_of: Callable[[Post], Client]
) -> None:
    client = client_of(world.officer)
    page = reverse("task_anchor", args=[directive.code, directive.tasks.get(position=1).code])
    data = {"since": "event", "event": congress.code, "side": "before", "count": 2, "unit": "days"}
    assert client.post(page, data | {"event": ""}).status_code == 422
    assert client.post(page, data).status_code == 302
    found = {(one.event, one.side, one.count, one.unit) for one in Anchor.objects.all()}
    assert found == {(congress, "before", 2, "days")}
    assert Anchor.objects.count() == 2  # the same words of the text


def test_an_event_is_named_on_the_page_and_a_second_of_the_name_refused(
    world: World, client_of: Callable[[Post], Client]
) -> None:
    client = client_of(world.officer)
    codes = [client.post(reverse("event_list"), {"name": "年会"}).status_code for _again in range(2)]
    assert codes == [302, 422]


def test_a_move_costs_no_query_a_task(
    world: World, read_directive: Any, notice: Any, congress: Event
) -> None:
    officer = world.actor(world.officer)
    counts = []
    for day in (CONGRESS, date(2026, 10, 27), date(2026, 11, 3)):
        made = read_directive(notice)
        for task in made.tasks.filter(assign=True):
            Anchor.objects.create(task=task, since=Since.EVENT, event=congress, side=Side.BEFORE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            set_event_day(actor=officer, event=congress, day=day)
        counts.append(len(queries))
    assert counts[1] == counts[2]
