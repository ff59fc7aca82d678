"""Deadlines that come back: the phrase ("每季度末月20日前") as a rule of iCalendar, and its first day.

Where a phrase names no day in its period, the last day of the period is the last day still in time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from gongwen.model import Deadline, Recurrence
from gongwen.text.numerals import NUMERAL, numeral
from gongwen.text.widths import fold

_MONTH = re.compile(rf"({NUMERAL}{{1,3}})月(?!度)")
_DAY = re.compile(rf"({NUMERAL}{{1,3}})(?:[日号]|个?工作日|天)")
_WEEKDAYS = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天](?:[、,和及至]?(?:周|星期)?[一二三四五六日天])*)")
_SHORT = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PARTS = (("上旬", 10), ("中旬", 20), ("初", 10))
_AFTERWARDS = re.compile(r"首月|次月|下月|下季|下一季|结束后|(?:期|季|月)后")
_LONGEST, _LEAP_CYCLE = 31, 366 * 8  # days within which every day of every month comes once
_SHORTEST = 28  # days that every month has
_FRIDAY = (4,)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rule of recurrence as iCalendar names it, without an end."""

    frequency: str
    months: tuple[int, ...] = ()
    day: int | None = None  # of the month; in a shorter month its last
    weekdays: tuple[int, ...] = ()  # 0 is Monday

    def rule(self) -> dict[str, object]:
        """As the library of calendars takes it."""
        rule: dict[str, object] = {"FREQ": self.frequency}
        if self.months:
            rule["BYMONTH"] = list(self.months)
        if self.day is not None and self.day > _SHORTEST:
            rule |= {"BYMONTHDAY": list(range(_SHORTEST, self.day + 1)), "BYSETPOS": -1}
        elif self.day is not None:
            rule["BYMONTHDAY"] = self.day
        if self.weekdays:
            rule["BYDAY"] = [_SHORT[weekday] for weekday in self.weekdays]
        return rule

    def first(self, start: date) -> date | None:
        """The first day of the rule on or after `start`; None where the calendar ends before."""
        try:
            days = (start + timedelta(step) for step in range(_LEAP_CYCLE))
            return next((day for day in days if self._holds(day)), None)
        except OverflowError:
            return None

    def _holds(self, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        if self.day is None or day.day == self.day:
            return True
        return day.day < self.day and (day + timedelta(days=1)).day == 1


def rhythm_of(deadline: Deadline) -> Rhythm | None:
    """The rhythm of a deadline; None where it does not come back."""
    text = fold(deadline.text)
    match deadline.recurrence:
        case None:
            return None
        case Recurrence.DAILY:
            return Rhythm("DAILY")
        case Recurrence.WEEKLY:
            return Rhythm("WEEKLY", weekdays=_weekdays_of(text))
        case Recurrence.MONTHLY:
            return Rhythm("MONTHLY", day=_day_of(text))
        case Recurrence.QUARTERLY:
            months = (1, 4, 7, 10) if _AFTERWARDS.search(text) else (3, 6, 9, 12)
            return Rhythm("MONTHLY", months=months, day=_day_of(text))
        case Recurrence.YEARLY:
            return Rhythm("MONTHLY", months=_months_of(text), day=_day_of(text))


def _weekdays_of(text: str) -> tuple[int, ...]:
    named = _WEEKDAYS.search(text)
    if named is None:
        return _FRIDAY
    days = {min("一二三四五六日天".index(char), 6) for char in named[1] if char in "一二三四五六日天"}
    return tuple(sorted(days))


def _day_of(text: str) -> int:
    named = _DAY.search(text)
    number = numeral(named[1]) if named else None
    if number is not None and 1 <= number <= _LONGEST:
        return number
    return next((day for word, day in _PARTS if word in text), _LONGEST)


def _months_of(text: str) -> tuple[int, ...]:
    named = {numeral(found) for found in _MONTH.findall(text)}
    months = tuple(sorted(month for month in named if month is not None and 1 <= month <= 12))
    return months or ((6, 12) if "半年" in text else (12,))
