"""The mail of a day: one a person, of what is new and unread; how often is the person's choice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.world import World

from quanjing.accounts.models import User
from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid
from quanjing.notify.actions import choose_digest, mark_read, post_digests, preview, tell
from quanjing.notify.models import Mail, Message
from quanjing.notify.queries import mails_visible_to
from quanjing.organizations.models import Post

SignIn = Callable[[Post], Client]
THURSDAY, MONDAY = date(2026, 9, 3), date(2026, 9, 7)
NINE = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)


def say(post: Post, *tasks: str) -> None:
    for task in tasks:
        tell(
            post_ids=[post.pk],
            kind="submission_accepted",
            values={"title": "关于征集建议的通知", "task": task},
            link=f"/help/?{task}",
            key=task,
        )


@pytest.fixture(autouse=True)
def nine_in_the_morning() -> object:
    with clock.frozen(NINE):
        yield


def test_many_news_are_one_mail(world: World) -> None:
    say(world.tea_handler, "谋划", "调研", "建议")
    assert post_digests(THURSDAY) == 1
    mail = Mail.objects.get()
    holder = world.tea_handler.holder
    assert holder is not None
    assert (mail.to, mail.person, mail.subject) == ([holder.email], holder, "全景有 3 条新消息")
    places = [mail.body.index(f"/help/?{task}") for task in ("建议", "调研", "谋划")]
    assert places == sorted(places)
    assert reverse("digest_page") in mail.body


def test_nobody_is_written_twice(world: World) -> None:
    say(world.tea_handler, "谋划")
    assert (post_digests(THURSDAY), post_digests(THURSDAY)) == (1, 0)
    assert post_digests(THURSDAY + timedelta(days=1)) == 0
    say(world.tea_handler, "调研")
    assert post_digests(THURSDAY + timedelta(days=1)) == 1
    assert "谋划" not in Mail.objects.latest("pk").body


def test_what_was_read_or_is_old_is_left_out(world: World) -> None:
    say(world.tea_handler, "谋划")
    mark_read(actor=world.actor(world.tea_handler), messages=Message.objects.values_list("pk", flat=True))
    say(world.tea_handler, "调研")
    Message.objects.filter(key="调研").update(created_at=NINE - timedelta(days=9))
    assert (post_digests(THURSDAY), Mail.objects.count()) == (0, 0)


def test_whoever_has_no_address_gets_none(world: World) -> None:
    User.objects.filter(pk=world.tea_handler.holder_id).update(email="")
    say(world.tea_handler, "谋划")
    assert post_digests(THURSDAY) == 0


@pytest.mark.parametrize(("pace", "thursday", "monday"), [("daily", 1, 0), ("weekly", 0, 1), ("off", 0, 0)])
def test_each_person_chooses_how_often(world: World, pace: str, thursday: int, monday: int) -> None:
    choose_digest(actor=world.actor(world.tea_handler), pace=pace)
    say(world.tea_handler, "谋划")
    assert (post_digests(THURSDAY), post_digests(MONDAY)) == (thursday, monday)


def test_choosing_leaves_an_entry_and_knows_its_words(world: World) -> None:
    actor = world.actor(world.tea_handler)
    choose_digest(actor=actor, pace="off")
    assert AuditEntry.objects.filter(verb="notify.choose_digest").count() == 1
    with pytest.raises(Invalid):
        choose_digest(actor=actor, pace="hourly")


def test_the_preview_is_the_mail_that_goes_out(world: World) -> None:
    say(world.tea_handler, "谋划")
    assert world.tea_handler.holder_id is not None
    shown = preview(world.tea_handler.holder_id, THURSDAY)
    post_digests(THURSDAY)
    mail = Mail.objects.get()
    assert shown is not None
    assert (shown.subject, shown.body, list(shown.to)) == (mail.subject, mail.body, mail.to)
    assert preview(world.tea_handler.holder_id, THURSDAY) is None


def test_a_long_list_is_cut_and_counted(world: World) -> None:
    say(world.tea_handler, *(f"事项{number:02d}" for number in range(45)))
    post_digests(THURSDAY)
    body = Mail.objects.get().body
    assert (body.count("/help/?"), "另有 5 条" in body) == (40, True)


def test_the_mail_is_in_the_language_of_its_reader(world: World) -> None:
    User.objects.filter(pk=world.tea_handler.holder_id).update(language="en")
    say(world.tea_handler, "谋划")
    post_digests(THURSDAY)
    assert Mail.objects.get().subject == "1 piece of news in Quanjing"


def test_what_a_person_is_written_nobody_else_reads(world: World, client_of: SignIn) -> None:
    say(world.tea_handler, "谋划")
    post_digests(THURSDAY)
    own = client_of(world.tea_handler).get(reverse("mail_list")).content.decode()
    administrator = client_of(world.administrator).get(reverse("mail_list")).content.decode()
    assert ("谋划" in own, "谋划" in administrator) == (True, False)
    assert "写给个人的邮件" in administrator
    other = world.actor(world.tea_handler)
    assert mails_visible_to(other).count() == 1
    Mail.objects.update(person=world.administrator.holder)
    assert mails_visible_to(other).count() == 0


def test_the_page_saves_the_choice(world: World, client_of: SignIn) -> None:
    client = client_of(world.tea_handler)
    assert 'value="daily" checked' in client.get(reverse("digest_page")).content.decode()
    assert client.post(reverse("digest_choose"), {"pace": "off"})["Location"] == reverse("digest_page")
    assert 'value="off" checked' in client.get(reverse("digest_page")).content.decode()


def test_three_people_cost_as_many_queries_as_one(world: World) -> None:
    def cost(*posts: Post) -> int:
        for post in posts:
            say(post, f"{post.pk}")
        with CaptureQueriesContext(connection) as queries:
            assert post_digests(THURSDAY + timedelta(days=len(posts))) == len(posts)
        return len(queries)

    one = cost(world.tea_handler)
    Message.objects.all().delete()
    assert cost(world.tea_handler, world.nursing_handler, world.officer) == one
