"""Two hundred documents made final by five processes at once, some failing in between."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from quanjing.foundation import clock
from tests.documents.races import EACH
from tests.racing import ended, new_database, race, started

MOMENT = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)
PROCESSES = 5


@pytest.mark.django_db
def test_two_hundred_numbers_are_given_out_once_each_without_a_gap(tmp_path: Path) -> None:
    with new_database(tmp_path) as url:
        ended(started(url, "tests.documents.races:prepare", MOMENT))
        got = race(url, "tests.documents.races:make_final", MOMENT, times=PROCESSES)
        kept = ended(started(url, "tests.documents.races:found", MOMENT))
    numbers = [int(one) for line in got for one in line.split(",")]
    everything = list(range(1, PROCESSES * EACH + 1))
    assert sorted(numbers) == everything
    assert [int(one) for one in kept.split(",")] == everything
    assert all(line.split(",") == sorted(line.split(","), key=int) for line in got)
