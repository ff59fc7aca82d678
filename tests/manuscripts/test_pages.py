"""The pages as people use them, and how many questions they ask of the database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation.actor import Actor
from quanjing.likeness.actions import take_in
from quanjing.manuscripts import actions, queries
from quanjing.manuscripts.models import Compilation, Point
from quanjing.manuscripts.queries import PoolFilter
from quanjing.organizations.enums import SocietyClass
from quanjing.organizations.models import Post
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry
from tests.collation.conftest import Call, Send
from tests.manuscripts.conftest import MATHS, sources_of, texts_of
from tests.world import World

SignIn = Callable[[Post], Client]


def place(compilation: Compilation, rest: str = "") -> str:
    return f"/manuscripts/{compilation.code}/{rest}"


def shown(editor: Actor, compilation: Compilation, **wanted: object) -> list[str]:
    found = queries.pool(editor, compilation, PoolFilter(**wanted))  # type: ignore[arg-type]
    return [entry.submission.assignment.organization.name[3:5] for entry in found]


def test_the_pool_is_narrowed(
    world: World, call: Call, send: Send, editor: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    waits = {"name": "许知遥", "text": "园艺进社区。"}
    send(world.city_society, call.texts, waits, state=SubmissionState.SUBMITTED)
    send(world.tea, call.rows, {"f1": "另一部分的建议"})
    actions.tag_entries(actor=editor, compilation=compilation, name="科普", entries=[entries[0].code])
    actions.add_point(actor=editor, compilation=compilation, title="一", entries=[entries[1].code])
    assert shown(editor, compilation) == ["数学", "茶叶", "护理"]
    assert shown(editor, compilation, waiting=True) == ["数学", "茶叶", "护理", "园艺"]
    assert shown(editor, compilation, tag=compilation.tags.get().pk) == ["数学"]
    assert shown(editor, compilation, unused=True) == ["数学", "护理"]
    assert shown(editor, compilation, society_class=SocietyClass.MEDICINE) == ["护理"]
    assert shown(editor, compilation, task=call.advice.code) == []
    assert shown(editor, compilation, words="县级财政 运行") == ["数学", "茶叶"]
    assert shown(editor, compilation, words="护理学会") == ["护理"]
    assert shown(editor, compilation, words="name") == []


def test_who_does_not_read_the_subtree_sees_no_pool(head: Actor, compilation: Compilation) -> None:
    assert shown(head, compilation) == []


def test_ticked_entries_are_tagged_and_become_a_point(
    world: World, client_of: SignIn, compilation: Compilation, entries: list[Entry]
) -> None:
    client, sort = client_of(world.officer), place(compilation, "sort/")
    ticked = [entries[0].code, entries[1].code]
    answer = client.post(sort, {"do": "typed", "tag": "科普", "entry": ticked, "query": "unused=yes"})
    assert answer.headers["Location"] == place(compilation, "?unused=yes")
    client.post(sort, {"do": "merge", "entry": ticked})
    client.post(sort, {"do": "point", "title": "场馆", "entry": [entries[0].code]})
    point = Point.objects.get(compilation=compilation)
    assert (point.title, sources_of(point)) == ("场馆", [entries[0].pk, entries[1].pk])
    text = client.get(place(compilation)).content.decode()
    for words in ("另有 1 条内容相同", "按 1 条计", "已用于要点 1", '<span class="st-pill">科普</span>'):
        assert words in text


def test_what_cannot_be_done_is_said_and_nothing_is_lost(
    world: World, client_of: SignIn, compilation: Compilation
) -> None:
    answer = client_of(world.officer).post(place(compilation, "sort/"), {"do": "tag", "tag": ""}, follow=True)
    assert "请填写标签。" in answer.content.decode()


def test_similar_texts_stand_side_by_side_and_are_merged(
    world: World, client_of: SignIn, compilation: Compilation, entries: list[Entry]
) -> None:
    take_in(lambda _done, _total: None)
    client, page = client_of(world.officer), place(compilation, f"entries/{entries[0].code}/")
    text = client.get(page).content.decode()
    assert "<mark>" in text
    assert "江岚省茶叶学会" in text
    assert "江岚省护理学会" not in text
    assert "条相似，最高" in client.get(place(compilation)).content.decode()
    client.post(page, {"do": "merge", "entry": entries[1].code})
    assert compilation.merged.get().entry_id == entries[1].pk


def test_a_conflict_shows_both_versions_and_keeps_what_was_typed(
    world: World, editor: Actor, client_of: SignIn, compilation: Compilation
) -> None:
    point = actions.add_point(actor=editor, compilation=compilation, title="一")
    actions.edit_point(
        actor=editor, compilation=compilation, code=point.code, title="一", text="甲的文字", version=1
    )
    client, page = client_of(world.officer), place(compilation, f"points/{point.code}/")
    typed = {"do": "save", "title": "一", "text": "乙的文字", "version": 1}
    answer = client.post(page, typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "甲的文字" in text
    assert "<del>甲</del><ins>乙</ins>的文字" in text
    assert ">乙的文字</textarea>" in text
    client.post(page, typed | {"version": 2})
    assert texts_of(compilation) == [("一", "乙的文字")]


def test_order_is_changed_and_undone_by_buttons(
    world: World, editor: Actor, client_of: SignIn, compilation: Compilation
) -> None:
    for title in ("一", "二"):
        last = actions.add_point(actor=editor, compilation=compilation, title=title)
    client, page = client_of(world.officer), place(compilation, "step/")
    client.post(page, {"do": "to", "point": last.code, "value": 1})
    assert texts_of(compilation) == [("二", ""), ("一", "")]
    client.post(page, {"do": "undo", "value": compilation.steps.all()[0].pk})
    assert texts_of(compilation) == [("一", ""), ("二", "")]


def test_a_unit_withdraws_after_being_asked(
    world: World, editor: Actor, client_of: SignIn, compilation: Compilation, entries: list[Entry]
) -> None:
    actions.add_point(actor=editor, compilation=compilation, title="一", entries=[entries[1].code])
    client = client_of(world.tea_handler)
    report = client.get(f"/submissions/{entries[1].submission.code}/").content.decode()
    assert "已采用为《建言汇编》要点 1" in report
    page = f"/submissions/{entries[1].submission.code}/adopted/"
    assert "从汇编中撤下" in client.get(page).content.decode()
    client.get(f"{page}{entries[1].code}/")
    assert compilation.points.get().sources.count() == 1
    client.post(f"{page}{entries[1].code}/", {"reason": "已解决"})
    assert compilation.points.get().sources.count() == 0
    assert "已采用" not in client.get(page).content.decode()


def test_a_text_set_aside_is_shown_no_more(
    world: World, client_of: SignIn, compilation: Compilation, entries: list[Entry]
) -> None:
    client, page = client_of(world.officer), place(compilation, f"entries/{entries[0].code}/")
    assert client.post(page, {"do": "exclude", "reason": ""}).status_code == 422
    client.post(page, {"do": "exclude", "reason": "涉及具体个人"})
    assert MATHS not in client.get(page).content.decode()
    unit = client_of(world.mathematics_handler)
    text = unit.get(f"/submissions/{entries[0].submission.code}/adopted/").content.decode()
    assert "江岚省科学技术协会 未将其收入汇编：涉及具体个人" in text


def test_the_working_page_asks_the_same_for_one_three_and_two_hundred(
    world: World, call: Call, send: Send, editor: Actor, client_of: SignIn
) -> None:
    client, counts = client_of(world.officer), []
    choice = f"{call.thoughts.code}.{call.texts.pk}"
    compilation = actions.open_compilation(
        actor=editor, directive=call.directive, title="建言", choices=[choice]
    )
    bodies = (world.tea, world.nursing, world.mathematics)
    for body, count in zip(bodies, (1, 2, 197), strict=True):
        rows = [{"name": "某", "text": f"第{number}条建议。"} for number in range(count)]
        codes = [one.code for one in send(body, call.texts, *rows).entries.all()]
        add = actions.add_point
        add(actor=editor, compilation=compilation, title="一", entries=codes)
        actions.tag_entries(actor=editor, compilation=compilation, name=body.name, entries=codes)
        client.get(place(compilation))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(place(compilation)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_names_what_waits_for_the_head(
    world: World, editor: Actor, head: Actor, client_of: SignIn, compilation: Compilation, language: str
) -> None:
    compilation.organization.approves_publishing = True
    compilation.organization.save(update_fields=["approves_publishing"])
    actions.add_point(actor=editor, compilation=compilation, title="一")
    point = Point.objects.get()
    actions.edit_point(
        actor=editor, compilation=compilation, code=point.code, title="一", text="甲", version=1
    )
    actions.finish(actor=editor, compilation=compilation)
    client = client_of(Post.objects.get(pk=head.post_id))
    client.cookies["quanjing_language"] = language
    waiting = {"zh-hans": "等您审定", "en": "Waiting for your approval"}[language]
    assert waiting in client.get("/manuscripts/").content.decode()
    answer = client.post(place(compilation, "versions/1/"), {"do": "approve"})
    assert answer.status_code == 302
    assert waiting not in client.get("/manuscripts/").content.decode()
