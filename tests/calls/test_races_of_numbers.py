"""Numbers taken at the same moment are given once and leave no gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from quanjing.foundation import clock
from tests.racing import new_database, race

HERE = "tests.calls.races_of_numbers"
NOW = datetime(2026, 9, 3, 9, tzinfo=clock.CHINA)


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("race")
    with django_db_blocker.unblock(), new_database(folder) as url:
        yield url


def test_projects_and_certificates_are_numbered_without_a_gap(database: str) -> None:
    assert race(database, f"{HERE}:prepare", NOW, times=1) == ["prepared"]
    begun = [number for said in race(database, f"{HERE}:begin", NOW) for number in said.split()]
    assert sorted(begun) == [f"1-2026-{place:03d}" for place in range(1, 21)]
    certified = [int(place) for said in race(database, f"{HERE}:certify", NOW) for place in said.split()]
    assert sorted(certified) == list(range(1, 61))
    assert race(database, f"{HERE}:next_project", NOW, times=1) == ["1-2026-021"]
