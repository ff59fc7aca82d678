"""Grades by bands or by quotas, and whether bands tile what there is to reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from quanjing.assessment.scoring.scheme import Band, Quota, Scheme


@dataclass(frozen=True, slots=True)
class Standing:
    """What a body reached, and in which group its quota is counted."""

    total: Decimal
    group: str
    lowest: bool = False  # by a veto


def by_band(bands: Sequence[Band], total: Decimal) -> str:
    """The grade whose band holds the total; empty where none does."""
    for band in bands:
        if band.start <= total and (band.below is None or total < band.below):
            return band.key
    return ""


def by_quota(scheme: Scheme, standings: Mapping[str, Standing]) -> dict[str, str]:
    """The grade of each body: shares are rounded down; equal totals at a border are treated alike."""
    groups: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    lowest = scheme.quotas[-1].key
    grades = {}
    for code, one in standings.items():
        grades[code] = lowest
        sizes[one.group] += 1
        if not one.lowest:
            groups[one.group].append((code, one.total))
    for name, members in groups.items():
        grades.update(_in_group(scheme.quotas, members, sizes[name], all_in=scheme.tie == "in"))
    return grades


def _in_group(
    quotas: Sequence[Quota], members: list[tuple[str, Decimal]], size: int, *, all_in: bool
) -> dict[str, str]:
    rest = sorted(members, key=lambda one: -one[1])
    grades: dict[str, str] = {}
    shares = Decimal(0)
    for quota in quotas:
        if quota.share is None:
            taken = len(rest)
        else:
            shares += quota.share
            seats = int((shares * size).to_integral_value(ROUND_FLOOR)) - len(grades)
            taken = _border([total for _code, total in rest], seats, all_in=all_in)
        grades.update((code, quota.key) for code, _total in rest[:taken])
        rest = rest[taken:]
    return grades


def _border(totals: list[Decimal], seats: int, *, all_in: bool) -> int:
    """How many of the totals (highest first) have a seat, those equal at the border all or none."""
    if seats <= 0:
        return 0
    if seats >= len(totals) or totals[seats] != totals[seats - 1]:
        return min(seats, len(totals))
    border = totals[seats - 1]
    return sum(total >= border for total in totals) if all_in else sum(total > border for total in totals)
