"""Printed texts written into: boxes ticked, where a blank ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.extract.sheet_boxes import span_of
from gongwen.extract.sheet_lines import gaps_of
from gongwen.extract.sheet_words import as_boxes, boxes_behind
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_REST = re.compile(
    r"[\s_]*(?:年[\s_]*月[\s_]*(?:日[\s_]*)?(?:[-~至到][\s_]*(?:年[\s_]*)?(?:月[\s_]*)?(?:日[\s_]*)?)?)?"
)
_BOXES = "□☐▢◻○◯"


def with_ticks(text: str, label: str, options: Sequence[str], chosen: Sequence[str]) -> str:
    """The text with ☑ for the box of each chosen option, of several groups of boxes under this label."""
    start, end = span_of(text, label, tuple(options))
    return text[:start] + _with_ticks(text[start:end], options, chosen) + text[end:]


def _with_ticks(text: str, options: Sequence[str], chosen: Sequence[str]) -> str:
    text = as_boxes(text)
    flat = "".join("□" if char in _BOXES else folded for char, folded in zip(text, fold(text), strict=True))
    wanted = {squeeze(fold(one)) for one in chosen}
    ticked = list(text)
    for option in options:
        spelled = squeeze(fold(option))
        name = r"\s*".join(map(re.escape, spelled))
        behind = boxes_behind(text)
        found = re.search(rf"{name}\s*(?P<box>□)" if behind else rf"(?P<box>□)\s*{name}", flat)
        if found and spelled in wanted:
            ticked[found.start("box")] = "☑"
    return "".join(ticked)


def blank_in(text: str, start: int) -> int:
    """Where the blank that begins at `start` ends: white space, lines, a place for days."""
    found = _REST.match(fold(text), start)
    return found.end() if found else start


def gap_in(text: str, number: int) -> tuple[int, int] | None:
    """Where the blank of a sentence stands, counted from its first."""
    lead = len(text) - len(text.lstrip())
    gaps = gaps_of(text.strip())
    if number >= len(gaps):
        return None
    start, end = gaps[number]
    return start + lead, end + lead


def behind_label(text: str, label: str) -> tuple[int, int] | None:
    """Where the blank behind a label with its colon stands; a space stays before what follows."""
    wanted = squeeze(fold(label)).rstrip(":")
    spelled = r"\s*".join(map(re.escape, wanted)) + r"\s*(?:\([^()]*\)\s*)*:"
    found = re.search(spelled, fold(text), re.IGNORECASE)
    if found is None:
        return None
    end = blank_in(text, found.end())
    return found.end(), end - (end < len(text) and end > found.end())
