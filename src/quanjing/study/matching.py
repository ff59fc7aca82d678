"""Who moves up from a waiting list; knows no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """`quota` is the key of the quota that it counts in, None for a body without one."""

    seat: int
    quota: int | None


def moving_up(
    waiting: Sequence[Waiting], *, free: int, quotas: Mapping[int | None, int], unused: bool
) -> list[int]:
    """The seats that get a place now, in their order on the list.

    Args:
        free: places of the class that nobody has.
        quotas: of those, how many each quota still has; a quota that is not named has none.
        unused: whether places that a quota did not use go to whoever waits (nomination is over).
    """
    left = dict(quotas)
    chosen: list[int] = []
    for one in waiting:
        if len(chosen) < free and left.get(one.quota, 0) > 0:
            left[one.quota] -= 1
            chosen.append(one.seat)
    if unused:
        others = [one.seat for one in waiting if one.seat not in chosen]
        chosen += others[: max(0, free - len(chosen))]
    return chosen


def quota_of(path: str, heads: Mapping[str, int]) -> int | None:
    """The quota that a body at `path` counts in: that of the nearest head above it, or its own."""
    found = [head for head in heads if path.startswith(head)]
    return heads[max(found, key=len)] if found else None
