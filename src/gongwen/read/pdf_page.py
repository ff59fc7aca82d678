"""One page of a PDF as pdfium gives it: glyphs and ruling lines, measured from the top left."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gongwen.errors import ExpandingDocument
from gongwen.read.pdf_glyphs import printed

_SCALE = 100  # pdfium answers in whole device units
_MAX_SEGMENTS = 20_000  # a map or a diagram, not a table
_MAX_SIGNS = 300_000  # on one page; forms inside forms make millions out of a few bytes
_THIN = 2.5  # points: a rectangle this thin is a line
_SHORT = 4.0  # points: shorter strokes rule nothing
_SLANT = 0.11  # of a right angle: ten degrees
_SAMPLE = 120  # characters that tell which way a page is written
_MOST = 0.6  # share of them that decides
_FEWEST_STACKED = 8
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

    def turned(self, quarters: int, width: float, height: float) -> _Placement:
        """The placement after a text that runs down (1), upside down (2) or up (3) was laid level.

        `width` and `height` are those of the page as it is shown before.
        """
        a, b, c, d, e, f = self
        if quarters == 1:
            return _Placement(b, -a, d, -c, f, width - e)
        if quarters == 2:
            return _Placement(-a, -b, -c, -d, width - e, height - f)
        return _Placement(-b, a, -d, c, height - f, e) if quarters == 3 else self

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


def glyphs(text: pdfium.PdfTextPage, place: _Placement) -> list[Glyph]:
    """Every character that the page prints, in the order of its content, but for slanting stamps.

    Raises:
        ExpandingDocument: more of them than any page has.
    """
    box, x, y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    raw = text.raw
    count = c.FPDFText_CountChars(raw)
    if count > _MAX_SIGNS:
        raise ExpandingDocument()
    found: list[Glyph] = []
    for index in range(count):
        if c.FPDFText_IsGenerated(raw, index) == 1 or _slants(c.FPDFText_GetCharAngle(raw, index)):
            continue
        c.FPDFText_GetLooseCharBox(raw, index, box)
        c.FPDFText_GetCharOrigin(raw, index, x, y)
        left, top = place.point(box.left, box.top)
        right, bottom = place.point(box.right, box.bottom)
        code = c.FPDFText_GetUnicode(raw, index)
        sign = printed(code, not 0x20 <= code < 0xFFFE and c.FPDFText_IsHyphen(raw, index) == 1)
        if sign:
            base = place.point(x.value, y.value)[1]
            found.append(Glyph(sign, min(left, right), max(left, right), base, abs(bottom - top)))
    return found


def _slants(angle: float) -> bool:
    """Whether a sign stands neither level nor on a side: a watermark across the page."""
    quarters = angle / (math.pi / 2)
    return abs(quarters - round(quarters)) > _SLANT


def direction(text: pdfium.PdfTextPage, place: _Placement) -> int:
    """Where most of a page's text runs as it is shown: 0 to the right, 1 down, 2 left, 3 up."""
    x, y = ctypes.c_double(), ctypes.c_double()
    votes: Counter[int] = Counter()
    stacked = 0
    before = (0.0, 0.0)
    for index in range(min(c.FPDFText_CountChars(text.raw), _SAMPLE)):
        if c.FPDFText_GetUnicode(text.raw, index) <= 0x20:
            continue
        angle = c.FPDFText_GetCharAngle(text.raw, index)
        across, down = math.cos(angle), -math.sin(angle)  # counted clockwise
        shown = math.atan2(place.b * across + place.d * down, place.a * across + place.c * down)
        votes[round(shown / (math.pi / 2)) % 4] += 1
        c.FPDFText_GetCharOrigin(text.raw, index, x, y)
        point = place.point(x.value, y.value)
        em = c.FPDFText_GetFontSize(text.raw, index) or 1.0
        step = point[1] - before[1]
        stacked += abs(point[0] - before[0]) < 0.1 * em and 0.5 * em < step < 2.5 * em
        before = point
    total = sum(votes.values())
    if votes[0] == total:
        return 1 if total >= _FEWEST_STACKED and stacked > _MOST * total else 0
    quarters, most = votes.most_common(1)[0]
    return quarters if most > _MOST * total else 0


def pictured(page: pdfium.PdfPage) -> float:
    """The share of the page that its largest picture covers."""
    width, height = page.get_size()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    largest = 0.0
    for item, _ in _objects(page, placement(page), 0, c.FPDF_PAGEOBJ_IMAGE):
        if c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            largest = max(largest, abs((right.value - left.value) * (top.value - bottom.value)))
    return float(largest / max(1.0, width * height))


def rules(page: pdfium.PdfPage, place: _Placement) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical lines of the page; ([], []) where it is a drawing."""
    across: list[Rule] = []
    down: list[Rule] = []
    segments = 0
    for path, placed in _objects(page, place, 0, c.FPDF_PAGEOBJ_PATH):
        segments += max(0, c.FPDFPath_CountSegments(path))
        if segments > _MAX_SEGMENTS:
            return [], []
        for points in _subpaths(path, placed):
            _add_rules(points, across, down)
    return across, down


def _objects(
    container: pdfium.PdfPage | c.FPDF_PAGEOBJECT, place: _Placement, depth: int, wanted: int
) -> Iterator[tuple[c.FPDF_PAGEOBJECT, _Placement]]:
    """Objects of one type with their placement, those inside forms included."""
    count, get = (
        (c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject)
        if depth
        else (c.FPDFPage_CountObjects, c.FPDFPage_GetObject)
    )
    for index in range(max(0, count(container))):
        item = get(container, index)
        kind = c.FPDFPageObj_GetType(item) if item else None
        if kind == wanted:
            yield item, place.before(_matrix(item))
        elif kind == c.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            yield from _objects(item, place.before(_matrix(item)), depth + 1, wanted)


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
