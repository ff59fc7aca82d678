import pytest

from gongwen.text.clocks import clock


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("下午5点", "17:00"),
        ("17:00", "17:00"),
        ("下午14:00", "14:00"),
        ("上午9点半", "09:30"),
        ("16点", "16:00"),
        ("17时30分", "17:30"),
        ("十七时三十分", "17:30"),
        ("中午12:00", "12:00"),
        ("中午12时", "12:00"),
        ("中午1点", "13:00"),
        ("中午", "12:00"),
        ("晚12点", "24:00"),
        ("凌晨12点", "00:00"),
        ("零时", "00:00"),
        ("24:00", "24:00"),
    ],
)
def test_clock_times(written: str, time: str) -> None:
    assert clock(written) == time


@pytest.mark.parametrize("written", ["", "31:00", "24:30", "12:75", "下班", "下午"])
def test_what_is_no_hour_of_a_day_is_no_time(written: str) -> None:
    assert clock(written) is None
