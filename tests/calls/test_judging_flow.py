"""Allotting, scoring, results and decisions through the actions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quanjing.calls.actions.deciding import (
    DecisionFacts,
    LineGiven,
    change_decision,
    prepare_decision,
    release_decision,
)
from quanjing.calls.enums import ApplicationState, CallState, ScoreState
from quanjing.calls.models import Application, Decision
from quanjing.calls.queries.panel_results import results
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from tests.calls.judged import allotted, decided, give_all, staged
from tests.world import World, person, post

SCORES = {0: ("80", "70", "60"), 1: ("90", "90", "60"), 2: ("50", "60", "70")}


@pytest.fixture
def head(world: World) -> Post:
    return post(world.association, "主席", Role.HEAD, person("head", "江知行"))


def written_down(decision: Decision, actor: Actor, lines: dict[int, LineGiven] | None = None) -> Decision:
    facts = DecisionFacts("领导小组", clock.today(), "会议同意。")
    return change_decision(
        actor=actor, decision=decision, facts=facts, lines=lines or {}, version=decision.version
    )


def test_a_call_is_judged_and_decided(world: World, officer: Actor, head: Post) -> None:
    one = allotted(staged(world))
    assert len(one.scores()) == 9
    assert sorted(each.blind for each in one.applications) == [1, 2, 3]
    assert one.call.state == CallState.JUDGING
    give_all(one, SCORES)
    found = results(one.call)
    assert [(each.key, each.place, each.result) for each in found] == [
        (one.applications[1].pk, 1, Decimal("80.0000")),
        (one.applications[0].pk, 2, Decimal("70.0000")),
        (one.applications[2].pk, 3, Decimal("60.0000")),
    ]
    decided(one)
    decision = prepare_decision(actor=officer, call=one.call)
    assert [(each.application_id, each.is_selected) for each in decision.lines.order_by("rank")] == [
        (one.applications[1].pk, True), (one.applications[0].pk, True), (one.applications[2].pk, False),
    ]  # fmt: skip
    decision = written_down(decision, officer)
    with pytest.raises(Denied):
        release_decision(actor=officer, decision=decision)
    assert set(Application.objects.values_list("state", flat=True)) == {ApplicationState.ADMITTED}
    release_decision(actor=world.actor(head), decision=decision)
    states = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == [
        ApplicationState.SELECTED,
        ApplicationState.SELECTED,
        ApplicationState.PASSED_OVER,
    ]
    assert one.fresh().state == CallState.NOTICED


def test_against_the_order_only_with_a_reason(world: World, officer: Actor) -> None:
    one = allotted(staged(world))
    give_all(one, SCORES)
    decision = prepare_decision(actor=officer, call=decided(one).call)
    last = decision.lines.get(rank=3)
    with pytest.raises(Invalid):
        written_down(decision, officer, {last.pk: LineGiven(is_selected=True)})
    written_down(decision, officer, {last.pk: LineGiven(is_selected=True, reason="面向基层")})
    last.refresh_from_db()
    assert (last.is_selected, last.reason) == (True, "面向基层")


def test_a_score_is_done_only_with_all_points(world: World, officer: Actor) -> None:
    one = allotted(staged(world))
    assert {score.state for score in one.scores()} == {ScoreState.OPEN}
