"""Mails of every kind through a real Dovecot and a real SMTP server, the worker killed in between."""

from __future__ import annotations

import json
import os
import random
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from quanjing.mailroom.actions.apart import MOST_DEATHS
from tests.mailroom.dovecot import Post, needs_dovecot, serving
from tests.mailroom.mails import KINDS
from tests.mailroom.worker import mails_of
from tests.racing import Died, ended, environment, killed, new_database, started

SEED = 20260909
WORKER = "tests.mailroom.worker:said"


class Kept:
    """Takes mails and keeps them."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        return "250 taken"


@contextmanager
def mail_server() -> Iterator[tuple[Kept, str]]:
    kept = Kept()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield kept, f"smtp://127.0.0.1:{port}?tls=no&from=baosong@example.org"
    finally:
        controller.stop()


def settings_for(database: str, post: Post, smtp: str, folder: Path) -> dict[str, str]:
    return environment(database) | {
        "DJANGO_SETTINGS_MODULE": "quanjing.config.settings",
        "QUANJING_FILES_URL": f"file://{folder / 'files'}",
        "QUANJING_SECRET_KEY": "tests only",
        "QUANJING_BASE_URL": "http://example.org",
        "QUANJING_MAILBOX_URL": post.url,
        "QUANJING_MAIL_URL": smtp,
        "QUANJING_MAIL_RATE": "100000",
    }


def run(settings: dict[str, str], verb: str, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ended(started(settings, WORKER, None, verb, *arguments)))
    return found


def ends_well(settings: dict[str, str]) -> bool:
    """Whether a worker that is left alone comes to its end."""
    try:
        run(settings, "work")
    except Died:
        return False
    return True


def through(folder: Path, mails: int, units: int, kills: int, longest: float) -> dict[str, Any]:
    chance = random.Random(SEED)
    with serving() as post, mail_server() as (kept, smtp), new_database(folder) as database:
        settings = settings_for(database, post, smtp, folder)
        sent = mails_of(run(settings, "prepare", str(units))["facts"], mails, SEED)
        for _kind, raw in sent:
            post.deliver(raw)
        deaths = 0
        for _time in range(4 * kills):
            deaths += deaths < kills and killed(
                started(settings, WORKER, None, "work"), chance.uniform(0.05, longest)
            )
        last = run(settings, "work")
        found = run(settings, "ledger")
    ids = [str(message_from_bytes(raw, policy=policy.default)["Message-ID"]) for raw in kept.mails]
    return found | {"sent": sent, "deaths": deaths, "last": last, "out": ids}


def check(found: dict[str, Any], mails: int) -> None:
    """All accounted for, none twice, each with the fate of its kind."""
    rows = found["mails"]
    assert (len(rows), len({row[0] for row in rows})) == (mails, mails)
    fates = ["duplicate" if kind == "again" else KINDS[kind][1] for kind, _raw in found["sent"]]
    odd = [
        (sent[0], row) for sent, row, fate in zip(found["sent"], rows, fates, strict=True) if row[2] != fate
    ]
    assert odd == []
    assert (found["twice"], found["taken"]) == (0, found["submissions"])
    assert len(found["out"]) == len(set(found["out"]))
    assert found["receipts"] <= sum(fate in ("taken", "waits") for fate in fates)
    assert sum(found["outbox"].values()) == found["receipts"]


@needs_dovecot
def test_sixty_mails_and_three_kills(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> None:
    with django_db_blocker.unblock():
        found = through(tmp_path, 60, 30, 3, 1.5)
    check(found, 60)
    assert found["deaths"] == 3
    assert found["trouble"] == [""]


@needs_dovecot
def test_a_sound_mail_is_never_given_up_however_often_its_worker_is_killed(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    """More often than a mail may end its reader: that it was in hand counts nothing."""
    with django_db_blocker.unblock(), serving() as post, new_database(tmp_path) as database:
        settings = settings_for(database, post, "", tmp_path)
        [(_kind, raw)] = mails_of(run(settings, "prepare", "1")["facts"], 1, SEED)
        post.deliver(raw)
        for _time in range(MOST_DEATHS + 2):
            run(settings, "begin")
        before = run(settings, "ledger")["mails"]
        run(settings, "work")
        after = run(settings, "ledger")["mails"]
    assert [(row[2], row[4], row[5]) for row in before] == [("arrived", MOST_DEATHS + 2, 0)]
    assert [(row[2], row[5]) for row in after] == [("taken", 0)]


@needs_dovecot
def test_a_mail_that_ends_its_reader_is_set_aside_and_the_others_are_read(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    with django_db_blocker.unblock(), serving() as post, new_database(tmp_path) as database:
        settings = settings_for(database, post, "", tmp_path)
        mails = mails_of(run(settings, "prepare", "8")["facts"], 6, SEED)
        for at, (_kind, raw) in enumerate(mails):
            post.deliver(b"X-Poison: yes\r\n" + raw if at == 2 else raw)
        assert not ends_well(settings)
        run(settings, "work")
        rows = run(settings, "ledger")["mails"]
    assert [row[2] for row in rows] == [
        "failed" if at == 2 else KINDS[kind][1] for at, (kind, _raw) in enumerate(mails)
    ]
    assert (rows[2][3], rows[2][5]) == ("读取此邮件使程序中止：SIGKILL。", 3)


@needs_dovecot
@pytest.mark.slow
def test_two_thousand_mails_and_twenty_kills(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mails = int(os.environ.get("QUANJING_TEST_MAILS", "2000"))
    started = time.perf_counter()
    with django_db_blocker.unblock():
        found = through(tmp_path, mails, 500, 20, 4.0)
    check(found, mails)
    with capsys.disabled():
        print(f"\n{mails} mails, {found['deaths']} kills, {time.perf_counter() - started:.0f} s, seed {SEED}")


@needs_dovecot
@pytest.mark.slow
def test_how_many_mails_a_second(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with django_db_blocker.unblock():
        found = through(tmp_path, 500, 200, 0, 0)
    check(found, 500)
    with capsys.disabled():
        rate = found["last"]["read"] / found["last"]["seconds"]
        print(f"\n{rate:.1f} mails a second, fetched, read, decided, taken, one process")
