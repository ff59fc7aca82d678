"""A migrated database of each kind, made once and copied: migrating takes longer than most tests.

It is made anew when a migration or a pinned library changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "migrated"


def sqlite_copy(target: Path) -> str:
    """The address of a migrated copy at `target`."""
    shutil.copyfile(sqlite_file(), target)
    return f"sqlite:///{target}"


def sqlite_file() -> Path:
    """The database that is copied; nobody writes into it."""
    with alone():
        path = KEPT / f"{_fingerprint()}.sqlite3"
        if not path.exists():
            for old in KEPT.glob("*.sqlite3"):
                old.unlink()
            made = path.with_suffix(".new")
            made.unlink(missing_ok=True)
            _migrate(f"sqlite:///{made}")
            made.rename(path)
    return path


def postgresql_copy(given: Mapping[str, Any], name: str) -> str:
    """The address of a migrated database `name` on the server of `given`, a database's settings."""
    user = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}" if given["USER"] else ""
    server = f"postgres://{user}@{given['HOST']}:{given['PORT'] or 5432}"
    with alone(), psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        template = f"migrated_{_fingerprint()}"
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            made = f"{template}_new"
            admin.execute(f"DROP DATABASE IF EXISTS {made} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE {made} TEMPLATE template0")
            _migrate(f"{server}/{made}")
            admin.execute(f"ALTER DATABASE {made} RENAME TO {template}")
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"{server}/{name}"


def environment(url: str) -> dict[str, str]:
    """What a process of its own needs to work on the database at `url`."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    settings = {"QUANJING_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": path}
    return {**os.environ, **settings}


def _migrate(url: str) -> None:
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment(url), check=True)


def _fingerprint() -> str:
    files = [*(ROOT / "src").glob("**/migrations/*.py"), ROOT / "requirements.lock"]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def alone(folder: Path = KEPT) -> Iterator[None]:
    """One process at a time makes something in a folder; the others wait for what it makes."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
