"""Conflicts never slip through: found when judges or applications change, and whatever was given is out."""

from __future__ import annotations

import random
from datetime import date

import pytest

from quanjing.calls.actions.conflicts import find_conflicts, lift_conflict, set_conflict
from quanjing.calls.actions.panels import (
    GuestWanted,
    change_judge,
    choose_judges,
    invite_judges,
    let_judge_leave,
)
from quanjing.calls.actions.rounds import close_round
from quanjing.calls.enums import ConflictKind, Round, ScoreState
from quanjing.calls.models import Application, Conflict, Judge
from quanjing.calls.queries.allotments import plan_of
from quanjing.calls.queries.panel_results import counted, results
from quanjing.calls.queries.panels import conflict_pairs
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Organization, OrganizationName, Succession
from tests.calls.judged import Judged, actor_of, allotted, give, give_all, said, societies, staged
from tests.calls.stage import application, joint
from tests.world import World

UNTIL = date(2026, 10, 30)


def kinds(judge: Judge) -> list[tuple[str, int]]:
    return sorted(Conflict.objects.filter(judge=judge).values_list("kind", "application__number"))


def invited(one: Judged, name: str, unit: str, *bodies: str) -> Judge:
    [slip] = invite_judges(
        actor=one.officer, panel=one.panel, guests=[GuestWanted(name, unit, UNTIL, "", bodies)]
    )
    return slip.judge


def test_a_guest_of_an_applicant_is_found_by_the_unit_as_written(world: World, officer: Actor) -> None:
    one = staged(world)
    assert kinds(invited(one, "穆清和", "江岚省 茶叶学会 秘书处")) == [("unit", 1)]


@pytest.mark.parametrize("name", ["江岚省茶业协会", "江岚省制茶学会"])
def test_former_names_and_names_of_bodies_that_merged_are_known(
    world: World, officer: Actor, name: str
) -> None:
    OrganizationName.objects.create(
        organization=world.tea, name="江岚省茶业协会", used_from=date(2001, 1, 1), used_to=date(2010, 1, 1)
    )
    gone = Organization.objects.get(pk=world.association.pk).add_child(
        name="江岚省制茶学会", kind="society", number="333"
    )
    tea = Organization.objects.get(pk=world.tea.pk)
    Succession.objects.create(predecessor=gone, successor=tea, kind="merge", last_day=date(2015, 1, 1))
    assert kinds(invited(staged(world), "穆清和", name)) == [("unit", 1)]


def test_a_society_and_all_below_it_are_one(world: World, officer: Actor) -> None:
    one = staged(world)
    application(one.call, world.branch)
    assert kinds(invited(one, "穆清和", "云川大学", world.branch.name)) == [("unit", 1), ("unit", 4)]


def test_an_association_is_not_one_with_the_societies_below_it(world: World, officer: Actor) -> None:
    one = staged(world)
    [judge] = choose_judges(actor=officer, panel=one.panel, posts=[world.city_officer])
    assert kinds(judge) == []


def test_a_holder_of_a_post_belongs_to_its_body(world: World, officer: Actor) -> None:
    one = staged(world)
    [judge] = choose_judges(actor=officer, panel=one.panel, posts=[world.tea_handler])
    assert ("unit", 1) in kinds(judge)


def test_joint_units_and_people_named_are_found(world: World, officer: Actor) -> None:
    one = staged(world)
    joint(one.applications[1], name="云川大学")
    Application.objects.filter(pk=one.applications[2].pk).update(team=[{"name": "穆 清和", "unit": "别处"}])
    assert kinds(invited(one, "穆清和", "云川大学 农学院")) == [("author", 3), ("joint", 2)]


def test_a_judge_in_conflict_gets_nothing_and_another_comes_instead(world: World, officer: Actor) -> None:
    one = staged(world, judges=4, judges_each=3)
    change_judge(actor=officer, judge=one.judges[0], unit=world.tea.name, bodies=[])
    allotted(one)
    assert not one.scores(judge=one.judges[0], application=one.applications[0])
    assert len(one.scores(application=one.applications[0])) == 3


def test_an_application_changed_later_excludes_what_was_given(world: World, officer: Actor) -> None:
    one = allotted(staged(world, judges=4, judges_each=3))
    first = one.scores(application=one.applications[0])
    for score in first:
        give(score, "80")
    named = first[0].judge
    holder = Judge.objects.select_related("post__holder").get(pk=named.pk).post.holder
    assert holder is not None
    Application.objects.filter(pk=one.applications[0].pk).update(team=[{"name": holder.name, "unit": ""}])
    assert find_conflicts(call=one.call, applications=[one.applications[0]]) == 1
    assert [s.state for s in one.scores(judge=named, application=one.applications[0])] == [
        ScoreState.EXCLUDED
    ]
    assert counted(one.call).count() == 2
    assert Message.objects.filter(kind="judge_excluded", post=world.officer).count() == 1
    allotted(one)
    standing = [s for s in one.scores(application=one.applications[0]) if s.state != ScoreState.EXCLUDED]
    assert len(standing) == 3
    assert named.pk not in {s.judge_id for s in standing}


def test_a_conflict_nobody_looked_for_is_found_when_the_round_closes(world: World, officer: Actor) -> None:
    one = allotted(staged(world))
    score = give(one.scores(application=one.applications[0])[0], "80")
    Judge.objects.filter(pk=score.judge_id).update(unit=world.tea.name)
    close_round(actor=officer, call=one.call, round=Round.PAPER)
    assert one.scores(pk=score.pk)[0].state == ScoreState.EXCLUDED
    assert results(one.fresh()) == []


def test_a_conflict_nobody_looked_for_is_found_when_the_judge_scores(world: World, officer: Actor) -> None:
    one = allotted(staged(world))
    score = one.scores(application=one.applications[0])[0]
    Judge.objects.filter(pk=score.judge_id).update(unit=world.tea.name)
    with pytest.raises(Missing):
        give(score, "80")
    assert one.scores(pk=score.pk)[0].state == ScoreState.EXCLUDED


def test_what_a_judge_names_is_matched_without_telling_whose_it_is(world: World, officer: Actor) -> None:
    one = allotted(staged(world, judges=4, judges_each=3, declared=False))
    judge = said(one.judges[0], world.nursing.name)
    assert kinds(judge) == [(ConflictKind.DECLARED, 2)]
    later = application(one.call, world.nursing, title="补报")
    find_conflicts(call=one.call, applications=[later])
    assert (ConflictKind.DECLARED, later.number) in kinds(judge)


def test_a_person_named_as_close_is_matched_too(world: World, officer: Actor) -> None:
    one = staged(world, declared=False)
    Application.objects.filter(pk=one.applications[0].pk).update(subject="闻人越")
    assert kinds(said(one.judges[0], "闻人 越")) == [(ConflictKind.DECLARED, 1)]


def test_only_the_judge_himself_declares(world: World, officer: Actor) -> None:
    from quanjing.calls.actions.conflicts import declare

    one = staged(world, declared=False)
    with pytest.raises(Missing):
        declare(actor=actor_of(one.judges[1]), judge=one.judges[0])


def test_the_desk_excludes_with_a_reason_and_takes_back_its_own_alone(world: World, officer: Actor) -> None:
    one = allotted(staged(world))
    judge, first = one.judges[0], one.applications[0]
    with pytest.raises(Invalid):
        set_conflict(actor=officer, judge=judge, application=first, reason=" ")
    with pytest.raises(Missing):
        set_conflict(actor=world.actor(world.tea_handler), judge=judge, application=first, reason="师生")
    with pytest.raises(Denied):
        set_conflict(actor=world.actor(world.auditor), judge=judge, application=first, reason="师生")
    set_conflict(actor=officer, judge=judge, application=first, reason="师生")
    assert one.scores(judge=judge, application=first)[0].state == ScoreState.EXCLUDED
    lift_conflict(actor=officer, judge=judge, conflict=Conflict.objects.get().pk)
    allotted(one)
    assert one.scores(judge=judge, application=first)[0].state == ScoreState.OPEN
    said(judge, world.nursing.name)
    with pytest.raises(WrongState):
        lift_conflict(actor=officer, judge=judge, conflict=Conflict.objects.get().pk)


def test_what_a_judge_gave_before_leaving_counts_and_the_rest_is_given_to_others(
    world: World, officer: Actor
) -> None:
    one = allotted(staged(world, judges=4, judges_each=3))
    judge = one.judges[0]
    mine = one.scores(judge=judge)
    give(mine[0], "80")
    let_judge_leave(actor=officer, judge=judge)
    plan = plan_of(one.fresh(), Round.PAPER)
    assert judge.pk not in {pair[0] for pair in plan.new}
    assert {pair[1] for pair in plan.new} == {score.application_id for score in mine[1:]}
    assert counted(one.call).count() == 1


@pytest.mark.parametrize("seed", range(6))
def test_in_no_world_does_a_score_with_a_conflict_count(world: World, officer: Actor, seed: int) -> None:
    """Random units, teams and joint units, changed while judges are at work."""
    chance = random.Random(seed)
    bodies = [world.tea, world.nursing, world.mathematics, world.branch, *societies(world, 3)]
    one = staged(world, judges=6, judges_each=3, bodies=bodies)
    for _turn in range(5):
        judge, of = chance.choice(one.judges), chance.choice(bodies)
        change_judge(
            actor=officer, judge=judge, unit=chance.choice([of.name, "云川大学", of.name + "专家组"]),
            bodies=[of.code] if chance.random() < 0.3 else [],
        )  # fmt: skip
        changed = chance.choice(one.applications)
        holder = Judge.objects.select_related("post__holder").get(pk=chance.choice(one.judges).pk).post.holder
        assert holder is not None
        changed.team = [{"name": holder.name, "unit": chance.choice(["云川大学", ""])}]
        changed.save()
        if chance.random() < 0.4 and not changed.joint_units.exists():
            joint(changed, chance.choice(bodies))
        find_conflicts(call=one.call, applications=[changed])
        allotted(one)
        for score in one.scores(state=ScoreState.OPEN):
            if chance.random() < 0.6:
                give(score, str(chance.randint(0, 100)))
        barred = conflict_pairs(one.call)
        given = set(counted(one.call).values_list("judge_id", "application_id"))
        standing = {(s.judge_id, s.application_id) for s in one.scores() if s.state != ScoreState.EXCLUDED}
        assert not given & barred
        assert not standing & barred
    assert results(one.call)


def test_the_order_of_work_changes_no_result(world: World, officer: Actor) -> None:
    one = allotted(staged(world, bodies=[world.tea, world.nursing, world.mathematics, *societies(world, 2)]))
    points = {score.pk: str((score.pk * 37) % 101) for score in one.scores()}
    found = []
    for turn in range(3):
        rows = one.scores()
        random.Random(turn).shuffle(rows)
        for score in rows:
            give(score, points[score.pk])
        found.append(results(one.call))
    assert found[0] == found[1] == found[2]


def test_a_withdrawal_changes_nothing_of_others_but_places(world: World, officer: Actor) -> None:
    one = allotted(staged(world))
    give_all(one, {0: ("80", "70", "60"), 1: ("90", "90", "60"), 2: ("50", "60", "70")})
    before = {each.key: each for each in results(one.call)}
    Application.objects.filter(pk=one.applications[1].pk).update(state="withdrawn")
    after = {each.key: each for each in results(one.call)}
    assert set(after) == set(before) - {one.applications[1].pk}
    for key, each in after.items():
        assert (each.result, each.paper, each.spread) == (
            before[key].result,
            before[key].paper,
            before[key].spread,
        )
    assert [each.place for each in after.values()] == [1, 2]
