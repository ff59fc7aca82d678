from datetime import date

import pytest

from gongwen.text.days import festival_day


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("国庆", 2026, date(2026, 10, 1)),
        ("春节", 2026, date(2026, 2, 15)),
        ("端午", 2021, date(2021, 6, 12)),
        ("春节", 2099, None),
        ("元旦", 2099, date(2099, 1, 1)),
    ],
)
def test_a_festival_has_its_day_where_the_calendar_gives_it(name: str, year: int, day: date | None) -> None:
    assert festival_day(name, year) == day
