"""The recognizer itself: one RapidOCR object a process, its models inside the wheel, no network.

Its pieces are called one by one, because pages are turned and cleaned between finding the lines
and reading them.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]  # height, width, 3 colours
Quad = NDArray[np.float32]  # four corners, clockwise from the top left

_THREADS = 2  # several workers share one machine
_LONGEST = 100  # times its height: a longer box is a rule, not a line of text
_LEAST_SURE = 0.5  # below that it is a smudge
_PARAMS = {
    "Global.log_level": "critical",
    "Global.max_side_len": 10_000,  # pictures come in the size that they are to be read in
    "Global.min_side_len": 1,  # nothing is enlarged: a strip would grow to hundreds of megabytes
    "Global.use_vertical_padding": False,
    "Det.limit_type": "max",
    "Det.limit_side_len": 10_000,
    "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff》”）])[oO](?=[\u4e00-\u9fff”]|$)"
)  # the small ring that ends sentences
_lock = threading.Lock()


class Reading(NamedTuple):
    """What stands in one box: its text, how sure, and where each sign's middle lies (0 to 1)."""

    text: str
    confidence: float
    middles: tuple[float, ...]


def name() -> str:
    """What recognizes, for the document's source."""
    return f"RapidOCR {version('rapidocr')}"


def find_lines(image: Image) -> list[Quad]:
    """The boxes of printed text in a picture."""
    with _lock:
        boxes = _engine()(image, use_det=True, use_cls=False, use_rec=False).boxes
    return [] if boxes is None else [np.asarray(box, np.float32) for box in boxes]


def read_lines(crops: Sequence[Image]) -> list[Reading | None]:
    """The text of each picture of a line; None where nothing legible stands."""
    legible = [n for n, crop in enumerate(crops) if crop.shape[1] <= _LONGEST * crop.shape[0]]
    readings: list[Reading | None] = [None] * len(crops)
    if not legible:
        return readings
    with _lock:
        engine = _engine()
        engine.return_word_box = True
        found = engine.recognize_txt([crops[n] for n in legible])
    for n, text, score, words in zip(legible, found.txts, found.scores, found.word_results, strict=True):
        text = text.strip()
        if text and score >= _LEAST_SURE:
            readings[n] = Reading(_STOP.sub("。", text), float(score), _middles(text, words))
    return readings


def heads_down(crops: Sequence[Image]) -> float:
    """The share of pictures of lines that stand on their head, 0 to 1."""
    with _lock:
        _, votes = _engine().cls_and_rotate(list(crops))
    return [label for label, _ in votes.cls_res].count("180") / len(crops)


def cut(image: Image, quad: Quad) -> Image:
    """The picture inside a box, made rectangular."""
    width = max(1, round(float(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[3] - quad[2])))))
    height = max(1, round(float(max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2])))))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    transform = cv2.getPerspectiveTransform(quad, corners)
    crop = cv2.warpPerspective(
        image, transform, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(crop, np.uint8)


@cache
def _engine() -> Any:
    """Called under the lock: two threads must not load the models twice."""
    from rapidocr import RapidOCR

    return RapidOCR(params=dict(_PARAMS))


def _middles(text: str, words: Any) -> tuple[float, ...]:
    """Where the signs stand; the recognizer gives no place to spaces: they stand between others."""
    columns = [column for word in words.word_cols for column in word]
    places = iter((column + 0.5) / words.line_txt_len for column in columns)
    known = [None if sign.isspace() else next(places, None) for sign in text]
    middles: list[float] = []
    for n, place in enumerate(known):
        if place is None:
            before = middles[-1] if middles else 0.0
            after = next((later for later in known[n + 1 :] if later is not None), before)
            place = (before + after) / 2
        middles.append(min(1.0, place))
    return tuple(middles)
