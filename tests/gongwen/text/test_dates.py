from datetime import date

import pytest

from gongwen.text.dates import whole_date


@pytest.mark.parametrize(
    "written",
    [
        "2026年9月5日",
        "二〇二六年九月五日",
        "二○二六年九月五日",
        "2026-09-05",
        "2026/9/5",
        "2026.9.5",
        "二0二六年九月五日",
    ],
)
def test_a_full_date_is_read_in_every_writing(written: str) -> None:
    assert whole_date(written.replace("○", "〇")) == date(2026, 9, 5)


@pytest.mark.parametrize(
    "text", ["2026年13月5日", "2026年2月30日", "2026年9月", "9月5日", "2026年9月5日印发"]
)
def test_what_is_not_one_full_day_is_no_date(text: str) -> None:
    assert whole_date(text) is None
