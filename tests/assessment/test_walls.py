"""Who sees what: nobody another unit's lines, no reviewer another's marks, no unit its reviewers' names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client

from quanjing.assessment import actions
from quanjing.assessment.actions import Said
from quanjing.assessment.models import Assessed, ReviewSheet, Scheme
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from tests.assessment.conftest import answer, at, body, fresh, marks, sheet_of
from tests.gongwen.makers import text_to_docx
from tests.world import World

Sign = Callable[[Post], Client]


def stands(number: str, text: str) -> bool:
    """Whether a text says a number; the digits may stand inside a code, which says nothing."""
    return re.search(rf"(?<!\w){number}(?!\w)", text) is not None


@pytest.fixture(autouse=True)
def in_december(world: World) -> Iterator[None]:
    with clock.frozen(at(date(2026, 12, 12))):
        yield


def page(client: Client, assessed: Assessed) -> str:
    answered = client.get(f"/assessment/bodies/{assessed.code}/")
    assert answered.status_code == 200
    return answered.content.decode()


def reviewers(assessed: Assessed) -> list[Post]:
    return [one.post for one in assessed.sheets.order_by("pk").select_related("post__organization")]


def test_a_unit_sees_its_own_lines_alone(world: World, appealing: Scheme, client_of: Sign) -> None:
    tea, nursing = body(appealing, world.tea), body(appealing, world.nursing)
    client = client_of(world.tea_handler)
    assert page(client, tea)
    for path in ("", "save/", "step/", "desk/", "lines/plan/evidence/", "lines/plan/appeal/"):
        assert client.get(f"/assessment/bodies/{nursing.code}/{path}").status_code in (404, 405)
        assert client.post(f"/assessment/bodies/{nursing.code}/{path}").status_code in (404, 405)
    assert client.get(f"/assessment/schemes/{appealing.code}/bodies/").status_code == 403
    assert client.get(f"/assessment/schemes/{appealing.code}/appeals/").status_code == 403
    assert world.nursing.name not in client.get(f"/assessment/schemes/{appealing.code}/").content.decode()


@pytest.mark.parametrize("names", [False, True])
def test_a_unit_reads_the_names_of_reviewers_only_where_the_scheme_says_so_and_once_it_is_published(
    world: World, appealing: Scheme, officer: Actor, head: Post, client_of: Sign, names: bool
) -> None:
    Scheme.objects.filter(pk=appealing.pk).update(names_reviewers=names)
    tea = body(appealing, world.tea)
    titles = [one.title for one in reviewers(tea)]
    people = [str(one.holder) for one in reviewers(tea)]
    client = client_of(world.tea_handler)
    before = page(client, tea)
    assert [words for words in (*titles, *people) if words in before] == []
    with clock.frozen(at(date(2026, 12, 16))):
        actions.ask_approval(actor=officer, scheme=fresh(appealing))
        actions.approve(actor=world.actor(head), scheme=fresh(appealing))
        after = page(client, tea)
    assert all(title in after for title in titles) is names


def test_no_reason_is_read_before_all_have_given(
    world: World, reviewing: Scheme, officer: Actor, client_of: Sign
) -> None:
    tea = body(reviewing, world.tea)
    for place, post in enumerate(reviewers(tea)):
        given = marks() | {"talks": ("48", f"少记一场{place}")}
        actions.give(actor=world.actor(post), sheet=sheet_of(post, tea), marks=given)
    stated = {"report": Said(False, "年报已收到")}
    actions.state_desk_lines(actor=officer, assessed=tea, said=stated)  # computes the body again
    read = page(client_of(world.tea_handler), tea)
    assert ("少记一场" in read, stands("48", read)) == (False, False)
    for sheet in ReviewSheet.objects.filter(given_at=None):
        actions.give(actor=world.actor(sheet.post), sheet=sheet, marks=marks())
    actions.give_feedback(actor=officer, scheme=reviewing)
    assert "少记一场1" in page(client_of(world.tea_handler), tea)


def test_a_reviewer_sees_his_own_sheets_and_nobody_elses_marks(
    world: World, reviewing: Scheme, client_of: Sign
) -> None:
    tea = body(reviewing, world.tea)
    first, second = reviewers(tea)
    given = marks() | {"talks": ("46", "第一位的理由")}
    actions.give(actor=world.actor(first), sheet=sheet_of(first, tea), marks=given)
    client = client_of(second)
    own = client.get(f"/assessment/reviews/{sheet_of(second, tea).code}/").content.decode()
    assert ("第一位的理由" in own, stands("46", own)) == (False, False)
    assert client.get(f"/assessment/reviews/{sheet_of(first, tea).code}/").status_code == 404
    assert client.get(f"/assessment/bodies/{tea.code}/").status_code == 404
    queue = client.get("/assessment/reviews/").content.decode()
    mine = set(ReviewSheet.objects.filter(post=second).values_list("assessed__organization__name", flat=True))
    others = {world.tea.name, world.nursing.name, world.mathematics.name} - mine
    assert [name for name in others if name in queue] == []
    assert [name for name in mine if name not in queue] == []


def test_evidence_is_opened_by_its_body_the_desk_and_its_reviewers(
    world: World, issued: Scheme, tea: Actor, officer: Actor, panel: list[Post], client_of: Sign
) -> None:
    with clock.frozen(at(date(2026, 11, 20))):
        mine = body(issued, world.tea)
        actions.confirm_place(actor=tea, assessed=mine)
        answer(tea, mine, {"plan": Said("yes"), "talks": Said(0), "honour": Said(0)})
        data = text_to_docx("计划。")
        piece = actions.add_file(actor=tea, assessed=mine, key="plan", name="plan.docx", data=data)
        actions.send(actor=tea, assessed=mine)
    actions.name_reviewers(actor=officer, scheme=issued, posts=panel)
    actions.begin_review(actor=officer, scheme=issued)
    path = f"/assessment/bodies/{mine.code}/evidence/{piece.code}/"
    reviewing = reviewers(mine)
    outside = next(post for post in panel if post not in reviewing)
    found = {}
    for post in (world.tea_handler, world.officer, *reviewing, outside, world.mathematics_handler):
        answered = client_of(post).get(path)
        found[post.pk] = answered.status_code
        if answered.streaming:
            b"".join(answered)  # type: ignore[arg-type]
    allowed = {world.tea_handler.pk, world.officer.pk, *(post.pk for post in reviewing)}
    assert {pk for pk, status in found.items() if status == 200} == allowed
    assert {status for pk, status in found.items() if pk not in allowed} == {404}


def test_the_published_list_shows_grades_and_no_marks(
    world: World, published: Scheme, client_of: Sign
) -> None:
    with clock.frozen(at(date(2026, 12, 20))):
        read = client_of(world.tea_handler).get(f"/assessment/schemes/{published.code}/").content.decode()
    where = [read.index(name) for name in (world.tea.name, world.nursing.name, world.mathematics.name)]
    assert where == sorted(where)  # by grade, within it in the order of the register
    assert not stands("82", read)
    for kind in ("json", "xlsx", "docx"):
        path = f"/assessment/schemes/{published.code}/files/{kind}/"
        assert client_of(world.tea_handler).get(path).status_code == 403
