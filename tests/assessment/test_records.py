"""The list behind a disputed fact, for who reviews it: what the figure counts, and nothing beyond."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quanjing.assessment import actions
from quanjing.assessment.actions import Said
from quanjing.assessment.models import Assessed, Indicator, Scheme
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization, Post
from quanjing.registers.actions import EntryFacts, accept, enter
from quanjing.registers.models import RegisterKind
from tests.assessment.conftest import FULL, answer, at, body, marks, sheet_of
from tests.world import World

Sign = Callable[[Post], Client]
CHARTER, OTHER = "茶叶学会章程（二〇二五）", "护理学会章程（二〇二四）"


@pytest.fixture(autouse=True)
def in_december(world: World) -> Iterator[None]:
    with clock.frozen(at(date(2026, 12, 5))):
        yield


def charter(officer: Actor, by: Actor, name: str) -> None:
    kind = RegisterKind.objects.select_related("template").get(code="charter")
    fields = kind.template.blocks.get().fields.all()
    values = {one.key: _value(one.type) for one in fields if one.required}
    facts = EntryFacts(name, holder_title="秘书处", reviewer_title="秘书长", values=values)
    accept(actor=officer, entry=enter(actor=by, kind=kind, facts=facts, file=True))


def _value(kind: str) -> str:
    return {"date": "2025-03-01", "number": "3"}.get(kind, "是")


@pytest.fixture
def disputed(
    world: World, issued: Scheme, officer: Actor, tea: Actor, nursing: Actor, panel: list[Post]
) -> Scheme:
    """Tea and nursing dispute what was counted of their charters; the review runs."""
    with clock.frozen(at(date(2026, 11, 20))):
        charter(officer, tea, CHARTER)
        charter(officer, nursing, OTHER)
        for actor, of in ((tea, world.tea), (nursing, world.nursing)):
            _sent(actor, body(issued, of))
    with clock.frozen(at(date(2026, 12, 4))):
        actions.name_reviewers(actor=officer, scheme=issued, posts=panel)
        actions.begin_review(actor=officer, scheme=issued)
    return issued


def _sent(actor: Actor, assessed: Assessed) -> None:
    actions.confirm_place(actor=actor, assessed=assessed)
    answer(actor, assessed, FULL | {"charter": Said(words="还有一份修正案", disputes=True)})
    for key in ("plan", "talks"):
        link = f"https://example.org/{actor.organization_code}/{key}"
        actions.add_link(actor=actor, assessed=assessed, key=key, link=link)
    actions.send(actor=actor, assessed=assessed)


def reviewer_of(scheme: Scheme, of: Organization) -> Post:
    return body(scheme, of).sheets.order_by("pk").select_related("post__organization")[0].post


def path_of(scheme: Scheme, of: Organization, post: Post, key: str = "charter") -> str:
    return reverse("assessment_records", args=[sheet_of(post, body(scheme, of)).code, key])


def test_a_reviewer_reads_the_records_that_the_fact_counts(
    world: World, disputed: Scheme, client_of: Sign
) -> None:
    post = reviewer_of(disputed, world.tea)
    client = client_of(post)
    path = path_of(disputed, world.tea, post)
    sheet = client.get(f"/assessment/reviews/{sheet_of(post, body(disputed, world.tea)).code}/")
    assert f'href="{path}"' in sheet.content.decode()
    read = client.get(path).content.decode()
    assert (CHARTER in read, OTHER in read, "还有一份修正案" in read) == (True, False, True)
    assert "现计入1项" in read
    assert "/registers/" not in read.split("<main")[-1]  # pages that he may not open are not offered


def test_nobody_else_reads_it(world: World, disputed: Scheme, client_of: Sign, panel: list[Post]) -> None:
    tea = body(disputed, world.tea)
    mine = reviewer_of(disputed, world.tea)
    path = path_of(disputed, world.tea, mine)
    others = [*(one for one in panel if one != mine), world.tea_handler, world.officer, world.nursing_handler]
    assert {client_of(post).get(path).status_code for post in others} == {404}
    assert Client().get(path).status_code == 302
    for key in ("plan", "talks", "unknown"):  # no facts of the platform stand behind what a body states
        assert client_of(mine).get(path_of(disputed, world.tea, mine, key)).status_code == 404
    answer_row = tea.answers.get(key="charter")
    answer_row.disputes = False
    answer_row.save()
    assert client_of(mine).get(path).status_code == 404


def test_it_is_closed_with_the_review_and_with_a_conflict(
    world: World, disputed: Scheme, officer: Actor, client_of: Sign
) -> None:
    post = reviewer_of(disputed, world.tea)
    path = path_of(disputed, world.tea, post)
    sheet = sheet_of(post, body(disputed, world.tea))
    given = {**marks(), "charter": ("20", "")}
    actions.give(actor=world.actor(post), sheet=sheet, marks=given)
    assert client_of(post).get(path).status_code == 200  # while the review runs
    near = reviewer_of(disputed, world.nursing)
    other = path_of(disputed, world.nursing, near)
    actions.declare_conflict(
        actor=world.actor(near), sheet=sheet_of(near, body(disputed, world.nursing)), reason="曾任理事"
    )
    assert client_of(near).get(other).status_code == 404
    for one in disputed.bodies.filter(state="sent"):
        for left in one.sheets.filter(given_at=None, conflict="").select_related("post__organization"):
            actions.give(actor=world.actor(left.post), sheet=left, marks=given)
    actions.give_feedback(actor=officer, scheme=disputed)
    assert client_of(post).get(path).status_code == 404


def test_a_figure_of_bodies_counts_a_body_once(world: World, disputed: Scheme, client_of: Sign) -> None:
    rate = {"most": "20", "zero": "full"}
    line = Indicator.objects.filter(scheme=disputed, key="charter")
    line.update(fact="coverage.filled", pattern="rate", parameters=rate)
    post = reviewer_of(disputed, world.tea)
    read = client_of(post).get(path_of(disputed, world.tea, post)).content.decode()
    assert ("该单位现" in read, "现计入1项" in read, "现计入2项" in read) == (True, False, False)
