"""The command as people call it: a process of its own, in an empty folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.migrated import sqlite_copy

Call = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).resolve().parents[2]
CHINESE = "zh_CN.UTF-8"


def environment(**more: str) -> dict[str, str]:
    """What a fresh terminal has, with no settings but a key."""
    ours = ("QUANJING_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    plain = {"QUANJING_SECRET_KEY": "tests", "LANG": "C.UTF-8", "LC_ALL": ""}
    return kept | {"PYTHONPATH": str(ROOT / "src")} | plain | more


def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quanjing.cli.main", *arguments],
        cwd=folder,
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Runs the command in the test's own folder; `LANG="zh_CN.UTF-8"` and other settings by name."""
    return lambda *arguments, **settings: run(tmp_path, *arguments, **settings)


def lay_out(folder: Path) -> None:
    """A database that has its tables already; making them takes longer than most tests."""
    (folder / "var").mkdir()
    sqlite_copy(folder / "var" / "quanjing.sqlite3")


@pytest.fixture
def migrated(call: Call, tmp_path: Path) -> Call:
    """`call` in a folder whose database has its tables already."""
    lay_out(tmp_path)
    return call


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small demo world, built once."""
    folder = tmp_path_factory.mktemp("built")
    lay_out(folder)
    assert run(folder, "demo", "--size", "small").returncode == 0
    return folder


@pytest.fixture
def office(call: Call, built: Path, tmp_path: Path) -> Call:
    """`call` in a folder of its own that has the small demo world."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return call


def assert_refused(done: subprocess.CompletedProcess[str], line: str) -> None:
    """Exit status 2, and one line on standard error with nothing else."""
    assert (done.returncode, done.stderr) == (2, line + "\n")
