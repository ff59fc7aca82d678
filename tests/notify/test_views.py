from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import World

from quanjing.notify.actions import tell
from quanjing.notify.models import Message
from quanjing.organizations.models import Post

SignIn = Callable[[Post], Client]


def say(post: Post, count: int = 1, link: str = "/help/") -> None:
    for number in range(count):
        tell(
            post_ids=[post.pk],
            kind="submission_accepted",
            values={"title": "关于征集建议的通知", "task": f"任务{number}"},
            link=link,
            key=f"k{number}",
        )


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/messages/").status_code == 302


def test_the_list_shows_own_messages_only(world: World, client_of: SignIn) -> None:
    say(world.tea_handler)
    own = client_of(world.tea_handler).get("/messages/").content.decode()
    other = client_of(world.nursing_handler).get("/messages/").content.decode()
    assert own.count("任务0") == 2  # the row, and the name of its button
    assert other.count("任务0") == 0


def test_the_count_is_of_unread_messages(world: World, client_of: SignIn) -> None:
    say(world.tea_handler, count=3)
    page = client_of(world.tea_handler).get("/messages/count/")
    assert '<span class="n" aria-hidden="true">3</span>' in page.content.decode()


def test_no_unread_message_leaves_the_bell_empty(world: World, client_of: SignIn) -> None:
    assert client_of(world.tea_handler).get("/messages/count/").content.decode().strip() == ""


def test_opening_a_message_reads_it_and_leads_to_its_thing(world: World, client_of: SignIn) -> None:
    say(world.tea_handler)
    message = Message.objects.get()
    answer = client_of(world.tea_handler).post("/messages/read/", {"message": message.pk, "open": "1"})
    assert answer["Location"] == "/help/"
    message.refresh_from_db()
    assert message.read_at is not None


def test_a_link_to_another_site_is_not_followed(world: World, client_of: SignIn) -> None:
    say(world.tea_handler, link="https://elsewhere.example.org/")
    answer = client_of(world.tea_handler).post(
        "/messages/read/", {"message": Message.objects.get().pk, "open": "1"}
    )
    assert answer["Location"] == "/messages/"


def test_a_page_is_marked_as_read_together(world: World, client_of: SignIn) -> None:
    say(world.tea_handler, count=3)
    keys = list(Message.objects.values_list("pk", flat=True))
    client_of(world.tea_handler).post("/messages/read/", {"message": keys})
    assert Message.objects.filter(read_at=None).count() == 0


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 30])
def test_nonsense_is_not_found(world: World, client_of: SignIn, number: str) -> None:
    assert client_of(world.tea_handler).post("/messages/read/", {"message": number}).status_code == 404


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_three_messages_take_as_many_queries_as_one(world: World, client_of: SignIn) -> None:
    client = client_of(world.tea_handler)
    say(world.tea_handler, count=1)
    one = queries_of(client, "/messages/")
    say(world.tea_handler, count=3)
    assert queries_of(client, "/messages/") == one
