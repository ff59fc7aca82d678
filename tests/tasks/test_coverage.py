"""How far a directive has come: sums that hold, one number of queries, and late and locked by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Missing
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import confirm, counted, publish, recount
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries import (
    ASSIGNMENT_SORTS,
    assignment_list,
    assignments_visible_to,
    coverage,
    directive_list,
    directives_visible_to,
    get_assignment,
    get_directive,
    progress_of,
)
from quanjing.tasks.rules import closes_of, due_of, is_late, is_locked
from tests.world import World

Reader = Callable[[dict[str, Any]], Directive]
DUE = datetime(2026, 9, 15, 17, 0, tzinfo=clock.CHINA)
CLOSES = DUE + timedelta(days=1)
MOMENTS = st.none() | st.sampled_from([DUE + timedelta(hours=hours) for hours in (-30, -1, 1, 20, 40, 90)])
SITUATION = st.fixed_dictionaries(
    {
        "state": st.sampled_from(State),
        "submitted_at": MOMENTS,
        "extended_to": MOMENTS,
        "return_due": MOMENTS,
    }
)
IN_THE_FIXTURE = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def everywhere(world: World, directive: Directive) -> Directive:
    """Handed out to all bodies below the association, the branch and the city's included."""
    officer = world.actor(world.officer)
    confirm(actor=officer, directive=directive, task=directive.tasks.get(position=1), fact="deadline")
    publish(actor=officer, directive=directive, selection=Selection(under=world.association.code))
    directive.refresh_from_db()
    return directive


def put(organization: Organization, state: State, **fields: Any) -> None:
    rows = Assignment.objects.filter(organization=organization)
    with transaction.atomic(), counted(rows):
        rows.update(state=state, **fields)


@settings(max_examples=25, deadline=None, suppress_health_check=IN_THE_FIXTURE)
@given(situations=st.lists(SITUATION, min_size=12, max_size=12), hours=st.integers(-40, 100))
def test_sums_hold_and_the_database_agrees_with_the_rules(
    world: World, everywhere: Directive, situations: list[dict[str, Any]], hours: int
) -> None:
    Task.objects.filter(directive=everywhere).update(closes_at=CLOSES)
    rows = list(Assignment.objects.order_by("pk"))
    for row, situation in zip(rows, situations, strict=True):
        Assignment.objects.filter(pk=row.pk).update(**situation)
    recount(directive_id=everywhere.pk)
    now = DUE + timedelta(hours=hours, minutes=30)
    with clock.frozen(now):
        found = coverage(world.actor(world.officer), everywhere)
    states = found.total.states
    assert sum(states.values()) == found.total.addressed == 12
    assert (
        sum(n for state, n in states.items() if state not in ("exempt", "cancelled")) == found.total.expected
    )
    assert found.total.addressed == sum(child.total.addressed for child in found.children)
    fresh = list(Assignment.objects.select_related("task"))
    assert found.total.late == sum(is_late(one, now) for one in fresh)
    assert found.total.locked == sum(is_locked(one, now) for one in fresh)


def test_states_are_counted_by_task_and_by_child(world: World, everywhere: Directive) -> None:
    put(world.tea, State.ACCEPTED)
    put(world.nursing, State.NIL)
    put(world.city_society, State.EXEMPT)
    found = coverage(world.actor(world.officer), everywhere)
    assert [(part.counts.addressed, part.counts.expected, part.counts.done) for part in found.tasks] == [
        (6, 5, 2),
        (6, 5, 2),
    ]
    children = [(child.organization.name, child.total.addressed, child.own) for child in found.children]
    assert children == [
        (world.mathematics.name, 2, 2),
        (world.tea.name, 4, 2),
        (world.nursing.name, 2, 2),
        (world.city.name, 4, 2),
    ]
    groups = [(key, [node.organization.name for node in nodes]) for key, nodes in found.classes()]
    assert groups == [
        (1, [world.mathematics.name]),
        (3, [world.tea.name]),
        (4, [world.nursing.name]),
        (0, [world.city.name]),
    ]


def test_a_subtree_counts_its_head_and_what_is_below(world: World, everywhere: Directive) -> None:
    found = coverage(world.actor(world.officer), everywhere, world.city)
    assert [part.counts.addressed for part in found.tasks] == [2, 2]
    assert [child.organization.name for child in found.children] == [world.city_society.name]


def test_everybody_counts_what_he_may_see(world: World, everywhere: Directive) -> None:
    posts = (world.officer, world.auditor, world.city_officer, world.tea_handler)
    seen = [coverage(world.actor(post), everywhere).total.addressed for post in posts]
    assert seen == [12, 12, 4, 2]


def test_coverage_takes_four_queries_at_one_and_at_many(
    world: World, everywhere: Directive, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor = world.actor(world.officer)
    everywhere = get_directive(actor, everywhere.code)
    for under in (world.city, world.association):
        with django_assert_num_queries(4):
            coverage(actor, everywhere, under)
    with django_assert_num_queries(2):
        progress_of(actor, [everywhere.pk])


def test_the_json_has_the_shape_of_the_contract(world: World, everywhere: Directive) -> None:
    shape = coverage(world.actor(world.officer), everywhere).as_json()
    assert set(shape) == {"as_of", "definition", "tasks", "children"}
    keys = {"code", "name", "addressed", "expected", "states", "late", "locked"}
    assert (set(shape["tasks"][0]), set(shape["children"][0])) == (keys, {"code", "name", "tasks"})
    assert set(shape["tasks"][0]["states"]) == set(State.values)


def test_the_clock_makes_late_and_then_locked(world: World, published: Directive) -> None:
    Task.objects.filter(directive=published).update(closes_at=CLOSES)
    put(world.tea, State.SUBMITTED, submitted_at=DUE - timedelta(hours=1))
    counts = []
    for moment in (DUE, DUE + timedelta(hours=1), CLOSES + timedelta(hours=1)):
        with clock.frozen(moment):
            total = coverage(world.actor(world.officer), published).total
            counts.append((total.late, total.locked))
    assert counts == [(0, 0), (4, 0), (4, 4)]


def test_an_extension_moves_both_ends(world: World, published: Directive) -> None:
    Task.objects.filter(directive=published).update(closes_at=CLOSES)
    later = CLOSES + timedelta(days=3)
    put(world.tea, State.DUE, extended_to=later)
    one = Assignment.objects.select_related("task").filter(organization=world.tea).earliest("pk")
    assert (due_of(one), closes_of(one)) == (later, later)
    assert (is_late(one, CLOSES + timedelta(hours=1)), is_locked(one, CLOSES + timedelta(hours=1))) == (
        False,
        False,
    )


def test_a_returned_report_has_a_date_of_its_own_and_is_never_locked(
    world: World, published: Directive
) -> None:
    Task.objects.filter(directive=published).update(closes_at=CLOSES)
    again = CLOSES + timedelta(days=2)
    put(world.tea, State.RETURNED, return_due=again, submitted_at=DUE - timedelta(hours=1))
    one = Assignment.objects.select_related("task").filter(organization=world.tea).earliest("pk")
    assert due_of(one) == again
    facts = [
        (is_late(one, moment), is_locked(one, moment)) for moment in (CLOSES, again + timedelta(hours=1))
    ]
    assert facts == [(False, False), (True, False)]


def test_without_an_end_of_grace_nothing_is_locked(world: World, published: Directive) -> None:
    one = Assignment.objects.select_related("task").earliest("pk")
    assert (closes_of(one), is_locked(one, DUE + timedelta(days=400))) == (None, False)


def test_a_handler_sees_a_directive_once_it_addresses_him(
    world: World, directive: Directive, provincial: Selection
) -> None:
    tea, city = world.actor(world.tea_handler), world.actor(world.city_handler)
    assert list(directives_visible_to(tea)) == []
    officer = world.actor(world.officer)
    confirm(actor=officer, directive=directive, task=directive.tasks.get(position=1), fact="deadline")
    publish(actor=officer, directive=directive, selection=provincial)
    assert [list(directives_visible_to(actor)) for actor in (tea, city)] == [[directive], []]
    with pytest.raises(Missing):
        get_directive(city, directive.code)


def test_an_assignment_is_found_by_its_code_by_those_who_may(world: World, published: Directive) -> None:
    one = Assignment.objects.select_related("task", "organization").get(
        organization=world.tea, task__position=1
    )
    assert get_assignment(world.actor(world.tea_handler), one.code) == one
    for code in (one.code, "nothing", f"{one.task.code}-"):
        with pytest.raises(Missing):
            get_assignment(world.actor(world.nursing_handler), code)
    counts = [
        assignments_visible_to(world.actor(post)).count() for post in (world.officer, world.tea_handler)
    ]
    assert counts == [6, 2]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 6),
        ({"state": "submitted"}, 2),
        ({"state": "open"}, 4),
        ({"text": "茶叶"}, 2),
        ({"late": "1"}, 4),
        ({"state": "open", "text": "茶叶"}, 0),
    ],
)
def test_a_list_of_assignments_is_narrowed(
    world: World, published: Directive, filters: dict[str, str], count: int
) -> None:
    put(world.tea, State.SUBMITTED, submitted_at=clock.now())
    with clock.frozen(DUE + timedelta(days=1)):
        rows = assignment_list(world.actor(world.officer), published, filters=filters)
        assert rows.count() == count
    for sort in ASSIGNMENT_SORTS.values():
        assert len(rows.order_by(*sort)) == len(rows)


def test_directives_are_listed_by_state_and_words_with_their_next_date(
    world: World, read_directive: Reader, notice: dict[str, Any]
) -> None:
    read_directive(notice)
    notice["tasks"] = notice["tasks"][2:]
    read_directive(notice | {"title": "关于年度检查的通知", "doc_number": "岚科协〔2026〕8号"})
    officer = world.actor(world.officer)
    assert [one.next_due for one in directive_list(officer).order_by("due_order")] == [DUE, None]
    assert [one.title for one in directive_list(officer, text="检查")] == ["关于年度检查的通知"]
    assert [one.title for one in directive_list(officer, text="〔2026〕8号")] == ["关于年度检查的通知"]
    assert directive_list(officer, state="published").count() == 0
    assert directive_list(world.actor(world.tea_handler)).count() == 0
