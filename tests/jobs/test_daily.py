"""Daily work: once a day, after a restart, after downtime, by several workers, by one that dies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.racing import ended, new_database, race, started

from quanjing.foundation import clock
from quanjing.jobs import registry
from quanjing.jobs.actions import MOST_MISSED_DAYS, start_due_runs, sweep
from quanjing.jobs.models import DailyRun, Job
from quanjing.jobs.progress import LEASE, Progress


@pytest.fixture(autouse=True)
def plans(monkeypatch: pytest.MonkeyPatch) -> dict[str, registry.Plan]:
    """Only what the test plans."""
    empty: dict[str, registry.Plan] = {}
    monkeypatch.setattr(registry, "_plans", empty)
    monkeypatch.setattr(registry, "_works", dict(registry._works))
    return empty


def nothing(progress: Progress, day: str) -> dict[str, Any]:
    return {"day": day}


@pytest.fixture
def at_ten() -> None:
    registry.daily("tests.daily", at="10:00")(nothing)


def china(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=clock.CHINA)


def days() -> list[date]:
    return list(DailyRun.objects.order_by("day").values_list("day", flat=True))


@pytest.mark.usefixtures("db", "at_ten")
class TestDays:
    def test_before_its_time_nothing_starts(self) -> None:
        with clock.frozen(china(3, 9, 59)):
            assert start_due_runs() == 0

    def test_at_its_time_it_starts_once(self) -> None:
        with clock.frozen(china(3, 10)):
            assert [start_due_runs(), start_due_runs()] == [1, 0]
        run = DailyRun.objects.get()
        assert run.day == date(2026, 9, 3)
        assert run.job is not None
        assert (run.job.name, run.job.arguments) == ("tests.daily", {"day": "2026-09-03"})

    def test_the_day_is_the_day_in_china(self) -> None:
        with clock.frozen(china(3, 10)):
            start_due_runs()
        with clock.frozen(china(4, 0, 30)):  # still the 3rd in UTC
            assert start_due_runs() == 0
        with clock.frozen(china(4, 10)):
            assert start_due_runs() == 1
        assert days() == [date(2026, 9, 3), date(2026, 9, 4)]

    def test_after_downtime_the_newest_missed_day_is_made_up_for(self) -> None:
        with clock.frozen(china(3, 10)):
            start_due_runs()
        with clock.frozen(china(8, 7)):
            assert start_due_runs() == 1
        assert days() == [date(2026, 9, 3), date(2026, 9, 7)]

    def test_a_clock_that_goes_back_starts_nothing_again(self) -> None:
        with clock.frozen(china(4, 10)):
            start_due_runs()
        with clock.frozen(china(3, 23)):
            assert start_due_runs() == 0

    def test_the_sweep_of_every_minute_starts_it(self) -> None:
        with clock.frozen(china(3, 10)):
            sweep()
        assert days() == [date(2026, 9, 3)]


@pytest.mark.usefixtures("db")
class TestEveryMissedDay:
    @pytest.fixture(autouse=True)
    def plan(self) -> None:
        registry.daily("tests.each", at="10:00", every_missed_day=True)(nothing)

    def test_each_missed_day_is_made_up_for_in_order(self) -> None:
        with clock.frozen(china(3, 10)):
            start_due_runs()
        with clock.frozen(china(6, 12)):
            assert start_due_runs() == 3
        wanted = [job.arguments["day"] for job in Job.objects.order_by("pk")]
        assert wanted == ["2026-09-03", "2026-09-04", "2026-09-05", "2026-09-06"]

    def test_not_more_than_a_month(self) -> None:
        with clock.frozen(china(3, 10)):
            start_due_runs()
        with clock.frozen(china(3, 10) + timedelta(days=400)):
            assert start_due_runs() == MOST_MISSED_DAYS


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("race")
    with django_db_blocker.unblock(), new_database(folder) as url:
        yield url


def test_four_workers_start_it_once_and_a_dead_one_is_replaced(database: str) -> None:
    assert sorted(race(database, "tests.jobs.races:start", china(3, 9))) == ["0", "0", "0", "1"]
    dying = started(database, "tests.jobs.races:work", china(3, 9))
    dying.go()
    assert dying.line() == "half-way"
    dying.kill()
    assert ended(started(database, "tests.jobs.races:state", china(3, 9))) == "running 1 2026-09-03 1"
    later = china(3, 9) + 3 * LEASE
    assert race(database, "tests.jobs.races:sweep_and_work", later, times=1) == ["done 2 2026-09-03 1"]
