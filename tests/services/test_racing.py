"""A thousand bodies book a hundred places at once: a hundred get one, nobody gets two."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from quanjing.foundation import clock
from tests.racing import ended, new_database, race, started
from tests.services.races import BODIES, PLACES, PROCESSES

MOMENT = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)


def test_places_are_given_out_once_each(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    with django_db_blocker.unblock(), new_database(tmp_path) as url:
        assert ended(started(url, "tests.services.races:prepare", MOMENT)) == "prepared"
        shares = [[str(share)] for share in range(PROCESSES)]
        said = race(url, "tests.services.races:book_share", MOMENT, *shares)
        got = [tuple(int(one) for one in line.split(",")) for line in said]
        kept = ended(started(url, "tests.services.races:found", MOMENT))
    assert sum(places for places, _tried in got) == PLACES
    assert sum(tried for _places, tried in got) == BODIES
    assert kept == f"{PLACES},{PLACES},{PLACES}"
