from datetime import date

import pytest

from gongwen.text.dates import clock, shift_month, whole_date


@pytest.mark.parametrize(
    "written",
    ["2026年9月5日", "二〇二六年九月五日", "二○二六年九月五日", "2026-09-05", "2026/9/5", "2026.9.5"],
)
def test_a_full_date_is_read_in_every_writing(written: str) -> None:
    assert whole_date(written.replace("○", "〇")) == date(2026, 9, 5)


@pytest.mark.parametrize(
    "text", ["2026年13月5日", "2026年2月30日", "2026年9月", "9月5日", "2026年9月5日印发"]
)
def test_what_is_not_one_full_day_is_no_date(text: str) -> None:
    assert whole_date(text) is None


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("下午5点", "17:00"),
        ("17:00", "17:00"),
        ("下午14:00", "14:00"),
        ("上午9点半", "09:30"),
        ("16点", "16:00"),
        ("中午12:00", "12:00"),
        ("24:00", "24:00"),
    ],
)
def test_clock_times(written: str, time: str) -> None:
    assert clock(written) == time


def test_an_impossible_hour_is_no_time() -> None:
    assert clock("31:00") is None


def test_months_run_over_the_year_end() -> None:
    assert shift_month(date(2026, 12, 15), 1) == date(2027, 1, 1)
