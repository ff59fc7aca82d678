"""Red seals taken off the page: what is printed under them is dark in the red channel too.

Only round shapes are cleared, because letterheads are red as well.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from gongwen.read.ocr_engine import Image

_REDDER = 20, 0.25  # levels above the other colours at least, and as a share: photos are dim
_LEAST, _MOST = 0.08, 0.4  # of the page's shorter side: how wide a seal is
_ROUND = 1.45  # times its other side at most, for oval ones
_RIM = (0.82, 1.05)  # of the radius: where the ring runs
_BEYOND = 0.03  # share of the red outside of the rim at most: signs have corners
_STEPS = 36  # of the circle
_CLOSED = 0.7  # share of the ring that must be there
_DARK, _BLANK = 0.3, 0.7  # of the paper's level: print stays dark, ink of the seal turns to paper


def without_seals(image: Image) -> Image:
    """The page with its seals washed out and the print under them kept."""
    red = _red(image)
    side = min(image.shape[:2])
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((max(3, side // 60),) * 2, np.uint8))
    stats = cv2.connectedComponentsWithStats(joined)[2]
    washed = image.copy()
    for number in range(1, len(stats)):
        left, top, width, height = (int(value) for value in stats[number][:4])
        if not _LEAST * side <= min(width, height) <= max(width, height) <= _MOST * side:
            continue
        area = slice(top, top + height), slice(left, left + width)
        if max(width, height) <= _ROUND * min(width, height) and _is_ringed(red[area]):
            washed[area] = _washed(washed[area])
    return washed


def _red(image: Image) -> NDArray[np.uint8]:
    colours = cv2.blur(image, (3, 3)).astype(np.int16)  # of noise
    red = colours[:, :, 0]
    surplus = red - np.maximum(colours[:, :, 1], colours[:, :, 2])
    return ((surplus > _REDDER[0]) & (surplus > _REDDER[1] * red)).astype(np.uint8)


def _is_ringed(red: NDArray[np.uint8]) -> bool:
    """Whether red runs around along the rim and stays inside it."""
    height, width = red.shape
    ys, xs = np.nonzero(red)
    x, y = (xs + 0.5) / width * 2 - 1, (ys + 0.5) / height * 2 - 1
    distance = np.hypot(x, y)
    if np.count_nonzero(distance > _RIM[1]) > _BEYOND * len(xs):
        return False
    rim = (distance >= _RIM[0]) & (distance <= _RIM[1])
    steps = np.floor((np.arctan2(y[rim], x[rim]) / np.pi + 1) / 2 * _STEPS).astype(int)
    return len(np.unique(steps % _STEPS)) >= _CLOSED * _STEPS


def _washed(area: Image) -> Image:
    red = area[:, :, 0].astype(np.float32)
    paper = max(1.0, float(np.percentile(red, 90)))
    level = np.clip((red / paper - _DARK) / (_BLANK - _DARK), 0, 1) * paper
    return np.repeat(level.astype(np.uint8)[:, :, None], 3, axis=2)
