"""Several processes that do the same thing at the same moment, on a database of their own.

The platform is set up once for each database (`python -m tests.racing`), in a process that only forks: what
it forks says "ready", waits for a line, calls a function with the clock held, and says the result last.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from importlib import import_module
from pathlib import Path

from django.db import connection

from tests.migrated import environment, postgresql_copy, sqlite_copy

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 65536  # bytes of what is asked for
OF_THE_RUN = "PYTEST_CURRENT_TEST"  # differs from one moment to the next


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    """The address of an empty, migrated database of the same kind as the tests'."""
    if connection.vendor != "postgresql":
        yield sqlite_copy(folder / "race.sqlite3")
        return
    name = f"quanjing_race_{os.getpid()}"
    yield postgresql_copy(connection.settings_dict, name)
    with connection._nodb_cursor() as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Died(AssertionError):
    """A process ended before its result; the reason stands in the output of the tests."""


class Racer:
    """A process that is ready."""

    def __init__(self, own: socket.socket) -> None:
        self._own = own
        self._said = own.makefile("r", encoding="utf-8")
        ready, self._pid = self.line(), int(self.line() or 0)
        assert ready == "ready"
        self._goes = False

    def line(self) -> str:
        """The next line that it says; empty where it ended."""
        return self._said.readline().rstrip("\n")

    def go(self) -> None:
        self._goes = True
        self._own.sendall(b"go\n")

    def ends_within(self, seconds: float) -> bool:
        """Whether it says its result, or ends, before that time is over."""
        return bool(select.select([self._own], [], [], seconds)[0])

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        self._rest()

    def result(self) -> str:
        """Lets it go unless it went, waits for its end, and returns what it said last.

        Raises `Died`.
        """
        if not self._goes:
            self.go()
        self._own.shutdown(socket.SHUT_WR)  # nothing more will be said to it
        *_before, last = self._rest() or [""]
        if not last.startswith("= "):
            raise Died(last)
        return last[2:]

    def _rest(self) -> list[str]:
        with self._own, self._said:
            return self._said.read().splitlines()


def started(place: str | Mapping[str, str], function: str, moment: datetime | None, *arguments: str) -> Racer:
    """A process that is ready to call MODULE:FUNCTION; `place` is a database, or a whole environment."""
    ours, theirs = socket.socketpair()
    asked = json.dumps([function, moment and moment.isoformat(), *arguments]).encode()
    with theirs:
        socket.send_fds(_ground.at(place), [asked], [theirs.fileno()])
    return Racer(ours)


def ended(process: Racer) -> str:
    """Lets a process go, waits for it, and returns its result."""
    return process.result()


def killed(process: Racer, after: float) -> bool:
    """Lets a process go and kills it some seconds after its first line; False where it was done before."""
    process.go()
    if not process.line() or process.ends_within(after):
        process.result()
        return False
    process.kill()
    return True


def race(
    url: str, function: str, moment: datetime, *arguments: Sequence[str], times: int = 4
) -> Sequence[str]:
    """The results of as many processes, or of one for each of `arguments`, all let go at once."""
    processes = [started(url, function, moment, *given) for given in arguments or [()] * times]
    for process in processes:
        process.go()
    return [process.result() for process in processes]


class _Ground:
    """The process that forks, of one environment at a time."""

    def __init__(self) -> None:
        self._environment: dict[str, str] = {}
        self._link: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.leave)

    def at(self, place: str | Mapping[str, str]) -> socket.socket:
        wanted = dict(environment(place) if isinstance(place, str) else place)
        wanted.pop(OF_THE_RUN, None)
        if self._link is None or wanted != self._environment:
            self.leave()
            self._environment = wanted
            self._link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                command = [sys.executable, "-m", "tests.racing"]
                self._process = subprocess.Popen(command, cwd=ROOT, env=wanted, stdin=theirs)
        return self._link

    def leave(self) -> None:
        if self._link is not None and self._process is not None:
            self._link.close()
            self._process.wait()
        self._link = self._process = None


_ground = _Ground()


def main() -> None:
    """Fork for each thing that is asked for, until nobody is left to ask."""
    import django

    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    link = socket.socket(fileno=0)
    while True:
        asked, handed, _flags, _address = socket.recv_fds(link, LONGEST, 1)
        if not asked:
            return
        if os.fork() == 0:
            _become(handed[0], *json.loads(asked))
        os.close(handed[0])


def _become(end: int, function: str, moment: str | None, *arguments: str) -> None:
    """Call a function with the socket as standard input and output; never returns."""
    from quanjing.foundation import clock

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(end, 0)
    os.dup2(end, 1)
    os.close(end)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    status = 1
    try:
        module, _colon, name = function.partition(":")
        called = getattr(import_module(module), name)
        print(f"ready\n{os.getpid()}", flush=True)
        sys.stdin.readline()
        with clock.frozen(datetime.fromisoformat(moment)) if moment else nullcontext():
            print("=", called(*arguments), flush=True)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
