"""Numbers are taken by five processes at once, some failing in between: each once, none missing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from quanjing.foundation import clock
from tests.documents.races import EACH, FEW
from tests.racing import ended, new_database, race, started

MOMENT = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)
PROCESSES = 5


@pytest.mark.parametrize(
    ("function", "each"),
    [
        ("take_numbers", EACH),
        ("make_few_final", FEW),
        pytest.param("make_all_final", EACH, marks=pytest.mark.slow),
    ],
)
def test_numbers_are_given_out_once_each_without_a_gap(
    function: str, each: int, django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    with django_db_blocker.unblock(), new_database(tmp_path) as url:
        assert ended(started(url, "tests.documents.races:prepare", MOMENT)) == "prepared"
        got = race(url, f"tests.documents.races:{function}", MOMENT, times=PROCESSES)
        kept = ended(started(url, "tests.documents.races:found", MOMENT))
    by_process = [[int(one) for one in line.split(",")] for line in got]
    everything = list(range(1, PROCESSES * each + 1))
    assert sorted(number for one in by_process for number in one) == everything
    assert [int(one) for one in kept.split(",")] == everything
    assert by_process == [sorted(one) for one in by_process]
