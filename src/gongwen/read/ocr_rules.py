"""The ruling lines of a picture of a page, for the tables between them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from gongwen.read.ocr_engine import Image
from gongwen.read.pdf_page import Rule

# Points of a page as `ocr_page` measures it.
_ACROSS = 24.0  # shorter strokes across belong to signs
_DOWN = 12.0  # rows are lower than columns are wide
_THICK = 5.0
_TOUCH = 4.0  # from the end of a line down to the line across that it ends at
_OVERHANG = 8.0  # of a line across over the last line down
_GAP = 4.0  # that worn print leaves in a line
_PAPER = 25.0  # around a place: what it is darker than
_DARKER = 12  # levels


def ruling(image: Image, scale: float) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical lines, in points; `scale` is points a pixel."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    around = int(_PAPER / scale) | 1
    mean, inverted = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    dark = np.asarray(cv2.adaptiveThreshold(grey, 255, mean, inverted, max(3, around), _DARKER), np.uint8)
    across = _strokes(dark, scale, _ACROSS)
    down = _strokes(dark.T.copy(), scale, _DOWN)
    fitted = [rule for rule in (_fitted(rule, across, _TOUCH) for rule in down) if rule]
    return [_fitted(rule, fitted, _OVERHANG) or rule for rule in across], fitted


def _strokes(dark: NDArray[np.uint8], scale: float, shortest: float) -> list[Rule]:
    """Straight dark strokes along the rows of a picture."""
    row = np.ones((1, max(3, round(shortest / scale))), np.uint8)
    strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, row)
    bridge = np.ones((3, max(3, round(_GAP / scale))), np.uint8)
    strokes = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, bridge)
    stats = cv2.connectedComponentsWithStats(strokes)[2]
    boxes = ((float(value) * scale for value in stat[:4]) for stat in stats[1:])
    return [
        Rule(top + height / 2, left, left + width) for left, top, width, height in boxes if height <= _THICK
    ]


def _fitted(rule: Rule, crossing: list[Rule], off: float) -> Rule | None:
    """The rule from one crossing line to another; None where an end hangs free, as in signs."""
    near = [line.at for line in crossing if line.start - _TOUCH <= rule.at <= line.end + _TOUCH]
    start = min(near, key=lambda at: abs(at - rule.start), default=None)
    end = min(near, key=lambda at: abs(at - rule.end), default=None)
    if start is None or end is None or max(abs(start - rule.start), abs(end - rule.end)) > off:
        return None
    return Rule(rule.at, start, end) if start < end else None
