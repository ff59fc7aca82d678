"""What a society does in its year is found by those who may open it, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from quanjing.activities.actions import add_paper, cancel, plan
from quanjing.foundation.actor import Actor
from quanjing.foundation.worklog import LogKind
from quanjing.organizations.models import Post
from quanjing.quiz.models import Contest, QuestionBank
from quanjing.search.actions import rebuild, take_in
from quanjing.search.queries import Narrowed, find
from quanjing.worklog.actions import LogFacts, add_entry
from tests.activities.conftest import facts, held
from tests.quiz.conftest import bank, contest
from tests.world import World

__all__ = ["bank", "contest"]  # fixtures


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


def indexed() -> None:
    take_in(lambda _done, _total: None)


def titles(actor: Actor, question: str) -> list[str]:
    return [one.title for one in find(actor, question, Narrowed()).documents]


def opened(actor_client: Client, question: str) -> list[int]:
    page = actor_client.get("/search/", {"q": question})
    return [actor_client.get(hit.link).status_code for hit in page.context["hits"]]


def test_an_activity_is_found_by_hosts_and_those_above(
    world: World, tea: Actor, client_of: Callable[[Post], Client]
) -> None:
    made = held(tea, "茶园走访", hosts=("江岚省护理学会",), agenda="研究病虫害防治")
    add_paper(actor=tea, activity=made, name="纪要.txt", data="会议讨论了滴灌设备。".encode())
    indexed()
    for post in (world.tea_handler, world.nursing_handler, world.officer):
        assert titles(world.actor(post), "病虫害") == ["茶园走访"]
        assert opened(client_of(post), "滴灌") == [200]
    assert titles(world.actor(world.mathematics_handler), "病虫害") == []


def test_what_was_called_off_is_dropped(world: World, tea: Actor) -> None:
    made = plan(actor=tea, facts=facts("茶园走访"))
    indexed()
    assert titles(tea, "茶园") == ["茶园走访"]
    cancel(actor=tea, activity=made, reason="下雨")
    rebuild(lambda _done, _total: None)
    assert titles(tea, "茶园") == []


def test_an_own_entry_of_the_log_opens_its_day(
    world: World, tea: Actor, client_of: Callable[[Post], Client]
) -> None:
    add_entry(actor=tea, facts=LogFacts(date(2026, 9, 2), LogKind.OTHER, "整理档案库房"))
    indexed()
    for post in (world.tea_handler, world.officer):
        page = client_of(post).get("/search/", {"q": "档案库房"})
        (hit,) = page.context["hits"]
        assert "整理档案库房" in client_of(post).get(hit.link).content.decode()
    assert titles(world.actor(world.nursing_handler), "档案库房") == []


def test_a_contest_is_found_once_it_is_out(
    world: World, contest: Callable[..., Contest], bank: QuestionBank, client_of: Callable[[Post], Client]
) -> None:
    draft = contest(name="章程知识竞答")
    Contest.objects.filter(pk=draft.pk).update(state="draft")
    indexed()
    assert titles(world.actor(world.officer), "竞答") == []
    Contest.objects.filter(pk=draft.pk).update(state="published")
    indexed()
    for post in (world.officer, world.tea_handler):
        assert titles(world.actor(post), "竞答") == ["章程知识竞答"]
        assert opened(client_of(post), "竞答") == [200]
