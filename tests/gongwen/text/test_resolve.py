from datetime import date

import pytest

from gongwen.text.dates import Written
from gongwen.text.resolve import Base, resolve_range, resolve_single, shifted


@pytest.mark.parametrize(
    ("months", "day"), [(1, date(2026, 2, 28)), (12, date(2027, 1, 31)), (-1, date(2025, 12, 31))]
)
def test_months_end_at_the_latest_on_their_last_day(months: int, day: date) -> None:
    assert shifted(date(2026, 1, 31), months=months) == day


def test_beyond_the_calendar_there_is_no_day() -> None:
    assert [shifted(date.max, days=1), shifted(date.max, months=1), shifted(date.min, -1)] == [None] * 3


def test_next_month_of_no_day_is_none() -> None:
    assert resolve_single(Written(ahead=1), Base(None, 2026)) is None


def test_a_window_that_would_end_before_it_opens_has_no_first_day() -> None:
    start, end = Written(year=2026, month=5), Written(year=2026, month=3)
    assert resolve_range(start, end, Base()) == (None, date(2026, 3, 31))
