"""Boxes ticked in a printed text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_BOXES = "□☐▢◻○◯"


def with_ticks(text: str, options: Sequence[str], chosen: Sequence[str]) -> str:
    """The text with ☑ for the box in front of each chosen option."""
    flat = "".join("□" if char in _BOXES else folded for char, folded in zip(text, fold(text), strict=True))
    wanted = {squeeze(fold(one)) for one in chosen}
    ticked = list(text)
    for option in options:
        spelled = squeeze(fold(option))
        found = re.search(r"□\s*" + r"\s*".join(map(re.escape, spelled)), flat)
        if found and spelled in wanted:
            ticked[found.start()] = "☑"
    return "".join(ticked)
