"""Workers that are killed in the middle of a paper: nothing is lost, nothing doubled, nothing left behind."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

import pytest
from tests.racing import ended, environment, killed, new_database, started

WORKER = "tests.collation.worker:said"
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
    found: dict[str, Any] = json.loads(ended(started(settings, WORKER, None, verb, *arguments)))
    return found


def through(folder: Path, units: int, rounds: int, kills: int, longest: float) -> dict[str, Any]:
    chance = random.Random(SEED)
    deaths = 0
    with new_database(folder) as database:
        settings = settings_for(database, folder)
        run(settings, "prepare", str(units), str(rounds))
        while deaths < kills:
            if killed(started(settings, WORKER, None, "work"), chance.uniform(0.05, longest)):
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
