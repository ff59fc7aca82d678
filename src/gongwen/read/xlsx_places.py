"""Places in a worksheet: references such as $B$2:$D$9 as numbers."""

from __future__ import annotations

import re
from functools import cache

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")

Place = tuple[int, int]  # row, column, from 0
Range = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


def column_in(reference: str) -> int | None:
    """The column of a cell's reference; None where it is none."""
    found = _REFERENCE.fullmatch(reference)
    return _column(found[1]) if found else None


def range_of(reference: str) -> Range | None:
    """The range between two corners, a single cell as a range of one; None where it is neither."""
    corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":", 2)]
    first, last = corners[0], corners[-1]
    if len(corners) > 2 or not first or not last:
        return None
    top, left, bottom, right = int(first[2]) - 1, _column(first[1]), int(last[2]) - 1, _column(last[1])
    return (top, left, bottom, right) if 0 <= top <= bottom and left <= right else None


@cache
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
