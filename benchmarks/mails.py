"""How many mails a second one process takes in, without OCR, beside the least that must be done with a mail.

Mails of every kind of the tests (forms, zips, forwarded chains, automatic answers, bounces, broken ones,
every tenth twice) lie in a real Dovecot. Ours fetches, keeps, reads, decides, takes and writes the receipts;
nothing is sent. The floor fetches the same mails anew, takes each apart and inserts one row a mail.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import harness
from database import fresh

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

BARS = {"ours/floor": 16.0, "ms_a_mail": 50.0}  # 50 ms are 20 mails a second, on an otherwise idle machine
UNITS, MAILS, QUICK_MAILS = 200, 300, 50


def main() -> int:
    options = harness.arguments(__doc__)
    count, runs = (QUICK_MAILS, 2) if options.quick else (MAILS, options.runs)
    from tests.mailroom.dovecot import DOVECOT, serving

    if DOVECOT is None:
        print("no Dovecot on this machine: nothing measured")
        return 1 if options.check else 0
    with serving() as post:
        os.environ["QUANJING_MAILBOX_URL"], os.environ["QUANJING_BASE_URL"] = post.url, "http://example.org"
        os.environ.setdefault("QUANJING_SECRET_KEY", "benchmark")
        with fresh(options.database_url) as vendor:
            ours, floor = measure(post, count, runs)
    rows = {"mail room": ours, "fetch, parse, insert": floor}
    figures = {"ours/floor": ours.median / floor.median, "ms_a_mail": 1000 * ours.median / count}
    figures["mails_a_second"] = count / ours.median
    return harness.report(f"{count} mails through Dovecot on {vendor}", rows, figures, BARS, options.check)


def measure(post: object, count: int, runs: int) -> tuple[harness.Timing, harness.Timing]:
    from django.db import connection
    from tests.mailroom.worker import mails_of, prepare
    from tests.submissions.conftest import OPENS

    from quanjing.foundation import clock
    from quanjing.mailroom.actions import look, read_waiting
    from quanjing.mailroom.models import IncomingMail

    mails = iter(mails_of(prepare(UNITS)["facts"], count * runs, seed=1))  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE benchmark_mail (sender text, subject text, files integer, raw text)")
    seen = 0

    def ours() -> float:
        for _number in range(count):
            post.deliver(next(mails)[1])  # type: ignore[attr-defined]
        before = IncomingMail.objects.count()
        with clock.frozen(OPENS):
            seconds = harness.timed(lambda: (look(), read_waiting(lambda _done, _total: None)))
        assert IncomingMail.objects.count() == before + count
        assert not IncomingMail.objects.filter(fate="arrived").exists()
        return seconds

    def floor() -> float:
        nonlocal seen
        with signed_in() as box:
            seconds = harness.timed(lambda: take_barely(box, seen))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM benchmark_mail")
            [seen] = cursor.fetchone()
        assert seen == IncomingMail.objects.count()
        return seconds

    first, second = harness.in_turn(runs, ours, floor)
    return first, second


@contextmanager
def signed_in() -> Iterator[object]:
    from django.conf import settings
    from imap_tools import MailBoxUnencrypted

    address = settings.MAILBOX
    with MailBoxUnencrypted(address.host, address.port).login(address.user, address.password) as box:
        yield box.client


def take_barely(client: object, seen: int) -> None:
    """Fetch what is new, fifty mails at once, take each apart and insert a row for it."""
    from django.db import connection

    from gongwen.errors import GongwenError
    from gongwen.facade import Options, read_letter

    _answer, found = client.uid("search", f"UID {seen + 1}:*")  # type: ignore[attr-defined]
    uids = [uid for uid in found[0].split() if int(uid) > seen]
    for start in range(0, len(uids), 50):
        _answer, data = client.uid("fetch", b",".join(uids[start : start + 50]), "(BODY.PEEK[])")  # type: ignore[attr-defined]
        for piece in data:
            if not isinstance(piece, tuple):
                continue
            try:
                letter = read_letter(piece[1], Options())
                row = [letter.sender.address, letter.subject, len(letter.files)]
            except GongwenError:
                row = ["", "", 0]
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO benchmark_mail VALUES (%s, %s, %s, %s)", [*row, str(len(piece[1]))]
                )


if __name__ == "__main__":
    harness.stop(main())
