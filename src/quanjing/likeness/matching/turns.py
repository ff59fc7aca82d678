"""The turns that many texts share: slogans, titles of meetings, formulas of the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from random import Random

from quanjing.likeness.matching.folding import GRAM, fold, grams, grams_in_order

SAMPLE = 500  # texts in which they are looked for
OFTEN, OFTEN_SHARE = 10, 0.02  # so many texts, and such a share of them, have a turn
LENGTHS = range(12, 81)  # characters; a longer one is a text that many have
MOST = 64  # turns that are kept, the most frequent


def drawn(count: int) -> list[int]:
    """The places of the texts in which the turns of `count` texts are looked for, the same every time."""
    return sorted(Random(1).sample(range(count), min(SAMPLE, count)))


def common_turns(texts: Sequence[str]) -> list[str]:
    """The common turns of these texts, folded, the longest first."""
    sample = [fold(text) for text in texts]
    counted: Counter[int] = Counter()
    for folded in sample:
        counted.update(set(grams(folded)))
    least = max(OFTEN, OFTEN_SHARE * len(sample))
    often = frozenset(gram for gram, count in counted.items() if count >= least)
    found = Counter(turn for folded in sample for turn in set(_stretches(folded, often)))
    kept = sorted(found, key=lambda turn: (-found[turn], turn))[:MOST]  # the same ones every time
    return sorted(kept, key=lambda turn: (-len(turn), turn))


def _stretches(folded: str, often: AbstractSet[int]) -> Iterator[str]:
    """The stretches of a text that consist of frequent runs and are as long as a turn."""
    start = -1
    for place, gram in enumerate([*grams_in_order(folded), -1]):
        if gram in often:
            start = place if start < 0 else start
        elif start >= 0:
            end = place + GRAM - 1
            if end - start in LENGTHS:
                yield folded[start:end]
            start = -1
