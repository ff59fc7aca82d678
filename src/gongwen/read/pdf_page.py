"""One page of a PDF as pdfium gives it: glyphs and ruling lines, measured from the top left."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gongwen.read.pdf_glyphs import printed

_SCALE = 100  # pdfium answers in whole device units
_MAX_SEGMENTS = 20_000  # a map or a diagram, not a table
_THIN = 2.5  # points: a rectangle this thin is a line
_SHORT = 4.0  # points: shorter strokes rule nothing
_MAX_DEPTH = 4  # of forms inside forms


class Glyph(NamedTuple):
    """One printed character; lengths in points from the top left of the page as it is shown."""

    text: str
    x0: float
    x1: float
    base: float
    height: float


class Rule(NamedTuple):
    """A straight line along one axis: `at` on the other axis, from `start` to `end`."""

    at: float
    start: float
    end: float


class _Placement(NamedTuple):
    """Page units -> points from the top left, the page's own rotation and crop applied."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def before(self, matrix: pdfium.PdfMatrix) -> _Placement:
        """The placement of something that `matrix` is applied to first."""
        origin = self.point(matrix.e, matrix.f)
        return _Placement(
            self.a * matrix.a + self.c * matrix.b,
            self.b * matrix.a + self.d * matrix.b,
            self.a * matrix.c + self.c * matrix.d,
            self.b * matrix.c + self.d * matrix.d,
            *origin,
        )


def placement(page: pdfium.PdfPage) -> _Placement:
    """How page units are shown."""
    width, height = (max(1, round(side * _SCALE)) for side in page.get_size())
    x, y = ctypes.c_int(), ctypes.c_int()

    def shown(px: float, py: float) -> tuple[float, float]:
        c.FPDF_PageToDevice(page, 0, 0, width, height, 0, px, py, x, y)
        return x.value / _SCALE, y.value / _SCALE

    (e, f), right, up = shown(0, 0), shown(1000, 0), shown(0, 1000)
    return _Placement(
        (right[0] - e) / 1000, (right[1] - f) / 1000, (up[0] - e) / 1000, (up[1] - f) / 1000, e, f
    )


def glyphs(page: pdfium.PdfPage, place: _Placement) -> list[Glyph]:
    """Every character that the page prints, in the order of its content."""
    text = page.get_textpage()
    box, x, y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    found: list[Glyph] = []
    for index in range(c.FPDFText_CountChars(text)):
        if c.FPDFText_IsGenerated(text, index) == 1:
            continue
        c.FPDFText_GetLooseCharBox(text, index, box)
        c.FPDFText_GetCharOrigin(text, index, x, y)
        left, top = place.point(box.left, box.top)
        right, bottom = place.point(box.right, box.bottom)
        sign = printed(c.FPDFText_GetUnicode(text, index), c.FPDFText_IsHyphen(text, index) == 1)
        if sign:
            base = place.point(x.value, y.value)[1]
            found.append(Glyph(sign, min(left, right), max(left, right), base, abs(bottom - top)))
    return found


def rules(page: pdfium.PdfPage, place: _Placement) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical lines of the page; ([], []) where it is a drawing."""
    across: list[Rule] = []
    down: list[Rule] = []
    segments = 0
    for path, placed in _paths(page, place, 0):
        segments += max(0, c.FPDFPath_CountSegments(path))
        if segments > _MAX_SEGMENTS:
            return [], []
        for points in _subpaths(path, placed):
            _add_rules(points, across, down)
    return across, down


def _paths(
    container: pdfium.PdfPage | c.FPDF_PAGEOBJECT, place: _Placement, depth: int
) -> Iterator[tuple[c.FPDF_PAGEOBJECT, _Placement]]:
    """Path objects with their placement, those inside forms included."""
    count, get = (
        (c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject)
        if depth
        else (c.FPDFPage_CountObjects, c.FPDFPage_GetObject)
    )
    for index in range(max(0, count(container))):
        item = get(container, index)
        kind = c.FPDFPageObj_GetType(item) if item else None
        if kind == c.FPDF_PAGEOBJ_PATH:
            yield item, place.before(_matrix(item))
        elif kind == c.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            yield from _paths(item, place.before(_matrix(item)), depth + 1)


def _matrix(item: c.FPDF_PAGEOBJECT) -> pdfium.PdfMatrix:
    raw = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(item, raw):
        return pdfium.PdfMatrix()
    return pdfium.PdfMatrix(raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _subpaths(path: c.FPDF_PAGEOBJECT, place: _Placement) -> Iterator[list[tuple[float, float]]]:
    """The corner points of each connected piece of a path; pieces with curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for index in range(max(0, c.FPDFPath_CountSegments(path))):
        segment = c.FPDFPath_GetPathSegment(path, index)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == c.FPDF_SEGMENT_MOVETO:
            yield points
            points = []
        elif kind == c.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        points.append(place.point(x.value, y.value))
        if c.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield points


def _add_rules(points: list[tuple[float, float]], across: list[Rule], down: list[Rule]) -> None:
    if len(points) < 2:
        return
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if bottom - top <= _THIN:
        _add(across, (top + bottom) / 2, left, right)
    elif right - left <= _THIN:
        _add(down, (left + right) / 2, top, bottom)
    else:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y1 - y0) <= _THIN:
                _add(across, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
            elif abs(x1 - x0) <= _THIN:
                _add(down, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _add(found: list[Rule], at: float, start: float, end: float) -> None:
    if end - start >= _SHORT:
        found.append(Rule(at, start, end))
