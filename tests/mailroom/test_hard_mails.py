"""Mails that are large, many, broken or sealed: all kept, named, and bounded in what they cost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from quanjing.mailroom.actions import look
from quanjing.mailroom.enums import Doubt, Fate, ItemState
from quanjing.mailroom.models import IncomingMail
from quanjing.notify.models import Mail
from quanjing.submissions.models import Submission
from tests.mailroom.conftest import facts_of
from tests.mailroom.dovecot import needs_dovecot, serving
from tests.mailroom.mails import KINDS, letter
from tests.mailroom.test_mailbox import use
from tests.racing import ROOT, environment
from tests.submissions.conftest import Scene

Arrive = Callable[[bytes], IncomingMail]


def test_the_kinds_are_distinct_and_more_than_twenty_five(scene: Scene) -> None:
    raws = {make(facts_of(scene, 1)) for make, _fate in KINDS.values()}
    assert len(raws) == len(KINDS) == len({make for make, _fate in KINDS.values()})
    assert len(KINDS) >= 25


@pytest.mark.parametrize(
    ("kind", "name"),
    [("encrypted_mail", "smime.p7m"), ("pgp_mail", "encrypted.asc"), ("expanding_zip", "材料.zip")],
)
def test_what_cannot_be_opened_is_kept_and_named(scene: Scene, arrive: Arrive, kind: str, name: str) -> None:
    incoming = arrive(KINDS[kind][0](facts_of(scene, 1)))
    item = incoming.items.get()
    assert item.state == ItemState.WAITS
    assert name in [file["name"] for file in item.files]
    assert all(file["trouble"] for file in item.files if file["name"] == name)
    assert incoming.place
    receipt = Mail.objects.get(key=f"receipt:{incoming.code}")
    assert name in receipt.body


def test_five_hundred_attachments_are_one_report(scene: Scene, arrive: Arrive) -> None:
    facts = facts_of(scene, 1)
    files = [(f"{facts.society}-{number:03d}.txt", f"第{number}则\n内容".encode()) for number in range(500)]
    incoming = arrive(letter(facts, "见附件。", *files, to=facts.plus).as_bytes())
    assert (incoming.fate, Submission.objects.get().attachments.count()) == (Fate.TAKEN, 500)


def test_a_mail_without_identity_is_known_when_it_comes_again(scene: Scene, arrive: Arrive) -> None:
    first, other = (KINDS["without_identity"][0](facts_of(scene, serial)) for serial in (1, 2))
    fates = [arrive(raw).fate for raw in (first, first, other)]
    assert fates == [Fate.TAKEN, Fate.DUPLICATE, Fate.TAKEN]


def test_a_clock_that_is_ahead_does_not_move_the_arrival(scene: Scene, arrive: Arrive) -> None:
    incoming = arrive(KINDS["from_the_future"][0](facts_of(scene, 1)))
    assert incoming.sent_at is not None
    assert (incoming.sent_at.year, incoming.arrived_at.year) == (2099, 2026)
    assert incoming.text.startswith("现报上我会材料")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"From\n\n",
        b"From: <>\nContent-Type: multipart/mixed\n\n--\n",
        b"Subject: =?utf-8?B?////?= =?x?Q?=ZZ?=\n\nx",
        b"From: a@b.example\nContent-Type: text/plain; charset=nonsense\n\n\xff\xfe",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        b"Content-Transfer-Encoding: base64\n"
        b"Content-Disposition: attachment; filename=a.docx\n\n!!!!\n--b--",
        b"From: a@b.example\nDate: Wed, 99 Foo 20026\nMessage-ID: <" + b"x" * 5000 + b">\n\n\0\0",
    ],
)
def test_broken_mails_are_kept_and_do_not_stop_the_next(scene: Scene, arrive: Arrive, raw: bytes) -> None:
    broken = arrive(raw)
    assert broken.fate in (Fate.WAITS, Fate.FAILED)
    assert arrive(KINDS["to_its_address"][0](facts_of(scene, 1))).fate == Fate.TAKEN


@needs_dovecot
def test_a_mail_over_the_limit_is_in_the_ledger_and_its_sender_told(scene: Scene, settings: Any) -> None:
    settings.LETTER_LIMIT = 1024 * 1024
    facts = facts_of(scene, 1)
    with serving() as post:
        use(settings, post.url)
        post.deliver(letter(facts, "x", ("大.bin", bytes(2_000_000))).as_bytes())
        post.deliver(KINDS["to_its_address"][0](facts_of(scene, 2)))
        assert (look(), look()) == (2, 0)
    large = IncomingMail.objects.get(message_id=facts.message_id)
    assert (large.fate, large.place, large.size > 2_000_000) == (Fate.REFUSED, "", True)
    assert "1 MB" in large.reason
    answer = Mail.objects.get(key=f"receipt:{large.code}")
    assert (answer.to, answer.answers) == ([facts.sender], facts.message_id)
    assert large.reason in answer.body


MEASURE = """
import sys
from resource import RUSAGE_SELF, getrusage
from gongwen.facade import Options, head_of, identity_of, read_letter
data = sys.stdin.buffer.read()
before = getrusage(RUSAGE_SELF).ru_maxrss
letter = read_letter(data, Options(max_bytes=200_000_000))
head_of(data), identity_of(data)
print(sum(len(f.data) for f in letter.files), (getrusage(RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def test_fifty_megabytes_of_files_take_a_bounded_memory(scene: Scene) -> None:
    """What reading adds to the mail itself stays below six times its size."""
    facts = facts_of(scene, 1)
    files = [(f"{number}.bin", bytes([number]) * 10_000_000) for number in range(5)]
    raw = letter(facts, "x", *files, to=facts.plus).as_bytes()
    command = [sys.executable, "-c", MEASURE]
    done = subprocess.run(command, input=raw, cwd=ROOT, env=environment(""), capture_output=True, check=True)
    size, added = map(int, done.stdout.split())
    assert size == 50_000_000
    assert added < 6 * len(raw)


def test_fifty_megabytes_arrive_as_a_report(scene: Scene, arrive: Arrive) -> None:
    from tests.gongwen.makers import text_to_pdf

    facts = facts_of(scene, 1)
    files = [(f"{facts.society}{n}.pdf", text_to_pdf(f"第{n}份") + b"%" * 12_500_000) for n in range(4)]
    incoming = arrive(letter(facts, "x", *files, to=facts.plus).as_bytes())
    assert (incoming.fate, incoming.size > 50_000_000) == (Fate.TAKEN, True)
    [item] = incoming.items.all()
    assert [file["trouble"] for file in item.files] == [""] * 4
    assert item.doubt == "" != Doubt.UNREADABLE
