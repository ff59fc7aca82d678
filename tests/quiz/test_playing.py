"""Taking part: the clock is the server's, and nothing that was answered is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Missing, WrongState
from quanjing.quiz import actions, queries
from quanjing.quiz.actions import Entrant
from quanjing.quiz.enums import Counting
from quanjing.quiz.models import Attempt, Contest, Finalist
from quanjing.quiz.rules import GRACE
from tests.quiz.conftest import CLOSES, OPENS, SETTLED, MakeContest
from tests.world import World

Play = Callable[..., Attempt]


def right_answers(attempt: Attempt, right: int = 9) -> list[object]:
    """The first `right` questions answered rightly, the others wrongly: the first option is the right one."""
    return [
        [order.index(0) if place < right else order.index(1)]
        for place, (_pk, _points, order) in enumerate(attempt.paper)
    ]


def play(
    contest: Contest,
    key: str,
    right: int,
    *,
    day: int = 0,
    seconds: float = 60,
    name: str = "",
    unit: int | None = None,
) -> Attempt:
    begun = OPENS + timedelta(days=day, hours=1)
    with clock.frozen(begun):
        attempt = actions.start(contest=contest, entrant=Entrant(key, unit, name))
    with clock.frozen(begun + timedelta(seconds=seconds)):
        answers = right_answers(attempt, right)
        return actions.submit(contest=contest, participant=key, number=attempt.number, answers=answers)


def test_an_attempt_is_one_row_written_twice(contest: MakeContest) -> None:
    made = contest()
    queries.ready(made, None)
    with clock.frozen(OPENS):
        with CaptureQueriesContext(connection) as begun:
            attempt = actions.start(contest=made, entrant=Entrant("a"))
        with CaptureQueriesContext(connection) as ended:
            actions.submit(contest=made, participant="a", number=1, answers=right_answers(attempt))
    writes = [
        one["sql"].split()[0]
        for one in [*begun, *ended]
        if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert writes == ["INSERT", "UPDATE"]
    assert (Attempt.objects.get().score, len(attempt.paper)) == (6, 4)


def test_an_attempt_that_runs_is_gone_on_with(contest: MakeContest) -> None:
    made = contest(attempts_a_day=1)
    with clock.frozen(OPENS):
        first = actions.start(contest=made, entrant=Entrant("a"))
    with clock.frozen(OPENS + timedelta(seconds=399)):
        again = actions.start(contest=made, entrant=Entrant("a"))
    assert (again.pk, again.paper, again.ends_at) == (first.pk, first.paper, first.ends_at)
    with clock.frozen(OPENS + timedelta(seconds=400)), pytest.raises(WrongState, match=r"今天|today"):
        actions.start(contest=made, entrant=Entrant("a"))


def test_the_last_second_and_the_way_of_the_answers_count(contest: MakeContest) -> None:
    made = contest(attempts_a_day=0)
    on_the_way = play(made, "a", 4, seconds=404)
    assert (on_the_way.score, on_the_way.milliseconds) == (6, 400_000)
    with pytest.raises(WrongState):
        play(made, "b", 4, seconds=406)
    with clock.frozen(CLOSES - timedelta(seconds=30)):
        late = actions.start(contest=made, entrant=Entrant("c"))
    assert late.ends_at == CLOSES
    with clock.frozen(CLOSES + timedelta(seconds=4)):
        assert actions.submit(contest=made, participant="c", number=1, answers=[]).score == 0


def test_handed_in_twice_the_first_counts(contest: MakeContest) -> None:
    made = contest()
    first = play(made, "a", 0)
    with clock.frozen(OPENS + timedelta(hours=1, seconds=90)):
        again = actions.submit(contest=made, participant="a", number=1, answers=right_answers(first))
    assert (again.score, again.submitted_at) == (0, first.submitted_at)


def test_attempts_are_limited_by_day_and_in_all(contest: MakeContest) -> None:
    made = contest(attempts_a_day=1, attempts=2)
    play(made, "a", 1)
    with pytest.raises(WrongState):
        play(made, "a", 1)
    play(made, "a", 1, day=1)
    with pytest.raises(WrongState):
        play(made, "a", 1, day=2)
    assert Attempt.objects.count() == 2


def test_only_an_open_contest_takes_anybody(world: World, contest: MakeContest) -> None:
    made = contest()
    for moment in (OPENS - timedelta(seconds=1), CLOSES):
        with clock.frozen(moment), pytest.raises(WrongState):
            actions.start(contest=made, entrant=Entrant("a"))
    with clock.frozen(OPENS):
        actions.cancel_contest(actor=world.actor(world.officer), contest=made, reason="题目泄露")
        with pytest.raises(WrongState):
            actions.start(contest=Contest.objects.get(pk=made.pk), entrant=Entrant("a"))
    with pytest.raises(Missing):
        actions.submit(contest=made, participant="a", number=1, answers=[])


def test_odd_answers_are_wrong_and_harm_nothing(contest: MakeContest) -> None:
    made = contest()
    with clock.frozen(OPENS):
        actions.start(contest=made, entrant=Entrant("a"))
        odd: list[object] = [{"a": 1}, ["x", 99, True], "字" * 500, 3.5, None, [0], [0]]
        done = actions.submit(contest=made, participant="a", number=1, answers=odd)
    assert done.answers == [None, [99], "字" * 200, None]
    assert done.score == 0


def test_results_stand_by_score_then_time_then_order_of_entry(contest: MakeContest) -> None:
    made = contest(attempts_a_day=2)
    play(made, "slow", 4, seconds=90)
    play(made, "first", 4, seconds=60, name="茶人")
    play(made, "second", 4, seconds=60)
    play(made, "weak", 1, seconds=10)
    play(made, "weak", 3, seconds=50)
    found = queries.ranking(made)
    assert [(one.place, one.participant, one.score) for one in found] == [
        (1, "first", 6), (2, "second", 6), (3, "slow", 6), (4, "weak", 4),
    ]  # fmt: skip
    assert found[0].display_name == "茶人"


def test_the_sum_of_attempts_counts_where_the_rules_say_so(contest: MakeContest) -> None:
    made = contest(attempts_a_day=2, counting=Counting.SUM)
    play(made, "twice", 2)
    play(made, "twice", 2)
    play(made, "once", 3)
    assert [(one.participant, one.score) for one in queries.ranking(made)] == [("once", 4), ("twice", 4)]


def test_units_see_how_many_took_part(world: World, contest: MakeContest) -> None:
    made = contest(attempts_a_day=2)
    play(made, "a", 2, unit=world.tea.pk)
    play(made, "a", 2, unit=world.tea.pk)
    play(made, "b", 2, unit=world.tea.pk)
    play(made, "c", 2)
    with clock.frozen(OPENS):
        actions.start(contest=made, entrant=Entrant("d", world.tea.pk))
    assert queries.took_part(made) == {world.tea.pk: 2, None: 1}


def test_the_best_take_part_in_the_final_round_and_nobody_else(world: World, contest: MakeContest) -> None:
    first = contest()
    for key, right in (("a", 4), ("b", 3), ("c", 1)):
        play(first, key, right)
    final = contest(
        final_of=first, finalists=2, opens_at=CLOSES + timedelta(days=3), closes_at=CLOSES + timedelta(days=4)
    )
    officer = world.actor(world.officer)
    for moment in (OPENS, CLOSES + GRACE):  # an answer may still be on its way
        with clock.frozen(moment), pytest.raises(WrongState):
            actions.invite_finalists(actor=officer, contest=final)
    with clock.frozen(SETTLED):
        assert actions.invite_finalists(actor=officer, contest=final) == 2
    assert set(Finalist.objects.values_list("participant", flat=True)) == {"a", "b"}
    with clock.frozen(final.opens_at):
        actions.start(contest=final, entrant=Entrant("a"))
        with pytest.raises(Denied):
            actions.start(contest=final, entrant=Entrant("c"))
