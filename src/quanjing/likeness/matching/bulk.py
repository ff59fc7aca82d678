"""All texts of a call against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quanjing.likeness.matching.passages import SHOWN, Compared, shares
from quanjing.likeness.matching.sketching import candidates, sketches
from quanjing.likeness.matching.turns import common_turns


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their places, and the share (0 to 1) of each that stands in the other."""

    one: int
    other: int
    share: float
    other_share: float


def pairs(
    texts: Sequence[str], known: Iterable[str] = (), turns: Sequence[str] | None = None
) -> Iterator[Pair]:
    """The pairs of which one stands in the other, verified passage by passage; `known` as in `Compared`."""
    shared = common_turns(texts) if turns is None else turns
    sources = tuple(known)

    @lru_cache(maxsize=2_000)
    def compared(place: int) -> Compared:
        return Compared(texts[place], sources, shared)

    for one, other in sorted(candidates(list(sketches(texts, shared)))):
        found = shares(compared(one), compared(other))
        if max(found) >= SHOWN:
            yield Pair(one, other, *found)
