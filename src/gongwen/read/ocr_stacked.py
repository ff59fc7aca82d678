"""Signs set under each other, as in the narrow label cells of forms, laid side by side.

The recognizer reads lines only, and it reads a line with more certainty than single signs.
"""

from __future__ import annotations

from itertools import groupby

import cv2
import numpy as np

from gongwen.read.ocr_engine import Image

_TALL = 1.8  # times its width: two signs at least
_SIGN = 0.9  # times the width of the stack: a box is a little wider than its signs
_LEAST = 0.35  # of the width: less is a stroke, not a sign
_INK = 60  # levels darker than the paper


def side_by_side(crop: Image) -> Image:
    """The picture of a stack as the picture of a line; any other picture as it is."""
    height, width = crop.shape[:2]
    if height < _TALL * width:
        return crop
    signs = _signs(crop)
    if len(signs) < 2 or any(end - start < _LEAST * width for start, end in signs):
        return crop
    side = max(end - start for start, end in signs) + 4
    paper = np.median(crop.reshape(-1, 3), axis=0).astype(np.uint8)
    line = np.full((max(side, width), len(signs) * width, 3), paper, np.uint8)
    for n, (start, end) in enumerate(signs):
        top = (line.shape[0] - (end - start)) // 2
        line[top : top + end - start, n * width : (n + 1) * width] = crop[start:end]
    return line


def _signs(crop: Image) -> list[tuple[int, int]]:
    """Where each sign begins and ends: runs of rows with ink, put together up to a sign's height."""
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY)
    inked = grey.min(axis=1) < float(np.median(grey)) - _INK
    signs: list[tuple[int, int]] = []
    for has_ink, rows in groupby(range(len(inked)), key=lambda row: bool(inked[row])):
        start, *rest = rows
        end = rest[-1] + 1 if rest else start + 1
        if not has_ink:
            continue
        if signs and end - signs[-1][0] <= _SIGN * crop.shape[1]:
            signs[-1] = signs[-1][0], end
        else:
            signs.append((start, end))
    return signs
