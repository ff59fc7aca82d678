"""What several reviewers' marks of one line come to. Who gave which, and in what order, makes no difference.

Two that differ by no more than the tolerance: their mean. Otherwise a third is asked, and then: the mean of
the two that are nearest to each other; where the middle one is as near to both, the middle one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from quanjing.assessment.scoring.numbers import divided, rounded

FIRST, WITH_THIRD = 2, 3


def differ(one: Decimal, other: Decimal, most: Decimal, tolerance: Decimal) -> bool:
    """Whether two marks lie further apart than the tolerance of the line's most."""
    return abs(one - other) > tolerance * most


def settled(
    marks: Sequence[Decimal], most: Decimal, tolerance: Decimal, smallest: Decimal
) -> tuple[Decimal | None, str]:
    """The marks and the rule that held; None while a reviewer is still to give his."""
    if len(marks) == FIRST:
        if differ(marks[0], marks[1], most, tolerance):
            return None, "third"
        return rounded(divided(marks[0] + marks[1], 2), smallest), "two"
    if len(marks) != WITH_THIRD:
        return None, "waiting"
    low, middle, high = sorted(marks)
    if middle - low == high - middle:
        return rounded(middle, smallest), "middle"
    near = low + middle if middle - low < high - middle else middle + high
    return rounded(divided(near, 2), smallest), "nearest"
