"""Long texts are found by some of their runs: a sketch says how alike wholes are, not what they hold."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache

from quanjing.likeness.matching.folding import fold, grams

ONE_IN = 4  # runs that are noted, chosen by what they are
LEAST_SHARED = 4  # noted runs that two texts share before their passages are looked for
LEAST_TOUCHED = 4  # runs of all that a text shares with one that every text is compared with


def noted(text: str) -> bytes:
    """The noted runs of a text as bytes for a column."""
    return array("Q", sorted(noted_runs(text).noted)).tobytes()


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of a text, and those of them that are noted."""

    every: frozenset[int]
    noted: frozenset[int]

    def shares(self, kept: bytes) -> bool:
        """Whether this text has enough of the runs that `noted` kept of another to be compared with it."""
        return len(self.noted.intersection(memoryview(kept).cast("Q"))) >= LEAST_SHARED

    def touches(self, source: str) -> bool:
        """Whether a passage of this text may stand in a short source; it is never missed."""
        return len(self.every & runs_of(source)) >= LEAST_TOUCHED


def noted_runs(text: str) -> Runs:
    """The runs of a text."""
    every = frozenset(grams(fold(text)))
    return Runs(every, frozenset(gram for gram in every if gram % ONE_IN == 0))


@lru_cache(maxsize=64)
def runs_of(source: str) -> frozenset[int]:
    """All runs of a text that many are compared with."""
    return frozenset(grams(fold(source)))
