"""Figures agree with what was recorded, at every node; a count never changes; two counts are explained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.activities.actions import RhythmWanted, set_rhythm
from quanjing.activities.enums import Period
from quanjing.audit.kinds import label
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.figures import figure_of, figures
from quanjing.jobs.models import Job
from quanjing.organizations.actions import declare_branch
from quanjing.organizations.enums import SocietyClass
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection
from quanjing.panorama.actions import count_all, is_due, keep, recount, snapshot_of_day, take
from quanjing.panorama.enums import Which
from quanjing.panorama.jobs import count_where_due
from quanjing.panorama.models import Snapshot
from quanjing.panorama.queries import behind, compare, sections, steps, value_of
from quanjing.panorama.queries import snapshot_at as at
from quanjing.worklog.actions import LogFacts, add_entry
from tests.activities.conftest import at as moment
from tests.activities.conftest import held, kind
from tests.panorama.conftest import declared, look, secretary
from tests.stage import build_stage, tasks_of
from tests.world import World


def numbers(
    actor: Actor, snapshot: Snapshot, code: str = "", **more: object
) -> dict[str, tuple[int, int | None]]:
    seen = look(actor, snapshot, code, **more)
    return {
        value.figure.code: (value.numerator, value.denominator)
        for _section, values in sections(seen)
        for value in values
    }


def names(actor: Actor, snapshot: Snapshot, figure: str, which: Which = Which.IN) -> list[str]:
    found = figure_of(figure)
    assert found is not None
    return [one.body.name for one in behind(look(actor, snapshot), found, which)]


def test_coverage_has_its_parts_and_the_list_behind_each_number(world: World, officer: Actor) -> None:
    declared(world.tea)
    declared(world.nursing)
    secretary(world.branch)
    made = count_all()
    found = numbers(officer, made)
    assert found["coverage.organization"] == (1, 2)
    assert found["coverage.work"] == (1, 4)
    assert found["coverage.effective_without_meetings"] == (1, 4)
    assert "coverage.met" not in found  # nobody asks for meetings yet
    assert found["coverage.undeclared"] == (2, 4)
    assert names(officer, made, "coverage.organization") == [world.tea.name]
    assert names(officer, made, "coverage.organization", Which.OUT) == [world.nursing.name]


def test_meetings_are_a_part_once_a_rule_asks_for_them(world: World, officer: Actor) -> None:
    secretary(world.branch)
    rule = RhythmWanted(kind("general"), 1, Period.QUARTER, date(2026, 1, 1))
    set_rhythm(actor=officer, wanted=rule, selection=Selection(world.association.code))
    found = numbers(officer, count_all())
    assert found["coverage.met"] == (0, 4)
    assert found["coverage.effective"] == (0, 4)


def test_a_city_with_a_committee_is_counted(world: World, officer: Actor) -> None:
    assert numbers(officer, count_all())["coverage.cities"] == (0, 1)
    Organization.objects.get(pk=world.city.pk).add_child(
        name="岚州市科技社团党委", kind="society_committee", level="city", number="901-9"
    )
    assert numbers(officer, count_all())["coverage.cities"] == (1, 1)


def test_tasks_stand_by_their_own_colour(world: World, officer: Actor) -> None:
    stage = build_stage(world)
    task = tasks_of(stage.directive)[0]
    now = clock.now()
    for place, due in enumerate(
        (now - timedelta(1), now + timedelta(1), now + timedelta(5), now + timedelta(30))
    ):
        one = stage.directive.assignments.filter(state="due").order_by("pk")[place]
        one.due_at = due
        one.save()
    assert task.directive == stage.directive
    found = numbers(officer, count_all())
    open_now = stage.directive.assignments.filter(state__in=("due", "draft")).count()
    colours = [found[f"tasks.{colour}"][0] for colour in ("overdue", "behind", "near")]
    assert all(colours)
    assert sum(found[f"tasks.{one}"][0] for one in ("overdue", "behind", "near", "rest")) == open_now
    assert found["tasks.waiting"] == (len(stage.sent), None)
    assert found["tasks.done"] == (0, stage.directive.assignments.count())


def test_the_load_counts_each_notice_once_for_each_society(world: World, officer: Actor) -> None:
    stage = build_stage(world)
    load = stage.directive.load
    found = numbers(officer, count_all())
    assert found["load.requests"] == (3 * load.requests, 4 * 9)  # three societies; four of them, nine months
    assert found["load.known"] == (3 * load.fields_known, 3 * (load.fields_asked + load.fields_known))


def test_the_log_is_counted_by_kind_and_class_over_the_months_asked_for(
    world: World, officer: Actor, tea: Actor
) -> None:
    held(tea)
    add_entry(actor=tea, facts=LogFacts(date(2026, 8, 2), "consultation", "前置会商"))
    made = count_all()
    assert numbers(officer, made)["log.consultation"] == (1, None)
    assert numbers(officer, made, time="this_month")["log.consultation"] == (0, None)
    assert numbers(officer, made, time="last_month")["log.consultation"] == (1, None)
    assert numbers(officer, made)["log.drawn"] == (1, 2)
    assert numbers(officer, made)["log.studied"] == (1, 4)
    medicine = numbers(officer, made, society_class=SocietyClass.MEDICINE)
    assert (medicine["log.study"], medicine["log.studied"]) == ((0, None), (0, 1))
    assert numbers(officer, made, level="city")["coverage.work"] == (0, 1)


def test_rhythms_are_those_of_the_last_period_that_has_ended(
    world: World, officer: Actor, tea: Actor
) -> None:
    rule = RhythmWanted(kind("themeday"), 1, Period.MONTH, date(2026, 7, 1))
    set_rhythm(actor=officer, wanted=rule, selection=Selection(world.association.code, kinds=("society",)))
    held(tea, on=moment("2026-08-12"))
    held(world.actor(world.nursing_handler), on=moment("2026-09-02"))
    assert numbers(officer, count_all())["rhythms.kept"] == (1, 4)


def test_a_node_is_the_sum_of_those_below_it_and_its_own(world: World, officer: Actor, tea: Actor) -> None:
    build_stage(world)
    held(tea)
    held(world.actor(world.city_handler))
    made = count_all()
    whole = numbers(officer, made)
    parts = [
        numbers(officer, made, body.code)
        for body in (world.mathematics, world.tea, world.nursing, world.city)
    ]
    for code in ("log.study", "tasks.waiting", "coverage.work", "load.requests"):
        assert sum(part[code][0] for part in parts) == whole[code][0]


def test_another_unit_sees_neither_node_nor_list(world: World, officer: Actor, tea: Actor) -> None:
    made = count_all()
    for actor, code in ((tea, world.nursing.code), (tea, world.association.code), (tea, world.branch.code)):
        with pytest.raises(Missing):
            look(actor, made, code)
    assert numbers(tea, made)["coverage.work"] == (1, 1)
    assert len(look(tea, made).where) == 1
    with pytest.raises(Missing):
        look(world.actor(world.city_officer), made, world.tea.code)
    with pytest.raises(Denied):
        take(actor=tea)
    with pytest.raises(Denied):
        recount(actor=tea)


def test_a_snapshot_stays_as_it_was_and_has_a_number_of_its_own(
    world: World, officer: Actor, tea: Actor
) -> None:
    first = take(actor=officer, note="九月例会")
    held(tea)
    second = take(actor=officer)
    assert (first.code, second.code) == ("S-20260903-0900", "S-20260903-0900-2")
    assert numbers(officer, first)["log.study"] == (0, None)
    assert numbers(officer, second)["log.study"] == (1, None)


def test_counts_that_nobody_keeps_make_room(world: World, officer: Actor) -> None:
    kept = keep(actor=officer, snapshot=count_all())
    codes = [count_all().code for _turn in range(5)]
    there = set(Snapshot.objects.values_list("code", flat=True))
    assert there == {kept.code, *codes[-3:]}


def test_two_counts_are_explained_by_the_records_that_moved(world: World, officer: Actor, tea: Actor) -> None:
    stage = build_stage(world)
    before = count_all(kept=True)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        activity = held(tea)
        declare_branch(
            actor=world.actor(world.administrator),
            society=world.tea,
            should_have=True,
            declared_on=date(2026, 9, 1),
        )
        secretary(world.branch)
        after = count_all()
    changes = {one.figure.code: one.differs for one in compare(look(officer, before), look(officer, after))}
    assert changes["coverage.organization"]
    assert changes["log.study"]
    assert not changes["tasks.waiting"]
    figure = figure_of("log.study")
    assert figure is not None
    [step] = steps(look(officer, before), look(officer, after), figure)
    assert (step.body.name, step.before, step.after) == (world.tea.name, (0, 0), (1, 0))
    figure = figure_of("coverage.organization")
    assert figure is not None
    [step] = steps(look(officer, before), look(officer, after), figure)
    assert [record.label for record in step.records] == [label("organizations.declare_branch")]
    assert activity.took_place
    assert stage.sent


def test_a_date_that_passed_is_no_record(world: World, officer: Actor) -> None:
    stage = build_stage(world)
    stage.directive.assignments.filter(state="due").update(due_at=clock.now() + timedelta(hours=1))
    before = count_all(kept=True)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        after = count_all()
        figure = figure_of("tasks.overdue")
        assert figure is not None
        found = steps(look(officer, before), look(officer, after), figure)
    assert found
    assert all(step.before[0] == 0 and step.after[0] and not step.records for step in found)


def test_the_worker_counts_when_something_was_done(
    world: World, officer: Actor, tea: Actor, run_jobs: Callable[[], int]
) -> None:
    assert is_due()
    count_where_due()
    count_where_due()
    assert Job.objects.filter(name="panorama.count").count() == 1
    run_jobs()
    later = clock.now() + timedelta(minutes=2)
    with clock.frozen(later):
        assert not is_due()
        held(tea)
    with clock.frozen(later + timedelta(minutes=1)):
        assert is_due()


def test_an_hour_is_long_enough_for_clocks_alone(world: World, officer: Actor) -> None:
    count_all()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert is_due()


def test_a_day_has_one_snapshot_of_the_worker(world: World, at_nine: datetime) -> None:
    assert snapshot_of_day(day="2026-09-03") == snapshot_of_day(day="2026-09-03")


def test_a_figure_of_the_same_name_stands_once() -> None:
    codes = [figure.code for figure in figures()]
    assert len(codes) == len(set(codes))
    assert all(str(figure.definition) for figure in figures())


def test_counting_costs_no_more_queries_for_more_bodies(world: World, officer: Actor) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            count_all()
        return len(captured)

    count_all()
    one = asked()
    for place in range(3):
        Organization.objects.get(pk=world.association.pk).add_child(
            name=f"江岚省示例学会{place}",
            kind="society",
            level="provincial",
            society_class=1,
            number=f"11{place}",
        )
    assert asked() == one


def test_values_are_the_same_whoever_asks(world: World, officer: Actor) -> None:
    made = count_all()
    figure = figure_of("coverage.work")
    assert figure is not None
    auditor = world.actor(world.auditor)
    assert value_of(look(officer, made), figure) == value_of(look(auditor, made), figure)
    assert at("") == made
    with pytest.raises(Missing):
        at("S-1")
