"""The small demo world, made once for all workers of a run and copied: making takes longer than a story."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.migrated import alone, postgresql_copy, sqlite_copy

QUANJING = str(Path(sys.executable).parent / "quanjing")
DATABASE = "browser.sqlite3"


@contextmanager
def on_sqlite(shared: Path, folder: Path) -> Iterator[str]:
    """The address of a copy of the database, with its files in `folder`/files; `shared` is of the run."""
    made = shared / "demo"
    with alone(shared):
        if not made.exists():
            new = _new(shared)
            _fill(new, sqlite_copy(new / DATABASE))
            new.rename(made)
    shutil.copytree(made, folder, dirs_exist_ok=True)
    yield f"sqlite:///{folder / DATABASE}"


@contextmanager
def on_postgresql(shared: Path, folder: Path, given: Mapping[str, Any]) -> Iterator[str]:
    """The same on the server of `given`, a database's settings; who made the demo takes it away."""
    name, made = f"browser_{os.getpid()}", shared / "demo"
    with alone(shared):
        is_maker = not made.exists()
        if is_maker:
            new = _new(shared)
            url = postgresql_copy(given, f"{name}_demo")
            _fill(new, url)
            (new / "address").write_text(url, encoding="utf-8")
            new.rename(made)
        server, _slash, demo = (made / "address").read_text(encoding="utf-8").rpartition("/")
        _tell(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        _tell(server, f"CREATE DATABASE {name} TEMPLATE {demo}")
        shutil.copytree(made, folder, dirs_exist_ok=True)
    yield f"{server}/{name}"
    _tell(server, f"DROP DATABASE {name} WITH (FORCE)")
    if is_maker:
        with alone(shared):
            shutil.rmtree(made)
            _tell(server, f"DROP DATABASE {demo} WITH (FORCE)")


def _new(shared: Path) -> Path:
    new = shared / "demo.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    return new


def _fill(folder: Path, url: str) -> None:
    """The demo into a database; its files, and the secret made on the first run, into a folder."""
    places = {
        "QUANJING_DATABASE_URL": url,
        "QUANJING_FILES_URL": f"file://{folder}/files",
        "DJANGO_SETTINGS_MODULE": "quanjing.config.settings",
    }
    command = [QUANJING, "demo", "--size", "small"]
    subprocess.run(command, cwd=folder, env=os.environ | places, check=True, stdout=subprocess.DEVNULL)


def _tell(server: str, what: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(what)
