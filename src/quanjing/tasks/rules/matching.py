"""Which part of a sheet answers which task: shared pairs of characters, nothing hidden.

A part may name several things ("reflections (plans)"); each of its phrases looks for its own task, first
by the tasks' names, where none fits by what they ask for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SHARE = 0.25  # of a phrase's pairs that a task must hold; less is chance
_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]+")
_PHRASE = re.compile(r"[()\uff08\uff09,\uff0c;\uff1b\u3002:\uff1a\n]+")
# Pairs that stand in nearly every sheet of an office and tell nothing: society, work, situation, basic,
# material, content, fill in, statistics, report.
_COMMON = re.compile(
    r"\u5b66\u4f1a|\u5de5\u4f5c|\u60c5\u51b5|\u57fa\u672c|\u6750\u6599"
    r"|\u5185\u5bb9|\u586b\u5199|\u7edf\u8ba1|\u62a5\u9001"
)


def pairs_of(text: str) -> set[str]:
    """The telling pairs of neighbouring characters in the words of a text."""
    pairs = (word[at : at + 2] for word in _WORD.findall(text) for at in range(len(word) - 1))
    return {pair for pair in pairs if not _COMMON.fullmatch(pair)}


def best_matches(block_label: str, names: Sequence[str], requests: Sequence[str]) -> list[int]:
    """The places (from 0) of the tasks that a block serves; empty where none fits.

    Several where phrases of the label fit different tasks, or tasks tie: then each row asks which.
    `names` and `requests` (what is asked for) are those of the tasks, in the same order.
    """
    phrases = [pairs for pairs in map(pairs_of, _PHRASE.split(block_label)) if pairs]
    for texts in (names, requests):
        held = [pairs_of(text) for text in texts]
        found = {place for phrase in phrases for place in _best(phrase, held)}
        if found:
            return sorted(found)
    return []


def _best(phrase: set[str], held: Sequence[set[str]]) -> list[int]:
    scores = [len(phrase & pairs) for pairs in held]
    best = max(scores, default=0)
    if best < max(1, SHARE * len(phrase)):
        return []
    return [place for place, score in enumerate(scores) if score == best]
