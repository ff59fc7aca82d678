"""The mailbox itself: ways to reach it, listening, a connection that breaks, a server that refuses us."""

from __future__ import annotations

import os
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from imap_tools import BaseMailBox
from imap_tools.idle import IdleManager

from quanjing.config import env
from quanjing.foundation import clock
from quanjing.jobs.models import Job
from quanjing.mailroom.actions import fetching, listen, look, watch_mailroom
from quanjing.mailroom.enums import Trouble
from quanjing.mailroom.models import IncomingMail, Mailbox
from tests.mailroom.conftest import facts_of
from tests.mailroom.dovecot import Post, free_port, needs_dovecot, serving
from tests.mailroom.mails import KINDS
from tests.submissions.conftest import OPENS, Scene

pytestmark = needs_dovecot


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Post]:
    with serving(tls=True) as post:
        yield post


@pytest.fixture
def post(dovecot: Post) -> Post:
    """The same server for all tests, its folder emptied."""
    for folder in ("new", "cur"):
        for mail in (dovecot.root / "mail" / folder).iterdir():
            mail.unlink()
    return dovecot


def use(settings: Any, url: str) -> None:
    """Set the mailbox as the environment would."""
    os.environ["QUANJING_TEST_MAILBOX_URL"] = url
    settings.MAILBOX = env.mailbox("QUANJING_TEST_MAILBOX_URL")


def deliver(post: Post, scene: Scene, count: int) -> None:
    facts = facts_of(scene, 0)
    for serial in range(count):
        post.deliver(KINDS["question"][0](facts).replace(b"mail-0@", b"mail-%d@" % serial))


def trouble() -> str:
    return Mailbox.objects.get().trouble


@pytest.mark.parametrize("scheme", ["imaps", "imap"])
def test_mails_are_taken_over_tls(
    scene: Scene, post: Post, settings: Any, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", post.certificate)
    use(settings, post.address(scheme, post.tls_port if scheme == "imaps" else post.port))
    deliver(post, scene, 2)
    assert (look(), look(), trouble()) == (2, 0, "")


@pytest.mark.parametrize("scheme", ["imaps", "imap"])
def test_a_server_that_cannot_prove_its_name_gets_no_password(
    scene: Scene, post: Post, settings: Any, scheme: str
) -> None:
    use(settings, post.address(scheme, post.tls_port if scheme == "imaps" else post.port))
    deliver(post, scene, 1)
    assert (look(), trouble()) == (0, Trouble.CERTIFICATE)


def test_a_refused_password_is_named_and_tried_ever_more_rarely(
    scene: Scene, post: Post, settings: Any, client_of: Any
) -> None:
    use(settings, post.address("imap", post.port, query="?tls=no", password="wrong"))
    pauses = []
    for _time in range(12):
        look()
        row = Mailbox.objects.get()
        assert row.try_at is not None
        pauses.append(row.try_at - clock.now())
        row.try_at = None
        row.save()
    assert trouble() == Trouble.REFUSED
    assert pauses[:3] == [timedelta(seconds=25), timedelta(seconds=50), timedelta(seconds=100)]
    assert pauses[-1] == fetching.LONGEST_PAUSE
    for post_name, page in (("officer", "mailroom_list"), ("administrator", "mailroom_state")):
        client: Client = client_of(getattr(scene.world, post_name))
        assert "邮件服务器不接受用户名或密码" in client.get(reverse(page)).content.decode()


def test_nothing_is_asked_of_the_server_while_the_pause_lasts(
    scene: Scene, post: Post, settings: Any
) -> None:
    use(settings, post.address("imap", post.port, query="?tls=no", password="wrong"))
    look()
    use(settings, post.url)
    deliver(post, scene, 1)
    Job.objects.all().delete()
    watch_mailroom()
    assert (look(), Job.objects.filter(name="mailroom.fetch").count()) == (0, 0)
    with clock.frozen(OPENS + timedelta(seconds=26)):
        assert (look(), trouble()) == (1, "")


@pytest.mark.parametrize(
    ("folder", "port", "kind"), [("Elsewhere", 0, Trouble.FOLDER), ("INBOX", 1, Trouble.UNREACHABLE)]
)
def test_what_keeps_us_from_the_mailbox_is_named(
    scene: Scene, post: Post, settings: Any, folder: str, port: int, kind: Trouble
) -> None:
    use(settings, post.address("imap", free_port() if port else post.port, folder, "?tls=no"))
    assert (look(), trouble()) == (0, kind)


def listening(monkeypatch: pytest.MonkeyPatch, meanwhile: Any, rounds: int) -> None:
    """Listens for some rounds; `meanwhile` is called each time that it begins to wait."""
    honest, left = fetching._wait, [rounds]

    def wait(box: BaseMailBox) -> None:
        left[0] -= 1
        if left[0] > 0:
            meanwhile()
            honest(box)

    monkeypatch.setattr(fetching, "_wait", wait)
    listen(lambda: left[0] > 0)


@pytest.mark.parametrize("scheme", ["imaps", "imap"])
def test_a_mail_that_arrives_while_listening_is_taken_at_once(
    scene: Scene, post: Post, settings: Any, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", post.certificate)
    use(settings, post.address(scheme, post.tls_port if scheme == "imaps" else post.port))
    monkeypatch.setattr(fetching, "WAIT", 600)  # only the server's word ends the wait before that
    listening(monkeypatch, lambda: deliver(post, scene, 1), 2)
    assert (IncomingMail.objects.count(), trouble()) == (1, "")


def test_a_server_without_idle_is_looked_at_now_and_then(
    scene: Scene, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    with serving(idle=False) as silent:
        monkeypatch.setattr(fetching, "time", SimpleNamespace(sleep=slept.append))
        use(settings, silent.url)
        listening(monkeypatch, lambda: deliver(silent, scene, 1), 2)
    assert (slept, IncomingMail.objects.count()) == ([fetching.WAIT], 1)


class Cable(socketserver.StreamRequestHandler):
    """Passes on what both sides say, until it has carried so many bytes to the client."""

    def handle(self) -> None:
        server: Any = self.server
        with socket.create_connection(("127.0.0.1", server.beyond)) as beyond:
            threading.Thread(target=self.up, args=[beyond], daemon=True).start()
            while server.carries > 0 and (data := beyond.recv(min(4096, server.carries))):
                server.carries -= len(data)
                self.connection.sendall(data)

    def up(self, beyond: Any) -> None:
        try:
            while data := self.connection.recv(4096):
                beyond.sendall(data)
        except OSError:
            return


class OneBreath(Cable):
    """Holds the consent to IDLE back until a mail is told, and passes on both at once."""

    def handle(self) -> None:
        server: Any = self.server
        held = b""
        with socket.create_connection(("127.0.0.1", server.beyond)) as beyond:
            threading.Thread(target=self.up, args=[beyond], daemon=True).start()
            while data := beyond.recv(4096):
                held += data
                if b"+ idling" not in held or b"EXISTS" in held.split(b"+ idling")[1]:
                    self.connection.sendall(held)
                    held = b""


@contextmanager
def cable(port: int, carries: int = 0, kind: type[Cable] = Cable) -> Iterator[int]:
    """A port from which a connection leads to `port`, by default breaking after so many bytes."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), kind) as server:
        server.daemon_threads = True
        server.beyond, server.carries = port, carries  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_connection_that_breaks_anywhere_loses_no_mail(scene: Scene, post: Post, settings: Any) -> None:
    deliver(post, scene, 12)
    found = []
    for carries in (10, 200, 700, 1200, 2500, 5000, 9000):
        with cable(post.port, carries) as port:
            use(settings, post.address("imap", port, query="?tls=no&address=baosong@example.org"))
            Mailbox.objects.update(try_at=None)
            look()
        found.append(IncomingMail.objects.count())
        Mailbox.objects.update(name=fetching._name(settings.MAILBOX))
    assert Mailbox.objects.get().trouble in (Trouble.BROKEN, "")
    assert found[0] == 0
    use(settings, post.url)
    Mailbox.objects.update(name=fetching._name(settings.MAILBOX), try_at=None)
    look()
    assert sorted(IncomingMail.objects.values_list("message_id", flat=True)) == sorted(
        f"<mail-{serial}@client.example.org>" for serial in range(12)
    )
    assert trouble() == ""


def test_a_mail_that_is_told_together_with_the_consent_to_listen_is_taken_at_once(
    scene: Scene, post: Post, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def poll(idle: IdleManager, timeout: float) -> list[bytes]:
        pytest.fail("what was said already is not seen by a poll")

    monkeypatch.setattr(IdleManager, "poll", poll)
    with cable(post.port, kind=OneBreath) as port:
        use(settings, post.address("imap", port, query="?tls=no"))
        listening(monkeypatch, lambda: deliver(post, scene, 1), 2)
    assert (IncomingMail.objects.count(), trouble()) == (1, "")
