"""The only source of the current time; tests set it with `frozen`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
DAY_END = "24:00"

_frozen: datetime | None = None


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _frozen or datetime.now(UTC)


def today() -> date:
    """The current day in China, where every deadline is counted."""
    return now().astimezone(CHINA).date()


def end_of(day: date, at: str = DAY_END) -> datetime:
    """The moment (UTC) when `day` ends in China: `at` is HH:MM, 24:00 is midnight after the day."""
    hours, minutes = (int(part) for part in at.split(":"))
    midnight = datetime.combine(day, time(), tzinfo=CHINA)
    return (midnight + timedelta(hours=hours, minutes=minutes)).astimezone(UTC)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware); nests."""
    global _frozen
    before, _frozen = _frozen, moment
    try:
        yield
    finally:
        _frozen = before
