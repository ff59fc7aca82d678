"""5 000 participants start within ten seconds and hand in within ten, beside a bare insert on one server.

20 questions each. The floor posts the same bytes to a view of the same server, with the same middleware, that
inserts one row. Once more with a worker killed in the middle: requests are sent again as the page does, and
nothing may be lost. 5 000 questions from a workbook are looked at and taken in. PostgreSQL only.
"""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import harness
from database import fresh, url_of
from quiz_client import Request, form, send

BARS = {
    "start seconds": 10.0,
    "submit seconds": 10.0,
    "start/bare": 4.0,  # a quarter of the bare rate
    "submit/bare": 4.0,
    "rows written each": 2.0,
    "lost": 0.0,
    "lost, worker killed": 0.0,
    "import seconds": 3.0,
}
PARTICIPANTS, QUICK = 5_000, 400
QUESTIONS, QUICK_QUESTIONS = 5_000, 1_000
ASKED = 20
HERE = Path(__file__).resolve().parent
HEADS = ["题型", "题干", "A", "B", "C", "D", "答案", "知识点", "难度", "解析"]


def main() -> int:
    options = harness.arguments(__doc__)
    if not options.database_url:
        print("--database-url is missing: nothing measured")
        return 1 if options.check else 0
    people, questions = (QUICK, QUICK_QUESTIONS) if options.quick else (PARTICIPANTS, QUESTIONS)
    runs = 2 if options.quick else options.runs
    with fresh(options.database_url) as vendor:
        code, taken = prepare(questions)
        rows, figures = measure(code, people, runs)
    rows["import of questions"] = f"{taken:9.4f} s"
    figures["import seconds"] = taken
    title = f"{people} participants, {ASKED} questions each, {questions} in the bank, {vendor}"
    return harness.report(title, rows, figures, BARS, options.check)


def prepare(count: int) -> tuple[str, float]:
    """A contest that is open now, and the seconds that its questions took."""
    from django.db import connection

    from quanjing.foundation import clock
    from quanjing.quiz import actions
    from quanjing.quiz.actions.contests import Plan
    from quanjing.quiz.papers import Line
    from world import nation

    actor = nation(100)
    bank = actions.create_bank(actor=actor, name="题库")
    data = workbook(count)

    def take_in() -> None:
        draft = actions.preview_import(actor=actor, bank=bank, name="题库.xlsx", data=data)
        assert actions.apply_import(actor=actor, draft=draft) == count

    taken = harness.timed(take_in)
    now = clock.now()
    with clock.frozen(now - timedelta(hours=2)):
        opens = clock.now() + timedelta(hours=1)
        plan = Plan(
            "竞答",
            opens,
            now + timedelta(days=1),
            [Line("", 0, ASKED, 5)],
            [bank],
            attempts_a_day=1,
            seconds=3600,
        )
        made = actions.publish_contest(actor=actor, contest=actions.create_contest(actor=actor, plan=plan))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE benchmark_bare (id bigserial PRIMARY KEY, body text)")
    return made.code, taken


def workbook(count: int) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        for number in range(1, count + 1):
            text = f"第{number}题：下列说法中，哪一项符合学会章程的规定？"
            options = [f"第{number}题的选项{letter}" for letter in "甲乙丙丁"]
            sheet.write_row(number, 0, ["单选题", text, *options, "A", f"专题{number % 9}", "中", "见章程。"])
    return out.getvalue()


def measure(code: str, people: int, runs: int) -> tuple[dict[str, harness.Timing | str], dict[str, float]]:
    batch: list[str] = []
    begun: list[Request] = []
    lost = 0

    def bare() -> float:
        batch[:] = [uuid.uuid4().hex for _number in range(people)]
        seconds, answers, _again = send(port, [Request("/bare/", one, b'{"a": 1}' * 20) for one in batch])
        assert all(answers)
        return seconds

    def start() -> float:
        seconds, answers, _again = send(port, [starting(code, one) for one in batch])
        begun[:] = [submitting(code, *both) for both in zip(batch, answers, strict=True)]
        return seconds

    def submit() -> float:
        nonlocal lost
        seconds, answers, _again = send(port, begun)
        lost += sum(json.loads(answer or b"{}").get("most") != ASKED * 5 for answer in answers)
        return seconds

    before = written()
    with serving() as (port, _process):
        send(port, [Request("/bare/", "", b"{}") for _turn in range(200)])  # every worker has a session
        floor, started, handed_in = harness.in_turn(runs, bare, start, submit)
    each = (written() - before) / (people * runs)
    lost += people * runs - kept()
    killed, again = with_a_kill(code, people)
    rows: dict[str, harness.Timing | str] = {"bare insert": floor, "start": started, "submit": handed_in}
    rows |= {"sent again, worker killed": str(again)}
    return rows, {
        "start seconds": started.median,
        "submit seconds": handed_in.median,
        "start/bare": started.median / floor.median,
        "submit/bare": handed_in.median / floor.median,
        "rows written each": each,
        "lost": lost,
        "lost, worker killed": killed,
    }


def starting(code: str, participant: str) -> Request:
    body = form({"unit": "", "display_name": ""})
    return Request(f"/quiz/{code}/start/", participant, body, "application/x-www-form-urlencoded")


def submitting(code: str, participant: str, answer: bytes) -> Request:
    """The first option of every question as it was shown."""
    number = json.loads(answer or b'{"number": 0}')["number"]
    body = json.dumps({"number": number, "answers": [[0]] * ASKED}).encode()
    return Request(f"/quiz/{code}/submit/", participant, body)


def with_a_kill(code: str, people: int) -> tuple[int, int]:
    """How many attempts are lost, and requests sent again, where workers are killed while it goes on."""
    before = kept()
    names = [uuid.uuid4().hex for _number in range(people)]
    with serving() as (port, process):
        stop = threading.Event()
        killer = threading.Thread(target=kill_workers, args=(process.pid, stop))
        killer.start()
        _seconds, begun, first = send(port, [starting(code, one) for one in names])
        requests = [submitting(code, *both) for both in zip(names, begun, strict=True)]
        _seconds, answers, second = send(port, requests)
        stop.set()
        killer.join()
    assert first + second, "no request met the killed worker: nothing is proved"
    wrong = sum(json.loads(answer or b"{}").get("most") != ASKED * 5 for answer in answers)
    return max(wrong, people - (kept() - before)), first + second


def kill_workers(master: int, stop: threading.Event) -> None:
    """One of our own server's workers at most twice a second, without a chance to end what it does.

    The next one only when all are there again: a busy machine needs longer to replace one.
    """
    most = 0
    while not stop.wait(0.5):
        children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
        most = max(most, len(children))
        if len(children) == most:
            os.kill(int(children[0]), signal.SIGKILL)


def kept() -> int:
    """Attempts that were handed in; everybody has one."""
    from quanjing.quiz.models import Attempt

    found = Attempt.objects.exclude(submitted_at=None)
    assert found.count() == found.values("participant").distinct().count()
    return found.count()


def written() -> int:
    """Rows inserted, updated and deleted in all tables but the floor's, once the server's sessions ended."""
    from django.db import connection

    connection.close()
    time.sleep(1.5)  # PostgreSQL counts a session at its end or after a second
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables "
            "WHERE relname <> 'benchmark_bare'"
        )
        return int(cursor.fetchone()[0])


@contextmanager
def serving() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The port and process of a server on the same database, ended at the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    workers = 2 * (os.cpu_count() or 1) + 1
    environment = os.environ | {"QUANJING_DATABASE_URL": url_of(), "PYTHONPATH": str(HERE)}
    command = [sys.executable, str(HERE / "quiz_server.py"), str(port), str(workers)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    try:
        assert process.stdout.readline(), "the server does not start"  # "Listening on …"
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


if __name__ == "__main__":
    harness.stop(main())
