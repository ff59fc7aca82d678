"""Whether a number is the sum of those above it: such a one tells nothing that the others do not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.extract import sheet_words as words
from gongwen.sheets.plan import Row
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_CLOSE = 0.006  # sums may be rounded to two digits


def adds_up(rows: Sequence[Row], number: int, at: int) -> bool:
    """Whether the box holds the sum of its column: since the last sum, of all numbers, or of the sums."""
    box = rows[number].boxes[at]
    total = _number(box.text)
    plain: list[float] = []
    since: list[float] = []
    sums: list[float] = []
    for row in rows[:number]:
        if row.part != rows[number].part:
            continue
        is_sum = words.is_total(next((one.text for one in row.boxes if one.text), ""))
        found = [
            value
            for one in row.boxes
            if one.column <= box.column < one.right and (value := _number(one.text)) is not None
        ]
        if is_sum:
            sums, since = sums + found, []
        else:
            plain, since = plain + found, since + found
    return total is not None and any(abs(total - sum(one)) < _CLOSE for one in (plain, since, sums))


def _number(text: str) -> float | None:
    found = _NUMBER.match(squeeze(fold(text)))
    return float(found.group().replace(",", "")) if found else None
