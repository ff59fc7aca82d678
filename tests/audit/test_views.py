from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import World

from quanjing.audit.actions import record
from quanjing.audit.queries import Filter, filtered
from quanjing.foundation import clock
from quanjing.organizations.models import Post

SignIn = Callable[[Post], Client]


@pytest.fixture
def entries(world: World, at_nine: datetime) -> None:
    """On 3 September the officer publishes; a day later, after midnight, the tea society sends."""
    record(actor=world.actor(world.officer), verb="tasks.publish", on=world.tea)
    with clock.frozen(datetime(2026, 9, 4, 0, 30, tzinfo=clock.CHINA)):
        record(actor=world.actor(world.tea_handler), verb="submissions.submit", on=world.nursing)


def verbs(world: World, **wanted: object) -> list[str]:
    found = filtered(world.actor(world.auditor), Filter(**wanted))  # type: ignore[arg-type]  # by name
    return list(found.order_by("pk").values_list("verb", flat=True))


def test_without_conditions_everything_in_the_subtree_is_found(world: World, entries: None) -> None:
    assert verbs(world) == ["tasks.publish", "submissions.submit"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"verb": "tasks.publish"}, ["tasks.publish"]),
        ({"organization": "茶叶"}, ["submissions.submit"]),
        ({"organization": "jiangl22"}, ["tasks.publish"]),
        ({"text": "周予安"}, ["submissions.submit"]),
        ({"text": "护理"}, ["submissions.submit"]),
        ({"first_day": date(2026, 9, 4)}, ["submissions.submit"]),
        ({"last_day": date(2026, 9, 3)}, ["tasks.publish"]),
        ({"first_day": date(2026, 9, 5)}, []),
        ({"text": "%"}, []),
    ],
)
def test_each_condition_narrows(
    world: World, entries: None, wanted: dict[str, object], found: list[str]
) -> None:
    assert verbs(world, **wanted) == found


def test_the_city_reads_only_its_own_subtree(world: World, entries: None) -> None:
    record(actor=world.actor(world.city_officer), verb="tasks.publish")
    post = Post.objects.create(
        organization=world.city, title="审计员", role="auditor", holder=world.auditor.holder
    )
    seen = filtered(world.actor(post), Filter())
    assert [entry.organization_name for entry in seen] == ["岚州市科学技术协会"]


def test_the_page_says_verbs_in_words(world: World, entries: None, client_of: SignIn) -> None:
    text = client_of(world.auditor).get("/audit/").content.decode()
    assert ">发布通知</td>" in text
    assert ">报送</td>" in text


def test_the_page_keeps_its_conditions(world: World, entries: None, client_of: SignIn) -> None:
    text = client_of(world.auditor).get("/audit/?text=周予安&verb=submissions.submit").content.decode()
    assert 'value="周予安"' in text
    assert '<option value="submissions.submit" selected>报送</option>' in text
    assert ">发布通知</td>" not in text


def test_a_wrong_day_is_said_at_its_field(world: World, entries: None, client_of: SignIn) -> None:
    answer = client_of(world.auditor).get("/audit/?first_day=soon")
    assert answer.status_code == 422
    assert ">发布通知</td>" in answer.content.decode()


@pytest.mark.parametrize("who", ["officer", "tea_handler", "city_officer"])
def test_posts_without_the_right_are_refused(world: World, client_of: SignIn, who: str) -> None:
    assert client_of(getattr(world, who)).get("/audit/").status_code == 403


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/audit/").status_code == 302


def test_the_bar_shows_the_record_to_those_who_may_read_it(world: World, client_of: SignIn) -> None:
    assert 'href="/audit/"' in client_of(world.auditor).get("/help/").content.decode()
    assert 'href="/audit/"' not in client_of(world.officer).get("/help/").content.decode()


def test_three_entries_take_as_many_queries_as_one(world: World, client_of: SignIn) -> None:
    client = client_of(world.auditor)
    actor = world.actor(world.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/audit/")
        return len(caught)

    record(actor=actor, verb="tasks.publish")
    one = queries()
    record(actor=actor, verb="tasks.publish")
    record(actor=actor, verb="tasks.publish")
    assert queries() == one


def test_a_long_record_has_pages(world: World, client_of: SignIn, at_nine: datetime) -> None:
    actor = world.actor(world.officer)
    for minute in range(30):
        with clock.frozen(at_nine + timedelta(minutes=minute)):
            record(actor=actor, verb="tasks.publish", detail={"minute": minute})
    client = client_of(world.auditor)
    assert client.get("/audit/").content.decode().count(">发布通知</td>") == 25
    assert client.get("/audit/?page=2").content.decode().count(">发布通知</td>") == 5
