"""What stands in the blanks of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.extract.sheet_boxes import Stretch
from gongwen.sheets.texts import likeness
from gongwen.sheets.values import EDGES, segments
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_LIKE = 0.6


def in_gaps(text: str, printed: str, gaps: Sequence[tuple[int, int]]) -> tuple[dict[int, str], bool]:
    """What stands in the blanks of a sentence, and whether all of the sentence was found again.

    Each answer lies between the end of what is printed before its blank and the beginning of what is
    printed behind it; where that was typed anew, its nearest characters are enough.
    """
    flat, blank = fold(text), fold(printed)
    edges = [(gaps[at - 1][1] if at else 0, start) for at, (start, _) in enumerate(gaps)]
    pieces = [blank[a:b] for a, b in edges] + [blank[gaps[-1][1] :]]
    answers: dict[int, str] = {}
    at, sure = 0, True
    for number in range(len(gaps)):
        begin = _behind(flat, pieces[number], at)
        if begin is None:
            return answers, False
        end = _before(flat, pieces[number + 1], begin)
        sure = sure and end is not None
        stop = len(flat) if end is None else end
        answers[number] = text[begin:stop].strip(EDGES)
        at = stop
    return answers, sure


def cut_like(text: str, stretches: Sequence[Stretch], printed: str) -> list[tuple[int, int]] | None:
    """Where the stretches of a printed text stand in a filled copy of it; None where boxes are not found.

    A stretch of labels that is not found is empty; its text stays with the one before.
    """
    flat = fold(text)
    begins: list[int | None] = []
    at = 0
    for one in stretches:
        found = _anchor(flat, one, fold(printed), at)
        if found is None and begins and one.options:
            return None
        begins.append((found[0] if found else None) if begins else 0)
        at = found[1] if found else at
    spans: list[tuple[int, int]] = []
    edge = len(text)
    for begin in reversed(begins):
        spans.append((edge if begin is None else begin, edge))
        edge = spans[-1][0]
    return spans[::-1]


def _anchor(flat: str, stretch: Stretch, printed: str, at: int) -> tuple[int, int] | None:
    """The label of a stretch; for boxes without one, or with it typed anew, the first of their options."""
    label = stretch.label or printed[stretch.start : stretch.end].partition(":")[0]
    wanted = (
        [label] if not stretch.options else [label, *stretch.options] if stretch.label else stretch.options
    )
    typed_anew = [one for one in segments(flat[at:]) if likeness(label, one) >= _LIKE]
    for one in [*wanted, *typed_anew[:1]]:
        hit = re.compile(r"\s*".join(map(re.escape, squeeze(fold(one))))).search(flat, at) if one else None
        if hit:
            return hit.span()
    return None


def _behind(flat: str, piece: str, at: int) -> int | None:
    """Where the answer behind a printed piece begins."""
    wanted = piece.strip(EDGES)
    if not wanted:
        return at
    for length in range(len(wanted), 1, -1):
        hit = _find(flat, wanted[len(wanted) - length :], at)
        if hit:
            return hit[1]
    return None


def _before(flat: str, piece: str, at: int) -> int | None:
    """Where the answer before a printed piece ends."""
    wanted = piece.strip(EDGES)
    if not wanted:
        return len(flat)
    for length in range(len(wanted), min(2, len(wanted)) - 1, -1):
        hit = _find(flat, wanted[:length], at)
        if hit:
            return hit[0]
    for length in range(len(wanted) - 1, 1, -1):  # its beginning was typed anew
        hit = _find(flat, wanted[len(wanted) - length :], at)
        if hit:
            return _word_before(flat, hit[0], at)
    return None


def _word_before(flat: str, end: int, at: int) -> int:
    """Where the word begins that ends at `end`, behind a space or a sign."""
    while end > at and flat[end - 1] not in EDGES + ",。;:()":
        end -= 1
    return end


def _find(flat: str, wanted: str, at: int) -> tuple[int, int] | None:
    exact = flat.find(wanted, at)
    if exact >= 0:
        return exact, exact + len(wanted)
    if not re.search(r"\s", wanted):
        return None
    hit = re.compile(r"\s*".join(map(re.escape, squeeze(wanted)))).search(flat, at)
    return hit.span() if hit else None
