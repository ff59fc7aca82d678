from datetime import date

import pytest

from gongwen.text.workdays import add_workdays, is_workday


def test_a_holiday_and_a_weekend_are_skipped() -> None:
    assert add_workdays(date(2025, 9, 30), 1) == date(2025, 10, 9)


def test_a_weekend_made_a_working_day_counts() -> None:
    assert is_workday(date(2025, 10, 11))


def test_outside_the_published_years_monday_to_friday_count() -> None:
    assert [is_workday(date(2050, 1, day)) for day in (7, 8)] == [True, False]


def test_no_days_end_at_once() -> None:
    assert add_workdays(date(2026, 3, 2), 0) == date(2026, 3, 2)


def test_days_cannot_be_counted_backwards() -> None:
    with pytest.raises(ValueError, match="below zero"):
        add_workdays(date(2026, 3, 2), -1)
