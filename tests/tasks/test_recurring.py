"""Recurring tasks make their own assignments, a period at a time, never twice."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.models import Message
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import Selection
from quanjing.submissions.actions import submit_nil
from quanjing.tasks.actions import Beat, correct_task, end_rhythm, open_periods, publish, set_rhythm
from quanjing.tasks.enums import Every, State
from quanjing.tasks.models import Assignment, Rhythm, Task
from quanjing.tasks.queries import corrected_directives, coverage
from quanjing.tasks.rules.periods import period_of, periods
from tests.world import World


def cn(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=clock.CHINA)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("every", "day", "key", "first", "last"),
    [
        (Every.WEEKLY, date(2027, 1, 1), "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (Every.MONTHLY, date(2028, 2, 29), "2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        (Every.MONTHLY, date(2026, 12, 31), "2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        (Every.QUARTERLY, date(2026, 10, 1), "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (Every.HALF_YEARLY, date(2026, 6, 30), "2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        (Every.YEARLY, date(2026, 9, 3), "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods(every: Every, day: date, key: str, first: date, last: date) -> None:
    found = period_of(every, day)
    assert (found.key, found.first, found.last) == (key, first, last)


def test_periods_follow_one_another_without_a_gap() -> None:
    for every in Every:
        found = list(periods(every, date(2026, 1, 31), date(2029, 3, 1)))
        assert all((b.first - a.last).days == 1 for a, b in itertools.pairwise(found))
        assert [one.key for one in found] == sorted({one.key for one in found})


@pytest.fixture
def monthly(world: World, directive: Directive, provincial: Selection) -> Directive:
    """The first task recurs monthly, due on the fifth day after the month; published in September."""
    officer = world.actor(world.officer)
    first, second = directive.tasks.filter(assign=True)
    beat = Beat(every=Every.MONTHLY, first_on=date(2026, 9, 1), due_days=5, grace_days=10)
    set_rhythm(actor=officer, task=first, beat=beat)
    correct_task(actor=officer, task=second, changes={"deadline": {"due": "2026-09-15"}})
    publish(actor=officer, directive=directive, selection=provincial)
    return Directive.objects.get(pk=directive.pk)


def occurrences(directive: Directive) -> list[tuple[str, int]]:
    tasks = Task.objects.filter(directive=directive).exclude(series=None).order_by("period")
    return [(task.period, task.assignments.count()) for task in tasks]


def test_publishing_hands_out_the_periods_that_have_begun(world: World, monthly: Directive) -> None:
    assert occurrences(monthly) == [("2026-09", 3)]
    task = Task.objects.get(period="2026-09")
    assert task.name == "工作谋划 2026-09"
    assert (task.due_at, task.closes_at) == (cn(2026, 10, 5, 17), cn(2026, 10, 15, 17))
    assert set(task.blocks.all()) == set(task.series.blocks.all()) != set()  # type: ignore[union-attr]
    assert Assignment.objects.filter(task=task.series).count() == 0
    shown = [
        (part.task.name, part.counts.addressed)
        for part in coverage(world.actor(world.officer), monthly).tasks
    ]
    assert shown == [("工作谋划 2026-09", 3), ("学习体会", 3)]


def test_publishing_again_changes_nothing(world: World, monthly: Directive, provincial: Selection) -> None:
    again = publish(actor=world.actor(world.officer), directive=monthly, selection=provincial)
    assert (again.assignments, again.existing) == (0, 6)
    assert occurrences(monthly) == [("2026-09", 3)]


def test_publishing_the_same_named_series_again_changes_nothing(
    world: World, monthly: Directive, provincial: Selection
) -> None:
    series = Task.objects.get(rhythm__isnull=False)
    officer = world.actor(world.officer)
    again = publish(actor=officer, directive=monthly, selection=provincial, tasks=[series.code])
    assert (again.assignments, again.existing) == (0, 3)


def test_the_sweep_opens_the_next_period_a_week_ahead_and_once(
    world: World, monthly: Directive, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    for moment, expected in (
        (cn(2026, 9, 23, 12), [("2026-09", 3)]),
        (cn(2026, 9, 24, 0), [("2026-09", 3), ("2026-10", 3)]),
        (cn(2026, 9, 24, 12), [("2026-09", 3), ("2026-10", 3)]),
        (cn(2026, 12, 1, 12), [("2026-09", 3), ("2026-10", 3), ("2026-11", 3), ("2026-12", 3)]),
    ):
        with clock.frozen(moment):
            for _again in range(2):
                enqueue("tasks.open_periods")
                run_jobs()
            assert occurrences(monthly) == expected
    told = Message.objects.filter(kind="period_opened", post=world.tea_handler).order_by("pk")
    assert [one.values["items"] for one in told] == [
        "工作谋划 2026-10",
        "工作谋划 2026-11; 工作谋划 2026-12",
    ]
    assert AuditEntry.objects.filter(verb="tasks.open_periods").count() == 2


def test_the_database_refuses_a_period_twice(monthly: Directive) -> None:
    task = Task.objects.get(period="2026-09")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.create(directive=monthly, position=9, name="x", series=task.series, period="2026-09")


def test_a_closed_body_and_one_that_was_let_off_get_no_more(world: World, monthly: Directive) -> None:
    Organization.objects.filter(pk=world.nursing.pk).update(valid_to=date(2026, 9, 10))
    Assignment.objects.filter(organization=world.tea, task__period="2026-09").update(state=State.CANCELLED)
    with clock.frozen(cn(2026, 9, 25, 9)):
        assert open_periods(directive_id=monthly.pk) == 1
    reached = Assignment.objects.get(task__period="2026-10")
    assert reached.organization == world.mathematics


def test_each_period_is_reported_by_itself(world: World, monthly: Directive) -> None:
    with clock.frozen(cn(2026, 9, 25, 9)):
        open_periods(directive_id=monthly.pk)
        parts = ("task", "organization", "directive")
        one = Assignment.objects.select_related(*parts).get(task__period="2026-09", organization=world.tea)
        submit_nil(actor=world.actor(world.tea_handler), assignment=one, reason="本月没有")
    states = Assignment.objects.filter(organization=world.tea).exclude(task__series=None)
    assert list(states.order_by("task__period").values_list("state", flat=True)) == ["nil", "due"]


def test_an_ended_rhythm_opens_nothing(world: World, monthly: Directive, run_jobs: Callable[[], int]) -> None:
    officer, series = world.actor(world.officer), Rhythm.objects.get().task
    end_rhythm(actor=officer, task=series, last_on=date(2026, 9, 30))
    with clock.frozen(cn(2026, 10, 2, 9)):
        enqueue("tasks.open_periods")
        run_jobs()
    assert occurrences(monthly) == [("2026-09", 3)]
    with pytest.raises(Denied):
        end_rhythm(actor=world.actor(world.tea_handler), task=series, last_on=date(2026, 12, 31))
    with pytest.raises(Missing):
        end_rhythm(actor=officer, task=monthly.tasks.get(position=2), last_on=date(2026, 12, 31))


def test_refusals(world: World, directive: Directive, monthly: Directive) -> None:
    officer, task = world.actor(world.officer), directive.tasks.get(position=2)
    with pytest.raises(WrongState):
        set_rhythm(actor=officer, task=task, beat=Beat(every=Every.MONTHLY, first_on=date(2026, 9, 1)))


def test_a_rhythm_must_make_sense(world: World, directive: Directive) -> None:
    officer, task = world.actor(world.officer), directive.tasks.get(position=2)
    for beat in (
        Beat(every=Every.WEEKLY, first_on=date(2020, 1, 1)),
        Beat(every=Every.MONTHLY, first_on=date(2026, 9, 1), last_on=date(2026, 8, 1)),
        Beat(every=Every.MONTHLY, first_on=date(2026, 9, 1), due_days=1000),
    ):
        with pytest.raises(Invalid):
            set_rhythm(actor=officer, task=task, beat=beat)
    with pytest.raises(Denied):
        set_rhythm(actor=world.actor(world.auditor), task=task, beat=beat)


def test_occurrences_are_no_corrections_of_the_reading(world: World, monthly: Directive) -> None:
    cases = [case for _directive, case in corrected_directives(world.actor(world.officer))]
    assert [[task["name"] for task in case["tasks"]] for case in cases] == [
        ["工作谋划", "学习体会", "坚持自愿"]
    ]


def test_the_page_makes_a_task_recur_and_ends_it(
    world: World, directive: Directive, provincial: Selection, client_of: Callable[[Post], Client]
) -> None:
    client, task = client_of(world.officer), directive.tasks.get(position=2)
    page = reverse("task_rhythm", args=[directive.code, task.code])
    data = {"every": "quarterly", "first_on": "2026-07-01", "due_days": "-5"}
    assert client.post(page, data | {"due_days": "x"}).status_code == 422
    assert client.post(page, data).status_code == 302
    officer = world.actor(world.officer)
    first = directive.tasks.get(position=1)
    correct_task(actor=officer, task=first, changes={"deadline": {"due": "2026-09-15"}})
    publish(actor=officer, directive=directive, selection=provincial)
    assert Task.objects.get(period="2026-Q3").due_on == date(2026, 9, 25)
    assert page in client.get(reverse("directive_page", args=[directive.code])).content.decode()
    assert client.post(page, {"last_on": "2026-12-31"}).status_code == 302
    assert Rhythm.objects.get().last_on == date(2026, 12, 31)
