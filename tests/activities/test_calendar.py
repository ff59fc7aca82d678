"""Conflicts are shown: same body, same place, same chair at overlapping times."""

from __future__ import annotations

from datetime import date

import pytest

from quanjing.activities.actions import cancel, plan
from quanjing.activities.queries import calendar as calendar_queries
from quanjing.activities.queries import conflicts_of, month_of_days
from quanjing.foundation.actor import Actor
from tests.activities.conftest import at, facts, held
from tests.world import World


def clashes(actor: Actor, *shown: object) -> dict[int, list[tuple[str, str]]]:
    found = conflicts_of(actor, shown)  # type: ignore[arg-type]
    return {pk: [(one.other.name, one.clash.value) for one in rows] for pk, rows in found.items()}


def test_overlapping_activities_of_one_body_are_named_at_both(tea: Actor) -> None:
    first = plan(actor=tea, facts=facts("甲", on=at("2026-09-10", 14), place=""))
    second = plan(actor=tea, facts=facts("乙", on=at("2026-09-10", 15), place=""))
    assert clashes(tea, first, second) == {first.pk: [("乙", "host")], second.pk: [("甲", "host")]}
    assert clashes(tea, first) == {first.pk: [("乙", "host")]}


def test_one_that_begins_when_another_ends_is_no_conflict(tea: Actor) -> None:
    first = plan(actor=tea, facts=facts("甲", on=at("2026-09-10", 14)))
    second = plan(actor=tea, facts=facts("乙", on=at("2026-09-10", 16)))
    assert clashes(tea, first, second) == {}


def test_one_without_an_end_is_taken_for_an_hour(tea: Actor) -> None:
    first = plan(actor=tea, facts=facts("甲", on=at("2026-09-10", 14), ends_at=None))
    plan(actor=tea, facts=facts("乙", on=at("2026-09-10", 15)))
    assert clashes(tea, first) == {}
    plan(actor=tea, facts=facts("丙", on=at("2026-09-10", 14, 59)))
    assert clashes(tea, first) == {first.pk: [("丙", "host"), ("丙", "place")]}


def test_what_was_called_off_is_in_nobodys_way(tea: Actor) -> None:
    first = plan(actor=tea, facts=facts("甲", on=at("2026-09-10")))
    second = plan(actor=tea, facts=facts("乙", on=at("2026-09-10")))
    cancel(actor=tea, activity=second, reason="台风")
    assert clashes(tea, first) == {}


def test_the_same_place_of_two_bodies_is_seen_by_who_sees_both(
    tea: Actor, officer: Actor, world: World
) -> None:
    first = plan(actor=tea, facts=facts("甲", on=at("2026-09-10")))
    plan(actor=world.actor(world.nursing_handler), facts=facts("乙", on=at("2026-09-10")))
    assert clashes(officer, first) == {first.pk: [("乙", "place")]}
    assert clashes(tea, first) == {}


def test_the_same_chair_is_one_person_only_above_or_below(tea: Actor, officer: Actor, world: World) -> None:
    chair = {"of": "general", "on": at("2026-09-10"), "place": "", "chair": "书记"}
    first = plan(actor=tea, facts=facts("甲", **chair))
    plan(actor=world.actor(world.nursing_handler), facts=facts("乙", **chair))
    assert clashes(officer, first) == {}
    plan(actor=officer, facts=facts("丙", **chair))
    assert clashes(officer, first) == {first.pk: [("丙", "chair")]}


def test_a_joint_activity_is_in_the_way_of_each_host(tea: Actor, officer: Actor, world: World) -> None:
    plan(actor=tea, facts=facts("甲", on=at("2026-09-10"), place=""), hosts=[world.nursing.name])
    second = plan(actor=world.actor(world.nursing_handler), facts=facts("乙", on=at("2026-09-10"), place=""))
    assert clashes(officer, second) == {second.pk: [("甲", "host")]}


def test_a_month_counts_a_joint_activity_once(tea: Actor, world: World) -> None:
    held(tea, hosts=(world.nursing.name,))
    days = {
        one.day: one for week in month_of_days(world.association, date(2026, 9, 3), own=False) for one in week
    }
    assert (days[date(2026, 9, 2)].count, len(days[date(2026, 9, 2)].activities)) == (1, 1)
    assert len(days) == 35
    assert not days[date(2026, 8, 31)].inside


def test_a_month_with_too_many_names_none(tea: Actor, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_queries, "MOST_NAMED", 1)
    held(tea)
    held(tea, "第二次")
    days = [one for week in month_of_days(world.association, date(2026, 9, 3), own=False) for one in week]
    assert sum(one.count for one in days) == 2
    assert [one.activities for one in days if one.activities] == []
