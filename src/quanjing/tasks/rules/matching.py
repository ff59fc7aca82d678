"""Which part of a sheet answers which task: shared pairs of characters, nothing hidden.

A pair that stands in more than half of the tasks says nothing about one of them and is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

ENOUGH = 2  # shared pairs; one alone is chance
_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]+")


def pairs_of(text: str) -> set[str]:
    """The pairs of neighbouring characters in the words of a text."""
    return {word[at : at + 2] for word in _WORD.findall(text) for at in range(len(word) - 1)}


def best_matches(block_text: str, task_texts: Sequence[str]) -> list[int]:
    """The places (from 0) of the tasks that share most pairs with the block; empty where none shares enough.

    Several only where they tie: such a block serves them all, and each of its rows asks which.
    """
    pairs = [pairs_of(text) for text in task_texts]
    common = {
        pair for pair, count in Counter(p for each in pairs for p in each).items() if 2 * count > len(pairs)
    }
    telling = pairs_of(block_text) - (common if len(pairs) > 1 else set())
    scores = [len(telling & each) for each in pairs]
    best = max(scores, default=0)
    return [place for place, score in enumerate(scores) if score == best] if best >= ENOUGH else []
