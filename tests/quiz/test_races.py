"""Two windows of one person at the same moment: limits hold, what counts is what came first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.quiz.conftest import OPENS
from tests.racing import new_database, race

HERE = "tests.quiz.races"


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("race")
    with django_db_blocker.unblock(), new_database(folder) as url:
        yield url


def test_windows_that_race_share_an_attempt_its_result_and_the_limit(database: str) -> None:
    assert race(database, f"{HERE}:prepare", OPENS - timedelta(hours=1), times=1) == ["prepared"]
    begun = race(database, f"{HERE}:begin", OPENS)
    assert (len(set(begun)), begun[0].split()[0]) == (1, "1")
    answers = [["right"], ["wrong"], ["right"], ["wrong"]]
    assert len(set(race(database, f"{HERE}:hand_in", OPENS + timedelta(seconds=9), *answers))) == 1
    assert set(race(database, f"{HERE}:rush", OPENS + timedelta(seconds=20))) <= {"1", "2"}
    assert race(database, f"{HERE}:rush", OPENS + timedelta(seconds=30), times=1) == ["2"]
