"""Long texts are found by some of their runs: a sketch says how alike wholes are, not what they hold."""

from __future__ import annotations

from array import array

from quanjing.likeness.matching.folding import fold, grams

ONE_IN = 4  # runs that are noted, chosen by what they are
LEAST_SHARED = 4  # noted runs that two texts share before their passages are looked for


def noted(text: str) -> bytes:
    """The noted runs of a text as bytes for a column."""
    return array("Q", sorted(_chosen(text))).tobytes()


def shares_runs(text: str, kept: bytes) -> bool:
    """Whether a text has enough of the runs that `noted` kept of another to be compared with it."""
    chosen = _chosen(text)
    return len(chosen.intersection(memoryview(kept).cast("Q"))) >= LEAST_SHARED


def _chosen(text: str) -> set[int]:
    return {gram for gram in grams(fold(text)) if gram % ONE_IN == 0}
