"""Mails: one for each news, sent once, by a real mail server on loopback."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.gongwen.makers import text_to_docx
from tests.notify.smtp import Server, listening
from tests.racing import ended, new_database, race, started
from tests.world import World

from quanjing.config import env
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, WrongState
from quanjing.jobs.models import Job
from quanjing.notify.actions import (
    Draft,
    mailing,
    mark_bounced,
    post_mails,
    send_again,
    send_waiting,
    watch_mails,
)
from quanjing.notify.enums import MailState
from quanjing.notify.models import Mail
from quanjing.notify.rules import assignments_signed, signed
from quanjing.organizations.models import Post

SignIn = Callable[[Post], Client]


def use(settings: Any, url: str) -> None:
    """Set the mail server as the environment would."""
    os.environ["QUANJING_TEST_MAIL_URL"] = url
    found = env.mail("QUANJING_TEST_MAIL_URL")
    assert found is not None
    settings.SENDS_MAIL = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = found.host, found.port
    settings.EMAIL_USE_TLS = found.tls == "starttls"
    settings.DEFAULT_FROM_EMAIL = found.sender


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with listening() as listener:
        use(settings, listener.url)
        yield listener


def post(world: World, key: str = "k1") -> Mail:
    post_mails([Draft(key, world.tea.pk, ("tea@example.org",), "报送提醒", "待报送 1 项")])
    return Mail.objects.get(key=key)


def state_of(mail: Mail) -> tuple[str, int]:
    found = Mail.objects.get(pk=mail.pk)
    return found.state, found.attempts


def test_without_a_server_mails_are_kept_and_nothing_is_enqueued(world: World) -> None:
    mail = post(world)
    assert state_of(mail) == (MailState.KEPT, 0)
    assert (send_waiting(), Job.objects.count()) == (0, 0)


def test_the_same_news_makes_one_mail(world: World) -> None:
    assert post(world) == post(world)


def test_a_mail_is_sent_once(world: World, server: Server, run_jobs: Callable[[], int]) -> None:
    mail = post(world)
    run_jobs()
    assert send_waiting() == 0
    taken = server.mails[0]
    assert (len(server.mails), state_of(mail)) == (1, (MailState.SENT, 1))
    assert (taken["From"], taken["To"], taken["Subject"]) == (
        "desk@example.org",
        "tea@example.org",
        "报送提醒",
    )
    assert (taken["Message-ID"], taken.get_content().strip()) == (f"<{mail.code}@127.0.0.1>", "待报送 1 项")


def test_what_the_server_cannot_take_now_is_tried_again(
    world: World, server: Server, at_nine: datetime
) -> None:
    server.answers = ["451 try again later"]
    mail = post(world)
    send_waiting()
    assert (state_of(mail), server.mails) == ((MailState.WAITING, 1), [])
    assert send_waiting() == 0  # not before its time
    with clock.frozen(at_nine + mailing.FIRST_PAUSE):
        Job.objects.all().delete()
        watch_mails()
        watch_mails()
        assert Job.objects.filter(name="notify.send_mails").count() == 1
        assert send_waiting() == 1
    assert (state_of(mail), len(server.mails)) == ((MailState.SENT, 2), 1)


def test_what_the_server_refuses_is_given_up(world: World, server: Server) -> None:
    server.answers = ["550 no such mailbox"]
    first, second = post(world), post(world, "k2")
    send_waiting()
    assert [state_of(first), state_of(second)] == [(MailState.FAILED, 1), (MailState.SENT, 1)]


def test_after_many_attempts_it_is_given_up(world: World, server: Server, at_nine: datetime) -> None:
    server.answers = ["451 try again later"] * mailing.MOST_ATTEMPTS
    mail = post(world)
    for day in range(mailing.MOST_ATTEMPTS):
        with clock.frozen(at_nine + timedelta(days=day)):
            send_waiting()
    assert state_of(mail) == (MailState.FAILED, mailing.MOST_ATTEMPTS)


def test_a_server_that_falls_silent_gets_nothing_twice(
    world: World, server: Server, at_nine: datetime
) -> None:
    server.answers = ["silence"]
    mail, other = post(world), post(world, "k2")
    send_waiting()
    with clock.frozen(at_nine + timedelta(days=1)):
        watch_mails()
        assert send_waiting() == 0
    assert [state_of(mail), state_of(other)] == [(MailState.UNSURE, 1), (MailState.SENT, 1)]
    assert len(server.mails) == 2


def test_a_server_that_is_away_is_tried_again(world: World, settings: Any) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        use(settings, f"smtp://127.0.0.1:{closed.getsockname()[1]}?tls=no")
        mail = post(world)
        send_waiting()
    assert state_of(mail) == (MailState.WAITING, 1)


def test_a_mail_left_by_a_dead_worker_is_not_sent_again_by_itself(
    world: World, server: Server, at_nine: datetime
) -> None:
    mail = post(world)
    Mail.objects.update(state=MailState.SENDING, attempts=1, changed_at=at_nine)
    with clock.frozen(at_nine + mailing.SILENCE):
        watch_mails()
        assert state_of(mail) == (MailState.SENDING, 1)
    with clock.frozen(at_nine + mailing.SILENCE + timedelta(seconds=1)):
        watch_mails()
        assert (state_of(mail), send_waiting()) == ((MailState.UNSURE, 1), 0)


def test_a_person_may_have_it_sent_again(world: World, server: Server) -> None:
    mail, administrator = post(world), world.actor(world.administrator)
    with pytest.raises(WrongState):
        send_again(actor=administrator, mail=mail)
    Mail.objects.update(state=MailState.UNSURE)
    with pytest.raises(Denied):
        send_again(actor=world.actor(world.tea_handler), mail=mail)
    send_again(actor=administrator, mail=mail)
    assert (send_waiting(), state_of(mail)) == (1, (MailState.SENT, 1))


def test_four_workers_send_each_mail_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)
    with listening() as server, django_db_blocker.unblock(), new_database(tmp_path) as url:
        monkeypatch.setenv("QUANJING_MAIL_URL", server.url)
        assert ended(started(url, "tests.notify.races:prepare", now)) == "20"
        assert sum(int(one) for one in race(url, "tests.notify.races:send", now)) == 20
        assert ended(started(url, "tests.notify.races:states", now)) == "sent"
        assert sorted(mail["Subject"] for mail in server.mails) == sorted(f"mail {n}" for n in range(20))


@pytest.mark.parametrize(
    ("post_name", "rows"), [("tea_handler", 1), ("nursing_handler", 0), ("administrator", 1), ("officer", 0)]
)
def test_mails_are_seen_by_the_body_and_its_administrators(
    world: World, client_of: SignIn, post_name: str, rows: int
) -> None:
    post(world)
    page = client_of(getattr(world, post_name)).get(reverse("mail_list"))
    assert (page.context["page"].total, "待报送 1 项" in page.content.decode()) == (rows, bool(rows))


def test_an_administrator_sends_again_from_the_page(world: World, client_of: SignIn) -> None:
    mail, client = post(world), client_of(world.administrator)
    Mail.objects.update(state=MailState.FAILED, error="550 no such mailbox")
    url = reverse("mail_again", args=[mail.code])
    assert url in client.get(reverse("mail_list")).content.decode()
    assert client.post(url)["Location"] == reverse("mail_list")
    assert state_of(mail) == (MailState.WAITING, 0)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "", "", "starttls", "")),
        ("smtps://a%40b:s%2Fc@mail.example.org", ("mail.example.org", 465, "a@b", "s/c", "ssl", "")),
        ("smtp://127.0.0.1:25?tls=no&from=a@example.org", ("127.0.0.1", 25, "", "", "", "a@example.org")),
    ],
)
def test_the_setting_is_read(monkeypatch: pytest.MonkeyPatch, url: str, wanted: tuple[object, ...]) -> None:
    monkeypatch.setenv("QUANJING_MAIL_URL", url)
    found = env.mail("QUANJING_MAIL_URL")
    assert found is not None
    assert (found.host, found.port, found.user, found.password, found.tls, found.sender) == wanted


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://a:b"])
def test_a_wrong_setting_fails_loudly(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("QUANJING_MAIL_URL", url)
    with pytest.raises(env.ConfigurationError, match="QUANJING_MAIL_URL"):
        env.mail("QUANJING_MAIL_URL")


def test_a_mail_goes_out_with_its_files_and_the_address_for_answers(
    world: World, server: Server, settings: Any
) -> None:
    settings.MAILBOX_ADDRESS = "baosong@example.org"
    data = text_to_docx("表")
    file = store(actor=world.actor(world.officer), name="表.docx", data=data)
    about = "aaaabbbb-ccccdddd"
    to = ("tea@example.org",)
    post_mails([Draft("k1", world.tea.pk, to, "退回", "请补正", about, "<a@b.example>", (file.pk,))])
    send_waiting()
    [taken] = server.mails
    [attached] = taken.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("表.docx", data)
    assert taken["Reply-To"] == f"baosong+{signed(about)}@example.org"
    assert (taken["In-Reply-To"], taken["Auto-Submitted"]) == ("<a@b.example>", "auto-replied")
    assert assignments_signed(taken["Reply-To"]) == [about]


def test_no_more_go_out_in_a_minute_than_the_settings_allow(
    world: World, server: Server, settings: Any, at_nine: datetime
) -> None:
    settings.MAIL_RATE = 2
    for number in range(3):
        post(world, f"k{number}")
    assert (send_waiting(), send_waiting()) == (2, 0)
    with clock.frozen(at_nine + timedelta(minutes=1, seconds=1)):
        assert (send_waiting(), len(server.mails)) == (1, 3)


def test_what_came_back_is_marked_once_and_may_be_sent_again(world: World, server: Server) -> None:
    mail = post(world)
    assert mark_bounced(codes=[mail.code], reason="too early") == []
    send_waiting()
    assert mark_bounced(codes=[mail.code, "unknown1"], reason="550 user unknown") == [mail]
    assert mark_bounced(codes=[mail.code], reason="again") == []
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.BOUNCED, "550 user unknown")
    send_again(actor=world.actor(world.administrator), mail=mail)
    assert state_of(mail) == (MailState.WAITING, 0)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("imaps://a%40b.example:p@mx.example", ("mx.example", 993, "ssl", "INBOX", "a@b.example")),
        ("imap://u:p@mx/Reports?address=a@b.example", ("mx", 143, "starttls", "Reports", "a@b.example")),
        ("imap://a%40b.example:p@mx:1143?tls=no", ("mx", 1143, "", "INBOX", "a@b.example")),
    ],
)
def test_the_mailbox_is_read_from_its_address(
    monkeypatch: pytest.MonkeyPatch, url: str, wanted: tuple[object, ...]
) -> None:
    monkeypatch.setenv("QUANJING_TEST_MAILBOX_URL", url)
    found = env.mailbox("QUANJING_TEST_MAILBOX_URL")
    assert found is not None
    assert (found.host, found.port, found.tls, found.folder, found.address) == wanted


@pytest.mark.parametrize(
    "url", ["http://a@b", "imap://mx", "imap://u:p@mx", "imap://u:p@mx:no?address=a@b.c"]
)
def test_a_wrong_mailbox_stops_the_start(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("QUANJING_TEST_MAILBOX_URL", url)
    with pytest.raises(env.ConfigurationError, match="QUANJING_TEST_MAILBOX_URL takes"):
        env.mailbox("QUANJING_TEST_MAILBOX_URL")
