"""Written dates turned into days, the missing year taken from the notice itself."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from gongwen.text.dates import Written

_NEXT_YEAR = timedelta(days=62)  # a date so long before the notice belongs to the year after it


@dataclass(frozen=True, slots=True)
class Base:
    """What a missing year comes from.

    `day` is the notice's own date, `year` the year that its date, number or title gives, `inherited`
    the year of the phrase before in the same item.
    """

    day: date | None = None
    year: int | None = None
    inherited: int | None = None


def shifted(day: date | None, days: int = 0, months: int = 0) -> date | None:
    """`day` moved by months (at most to the month's last day), then by days; None beyond the calendar."""
    if day is None:
        return None
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return None
    try:
        return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1])) + timedelta(
            days=days
        )
    except OverflowError:
        return None


def year_of(value: Written, base: Base) -> int | None:
    """The year that `value` means; None where nothing settles it."""
    if value.year is not None:
        return value.year
    if value.turn is not None:
        known = base.inherited or base.year
        return known + value.turn if known else None
    if base.inherited:
        return base.inherited
    if base.day and base.year and value.month:
        span = value.span(base.year)
        late = base.day.month >= 10 and value.month <= 6
        if span and late and span[1] < base.day - _NEXT_YEAR:
            return base.year + 1
    return base.year


def resolve_single(value: Written, base: Base, *, first: bool = False) -> date | None:
    """The last day (or the `first`) that `value` covers; None where the year stays open."""
    if value.ahead is not None:
        month = shifted(base.day, months=value.ahead)
        if month is None:
            return None
        value = replace(value, ahead=None, year=month.year, month=month.month)
    year = year_of(value, base)
    bounds = value.span(year) if year else None
    return bounds[0 if first else 1] if bounds else None


def resolve_range(start: Written, end: Written, base: Base) -> tuple[date | None, date | None]:
    """First and last day of a window; the end's year follows from the start's where it is missing."""
    opens = resolve_single(start, base, first=True)
    nearest = replace(base, inherited=opens.year) if opens else base
    if end.year is None and end.turn is not None:
        nearest = replace(nearest, inherited=start.year or base.inherited)
    due = resolve_single(end, nearest)
    if opens and due and due < opens and end.year is None and end.ahead is None:
        due = resolve_single(replace(end, year=due.year + 1, turn=None), nearest)
    if opens and due and due < opens:
        return None, due
    return opens, due
