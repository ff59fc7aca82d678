"""Contests: rules out before they begin, a frozen pool, a wrong key put right."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from quanjing.foundation import clock
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.jobs.actions import run as run_job
from quanjing.jobs.models import Job
from quanjing.quiz import actions, queries
from quanjing.quiz.actions.banks import question_of
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.models import Attempt, Contest, KeyCorrection, QuestionBank
from quanjing.quiz.papers import Line
from tests.quiz.conftest import CLOSES, OPENS, MakeContest
from tests.quiz.test_playing import play
from tests.world import World

BEFORE = OPENS - timedelta(days=1)


def plan(bank: QuestionBank, **changes: object) -> Plan:
    values: dict[str, object] = {
        "name": "竞答", "opens_at": OPENS, "closes_at": CLOSES, "banks": [bank], "lines": [Line("", 0, 4, 1)],
    }  # fmt: skip
    return Plan(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": " "}, "name"),
        ({"closes_at": OPENS}, "closes_at"),
        ({"seconds": 5}, "seconds"),
        ({"lines": []}, "lines"),
        ({"lines": [Line("", 0, 201, 1)]}, "lines"),
        ({"banks": []}, "banks"),
    ],
)
def test_rules_that_cannot_be_are_refused(
    world: World, bank: QuestionBank, changes: dict[str, object], where: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.create_contest(actor=world.actor(world.officer), plan=plan(bank, **changes))
    assert [problem.where for problem in refused.value.problems] == [where]


def test_a_contest_is_published_before_it_begins_with_enough_questions(
    world: World, bank: QuestionBank
) -> None:
    officer = world.actor(world.officer)
    made = actions.create_contest(actor=officer, plan=plan(bank, lines=[Line("章程", 0, 7, 1)]))
    with clock.frozen(BEFORE), pytest.raises(Invalid) as refused:
        actions.publish_contest(actor=officer, contest=made)
    assert refused.value.problems[0].where == "lines.0"
    made = actions.change_contest(actor=officer, contest=made, version=1, plan=plan(bank))
    with clock.frozen(OPENS), pytest.raises(Invalid):
        actions.publish_contest(actor=officer, contest=made)
    with clock.frozen(BEFORE):
        actions.publish_contest(actor=officer, contest=made)
        with pytest.raises(WrongState):
            actions.publish_contest(actor=officer, contest=made)
        with pytest.raises(WrongState):
            actions.change_contest(actor=officer, contest=made, version=2, plan=plan(bank))
    with pytest.raises(Denied):
        actions.cancel_contest(actor=world.actor(world.city_officer), contest=made, reason="不办了")


def test_two_editors_of_a_draft_see_each_other(world: World, bank: QuestionBank) -> None:
    officer = world.actor(world.officer)
    made = actions.create_contest(actor=officer, plan=plan(bank))
    actions.change_contest(actor=officer, contest=made, version=1, plan=plan(bank, name="甲"))
    with pytest.raises(Conflict):
        actions.change_contest(actor=officer, contest=made, version=1, plan=plan(bank, name="乙"))


def test_the_pool_stays_as_it_was_when_the_rules_went_out(
    world: World, bank: QuestionBank, contest: MakeContest
) -> None:
    made = contest()
    officer = world.actor(world.officer)
    for question in bank.questions.all():
        actions.retire_question(actor=officer, question=question, retired=True)
    assert play(made, "a", 4).score == 6


def test_where_pools_go_by_day_no_question_comes_on_two_days(world: World, contest: MakeContest) -> None:
    made = contest(pool_by_day=True, lines=[Line("", 0, 2, 1)])
    asked = {}
    for day in range(5):
        attempt = play(made, f"p{day}", 2, day=day)
        asked[day] = {pk for pk, _points, _order in attempt.paper}
    assert sum(map(len, asked.values())) == len(set().union(*asked.values())) == 10
    days = Counter(made.pool.values_list("day", flat=True))
    assert (len(days), max(days.values()) - min(days.values())) == (6, 0)


def test_a_day_without_a_question_of_its_own_is_refused(world: World, bank: QuestionBank) -> None:
    officer = world.actor(world.officer)
    longer = plan(bank, pool_by_day=True, lines=[Line("", 0, 1, 1)], closes_at=OPENS + timedelta(days=12))
    made = actions.create_contest(actor=officer, plan=longer)  # 13 days, 12 questions
    with clock.frozen(BEFORE), pytest.raises(Invalid) as refused:
        actions.publish_contest(actor=officer, contest=made)
    assert refused.value.problems[0].where == "lines.0"


def test_a_wrong_key_is_put_right_for_everybody_once(world: World, contest: MakeContest) -> None:
    made = contest(lines=[Line("", 0, 12, 1)])
    play(made, "before", 12)
    question = made.pool.order_by("pk")[0]
    officer = world.actor(world.officer)
    with clock.frozen(OPENS + timedelta(days=2)):
        correction = actions.correct_key(actor=officer, question=question, right=[1], reason="答案有误")
        made = Contest.objects.get(pk=made.pk)
        assert play(made, "between", 12, day=2).score == 11
        run_job(Job.objects.get(name="quiz.rescore").pk)
    correction.refresh_from_db()
    assert (correction.attempts, correction.changed) == (2, 1)
    assert list(Attempt.objects.order_by("pk").values_list("score", flat=True)) == [11, 11]
    assert actions.rescore(correction=correction, step=lambda _done, _total: None) == 0
    correction.refresh_from_db()
    assert (correction.attempts, correction.changed) == (2, 1)
    assert question.question is not None
    question.question.refresh_from_db()
    assert [option.is_right for option in question_of(question.question).options] == [False, True, False]


def test_results_of_a_contest_that_is_over_are_kept_until_a_key_is_put_right(
    world: World, contest: MakeContest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = contest(lines=[Line("", 0, 12, 1)])
    play(made, "a", 12)
    with clock.frozen(CLOSES):
        assert [one.score for one in queries.settled(made)] == [12]
        with django_assert_num_queries(1):  # an answer may still be on its way
            queries.settled(made)
    with clock.frozen(CLOSES + timedelta(minutes=1)):
        queries.settled(made)
        with django_assert_num_queries(0):
            assert [one.score for one in queries.settled(made)] == [12]
        question = made.pool.order_by("pk")[0]
        actions.correct_key(actor=world.actor(world.officer), question=question, right=[1], reason="有误")
        assert [one.score for one in queries.settled(Contest.objects.get())] == [12]
        run_job(Job.objects.get(name="quiz.rescore").pk)
        assert [one.score for one in queries.settled(Contest.objects.get())] == [11]


def test_a_key_that_cannot_be_is_refused(world: World, contest: MakeContest) -> None:
    question = contest().pool.order_by("pk")[0]
    officer = world.actor(world.officer)
    for right, reason in (([], "有误"), ([0, 1], "有误"), ([1], " ")):
        with pytest.raises(Invalid):
            actions.correct_key(actor=officer, question=question, right=right, reason=reason)
    stranger = world.actor(world.city_officer)
    with pytest.raises(Denied):
        actions.correct_key(actor=stranger, question=question, right=[1], reason="有误")
    assert not KeyCorrection.objects.exists()


def test_numbers_tell_hard_questions_and_those_that_tell_papers_apart(contest: MakeContest) -> None:
    made = contest(lines=[Line("", 0, 12, 1)])
    assert queries.statistics(made) == []
    for number in range(40):
        play(made, f"p{number}", 12 if number < 20 else 0)
    found = queries.statistics(made)
    assert len(found) == 12
    assert {(one.shown, one.right, one.difficulty, one.discrimination) for one in found} == {
        (40, 20, 0.5, 1.0)
    }
