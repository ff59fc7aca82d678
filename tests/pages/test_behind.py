"""The records behind a figure are those that it counts, for every figure and body."""

from __future__ import annotations

from datetime import date

import pytest

from quanjing.foundation import clock
from quanjing.foundation.figures import NO_MONTH, When, counters, month_key
from quanjing.organizations.models import Organization
from tests.contracts import Places

MONTHS = tuple(date(2026, month, 1) for month in range(1, 10))


def counted(columns: dict[tuple[str, str], dict[int, int]], name: str, body: int) -> int:
    if (name, NO_MONTH) in columns:
        return columns[name, NO_MONTH].get(body, 0)
    return sum(columns.get((name, month_key(month)), {}).get(body, 0) for month in MONTHS)


@pytest.mark.parametrize("code", sorted(one.code for one in counters() if one.behind))
def test_a_list_holds_what_its_figure_counts(places: Places, code: str) -> None:
    when = When(clock.now(), clock.today(), MONTHS)
    counter = next(one for one in counters() if one.code == code)
    columns: dict[tuple[str, str], dict[int, int]] = dict(counter.count(when))  # type: ignore[arg-type]
    found = {}
    for figure in counter.figures:
        for body in Organization.objects.values_list("pk", flat=True):
            assert counter.behind is not None
            records = counter.behind(figure.code, body, when)
            if records is not None:
                listed = sum(one.times for one in records if one.counts)
                number = counted(columns, figure.numerator, body)
                found[figure.code, body] = (min(listed, 1), number) if figure.bodies else (listed, number)
    assert {key: pair for key, pair in found.items() if pair[0] != pair[1]} == {}
