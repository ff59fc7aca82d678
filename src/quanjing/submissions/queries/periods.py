"""The period that a notice asks about, read from its title."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# a year, then: yearly or the whole year | a quarter | a half | months from … to … | one month
_PERIOD = re.compile(
    r"(20\d\d)\s*\u5e74(?:(?P<whole>\u5ea6|\u5168\u5e74)"
    r"|\u7b2c?(?P<quarter>[\u4e00\u4e8c\u4e09\u56db1-4])\u5b63\u5ea6"
    r"|(?P<early>\u4e0a)\u534a\u5e74|(?P<late>\u4e0b)\u534a\u5e74"
    r"|(?P<first>\d{1,2})\u6708?\s*[-—–~\u81f3]+\s*(?P<last>\d{1,2})\u6708|(?P<month>\d{1,2})\u6708)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """Months of a year, both ends included; `text` as the notice writes it."""

    text: str
    year: int
    first: int
    last: int

    def holds(self, other: Period) -> bool:
        """Whether the other is a true part of this one."""
        inside = self.year == other.year and self.first <= other.first and other.last <= self.last
        return inside and (self.first, self.last) != (other.first, other.last)

    def overlaps(self, other: Period) -> bool:
        return self.year == other.year and self.first <= other.last and other.first <= self.last

    def is_year_after(self, other: Period) -> bool:
        """Whether the other is the same months of the year before."""
        return (self.year - 1, self.first, self.last) == (other.year, other.first, other.last)


def period_of(title: str) -> Period | None:
    """The first period in a title; None where it names none, or months that do not exist."""
    found = _PERIOD.search(title)
    if found is None:
        return None
    first, last = 1, 12
    if found["quarter"]:
        first = 3 * int(unicodedata.numeric(found["quarter"])) - 2
        last = first + 2
    elif found["early"] or found["late"]:
        first, last = (1, 6) if found["early"] else (7, 12)
    elif found["first"]:
        first, last = int(found["first"]), int(found["last"])
    elif found["month"]:
        first = last = int(found["month"])
    return Period(found.group(), int(found[1]), first, last) if 1 <= first <= last <= 12 else None
