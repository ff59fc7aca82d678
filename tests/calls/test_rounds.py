"""Rounds, the road show, urging, shares, and what pages of panels cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.calls.actions.allotting import allot_scores, print_seed
from quanjing.calls.actions.deciding import prepare_decision
from quanjing.calls.actions.panels import GuestWanted, invite_judges, save_panel
from quanjing.calls.actions.rounds import close_round, draw_show, reopen_round, urge_judges
from quanjing.calls.actions.scoring import Marks, keep_score, reopen_score
from quanjing.calls.enums import CallState, Round, ScoreState
from quanjing.calls.models import Answer, Call, Judge, Share
from quanjing.calls.queries.allotments import plan_of
from quanjing.calls.queries.panel_results import results
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from tests.calls.judged import Judged, actor_of, allotted, decided, give, give_all, societies, staged
from tests.calls.stage import seat_of
from tests.world import World

Sign = Callable[[Post], Client]
AT = datetime(2026, 9, 21, 9, tzinfo=clock.CHINA)


def four(world: World, **more: object) -> Judged:
    bodies = [world.tea, world.nursing, world.mathematics, *societies(world, 1)]
    return allotted(staged(world, bodies=bodies, **more))  # type: ignore[arg-type]


def test_an_allotment_is_the_one_that_was_shown(world: World, officer: Actor) -> None:
    one = staged(world)
    print_seed(actor=officer, call=one.call)
    with pytest.raises(Conflict):
        allot_scores(actor=officer, call=one.call, round=Round.PAPER, digest="another")
    with pytest.raises(Denied):
        allot_scores(actor=world.actor(world.auditor), call=one.call, round=Round.PAPER, digest="")
    allotted(one)
    assert plan_of(one.call, Round.PAPER).new == []  # what stands is kept


def test_shortages_are_named(world: World, officer: Actor) -> None:
    one = staged(world, judges=2, judges_each=3)
    plan = plan_of(one.call, Round.PAPER)
    assert [(application.number, lacking) for application, lacking in plan.panels[0].short] == [
        (1, 1),
        (2, 1),
        (3, 1),
    ]
    assert [(load.judge.mark, load.new) for load in plan.panels[0].loads] == [("A", 3), ("B", 3)]


def test_a_direction_has_one_panel_in_a_round(world: World, officer: Actor) -> None:
    one = staged(world)
    directions = list(one.call.directions.all())
    with pytest.raises(Invalid):
        save_panel(actor=officer, call=one.call, name="另一组", directions=directions, round=Round.SHOW)
    save_panel(
        actor=officer, call=one.call, name="第一组", directions=directions, round=Round.PAPER, panel=one.panel
    )
    save_panel(actor=officer, call=one.call, name="另一组", directions=directions, round=Round.SHOW)


def test_nobody_is_invited_where_one_row_is_wrong(world: World, officer: Actor) -> None:
    one = staged(world)
    day = clock.today()
    rows = [GuestWanted("穆清和", "云川大学", day), GuestWanted("", "", day)]
    with pytest.raises(Invalid) as caught:
        invite_judges(actor=officer, panel=one.panel, guests=rows)
    assert [problem.where for problem in caught.value.problems] == ["1.unit"]
    assert not Judge.objects.filter(unit="云川大学").exists()


def test_somebody_who_was_here_before_only_stays_longer(world: World, officer: Actor) -> None:
    one = staged(world)
    day = clock.today()
    guest = GuestWanted("穆清和", "云川大学", day, "mu@example.org")
    [first] = invite_judges(actor=officer, panel=one.panel, guests=[guest])
    with pytest.raises(Invalid):
        invite_judges(actor=officer, panel=one.panel, guests=[guest])
    directions = list(one.call.directions.all())
    save_panel(
        actor=officer, call=one.call, name="第一组", directions=directions, round=Round.PAPER, panel=one.panel
    )
    show = save_panel(actor=officer, call=one.call, name="路演组", directions=directions, round=Round.SHOW)
    [again] = invite_judges(actor=officer, panel=show, guests=[guest])
    assert again.judge.post == first.judge.post


def test_a_draft_is_kept_and_a_finished_sheet_is_taken_up_again(world: World, officer: Actor) -> None:
    one = allotted(staged(world))
    score = one.scores()[0]
    judge = actor_of(score.judge)
    first = one.call.criteria.order_by("position")[0]
    kept = keep_score(actor=judge, score=score, marks=Marks({first.pk: "80"}, "初稿"), version=score.version)
    assert (kept.state, kept.points, kept.feedback) == (ScoreState.DRAFT, {str(first.pk): "80"}, "初稿")
    with pytest.raises(Conflict):
        keep_score(actor=judge, score=score, marks=Marks(), version=score.version - 1 or 0)
    done = give(score, "80")
    assert results(one.call)[0].result == done.total
    reopened = reopen_score(actor=judge, score=done)
    assert (reopened.state, reopened.total) == (ScoreState.DRAFT, None)
    assert results(one.call) == []


def test_a_round_is_opened_again_until_something_rests_on_it(world: World, officer: Actor) -> None:
    one = allotted(staged(world))
    give_all(one, {0: ("80", "70", "60")})
    decided(one)
    assert one.fresh().state == CallState.DECIDING
    reopen_round(actor=officer, call=one.call, round=Round.PAPER)
    assert one.fresh().state == CallState.JUDGING
    decided(one)
    prepare_decision(actor=officer, call=one.call)
    with pytest.raises(WrongState):
        reopen_round(actor=officer, call=one.call, round=Round.PAPER)


def test_judges_are_asked_once_a_day_and_only_who_has_something_left(world: World, officer: Actor) -> None:
    one = allotted(staged(world))
    for score in one.scores(judge=one.judges[0]):
        give(score, "80")
    for _turn in range(2):
        assert urge_judges(actor=officer, call=one.call, judges=one.judges) == 2
    asked = Message.objects.filter(kind="judge_asked").values_list("post_id", flat=True)
    assert sorted(asked) == sorted(judge.post_id for judge in one.judges[1:])


def test_whoever_shares_the_last_place_comes_to_the_road_show(world: World, officer: Actor) -> None:
    one = four(world, show_share=25, ties=[])
    give_all(
        one, {0: ("80", "80", "80"), 1: ("80", "80", "80"), 2: ("70", "70", "70"), 3: ("60", "60", "60")}
    )
    call = Call.objects.get(pk=one.call.pk)
    begins = {call.directions.get().pk: AT}
    with pytest.raises(WrongState):
        draw_show(actor=officer, call=call, begins=begins, minutes=10, place="科技会堂")
    close_round(actor=officer, call=call, round=Round.PAPER)
    with pytest.raises(Invalid) as caught:
        draw_show(actor=officer, call=call, begins={}, minutes=0, place="")
    assert len(caught.value.problems) == 3
    slots = draw_show(actor=officer, call=call, begins=begins, minutes=10, place="科技会堂")
    assert {slot.application_id for slot in slots} == {one.applications[0].pk, one.applications[1].pk}
    assert [slot.starts_at.minute for slot in slots] == [0, 10]
    told = Message.objects.filter(kind="show_date").values_list("post_id", flat=True)
    assert sorted(told) == sorted([world.tea_handler.pk, world.nursing_handler.pk])


def test_a_share_moves_up_and_says_so(world: World, officer: Actor) -> None:
    one = four(world, places=2)
    share = Share.objects.create(call=one.call, label="基层一线", least=50)
    Answer.objects.create(application=one.applications[3], share=share, is_met=True)
    give_all(
        one, {0: ("80", "80", "80"), 1: ("79", "79", "79"), 2: ("70", "70", "70"), 3: ("60", "60", "60")}
    )
    decision = prepare_decision(actor=officer, call=decided(one).call)
    lines = {line.application_id: line.proposed for line in decision.lines.all()}
    assert [lines[each.pk] for each in one.applications] == [True, False, False, True]


def test_a_last_place_that_several_share_is_left_to_people(world: World, officer: Actor) -> None:
    one = four(world, places=1, ties=[])
    give_all(
        one, {0: ("80", "80", "80"), 1: ("80", "80", "80"), 2: ("70", "70", "70"), 3: ("60", "60", "60")}
    )
    decision = prepare_decision(actor=officer, call=decided(one).call)
    assert [line.proposed for line in decision.lines.order_by("application__number")] == [
        None,
        None,
        False,
        False,
    ]


def test_judges_who_differ_widely_are_shown(world: World, officer: Actor, client_of: Sign) -> None:
    one = allotted(staged(world))
    give_all(one, {0: ("90", "69", "80"), 1: ("80", "70", "60")})
    assert [each.is_wide for each in results(one.call)] == [True, False]
    page = client_of(world.officer).get(f"/calls/{one.call.code}/results/").content.decode()
    assert page.count("s-behind") == 1


@pytest.mark.parametrize("path", ["panels/", "results/", "allotting/paper/", "show/"])
def test_more_applications_cost_no_more_queries(
    world: World, officer: Actor, client_of: Sign, path: str
) -> None:
    counts = []
    client = client_of(world.officer)
    for number in (1, 4):
        one = (
            allotted(staged(world, bodies=societies(world, number), show_share=50))
            if number == 1
            else more(world)
        )
        give_all(one, dict.fromkeys(range(len(one.applications)), ("80", "70", "60")))
        client.get(f"/calls/{one.call.code}/{path}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/calls/{one.call.code}/{path}").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def more(world: World) -> Judged:
    """Another call with more applications."""
    bodies = [world.tea, world.nursing, world.mathematics, world.city_society]
    return allotted(staged(world, bodies=bodies, show_share=50))


def test_a_judges_pages_cost_the_same_for_more_applications(
    world: World, officer: Actor, client_of: Sign
) -> None:
    counts = []
    for bodies in (societies(world, 1), [world.tea, world.nursing, world.mathematics, world.city_society]):
        one = allotted(staged(world, bodies=bodies))
        client = client_of(seat_of(one.judges[0]))
        judge = f"/judging/{one.judges[0].code}/"
        for path in ("/judging/", judge, f"{judge}table/", f"{judge}declare/", "/"):
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.append(len(captured))
    assert counts[:5] == counts[5:]


def test_pages_speak_english(world: World, officer: Actor, client_of: Sign) -> None:
    one = allotted(staged(world, show_share=50))
    give_all(one, {0: ("80", "70", "60")})
    desk, judge = client_of(world.officer), client_of(seat_of(one.judges[0]))
    sheet = one.scores(judge=one.judges[0])[0]
    for client, path, word in (
        (desk, f"/calls/{one.call.code}/panels/", "Set up a panel"),
        (desk, f"/calls/{one.call.code}/results/", "Judges differ by"),
        (desk, f"/panels/{one.panel.code}/judges/", "One from outside"),
        (judge, "/", "You were asked to take part"),
        (judge, f"/judging/sheets/{sheet.code}/", "Names are masked"),
    ):
        client.cookies["django_language"] = "en"
        assert word in client.get(path, headers={"accept-language": "en"}).content.decode()
