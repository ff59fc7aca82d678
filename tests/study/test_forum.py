"""The forum: who reads what, moderation with a reason, no counts; what the search and forms know of study."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from quanjing.foundation import facts
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing, WrongState
from quanjing.foundation.findable import kind_of
from quanjing.organizations.models import Post
from quanjing.search.actions import take_in
from quanjing.search.models import Document
from quanjing.sheets.models import FieldKey
from quanjing.study import actions, queries
from quanjing.study.actions import LineGiven
from quanjing.study.models import Board, ForumText, Thread
from quanjing.study.queries import lines_of
from quanjing.study.receivers import keep_words
from tests.study.conftest import article, opened, seated
from tests.world import World

ClientOf = Callable[[Post], Client]


def talked(tea: Actor, **more: object) -> tuple[Board, Thread]:
    board = actions.open_board(actor=tea, name="茶园论坛", **more)  # type: ignore[arg-type]
    return board, actions.begin_thread(actor=tea, board=board, title="讨论", text="大家好。")


def test_a_unit_talks_among_itself(officer: Actor, tea: Actor, nursing: Actor, world: World) -> None:
    board, thread = talked(tea)
    for stranger in (officer, nursing):  # nobody reads from above
        with pytest.raises(Missing):
            queries.get_board(stranger, board.code)
        with pytest.raises(Missing):
            queries.get_thread(stranger, thread.code)
    below = world.actor(seated(world, world.branch, "支部书记"))
    assert queries.get_thread(below, thread.code) == thread


def test_a_class_talks_with_its_holders(officer: Actor, tea: Actor, nursing: Actor, world: World) -> None:
    made = opened(officer)
    actions.nominate(actor=tea, training_class=made, post=world.tea_handler)
    board = actions.open_board(actor=officer, name="班级论坛", training_class=made)
    assert queries.get_board(tea, board.code) == board
    with pytest.raises(Missing):
        queries.get_board(nursing, board.code)
    with pytest.raises(WrongState):
        actions.open_board(actor=officer, name="再开一个", training_class=made)


def test_what_is_hidden_is_read_by_its_author_with_the_reason(tea: Actor, world: World) -> None:
    _board, thread = talked(tea)
    below = world.actor(seated(world, world.branch, "支部书记"))
    other = world.actor(seated(world, world.branch, "支部委员"))
    text = actions.write(actor=below, thread=thread, text="跑题了")
    with pytest.raises(Denied):
        actions.hide(actor=other, text=text, reason="不同意")
    actions.ask_for_look(text=text)
    actions.hide(actor=tea, text=text, reason="与主题无关")
    assert [one.reason for one in queries.texts_of(below, thread)] == ["", "与主题无关"]
    assert len(queries.texts_of(other, thread)) == 1
    actions.let_stand(actor=tea, text=ForumText.objects.get(pk=text.pk))
    assert len(queries.texts_of(other, thread)) == 2
    actions.close_thread(actor=tea, thread=thread)
    with pytest.raises(WrongState):
        actions.write(actor=other, thread=thread, text="还想说")


def test_a_moderator_may_look_first(tea: Actor, world: World) -> None:
    _board, thread = talked(tea, looks_first=True)
    below = world.actor(seated(world, world.branch, "支部书记"))
    text = actions.write(actor=below, thread=thread, text="请看")
    other = world.actor(seated(world, world.branch, "支部委员"))
    assert len(queries.texts_of(other, thread)) == 1
    actions.let_stand(actor=tea, text=text)
    assert len(queries.texts_of(other, thread)) == 2


def test_the_pages_lead_through_it(world: World, at_nine: object, client_of: ClientOf) -> None:
    unit, below = client_of(world.tea_handler), client_of(seated(world, world.branch, "支部书记"))
    assert unit.post("/study/forum/", {"step": "board", "name": ""}).status_code == 422
    unit.post("/study/forum/", {"step": "board", "name": "茶园论坛"})
    board = Board.objects.get()
    page = f"/study/forum/{board.code}/"
    assert below.post(page, {"step": "thread", "title": "问", "text": ""}).status_code == 422
    assert below.post(page, {"step": "thread", "title": "问", "text": "何时开会？"}).status_code == 302
    thread = Thread.objects.get()
    text = ForumText.objects.get()
    address = f"/study/threads/{thread.code}/"
    assert unit.post(address, {"step": "text", "text": "周五。"}).status_code == 302
    assert unit.post(address, {"step": "hide", "code": text.code, "reason": "重复"}).status_code == 302
    assert "重复" in below.get(address).content.decode()
    assert below.post(address, {"step": "stand", "code": text.code}).status_code == 403
    assert below.post(page, {"step": "close"}).status_code == 403


def test_the_library_is_found_by_who_sees_it(officer: Actor, tea: Actor, nursing: Actor) -> None:
    own = article(tea, "茶叶科普读本")
    take_in(lambda _done, _total: None)
    source = kind_of("material")
    assert source is not None
    found = Document.objects.filter(kind="material")
    assert [one.title for one in found.filter(source.seen(tea))] == [own.title]
    assert not found.filter(source.seen(nursing)).exists()
    assert source.link(tea, found.get()) == f"/study/library/{own.code}/"


def test_the_words_of_forms_are_there_after_every_flush(world: World) -> None:
    FieldKey.objects.filter(key__startswith="study.").delete()
    keep_words()
    keep_words()
    assert FieldKey.objects.filter(key__startswith="study.").count() == 2


def test_forms_know_what_was_studied(tea: Actor) -> None:
    actions.add_line(actor=tea, year=2026, given=LineGiven("党章"))
    assert tea.organization_id is not None
    assert "study.studied" not in facts.known(tea.organization_id)
    actions.say_studied(actor=tea, line=lines_of(tea, 2026).get(), on=date(2026, 9, 1))
    assert facts.known(tea.organization_id)["study.studied"].value == "党章（2026-09-01）"
