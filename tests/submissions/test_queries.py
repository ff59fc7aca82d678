"""Comparing texts, newest versions, what stays closed to whom."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from quanjing.foundation.actor import Actor
from quanjing.submissions import actions
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import compare, latest_for, newest, submissions_visible_to
from quanjing.submissions.queries.comparing import LARGEST_BY_CHARACTER, segments
from quanjing.tasks.models import Assignment
from tests.submissions.conftest import LEADERS, Scene
from tests.submissions.test_sending import save, send

TEXTS = st.text(alphabet="茶叶学会的。；a \n", max_size=60)


@given(TEXTS, TEXTS)
def test_segments_give_both_texts_back(old: str, new: str) -> None:
    pieces = segments(old, new)
    assert "".join(text for kind, text in pieces if kind != "ins") == old
    assert "".join(text for kind, text in pieces if kind != "del") == new


def test_long_texts_are_compared_by_sentences() -> None:
    sentences = [f"第{number}句话，说的是茶园的事。" for number in range(200)]
    old = "".join(sentences)
    new = old.replace("第7句话", "第七句话")
    assert len(old) * len(new) > LARGEST_BY_CHARACTER
    changed = [(kind, text) for kind, text in segments(old, new) if kind != "same"]
    assert changed == [("del", sentences[7]), ("ins", sentences[7].replace("第7", "第七"))]


def test_the_same_version_has_no_changes(scene: Scene) -> None:
    save(scene, LEADERS)
    [sent] = send(scene)
    assert compare(sent, sent) == []


def test_a_row_that_was_taken_away_shows_all_its_fields(scene: Scene) -> None:
    save(scene, LEADERS)
    [old] = send(scene)
    save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1]}}, 1)
    [new] = send(scene)
    assert [(change.place, change.new) for change in compare(old, new)] == [
        ("b2.2.name", ""),
        ("b2.2.post", ""),
        ("b2.2.text", ""),
    ]


def test_a_nil_report_can_be_compared_with_what_was_sent(scene: Scene) -> None:
    save(scene, LEADERS)
    [old] = send(scene)
    new = actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.leaders), reason="撤回")
    places = [change.place for change in compare(old, new)]
    assert places[:3] == ["header.unit", "header.phone", "nil"]


def test_newest_versions_by_assignment_take_one_query(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    save(scene, LEADERS)
    send(scene)
    save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1]}}, 1)
    [second] = send(scene)
    assignments = list(Assignment.objects.all())
    with django_assert_num_queries(1):
        assert latest_for(assignments) == {second.assignment_id: second}
    assert list(newest(Submission.objects.all())) == [second]


def test_a_post_without_rights_sees_nothing(scene: Scene) -> None:
    save(scene, LEADERS)
    send(scene)
    handler = scene.handler
    idle = Actor(
        user_id=handler.user_id,
        user_name=handler.user_name,
        post_id=handler.post_id,
        organization_id=handler.organization_id,
        path=handler.path,
    )
    assert (submissions_visible_to(handler).count(), submissions_visible_to(idle).count()) == (1, 0)
