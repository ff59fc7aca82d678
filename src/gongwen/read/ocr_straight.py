"""Pictures of pages turned upright: first by quarters, then by the few degrees of a slanted sheet."""

from __future__ import annotations

import math

import cv2
import numpy as np

from gongwen.read.ocr_engine import Image, Quad, cut, find_lines, heads_down, read_lines

_GLANCE = 960  # pixels of the longer side: enough to see how the lines run
_LONG = 1.5  # times its other side: a box that shows a direction
_JURY = 12  # of the longest lines that tell which side is up
_AGREED = 0.25  # a dissent up to this share does not call for reading both ways
_LEVEL = 0.1  # degrees that are straight enough
_STEEPEST = 20.0  # degrees: a line that slants more is decoration
_AROUND, _STEP = 3.0, 0.1  # degrees searched around what the boxes of lines say
_DOTS = 60_000  # of ink that are enough to see rows in
_PAPER, _DARKER = 31, 15  # pixels around a dot, and levels that it is darker than they are


def straight(image: Image) -> Image:
    """The page with its lines horizontal and its head up."""
    scale = min(1.0, _GLANCE / max(image.shape[:2]))
    glance = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    quads = (_along(quad / np.float32(scale)) for quad in find_lines(np.asarray(glance, np.uint8)))
    lines = sorted((quad for quad in quads if _length(quad) > _LONG * _thickness(quad)), key=_length)
    tall = [quad for quad in lines if _runs_down(quad)]
    sideways = 2 * sum(map(_length, tall)) > sum(map(_length, lines))
    lines = [quad for quad in lines if _runs_down(quad) == sideways]
    if not lines:
        return image
    jury = [cut(image, quad) for quad in lines[-_JURY:]]
    quarters = int(sideways) + 2 * int(_stand_on_head(jury))
    slant = _refined(_turned(np.asarray(glance, np.uint8), quarters), _slant(lines, sideways))
    return _levelled(_turned(image, quarters), slant)


def _along(quad: Quad) -> Quad:
    """The same corners, the first edge along the text: to the right, or down where text runs down."""
    if np.linalg.norm(quad[1] - quad[0]) < np.linalg.norm(quad[2] - quad[1]):
        quad = np.roll(quad, -1, axis=0)
    x, y = quad[1] - quad[0]
    return np.roll(quad, 2, axis=0) if (y if abs(y) > abs(x) else x) < 0 else quad


def _length(quad: Quad) -> float:
    return float(np.linalg.norm(quad[1] - quad[0]))


def _thickness(quad: Quad) -> float:
    return float(np.linalg.norm(quad[2] - quad[1]))


def _runs_down(quad: Quad) -> bool:
    x, y = np.abs(quad[1] - quad[0])
    return bool(y > x)


def _turned(image: Image, quarters: int) -> Image:
    return np.ascontiguousarray(np.rot90(image, quarters))


def _stand_on_head(lines: list[Image]) -> bool:
    """Whether the lines are upside down; where a glance leaves doubt, both ways are read."""
    share = heads_down(lines)
    if not _AGREED < share < 1 - _AGREED:
        return share > 0.5
    return _legibility([_turned(line, 2) for line in lines]) > _legibility(lines)


def _legibility(lines: list[Image]) -> float:
    return sum(reading.confidence * len(reading.text) for reading in read_lines(lines) if reading)


def _slant(lines: list[Quad], sideways: bool) -> float:
    """Degrees by which the lines fall to the right: the median, longer lines counting more."""
    weighed = sorted((_angle(quad, sideways), _length(quad)) for quad in lines)
    half = sum(weight for _, weight in weighed) / 2
    for angle, weight in weighed:
        half -= weight
        if half <= 0:
            return angle if abs(angle) <= _STEEPEST else 0.0
    return 0.0


def _angle(quad: Quad, sideways: bool) -> float:
    x, y = (float(value) for value in quad[1] - quad[0] + quad[2] - quad[3])
    if sideways:  # a quarter turn brings what runs down to the right
        x, y = y, -x
    return math.degrees(math.atan2(y, x))


def _refined(glance: Image, slant: float) -> float:
    """The slant near a rough one at which ink gathers most in rows: short lines tell it badly."""
    grey = cv2.cvtColor(glance, cv2.COLOR_RGB2GRAY)
    mean, dark = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    y, x = np.nonzero(cv2.adaptiveThreshold(grey, 255, mean, dark, _PAPER, _DARKER))
    every = 1 + len(y) // _DOTS
    y, x = y[::every], x[::every]
    steps = round(_AROUND / _STEP)
    candidates = [slant + _STEP * n for n in range(-steps, steps + 1)]

    def gathered(degrees: float) -> float:
        rows = np.round(y - x * math.tan(math.radians(degrees))).astype(int)
        return float((np.bincount(rows - rows.min()).astype(float) ** 2).sum())

    return max(candidates, key=gathered) if len(y) else slant


def _levelled(image: Image, degrees: float) -> Image:
    if abs(degrees) < _LEVEL:
        return image
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    new_width, new_height = round(width * cos + height * sin), round(width * sin + height * cos)
    turn[:, 2] += ((new_width - width) / 2, (new_height - height) / 2)
    paper = [float(value) for value in np.median(image[::16, ::16].reshape(-1, 3), axis=0)]
    turned = cv2.warpAffine(
        image,
        turn,
        (new_width, new_height),
        flags=cv2.INTER_CUBIC,
        borderValue=(paper[0], paper[1], paper[2]),
    )
    return np.asarray(turned, np.uint8)
