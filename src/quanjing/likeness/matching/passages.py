"""Where one text stands in another: the passages, with what is not its author's own left out.

Not counted are the labels of the sheet, what is quoted between marks, the turns that many texts share, and,
of two reports, what both took from the notice. The figure is a help for reading, never a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from quanjing.likeness.matching.folding import fold, places

RUN = 10  # characters that are equal without a gap before they count
GAP = 8  # characters changed between two runs that still make one passage
PASSAGE = 16  # equal characters of a passage before it is shown
SHOWN = 0.15  # share of a text below which nothing is said
STRIDE = 5  # of the other text every fifth place is noted, with what follows it
NOTED = RUN - STRIDE + 1  # so that every run of `RUN` holds a noted piece
_OWN, _OTHER = "\x00", "\x01"  # what does not count equals nothing
_GONE = re.compile(f"{_OWN}+")
_QUOTED = re.compile(
    "[\u201c\u300a\u300c]([^\u201c\u201d\u300a\u300b\u300c\u300d]{3,80})[\u201d\u300b\u300d]"
)

Run = tuple[int, int, int]  # place, place in the other, length
Sought = tuple[str, dict[str, int]]  # a folded text, and where its pieces stand


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of both texts: places in the texts as they were written; `equal` characters are the same."""

    start: int
    end: int
    other_start: int
    other_end: int
    equal: int


@dataclass(frozen=True, slots=True)
class Match:
    """`share` of the text's characters (0 to 1) stands in the other, in these passages; and the reverse."""

    share: float
    other_share: float
    passages: tuple[Passage, ...]


class Compared:
    """A text ready to be compared. Passages of `known` do not count, nor do `turns` (folded)."""

    def __init__(self, text: str, known: Iterable[str] = (), turns: Sequence[str] = ()) -> None:
        self.text = text
        self.folded = fold(text)
        self.counted = _without(text, self.folded, known, turns)

    @cached_property
    def sought(self) -> Sought:
        """As the text in which another is looked for."""
        return _sought(self.counted.replace(_OWN, _OTHER))


def compare(
    text: str, others: Iterable[str], known: Iterable[str] = (), turns: Sequence[str] = ()
) -> list[Match]:
    """What of a text stands in each of the others, in their order."""
    sources = tuple(known)
    one = Compared(text, sources, turns)
    return [match(one, Compared(other, sources, turns)) for other in others]


def match(one: Compared, other: Compared) -> Match:
    """The passages of one text that stand in another."""
    passages = _passages(one, other)
    if not passages:
        return Match(0.0, 0.0, ())
    mine, theirs = places(one.text), places(other.text)
    shown = tuple(
        Passage(mine[i], mine[j - 1] + 1, theirs[k], theirs[m - 1] + 1, equal)
        for i, j, k, m, equal in passages
    )
    equal = _equal(passages)
    return Match(equal / len(one.folded), equal / len(other.folded), shown)


def shares(one: Compared, other: Compared) -> tuple[float, float]:
    """The share of the first text that stands in the second, and the reverse, from one look."""
    equal = _equal(_passages(one, other))
    return (equal / len(one.folded), equal / len(other.folded)) if equal else (0.0, 0.0)


def left_out(one: Compared) -> list[tuple[int, int]]:
    """The stretches of a text that do not count, by place: what is quoted, printed or a common turn."""
    at = places(one.text)
    return [
        (at[gone.start()], at[gone.end() - 1] + 1) for gone in _GONE.finditer(one.counted) if gone.group()
    ]


Joined = tuple[int, int, int, int, int]  # start, end, start and end in the other, equal characters


def _equal(passages: Iterable[Joined]) -> int:
    return sum(passage[4] for passage in passages)


def _passages(one: Compared, other: Compared) -> list[Joined]:
    runs = _runs(one.counted, other.sought)
    return [passage for passage in _joined(runs) if passage[4] >= PASSAGE]


def _without(text: str, folded: str, known: Iterable[str], turns: Iterable[str]) -> str:
    """The folded text with signs that equal nothing in the place of what does not count."""
    counted = folded
    for words in _QUOTED.findall(text):
        quoted = fold(words)
        if quoted:
            counted = counted.replace(quoted, _OWN * len(quoted))
    for turn in turns:
        if turn in counted:
            counted = counted.replace(turn, _OWN * len(turn))
    for source in known:
        for start, _there, length in list(_runs(counted, _known(source))):
            counted = counted[:start] + _OWN * length + counted[start + length :]
    return counted


@lru_cache(maxsize=256)
def _known(source: str) -> Sought:
    """Of words that are taken out of every text."""
    return _sought(fold(source))


def _sought(other: str) -> Sought:
    last = (len(other) - NOTED) // STRIDE * STRIDE
    return other, {other[at : at + NOTED]: at for at in range(last, -1, -STRIDE)}


def _runs(one: str, sought: Sought) -> Iterator[Run]:
    """Equal runs in the order of `one`, as long as they go, none twice."""
    other, noted = sought
    place, done, last = 0, 0, len(one) - NOTED
    while place <= last:
        there = noted.get(one[place : place + NOTED], -1)
        if there < 0:
            place += 1
            continue
        start, end = place, place + NOTED
        shift = there - place
        while start > done and start + shift > 0 and one[start - 1] == other[start + shift - 1]:
            start -= 1
        longest = min(len(one), len(other) - shift)
        while end < longest and one[end : end + 8] == other[end + shift : end + shift + 8]:
            end = min(end + 8, longest)
        while end < longest and one[end] == other[end + shift]:
            end += 1
        if end - start >= RUN:
            yield start, start + shift, end - start
            place = done = end
        else:
            place += 1


def _joined(runs: Iterable[Run]) -> list[Joined]:
    """Runs that follow each other in both texts with a small gap as one passage."""
    found: list[Joined] = []
    for place, there, length in runs:
        if found:
            start, end, start_there, end_there, equal = found[-1]
            if place - end <= GAP and 0 <= there - end_there <= GAP:
                found[-1] = (start, place + length, start_there, there + length, equal + length)
                continue
        found.append((place, place + length, there, there + length, length))
    return found
