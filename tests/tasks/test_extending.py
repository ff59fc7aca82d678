"""More time: given to one, to some, asked for and decided; and the clock on both sides of a deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.actions import ask_extension, decide_extension, extend
from quanjing.tasks.enums import State, Wish
from quanjing.tasks.models import Assignment, Extension, Task
from quanjing.tasks.queries import assignment_list, coverage
from quanjing.tasks.rules import closes_of, due_of, is_late, is_locked
from tests.world import World

SignIn = Callable[[Post], Client]
UNTIL = date(2026, 9, 20)
MOMENT = clock.end_of(UNTIL, "17:00")  # the day end of the issuing body


def own(directive: Directive, unit: Organization, position: int = 1) -> Assignment:
    parts = ("task", "organization", "directive__organization")
    found = Assignment.objects.select_related(*parts).filter(directive=directive, organization=unit)
    return found.get(task__position=position)


def extended(directive: Directive) -> set[tuple[str, int]]:
    rows = directive.assignments.exclude(extended_to=None)
    return set(rows.values_list("organization__name", "task__position"))


def cn(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=clock.CHINA)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("day_end", "last"),
    [
        ("24:00", cn(2026, 9, 16)),
        ("17:00", cn(2026, 9, 15, 17)),
        ("23:59", cn(2026, 9, 15, 23, 59)),
    ],
)
def test_the_last_second_of_the_day(world: World, published: Directive, day_end: str, last: datetime) -> None:
    due_at = clock.end_of(date(2026, 9, 15), day_end)
    assert due_at == last
    Task.objects.filter(directive=published).update(due_at=due_at, closes_at=due_at)
    officer, second = world.actor(world.officer), timedelta(seconds=1)
    for moment, over in ((last - second, False), (last, False), (last + timedelta(microseconds=1), True)):
        with clock.frozen(moment):
            one = own(published, world.tea)
            counts = coverage(officer, published).tasks[0].counts
            assert (is_late(one, moment), is_locked(one, moment)) == (over, over)
            assert (counts.late, counts.locked) == ((3, 3) if over else (0, 0))
            late = assignment_list(officer, published, filters={"late": "1"})
            assert late.count() == (6 if over else 0)


def test_a_report_sent_in_the_last_second_is_in_time(world: World, published: Directive) -> None:
    one = own(published, world.tea)
    due = one.task.due_at
    assert due is not None
    for sent, late in ((due, False), (due + timedelta(seconds=1), True)):
        one.state, one.submitted_at = State.SUBMITTED, sent
        one.save()
        assert is_late(one, due + timedelta(days=1)) is late
        with clock.frozen(due + timedelta(days=1)):
            counts = coverage(world.actor(world.tea_handler), published).tasks[0].counts
            assert counts.late == int(late)


def test_some_are_given_more_time_by_a_filter(world: World, published: Directive) -> None:
    officer = world.actor(world.officer)
    Assignment.objects.filter(organization=world.nursing).update(state=State.ACCEPTED)
    first = published.tasks.get(position=1)
    filters = {"task": first.code}
    assert extend(actor=officer, directive=published, filters=filters, until=UNTIL, reason="会期冲突") == 2
    assert extended(published) == {(world.tea.name, 1), (world.mathematics.name, 1)}
    assert due_of(own(published, world.tea)) == MOMENT
    kept = Extension.objects.filter(state=Wish.GRANTED, answer="会期冲突", until=MOMENT)
    assert kept.count() == 2


def test_each_unit_is_told_once_of_all_its_items(
    world: World, published: Directive, django_capture_on_commit_callbacks: Any
) -> None:
    officer = world.actor(world.officer)
    with django_capture_on_commit_callbacks(execute=True):
        extend(actor=officer, directive=published, filters={}, until=UNTIL, reason="会期冲突")
    told = Message.objects.filter(kind="extension_given")
    assert {m.post_id for m in told} == {
        world.tea_handler.pk, world.mathematics_handler.pk, world.nursing_handler.pk,
    }  # fmt: skip
    assert len(told) == 3


def test_one_is_given_more_time_after_closing_and_opens_again(world: World, published: Directive) -> None:
    officer = world.actor(world.officer)
    Task.objects.filter(directive=published).update(closes_at=clock.end_of(date(2026, 9, 16), "17:00"))
    with clock.frozen(cn(2026, 9, 18, 9)):
        now = clock.now()
        assert is_locked(own(published, world.tea), now)
        filters = {"organization": world.tea.code}
        assert extend(actor=officer, directive=published, filters=filters, until=UNTIL, reason="病假") == 2
        one = own(published, world.tea)
        assert (is_late(one, now), is_locked(one, now), closes_of(one)) == (False, False, MOMENT)
        counts = coverage(officer, published).tasks[0].counts
        assert (counts.late, counts.locked) == (2, 2)  # the others


def test_nobody_gets_less_time(world: World, published: Directive) -> None:
    officer = world.actor(world.officer)
    later = date(2026, 9, 30)
    filters = {"organization": world.tea.code}
    extend(actor=officer, directive=published, filters=filters, until=later, reason="病假")
    assert extend(actor=officer, directive=published, filters={}, until=UNTIL, reason="会期") == 4
    assert due_of(own(published, world.tea)) == clock.end_of(later, "17:00")
    with pytest.raises(Invalid):
        extend(actor=officer, directive=published, filters={}, until=date(2026, 9, 15), reason="会期")


def test_giving_time_is_refused(world: World, published: Directive, directive: Directive) -> None:
    officer = world.actor(world.officer)
    for post in (world.auditor, world.tea_handler, world.city_officer):
        with pytest.raises(Denied):
            extend(actor=world.actor(post), directive=published, filters={}, until=UNTIL, reason="x")
    for until, reason in ((UNTIL, " "), (date(2026, 9, 2), "x")):
        with pytest.raises(Invalid):
            extend(actor=officer, directive=published, filters={}, until=until, reason=reason)
    with pytest.raises(Conflict):
        extend(actor=officer, directive=published, filters={}, until=UNTIL, reason="x", expected=5)
    assert extended(published) == set()


def test_a_unit_asks_and_the_desk_grants(world: World, published: Directive) -> None:
    handler, officer = world.actor(world.tea_handler), world.actor(world.officer)
    asked = ask_extension(actor=handler, assignment=own(published, world.tea), reason="出差", wanted=UNTIL)
    with pytest.raises(WrongState):
        ask_extension(actor=handler, assignment=own(published, world.tea), reason="再请", wanted=UNTIL)
    assert extended(published) == set()
    granted = decide_extension(actor=officer, extension=asked, grant=True, until=date(2026, 9, 18))
    assert granted.until == clock.end_of(date(2026, 9, 18), "17:00")
    assert due_of(own(published, world.tea)) == granted.until
    with pytest.raises(WrongState):
        decide_extension(actor=officer, extension=asked, grant=False, answer="不")


def test_a_refusal_needs_a_reason_and_changes_nothing(world: World, published: Directive) -> None:
    handler, officer = world.actor(world.tea_handler), world.actor(world.officer)
    asked = ask_extension(actor=handler, assignment=own(published, world.tea), reason="出差", wanted=UNTIL)
    with pytest.raises(Invalid):
        decide_extension(actor=officer, extension=asked, grant=False)
    with pytest.raises(Denied):
        decide_extension(actor=handler, extension=asked, grant=True)
    refused = decide_extension(actor=officer, extension=asked, grant=False, answer="时间已紧")
    assert (refused.state, extended(published)) == (Wish.REFUSED, set())
    ask_extension(actor=handler, assignment=own(published, world.tea), reason="再请", wanted=UNTIL)


def test_asking_is_refused(world: World, published: Directive) -> None:
    handler = world.actor(world.tea_handler)
    one = own(published, world.tea)
    with pytest.raises(Denied):
        ask_extension(actor=world.actor(world.nursing_handler), assignment=one, reason="x", wanted=UNTIL)
    for reason, wanted in (("", UNTIL), ("x", date(2026, 9, 15)), ("x", date(2026, 9, 1))):
        with pytest.raises(Invalid):
            ask_extension(actor=handler, assignment=one, reason=reason, wanted=wanted)
    one.state = State.ACCEPTED
    with pytest.raises(WrongState):
        ask_extension(actor=handler, assignment=one, reason="x", wanted=UNTIL)


def test_the_desk_counts_first_on_the_page(world: World, published: Directive, client_of: SignIn) -> None:
    client, page = client_of(world.officer), reverse("directive_extend", args=[published.code])
    client.cookies["quanjing_language"] = "en"
    asked = {"until": "2026-09-20", "reason": "会期冲突", "scope": "some", "text": "茶叶"}
    assert "2 assignments get more time" in client.get(page, asked).content.decode()
    assert extended(published) == set()
    assert client.post(page, asked | {"expected": "6"}).status_code == 409
    assert client.post(page, asked | {"expected": "2"}).status_code == 302
    assert extended(published) == {(world.tea.name, 1), (world.tea.name, 2)}
    listed = client.get(reverse("assignment_list", args=[published.code])).content.decode()
    assert "20 Sep 17:00" in listed


def test_a_unit_asks_on_its_page_and_the_desk_decides_on_its_own(
    world: World, published: Directive, client_of: SignIn
) -> None:
    handler, officer = client_of(world.tea_handler), client_of(world.officer)
    page = reverse("extension_ask", args=[own(published, world.tea).code])
    assert page in handler.get(reverse("report_page", args=[published.code])).content.decode()
    assert handler.post(page, {"until": "2026-09-10", "reason": "出差"}).status_code == 422
    assert handler.post(page, {"until": "2026-09-20", "reason": "出差"}).status_code == 302
    assert "出差" in officer.get(reverse("extension_list")).content.decode()
    decide = reverse("extension_decide", args=[Extension.objects.get().code])
    assert handler.post(decide, {"grant": "yes"}).status_code == 403
    assert officer.post(decide, {"grant": "no"}).status_code == 422
    assert officer.post(decide, {"grant": "yes", "until": "2026-09-20"}).status_code == 302
    assert due_of(own(published, world.tea)) == MOMENT
    assert client_of(world.nursing_handler).get(page).status_code == 404


def test_the_list_leads_to_more_time_for_one(world: World, published: Directive, client_of: SignIn) -> None:
    task = published.tasks.get(position=1)
    page = f"{reverse('directive_extend', args=[published.code])}?organization={world.tea.code}"
    listed = reverse("assignment_list", args=[published.code])
    assert f"{page}&amp;task={task.code}" in client_of(world.officer).get(listed).content.decode()
    assert page not in client_of(world.auditor).get(listed).content.decode()
    asked = {"until": "2026-09-20", "reason": "病假", "scope": "some"}
    asked |= {"organization": world.tea.code, "task": task.code}
    assert client_of(world.officer).post(page, asked | {"expected": "1"}).status_code == 302
    assert extended(published) == {(world.tea.name, 1)}
