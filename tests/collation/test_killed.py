"""Workers that are killed in the middle of a paper: nothing is lost, nothing doubled, nothing left behind."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.racing import ROOT, environment, new_database

SEED = int(os.environ.get("QUANJING_KILL_SEED", "20261121"))


def settings_for(database: str, folder: Path) -> dict[str, str]:
    (folder / "tmp").mkdir()
    return environment(database) | {
        "DJANGO_SETTINGS_MODULE": "quanjing.config.settings",
        "QUANJING_FILES_URL": f"file://{folder / 'files'}",
        "QUANJING_SECRET_KEY": "tests only",
        "TMPDIR": str(folder / "tmp"),
    }


def run(settings: dict[str, str], verb: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.collation.worker", verb, *arguments],
        cwd=ROOT, env=settings, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def killed(settings: dict[str, str], after: float) -> bool:
    """Starts a worker and kills it some time after it has begun; False where it was done before."""
    command = [sys.executable, "-m", "tests.collation.worker", "work"]
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=silent) as worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        try:
            worker.wait(timeout=after)
        except subprocess.TimeoutExpired:
            worker.kill()
            return True
    return False


def through(folder: Path, units: int, rounds: int, kills: int, longest: float) -> dict[str, Any]:
    chance = random.Random(SEED)
    deaths = 0
    with new_database(folder) as database:
        settings = settings_for(database, folder)
        run(settings, "prepare", str(units), str(rounds))
        while deaths < kills:
            if killed(settings, chance.uniform(0.05, longest)):
                deaths += 1
            else:
                run(settings, "ask", "1")
        run(settings, "work")
        return run(settings, "ledger") | {"deaths": deaths}


def check(found: dict[str, Any], units: int) -> None:
    """Each paper is there once, sound, with every unit once and in its order."""
    names = [f"江岚省第{number:04d}学会" for number in range(units)]
    assert found["errors"] == []
    papers = len(found["papers"])
    assert found["states"] == {"done": papers}
    for paper in found["papers"]:
        assert paper["sound"] is True
        assert paper["entries"] == (0 if paper["kind"] == "files" else units)
        assert len(paper["units"]) == units
        assert all(name in unit for name, unit in zip(names, paper["units"], strict=True))
    assert (found["files"], found["rows"]) == (True, papers)
    assert (found["working"], found["folders"]) == ([], [])


def test_three_kills_lose_and_double_nothing(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    with django_db_blocker.unblock():
        found = through(tmp_path, 60, 2, 3, 1.0)
    check(found, 60)
    assert found["deaths"] == 3


@pytest.mark.slow
def test_fifty_kills_lose_and_double_nothing(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    started = time.perf_counter()
    with django_db_blocker.unblock():
        found = through(tmp_path, 100, 4, 50, 3.0)
    with capsys.disabled():
        spent = time.perf_counter() - started
        print(f"\n{found['deaths']} kills, {len(found['papers'])} papers, {spent:.0f} s, seed {SEED}")
    check(found, 100)
    assert found["deaths"] == 50
