"""One picture of a page -> its lines and tables in reading order.

Signs are handed to the layout of PDF pages, measured in points of a page whose longer side is
that of A4, so that columns and tables are found by the same rules there and here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from gongwen.read.ocr_engine import Image, Quad, Reading, cut, find_lines, read_lines
from gongwen.read.ocr_rules import ruling
from gongwen.read.ocr_seals import without_seals
from gongwen.read.ocr_stacked import side_by_side
from gongwen.read.ocr_straight import straight
from gongwen.read.pdf_flow import Item, cell_text
from gongwen.read.pdf_layout import TextLine, page_lines, text_lines
from gongwen.read.pdf_page import Glyph
from gongwen.read.pdf_tables import Grid, PlacedTable, fill, find_grids, lies_in

_LONGER_SIDE = 842.0  # points
_SOUGHT = 1700  # pixels of the longer side in which lines are looked for
_BASE = 0.8  # of a box's height: where its signs stand
_MOST_HALF = 0.6  # of a box's height: from the middle of a sign to its side
_LEAST_SIDE, _SLENDER = 32, 8  # pixels, and share of the longer side: a strip gets paper around it
_LEAST_TABLE = (60.0, 12.0)  # points: smaller ones are strokes of large signs


class Piece(NamedTuple):
    """One recognized box; lengths in points."""

    reading: Reading
    x0: float
    x1: float
    base: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page; lengths in points."""

    number: int
    width: float
    height: float
    items: tuple[Item, ...]
    pieces: tuple[Piece, ...]

    @property
    def confidence(self) -> float | None:
        """Mean over the characters, None on an empty page."""
        return _mean(self.pieces)

    @property
    def signs(self) -> int:
        """How many characters were read."""
        return sum(len(piece.reading.text) for piece in self.pieces)

    def confidence_of(self, line: TextLine) -> float:
        """Mean over the characters of one line."""
        own = (
            piece
            for piece in self.pieces
            if piece.x0 < line.x1 and line.x0 < piece.x1 and abs(piece.base - line.base) <= piece.height / 2
        )
        return _mean(tuple(own)) or 0.0


def recognize(image: Image, number: int, plain: bool = False) -> Page:
    """Read the picture of a page.

    Args:
        image: RGB, at the resolution in which the signs are to be read.
        number: the page's number from 1.
        plain: give lines from top to bottom; look for no columns or tables.
    """
    upright = without_seals(straight(_on_paper(image)))
    height, width = (int(side) for side in upright.shape[:2])
    scale = _LONGER_SIDE / max(height, width)
    pieces = tuple(_pieces(upright, scale))
    glyphs = [glyph for piece in pieces for glyph in _glyphs(piece)]
    if plain:
        items: list[Item] = list(text_lines(glyphs, number))
    else:
        items = _items(glyphs, _grids(upright, scale), number, width * scale)
    return Page(number, width * scale, height * scale, tuple(items), pieces)


def _on_paper(image: Image) -> Image:
    """The picture on a sheet that is not too slender to be looked at in small."""
    height, width = (int(side) for side in image.shape[:2])
    least = max(_LEAST_SIDE, max(height, width) // _SLENDER)
    below, beside = max(0, least - height), max(0, least - width)
    sheet = cv2.copyMakeBorder(image, 0, below, 0, beside, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    return np.asarray(sheet, np.uint8)


def _mean(pieces: tuple[Piece, ...]) -> float | None:
    signs = sum(len(piece.reading.text) for piece in pieces)
    if not signs:
        return None
    return sum(piece.reading.confidence * len(piece.reading.text) for piece in pieces) / signs


def _pieces(image: Image, scale: float) -> Iterator[Piece]:
    smaller = min(1.0, _SOUGHT / max(image.shape[:2]))
    sought = cv2.resize(image, None, fx=smaller, fy=smaller, interpolation=cv2.INTER_AREA)
    quads = [quad / np.float32(smaller) for quad in find_lines(np.asarray(sought, np.uint8))]
    readings = read_lines([side_by_side(cut(image, quad)) for quad in quads])
    for quad, reading in zip(quads, readings, strict=True):
        if reading:
            yield _placed(quad * np.float32(scale), reading)


def _placed(quad: Quad, reading: Reading) -> Piece:
    left, right = float(quad[[0, 3], 0].mean()), float(quad[[1, 2], 0].mean())
    top, bottom = float(quad[:2, 1].mean()), float(quad[2:, 1].mean())
    height = bottom - top
    if len(reading.text) > 1 and height > right - left:  # a stack: a line at half its height
        height = right - left
        top = (top + bottom - height) / 2
    return Piece(reading, left, right, top + _BASE * height, height)


def _glyphs(piece: Piece) -> Iterator[Glyph]:
    """The signs of a box side by side; only wide gaps are left between them.

    Narrow ones would be read as spaces, and the recognizer has read those already.
    """
    width, most = piece.x1 - piece.x0, _MOST_HALF * piece.height
    middles = [piece.x0 + middle * width for middle in piece.reading.middles]
    edges = [piece.x0, *((a + b) / 2 for a, b in pairwise(middles)), piece.x1]
    for sign, middle, (left, right) in zip(piece.reading.text, middles, pairwise(edges), strict=True):
        yield Glyph(sign, max(left, middle - most), min(right, middle + most), piece.base, piece.height)


def _grids(image: Image, scale: float) -> list[Grid]:
    wide, high = _LEAST_TABLE
    grids = find_grids(*ruling(image, scale))
    return [grid for grid in grids if grid.box[2] - grid.box[0] >= wide and grid.box[3] - grid.box[1] >= high]


def _items(glyphs: list[Glyph], grids: list[Grid], number: int, width: float) -> list[Item]:
    tables: list[PlacedTable] = []
    for grid in grids:
        inside = [glyph for glyph in glyphs if lies_in(glyph, grid.box)]
        if inside:
            glyphs = [glyph for glyph in glyphs if not lies_in(glyph, grid.box)]
            tables.append(_table(grid, inside, number))
    items: list[Item] = list(page_lines(glyphs, number, width))
    for table in tables:
        below = (n for n, item in enumerate(items) if _top(item) > table.top)
        items.insert(next(below, len(items)), table)
    return items


def _top(item: Item) -> float:
    return item.top if isinstance(item, PlacedTable) else item.base


def _table(grid: Grid, inside: list[Glyph], number: int) -> PlacedTable:
    def text_of(glyphs: list[Glyph]) -> str:
        right = max((glyph.x1 for glyph in glyphs), default=0.0)
        edges = [edge for edge in grid.columns if edge >= right - 1]
        return cell_text(text_lines(glyphs, number), edges[0] if edges else right)

    return PlacedTable(fill(grid, inside, text_of), number, grid.rows[0], grid.columns)
