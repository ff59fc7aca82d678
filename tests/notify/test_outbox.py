"""Mail servers that refuse, delay, drop the connection or fall silent, and a sender that is killed."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.notify.test_mailing import post, state_of, use
from tests.racing import ended, new_database, started
from tests.world import World

from quanjing.foundation import clock
from quanjing.notify.actions import mailing, send_waiting
from quanjing.notify.enums import MailState
from quanjing.notify.models import Mail
from quanjing.notify.rules import advice_on
from quanjing.organizations.models import Post

NINE = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)


class Moody:
    """Answers as told: `on_text` is what it says to the next texts ("drop", "silence": says nothing)."""

    def __init__(self, receivers: list[str], texts: list[str]) -> None:
        self.receivers, self.texts = receivers, texts
        self.taken: list[str] = []
        self.asked = 0
        self.holds = asyncio.Event()

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.asked += 1
        answer = self.receivers.pop(0) if self.receivers else "250 ok"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.texts.pop(0) if self.texts else "250 taken"
        assert isinstance(envelope.content, bytes)
        identity = str(message_from_bytes(envelope.content)["Message-ID"])
        if answer == "drop":
            assert server.transport is not None
            server.transport.abort()
        elif answer == "silence":
            await self.holds.wait()
        elif answer.startswith("250"):
            self.taken.append(identity)
        return answer


@contextmanager
def moody(receivers: list[str] | None = None, texts: list[str] | None = None) -> Iterator[tuple[Moody, str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    handler = Moody(receivers or [], texts or [])
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, f"smtp://127.0.0.1:{port}?tls=no&from=desk@example.org"
    finally:
        controller.loop.call_soon_threadsafe(handler.holds.set)
        controller.stop()


@pytest.fixture(autouse=True)
def nine_in_the_morning() -> Iterator[None]:
    with clock.frozen(NINE):
        yield


def identities() -> set[str]:
    return {f"<{code}@{settings.MAIL_DOMAIN}>" for code in Mail.objects.values_list("code", flat=True)}


@pytest.mark.parametrize("where", ["receivers", "texts"])
def test_a_server_that_says_later_is_asked_later_and_ever_more_rarely(
    world: World, settings: Any, where: str
) -> None:
    with moody(**{where: ["450 4.2.0 greylisted", "451 4.3.0 busy"]}) as (handler, url):
        use(settings, url)
        mail = post(world)
        send_waiting()
        first = Mail.objects.get(pk=mail.pk).try_at
        with clock.frozen(first):
            send_waiting()
        second = Mail.objects.get(pk=mail.pk).try_at
        assert (first - NINE, second - first) == (timedelta(minutes=5), timedelta(minutes=10))
        with clock.frozen(second):
            send_waiting()
        assert (state_of(mail), len(handler.taken)) == ((MailState.SENT, 3), 1)


@pytest.mark.parametrize("where", ["receivers", "texts"])
def test_what_a_server_refuses_for_good_is_not_asked_again(world: World, settings: Any, where: str) -> None:
    with moody(**{where: ["550 5.1.1 user unknown"]}) as (handler, url):
        use(settings, url)
        bad, good = post(world), post(world, "k2")
        assert (send_waiting(), send_waiting()) == (2, 0)
        assert [state_of(bad), state_of(good)] == [(MailState.FAILED, 1), (MailState.SENT, 1)]
        assert len(handler.taken) == 1


@pytest.mark.parametrize("answer", ["drop", "silence"])
def test_a_server_that_ends_in_the_middle_of_a_text_gets_it_once(
    world: World, settings: Any, answer: str
) -> None:
    settings.EMAIL_TIMEOUT = 1
    with moody(texts=[answer]) as (handler, url):
        use(settings, url)
        doubtful, other = post(world), post(world, "k2")
        send_waiting()
        assert [state_of(doubtful), state_of(other)] == [(MailState.UNSURE, 1), (MailState.SENT, 1)]
        with clock.frozen(NINE + timedelta(days=1)):
            assert send_waiting() == 0
        assert handler.asked == 2


def test_a_server_that_never_greets_holds_up_no_mail_but_one(world: World, settings: Any) -> None:
    settings.EMAIL_TIMEOUT = 1
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        use(settings, f"smtp://127.0.0.1:{mute.getsockname()[1]}?tls=no&from=desk@example.org")
        first, second = post(world), post(world, "k2")
        send_waiting()
    assert [state_of(first), state_of(second)] == [(MailState.WAITING, 1), (MailState.WAITING, 0)]


def test_a_server_that_is_away_for_days_costs_no_mail(world: World, settings: Any) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        use(settings, f"smtp://127.0.0.1:{closed.getsockname()[1]}?tls=no&from=desk@example.org")
        mail = post(world)
        moment = NINE
        for _time in range(2 * mailing.MOST_ATTEMPTS):
            with clock.frozen(moment):
                send_waiting()
            moment = Mail.objects.get(pk=mail.pk).try_at
    with moody() as (handler, url), clock.frozen(moment):
        use(settings, url)
        send_waiting()
        assert (state_of(mail)[0], set(handler.taken)) == (MailState.SENT, identities())


def test_a_sender_that_is_killed_resumes_and_sends_no_text_twice(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text in hand may have been taken: it waits for a person. All others go out, once."""
    texts = ["250 taken"] * 5 + ["silence"]
    with moody(texts=texts) as (handler, url), django_db_blocker.unblock(), new_database(tmp_path) as base:
        monkeypatch.setenv("QUANJING_MAIL_URL", url)
        assert ended(started(base, "tests.notify.races:prepare", NINE)) == "20"
        sender = started(base, "tests.notify.races:send", NINE)
        sender.go()
        while texts:  # until the sixth text is in the server's hand
            pass
        sender.kill()
        assert ended(started(base, "tests.notify.races:send", NINE)) == "14"
        assert ended(started(base, "tests.notify.races:states", NINE)) == "sending sent"
        later = NINE + mailing.SILENCE + timedelta(minutes=1)
        assert ended(started(base, "tests.notify.races:watch", later)) == "sent unsure"
        assert (len(handler.taken), len(set(handler.taken))) == (19, 19)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("{'a@b.example': (550, b'5.1.1 user unknown')}", "地址不存在"),
        ("(552, b'mailbox full')", "邮箱已满"),
        ("(554, b'5.7.1 spam message rejected')", "拒收本系统的邮件"),
        ("(552, b'5.3.4 message too large')", "邮件过大"),
        ("(571, b'odd')", "请看服务器的原话"),
    ],
)
def test_a_failure_says_what_to_do(
    world: World, client_of: Callable[[Post], Client], error: str, words: str
) -> None:
    mail = post(world)
    Mail.objects.filter(pk=mail.pk).update(state=MailState.FAILED, error=error)
    page = client_of(world.administrator).get(reverse("mail_list"), {"state": "trouble"}).content.decode()
    assert words in page
    assert "1 封邮件未送达或不能确定" in page


def test_only_what_was_not_delivered_has_advice(world: World) -> None:
    assert [bool(advice_on(Mail(state=state))) for state in MailState] == [
        state in ("failed", "bounced", "unsure") for state in MailState
    ]
