"""Rules of rhythm, and what is still due."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.activities.actions import RhythmWanted, define_kind, end_kind, end_rhythm, plan, set_rhythm
from quanjing.activities.enums import Part, Period
from quanjing.activities.models import RhythmRule
from quanjing.activities.queries import (
    Span,
    bodies_of,
    kept_below,
    kinds_for,
    meetings_kept,
    needs_of,
    quarter_named,
    span_of,
)
from quanjing.activities.queries.periods import spans_within
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.organizations.enums import Kind
from quanjing.organizations.queries import Selection
from tests.activities.conftest import at, facts, held, kind
from tests.world import World

JULY = date(2026, 7, 1)
QUARTER = span_of(Period.QUARTER, date(2026, 9, 3))
SOCIETIES = (Kind.SOCIETY,)


def rule(
    officer: Actor,
    of: str = "themeday",
    period: Period = Period.MONTH,
    minimum: int = 1,
    kinds: tuple[str, ...] = SOCIETIES,
    **more: object,
) -> RhythmRule:
    wanted = RhythmWanted(kind(of), minimum, period, **{"valid_from": JULY, **more})  # type: ignore[arg-type]
    return set_rhythm(actor=officer, wanted=wanted, selection=Selection(officer.organization_code, kinds))


@pytest.mark.parametrize(
    ("period", "day", "span"),
    [
        (Period.MONTH, date(2026, 2, 3), Span("2026-02", date(2026, 2, 1), date(2026, 2, 28))),
        (Period.QUARTER, date(2026, 12, 31), Span("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))),
        (Period.HALF, date(2026, 6, 30), Span("2026-H1", date(2026, 1, 1), date(2026, 6, 30))),
        (Period.YEAR, date(2026, 6, 30), Span("2026", date(2026, 1, 1), date(2026, 12, 31))),
        (Period.FIVE_YEARS, date(2025, 6, 30), Span("2021-2025", date(2021, 1, 1), date(2025, 12, 31))),
        (Period.FIVE_YEARS, date(2026, 1, 1), Span("2026-2030", date(2026, 1, 1), date(2030, 12, 31))),
    ],
)
def test_a_day_lies_in_one_span(period: Period, day: date, span: Span) -> None:
    assert span_of(period, day) == span


def test_a_quarter_has_three_months_and_lies_in_one_year() -> None:
    assert [one.key for one in spans_within(Period.MONTH, QUARTER)] == ["2026-07", "2026-08", "2026-09"]
    assert [one.key for one in spans_within(Period.YEAR, QUARTER)] == ["2026"]


@pytest.mark.parametrize("key", ["", "2026", "2026-Q5", "2026-Q0", "99999-Q1", "x-Q1", "0000-Q1"])
def test_what_is_no_quarter_is_the_present_one(key: str) -> None:
    assert quarter_named(key, date(2026, 9, 3)).key == "2026-Q3"


def test_what_is_due_is_what_the_rules_ask_less_what_was_held(
    tea: Actor, officer: Actor, world: World
) -> None:
    rule(officer)
    rule(officer, "lecture", Period.QUARTER, minimum=2)
    held(tea)
    held(tea, of="lecture", on=at("2026-08-01"))
    plan(actor=tea, facts=facts(of="lecture", on=at("2026-09-20")))
    found = {(need.rule.kind.code, need.span.key): need for need in needs_of(world.tea, QUARTER)}
    assert {key: (need.held, need.planned, need.open) for key, need in found.items()} == {
        ("themeday", "2026-07"): (0, 0, 1),
        ("themeday", "2026-08"): (0, 0, 1),
        ("themeday", "2026-09"): (1, 0, 0),
        ("lecture", "2026-Q3"): (1, 1, 1),
    }


def test_nobody_owes_what_was_not_asked(officer: Actor, world: World) -> None:
    rule(officer, valid_from=date(2026, 8, 2))
    assert [need.span.key for need in needs_of(world.tea, QUARTER)] == ["2026-09"]
    RhythmRule.objects.update(valid_to=date(2026, 9, 15))
    assert needs_of(world.tea, QUARTER) == []


def test_a_rule_reaches_whom_it_names_and_nobody_beside(officer: Actor, world: World) -> None:
    rule(officer)
    assert needs_of(world.branch, QUARTER) == needs_of(world.association, QUARTER) == []
    rule(officer, kinds=())
    assert len(needs_of(world.branch, QUARTER)) == len(needs_of(world.association, QUARTER)) == 3


def test_a_joint_activity_serves_the_rhythm_of_every_host(tea: Actor, officer: Actor, world: World) -> None:
    rule(officer, period=Period.QUARTER)
    held(tea, hosts=(world.nursing.name,))
    assert [need.open for need in (*needs_of(world.tea, QUARTER), *needs_of(world.nursing, QUARTER))] == [
        0,
        0,
    ]


def test_a_subtree_is_counted_with_the_list_behind_each_number(
    tea: Actor, officer: Actor, world: World
) -> None:
    monthly = rule(officer)
    held(tea)
    held(tea, "第二次")
    plan(actor=world.actor(world.nursing_handler), facts=facts())
    found = kept_below(officer, world.association, QUARTER)
    assert [(one.span.key, one.bodies, one.met, one.open) for one in found] == [
        ("2026-07", 4, 0, 4),
        ("2026-08", 4, 0, 4),
        ("2026-09", 4, 1, 3),
    ]
    rows = [(one.name, one.times) for one in bodies_of(monthly, found[2].span, world.association)]  # type: ignore[attr-defined]
    assert rows == [
        (world.mathematics.name, 0),
        (world.tea.name, 2),
        (world.nursing.name, 0),
        (world.city_society.name, 0),
    ]


def test_the_number_of_queries_follows_from_the_rules_alone(tea: Actor, officer: Actor, world: World) -> None:
    rule(officer)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as log:
            kept_below(officer, world.association, QUARTER)
        return len(log)

    before = queries()
    for number in range(3):
        held(tea, f"第{number}次")
        world.association.refresh_from_db()
        world.association.add_child(name=f"学会{number}", kind=Kind.SOCIETY, number=f"50{number}")
    world.association.refresh_from_db()
    assert queries() == before == 7


def test_only_the_desk_of_an_association_sets_rules(tea: Actor, officer: Actor, world: World) -> None:
    wanted = RhythmWanted(kind("lecture"), 1, Period.YEAR, JULY)
    for stranger in (tea, world.actor(world.auditor)):
        with pytest.raises(Denied):
            set_rhythm(actor=stranger, wanted=wanted, selection=Selection(world.tea.code))
    city = world.actor(world.city_officer)
    with pytest.raises(Missing):
        set_rhythm(actor=city, wanted=wanted, selection=Selection(world.association.code))
    set_rhythm(actor=city, wanted=wanted, selection=Selection(world.city.code))


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"minimum": 0}, "minimum"),
        ({"valid_to": date(2026, 6, 30)}, "valid_to"),
        ({"kinds": ("alliance",)}, "kinds"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(officer: Actor, more: dict[str, object], where: str) -> None:
    with pytest.raises(Invalid) as error:
        rule(officer, **more)  # type: ignore[arg-type]
    assert [problem.where for problem in error.value.problems] == [where]


def test_a_rule_ends_once_and_by_its_owner(officer: Actor, world: World) -> None:
    made = rule(officer)
    with pytest.raises(Denied):
        end_rhythm(actor=world.actor(world.city_officer), rule=made, last_day=date(2026, 9, 30))
    end_rhythm(actor=officer, rule=made, last_day=date(2026, 9, 30))
    with pytest.raises(WrongState):
        end_rhythm(actor=officer, rule=made, last_day=date(2026, 10, 31))


def test_a_kind_holds_for_the_subtree_of_who_defined_it(officer: Actor, world: World) -> None:
    city = world.actor(world.city_officer)
    made = define_kind(actor=city, name_zh="园艺下乡", parts=[Part.CHAIR])
    assert made in kinds_for(world.city_society.path)
    assert made not in kinds_for(world.tea.path)
    with pytest.raises(Invalid):
        define_kind(actor=city, name_zh="党课")
    with pytest.raises(Denied):
        end_kind(actor=officer, kind=made, last_day=date(2026, 9, 30))
    with pytest.raises(Denied):
        end_kind(actor=officer, kind=kind("lecture"), last_day=date(2026, 9, 30))
    end_kind(actor=city, kind=made, last_day=date(2026, 9, 30))
    assert made not in kinds_for(world.city_society.path, date(2026, 10, 1))


def test_meetings_are_kept_where_every_rule_is_met_over_a_year(
    tea: Actor, officer: Actor, world: World
) -> None:
    bodies = [world.tea.pk, world.nursing.pk, world.branch.pk]
    year = (date(2025, 9, 4), date(2026, 9, 3))
    assert meetings_kept(bodies, *year) is None
    rule(officer, "lecture", Period.YEAR)
    rule(officer, "general", Period.HALF)
    assert meetings_kept(bodies, *year) == set()
    held(tea, of="lecture")
    held(tea, of="general")
    assert meetings_kept(bodies, *year) == set()
    held(tea, of="general", on=at("2026-03-02"))
    assert meetings_kept(bodies, *year) == {world.tea.pk}
