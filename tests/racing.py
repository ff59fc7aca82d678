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
from urllib.parse import quote

import psycopg
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    """The address of an empty, migrated database of the same kind as the tests'."""
    if connection.vendor != "postgresql":
        yield _migrated(f"sqlite:///{folder / 'race.sqlite3'}")
        return
    given = connection.settings_dict
    name = f"quanjing_race_{os.getpid()}"
    user = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}" if given["USER"] else ""
    server = f"postgres://{user}@{given['HOST']}:{given['PORT'] or 5432}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield _migrated(f"{server}/{name}")
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _migrated(url: str) -> str:
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment(url), check=True)
    return url


def environment(url: str) -> dict[str, str]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    settings = {"QUANJING_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": path}
    return {**os.environ, **settings}


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
