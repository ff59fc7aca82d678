"""Nobody is told twice: several workers at one moment, and one that dies half-way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.racing import ended, new_database, race, started
from tests.urging.conftest import china

MONDAY = china(14)


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: Any, tmp_path: Any) -> Iterator[str]:
    with django_db_blocker.unblock(), new_database(tmp_path) as url:
        assert ended(started(url, "tests.urging.races:prepare", MONDAY)) == "3"
        yield url


def test_four_workers_at_one_moment_tell_each_unit_once(database: str) -> None:
    told = race(database, "tests.urging.races:remind", MONDAY)
    assert sum(int(one) for one in told) == 3
    assert ended(started(database, "tests.urging.races:sent", MONDAY)) == "3 3 3"


def test_after_a_worker_died_half_way_the_others_are_told(database: str) -> None:
    dying = started(database, "tests.urging.races:remind_half", MONDAY)
    dying.go()
    assert dying.line() == "half-way"
    dying.kill()
    assert ended(started(database, "tests.urging.races:sent", MONDAY)) == "1 1 1"
    assert ended(started(database, "tests.urging.races:remind", MONDAY)) == "2"
    assert ended(started(database, "tests.urging.races:sent", MONDAY)) == "3 3 3"
