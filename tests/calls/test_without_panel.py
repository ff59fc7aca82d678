"""A call without a panel goes from the form check straight to its decision."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from quanjing.calls.actions.deciding import LineGiven, change_decision, prepare_decision, release_decision
from quanjing.calls.actions.skipping import skip_panel, take_panel_up
from quanjing.calls.enums import ApplicationState, CallState
from quanjing.calls.models import Application, Call, Decision
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from tests.calls.stage import application, call, judge, panel
from tests.calls.test_supplementary import written
from tests.world import World, person, post

Sign = Callable[[Post], Client]


def checked(world: World) -> Call:
    made = call(world, state=CallState.CHECKING, directions=("案例",))
    for body in (world.tea, world.nursing):
        application(made, body)
    return made


def test_what_is_in_order_is_decided_by_people(world: World, officer: Actor) -> None:
    made = skip_panel(actor=officer, call=checked(world))
    assert made.state == CallState.DECIDING
    decision = prepare_decision(actor=officer, call=made)
    first, second = decision.lines.order_by("application__number")
    found = [(one.proposed, one.is_selected, one.result) for one in (first, second)]
    assert found == [(None, False, None)] * 2
    chosen = {first.pk: LineGiven(is_selected=True)}  # nothing was proposed, so no reason is asked
    decision = written(officer, decision)
    change_decision(
        actor=officer, decision=decision, lines=chosen, version=decision.version, facts=facts_of(decision)
    )
    head = world.actor(post(world.association, "主席", Role.HEAD, person("head", "江知行")))
    release_decision(actor=head, decision=Decision.objects.get())
    states = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == [ApplicationState.SELECTED, ApplicationState.PASSED_OVER]
    assert Call.objects.get().state == CallState.NOTICED


def facts_of(decision: Decision) -> object:
    from quanjing.calls.actions.deciding import DecisionFacts

    return DecisionFacts(decision.body, decision.decided_on, decision.minutes)


def test_not_while_something_waits_for_the_form_check(world: World, officer: Actor) -> None:
    made = checked(world)
    Application.objects.filter(organization=world.tea).update(state=ApplicationState.RETURNED)
    with pytest.raises(Invalid):
        skip_panel(actor=officer, call=made)
    Application.objects.update(state=ApplicationState.REFUSED)
    with pytest.raises(Invalid):  # nothing was found in order
        skip_panel(actor=officer, call=made)
    assert Call.objects.get().state == CallState.CHECKING


def test_not_where_judges_were_named_nor_by_others(world: World, officer: Actor) -> None:
    made = checked(world)
    with pytest.raises(Denied):
        skip_panel(actor=world.actor(world.auditor), call=made)
    judge(panel(made), "江一")
    with pytest.raises(WrongState):
        skip_panel(actor=officer, call=made)


def test_a_panel_after_all_before_anything_is_decided(world: World, officer: Actor) -> None:
    made = skip_panel(actor=officer, call=checked(world))
    assert take_panel_up(actor=officer, call=made).state == CallState.CHECKING
    made = skip_panel(actor=officer, call=made)
    prepare_decision(actor=officer, call=made)
    with pytest.raises(WrongState):
        take_panel_up(actor=officer, call=made)


def test_on_the_page(world: World, officer: Actor, client_of: Sign) -> None:
    made, desk = checked(world), client_of(world.officer)
    place = f"/calls/{made.code}/panels/"
    assert "不评审，直接审定" in desk.get(place).content.decode()
    assert desk.post(f"/calls/{made.code}/without-panel/").headers["Location"] == place
    assert "本次征集不组织评审。" in desk.get(place).content.decode()
    desk.post(f"/calls/{made.code}/without-panel/", {"step": "back"})
    assert Call.objects.get().state == CallState.CHECKING
