"""Banks: what files bring in, all of it or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.quiz import actions
from quanjing.quiz.actions.banks import question_of
from quanjing.quiz.models import Question, QuestionBank
from tests.quiz.conftest import questions, table
from tests.world import World


def test_a_file_with_one_wrong_row_brings_nothing_in(world: World, bank: QuestionBank) -> None:
    officer = world.actor(world.officer)
    data = table(["单选题", "新的一题？", "甲", "乙", "", "A"], ["单选题", "又一题？", "甲", "乙", "", "D"])
    draft = actions.preview_import(actor=officer, bank=bank, name="a.xlsx", data=data)
    assert (draft.bad, len(draft.questions)) == ([[3, "unknown_answer", "D"]], 1)
    with pytest.raises(Invalid):
        actions.apply_import(actor=officer, draft=draft)
    assert bank.questions.count() == 12


def test_doubles_of_the_bank_and_of_the_file_stay_out_and_are_named(world: World, bank: QuestionBank) -> None:
    officer = world.actor(world.officer)
    new = ["单选题", "新的一题？", "甲", "乙", "", "A"]
    again = ["单选题", " 新的一题? ", "甲", "丙", "", "A"]
    draft = actions.preview_import(
        actor=officer, bank=bank, name="a.xlsx", data=table(new, again, *questions(1))
    )
    assert draft.doubles == [[3, "新的一题?"], [4, "第1题问什么？"]]
    assert actions.apply_import(actor=officer, draft=draft) == 1
    with pytest.raises(WrongState):
        actions.apply_import(actor=officer, draft=draft)
    assert AuditEntry.objects.filter(verb="quiz.import").count() == 2


def test_what_came_in_since_the_look_is_not_taken_in_again(world: World, bank: QuestionBank) -> None:
    officer = world.actor(world.officer)
    data = table(["判断题", "每年开一次会。", "", "", "", "对"])
    first, second = (
        actions.preview_import(actor=officer, bank=bank, name="a.xlsx", data=data) for _turn in range(2)
    )
    assert actions.apply_import(actor=officer, draft=first) == 1
    assert actions.apply_import(actor=officer, draft=second) == 0


def test_gift_and_moodle_come_in_by_their_names(world: World, bank: QuestionBank) -> None:
    officer = world.actor(world.officer)
    gift = "学会每年开一次全会。{T}".encode("gb18030")
    moodle = b"<quiz><question type='truefalse'><questiontext><text>x</text></questiontext></question></quiz>"
    for name, data in (("a.txt", gift), ("b.xml", moodle)):
        draft = actions.preview_import(actor=officer, bank=bank, name=name, data=data)
        assert actions.apply_import(actor=officer, draft=draft) == 1
    assert list(bank.questions.order_by("pk").values_list("text", flat=True))[-2:] == [
        "学会每年开一次全会。",
        "x",
    ]


def test_two_editors_of_a_question_see_each_other(world: World, bank: QuestionBank) -> None:
    officer = world.actor(world.officer)
    question = bank.questions.order_by("pk")[0]
    values = replace(question_of(question), text="改过的题？")
    actions.change_question(actor=officer, question=question, version=1, values=values)
    with pytest.raises(Conflict):
        actions.change_question(actor=officer, question=question, version=1, values=values)
    of_another = replace(values, text="第2题问什么？")
    too_few = replace(values, options=values.options[:1])
    for wrong in (of_another, too_few):
        with pytest.raises(Invalid):
            actions.change_question(actor=officer, question=question, version=2, values=wrong)
    assert Question.objects.get(pk=question.pk).text == "改过的题？"


def test_nobody_else_touches_a_bank(world: World, bank: QuestionBank) -> None:
    question = bank.questions.order_by("pk")[0]
    for post in (world.city_officer, world.tea_handler):
        actor = world.actor(post)
        for write in (
            lambda: actions.preview_import(actor=actor, bank=bank, name="a.txt", data=b"x {T}"),  # noqa: B023
            lambda: actions.retire_question(actor=actor, question=question, retired=True),  # noqa: B023
        ):
            with pytest.raises(Denied):
                write()
    with pytest.raises(Denied):
        actions.create_bank(actor=world.actor(world.tea_handler), name="我的题库")
