"""Several processes that do the same thing at the same moment, on a database of their own.

`python -m tests.racing MODULE:FUNCTION MOMENT [ARGUMENT…]` sets the platform up, says "ready", waits for a
line, then calls the function with the clock held at MOMENT; its result is the last line.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path

from django.db import connection

from tests.migrated import environment, postgresql_copy, sqlite_copy

ROOT = Path(__file__).resolve().parent.parent


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


def started(url: str, function: str, moment: datetime, *arguments: str) -> subprocess.Popen[str]:
    """A process that is ready and waits for its line."""
    command = [sys.executable, "-m", "tests.racing", function, moment.isoformat(), *arguments]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, env=environment(url), text=True, stdin=pipe, stdout=pipe)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def ended(process: subprocess.Popen[str]) -> str:
    """Lets a process go, waits for it, and returns its result."""
    out, _none = process.communicate("go\n")
    assert process.returncode == 0
    return out.splitlines()[-1]


def race(url: str, function: str, moment: datetime, *, times: int = 4) -> Sequence[str]:
    """The results of as many processes, all let go at once."""
    processes = [started(url, function, moment) for _ in range(times)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [ended(process) for process in processes]


def main(function: str, moment: str, *arguments: str) -> None:
    import django

    django.setup()
    from quanjing.foundation import clock

    module, _colon, name = function.partition(":")
    called = getattr(import_module(module), name)
    print("ready", flush=True)
    sys.stdin.readline()
    with clock.frozen(datetime.fromisoformat(moment)):
        print(called(*arguments), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
