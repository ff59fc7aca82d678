from __future__ import annotations

import math
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import World

from quanjing.notify.actions import mark_read, tell
from quanjing.notify.models import Message
from quanjing.notify.queries import unread_count, visible_to
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post

ACCEPTED = {"title": "关于征集建议的通知", "task": "建言献策"}


def say(*posts: Post, key: str = "k1") -> int:
    return tell(
        post_ids=[post.pk for post in posts],
        kind="submission_accepted",
        values=ACCEPTED,
        link="/reports/abc/",
        key=key,
    )


def test_each_post_is_told(world: World, at_nine: datetime) -> None:
    assert say(world.tea_handler, world.nursing_handler) == 2
    message = visible_to(world.actor(world.tea_handler)).get()
    assert (message.kind, message.values, message.link) == ("submission_accepted", ACCEPTED, "/reports/abc/")
    assert message.created_at == at_nine


def test_the_same_news_is_told_once(world: World) -> None:
    say(world.tea_handler)
    say(world.tea_handler, world.nursing_handler)
    assert Message.objects.count() == 2


def test_a_post_named_twice_is_told_once(world: World) -> None:
    assert say(world.tea_handler, world.tea_handler) == 1


def test_many_posts_take_as_few_inserts_as_the_database_allows(world: World) -> None:
    posts = Post.objects.bulk_create(
        Post(organization=world.tea, title=f"post {n}", role=Role.NONE) for n in range(1500)
    )
    with CaptureQueriesContext(connection) as queries:
        assert say(*posts) == 1500
    inserts = [query for query in queries if query["sql"].startswith("INSERT")]
    columns = connection.features.max_query_params
    fields = len(Message._meta.concrete_fields) - 1  # the primary key is the database's
    rows_at_once = min(1000, columns // fields) if columns else 1000
    assert len(inserts) == math.ceil(1500 / rows_at_once)


def test_reading_marks_only_own_messages(world: World) -> None:
    say(world.tea_handler, world.nursing_handler)
    every = list(Message.objects.values_list("pk", flat=True))
    assert mark_read(actor=world.actor(world.tea_handler), messages=every) == 1
    assert unread_count(world.actor(world.tea_handler)) == 0
    assert unread_count(world.actor(world.nursing_handler)) == 1


def test_reading_again_changes_nothing(world: World) -> None:
    say(world.tea_handler)
    actor = world.actor(world.tea_handler)
    every = [message.pk for message in visible_to(actor)]
    mark_read(actor=actor, messages=every)
    assert mark_read(actor=actor, messages=every) == 0


def test_a_missing_value_stores_nothing(world: World) -> None:
    with pytest.raises(ValueError, match="needs task"):
        tell(
            post_ids=[world.tea_handler.pk],
            kind="submission_accepted",
            values={"title": ""},
            link="",
            key="k",
        )
    assert not Message.objects.exists()
