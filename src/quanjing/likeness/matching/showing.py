"""A match as people read it: pieces of both texts side by side, with what counts and what does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from quanjing.likeness.matching.folding import fold
from quanjing.likeness.matching.passages import RUN, Compared, Match, left_out

AROUND = 30  # characters of each side that are shown about a passage
MOST_QUOTED = 10  # passages that stand in both and do not count, as they are listed

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text: the same in both (`same`), not counted (`out`), or neither."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """One passage with what stands about it, in both texts."""

    own: tuple[Piece, ...]
    other: tuple[Piece, ...]


def side_by_side(one: Compared, other: Compared, found: Match) -> list[Beside]:
    """Every passage of a match, in the order of the first text."""
    mine = [(passage.start, passage.end) for passage in found.passages]
    theirs = [(passage.other_start, passage.other_end) for passage in found.passages]
    gone, gone_there = left_out(one), left_out(other)
    return [
        Beside(_pieces(one.text, own, mine, gone), _pieces(other.text, there, theirs, gone_there))
        for own, there in zip(mine, theirs, strict=True)
    ]


def not_counted(one: Compared, other: Compared) -> list[str]:
    """What stands in both but does not count, as the first text has it: each once, the longest first."""
    stretches = {one.text[start:end] for start, end in left_out(one)}
    shared = [words for words in stretches if len(fold(words)) >= RUN and fold(words) in other.folded]
    return sorted(shared, key=lambda words: (-len(words), words))[:MOST_QUOTED]


def _pieces(text: str, span: Span, same: Iterable[Span], gone: Iterable[Span]) -> tuple[Piece, ...]:
    """The characters about a span; what counts goes before what does not where they overlap."""
    start, end = max(0, span[0] - AROUND), min(len(text), span[1] + AROUND)
    kinds = [""] * (end - start)
    for kind, spans in (("out", gone), ("same", same)):
        for first, last in spans:
            for place in range(max(first, start), min(last, end)):
                kinds[place - start] = kind
    turns = [0, *(at for at, (left, right) in enumerate(pairwise(kinds), 1) if left != right), len(kinds)]
    shown = [Piece(text[start + a : start + b], kinds[a]) for a, b in pairwise(turns) if b > a]
    before = [Piece("…")] if start else []
    return (*before, *shown, *([Piece("…")] if end < len(text) else []))
