"""A question to the desk; its answer is for all, its asker for none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.submissions import actions
from quanjing.submissions.models import Question
from quanjing.submissions.queries import get_question, page_of_report, questions_at_desk, questions_beside
from tests.submissions.conftest import Scene
from tests.submissions.test_sending import verbs

ClientOf = Callable[[Post], Client]
Callbacks = Callable[..., AbstractContextManager[object]]
WORDS = "茶叶学会没有分会，附件如何填写？"


@pytest.fixture
def question(scene: Scene) -> Question:
    return actions.ask(actor=scene.handler, assignment=scene.assignment(scene.plan), text=WORDS)


def beside(scene: Scene, actor: object) -> list[tuple[str, str, bool]]:
    page = page_of_report(actor, scene.directive.code)  # type: ignore[arg-type]
    return [(one.text, one.question.answer, one.is_own) for one in questions_beside(actor, page)]  # type: ignore[arg-type]


def test_others_see_it_once_it_is_answered_in_the_desks_words(scene: Scene, question: Question) -> None:
    assert (beside(scene, scene.handler), beside(scene, scene.nurse)) == ([(WORDS, "", True)], [])
    actions.answer(actor=scene.officer, question=question, text="写“无”。", shown_text="没有分会时如何填写？")
    assert beside(scene, scene.handler) == [(WORDS, "写“无”。", True)]
    assert beside(scene, scene.nurse) == [("没有分会时如何填写？", "写“无”。", False)]
    actions.answer(
        actor=scene.officer, question=question, text="写“暂无”。", shown_text="没有分会时如何填写？"
    )
    assert beside(scene, scene.nurse) == [("没有分会时如何填写？", "写“暂无”。", False)]
    assert verbs() == ["submissions.ask", "submissions.answer", "submissions.answer"]


def test_news_goes_to_the_desk_and_to_the_asker_only(
    scene: Scene, django_capture_on_commit_callbacks: Callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.ask(actor=scene.handler, assignment=scene.assignment(scene.plan), text=WORDS)
        actions.answer(actor=scene.officer, question=asked, text="写“无”。")
    told = {(message.kind, message.post_id) for message in Message.objects.all()}
    assert told == {
        ("question_asked", scene.world.officer.pk),
        ("question_answered", scene.world.tea_handler.pk),
    }


def test_who_may_ask_and_answer(scene: Scene, question: Question) -> None:
    with pytest.raises(Denied):
        actions.ask(actor=scene.nurse, assignment=scene.assignment(scene.plan), text=WORDS)
    for words in ("", "  "):
        with pytest.raises(Invalid):
            actions.ask(actor=scene.handler, assignment=scene.assignment(scene.plan), text=words)
        with pytest.raises(Invalid):
            actions.answer(actor=scene.officer, question=question, text=words)
    world = scene.world
    for nobody in (world.tea_handler, world.nursing_handler, world.city_officer, world.auditor):
        with pytest.raises(Denied):
            actions.answer(actor=world.actor(nobody), question=question, text="写“无”。")
    with pytest.raises(Missing):
        get_question(world.actor(world.city_officer), question.code)
    with pytest.raises(Denied):
        questions_at_desk(world.actor(world.auditor))


def test_pages_never_name_the_asker_to_other_units(
    scene: Scene, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    society, desk = client_of(scene.world.tea_handler), client_of(scene.world.officer)
    page = f"/reports/{scene.directive.code}/"
    society.post(f"{page}ask/", {"task": scene.plan.code, "text": WORDS})
    asked = Question.objects.get()
    shown = desk.get("/questions/").content.decode()
    assert ("江岚省茶叶学会" in shown, "周予安" in shown) == (True, True)
    answer = {"answer": "写“无”。", "shown_text": "没有分会时如何填写？"}
    desk.post(f"/questions/{asked.code}/", answer)
    other = client_of(scene.world.nursing_handler).get(page).content.decode()
    assert "没有分会时如何填写" in other
    assert [word in other for word in ("茶叶学会", "周予安", "本单位提问")] == [False] * 3
    assert "本单位提问" in society.get(page).content.decode()
    desk.get("/questions/")
    with django_assert_num_queries(4):
        desk.get("/questions/")
    for _time in range(2):
        society.post(f"{page}ask/", {"task": scene.leaders.code, "text": "另一问"})
    with django_assert_num_queries(4):
        desk.get("/questions/")


def test_what_is_missing_is_said(scene: Scene, client_of: ClientOf) -> None:
    society, url = client_of(scene.world.tea_handler), f"/reports/{scene.directive.code}/ask/"
    assert "请选择所问的任务" in society.post(url, {"text": WORDS}, follow=True).content.decode()
    assert "请填写问题" in society.post(url, {"task": scene.plan.code}, follow=True).content.decode()
