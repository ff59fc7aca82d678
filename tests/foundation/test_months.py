"""Months by the first of their days, over the end of a year and of February."""

from __future__ import annotations

from datetime import date

from quanjing.foundation.months import month_after, month_end, months_between


def test_a_month_ends_before_the_next_begins() -> None:
    assert [month_end(date(2028, month, 5)).day for month in (1, 2, 4, 12)] == [31, 29, 30, 31]
    assert month_after(date(2026, 12, 31)) == date(2027, 1, 1)


def test_the_months_of_a_span_hold_both_of_its_ends() -> None:
    span = months_between(date(2026, 11, 30), date(2027, 2, 1))
    assert span == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    assert months_between(date(2026, 11, 20), date(2026, 11, 10)) == [date(2026, 11, 1)]
    assert months_between(date(2026, 11, 20), date(2026, 10, 31)) == []
