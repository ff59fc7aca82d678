"""All texts of a call against each other; the texts themselves are handed in a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quanjing.likeness.matching.passages import SHOWN, Compared, shares
from quanjing.likeness.matching.sketching import candidates

BATCH = 200  # candidates that are looked at together: at most twice as many texts are held

Load = Callable[[Sequence[int]], Mapping[int, Compared]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their places, and the share (0 to 1) of each that stands in the other."""

    one: int
    other: int
    share: float
    other_share: float


@dataclass(frozen=True, slots=True)
class Batch:
    """What was found among some candidates; all texts before the place `reached` are done."""

    pairs: tuple[Pair, ...]
    reached: int


def pairs(made: Sequence[bytes], load: Load, start: int = 0) -> Iterator[Batch]:
    """The pairs of which one stands in the other, verified passage by passage.

    `made` are the sketches by place, b"" where there is none; `load` gives the texts at some places, ready to
    be compared; one that it leaves out is compared with nothing. Pairs whose first text stands before
    `start` are left out: who was interrupted goes on at the last `reached`.
    """
    found = sorted(pair for pair in candidates(made) if pair[0] >= start)
    for first in range(0, len(found), BATCH):
        batch = found[first : first + BATCH]
        texts = load(sorted({place for pair in batch for place in pair}))
        verified = [
            Pair(one, other, *shares(texts[one], texts[other]))
            for one, other in batch
            if one in texts and other in texts
        ]
        kept = tuple(pair for pair in verified if max(pair.share, pair.other_share) >= SHOWN)
        yield Batch(kept, batch[-1][0])
