"""One page of an OFD file: its characters and ruling lines, measured like those of a PDF page.

Lengths stand in millimetres in the file (GB/T 33190) and in points here; both count from the top
left, so that what finds lines, columns and tables in a PDF finds them here too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from lxml import etree

from gongwen.read.pdf_glyphs import printed
from gongwen.read.pdf_page import Glyph, Rule
from gongwen.text.widths import is_chinese

_POINTS = 72 / 25.4
_NUMBER = re.compile(r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})")
_COMMAND = re.compile(r"([SMLQBACsmlqbac])([^SMLQBACsmlqbac]*)")
_CURVES = set("QBA")
_MAX_SEGMENTS = 20_000  # a map or a diagram, not a table
_THIN = 2.5  # points: a rectangle this thin is a line
_SHORT = 4.0  # points: shorter strokes rule nothing
_NARROW = 0.5  # of the size: the advance of Latin letters and digits where the file gives none

Point = tuple[float, float]


class _Matrix(NamedTuple):
    """Object units -> points from the top left of the page."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


def local_name(node: etree._Element) -> str:
    """The name of an element without its namespace, which producers write in several ways."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """The numbers in an attribute."""
    return [float(found) for found in _NUMBER.findall(text or "")]


def objects(page: etree._Element, kind: str) -> Iterator[etree._Element]:
    """The visible objects of one kind, also those inside blocks."""
    for node in page.iter():
        if local_name(node) == kind and node.get("Visible", "true") != "false":
            yield node


def glyphs(page: etree._Element) -> list[Glyph]:
    """Every character that a page prints, in the order of its content."""
    return [glyph for node in objects(page, "TextObject") for glyph in _text(node)]


def rules(page: etree._Element) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical lines of a page; ([], []) where it is a drawing."""
    across: list[Rule] = []
    down: list[Rule] = []
    segments = 0
    for node in objects(page, "PathObject"):
        for points in _subpaths(node):
            segments += len(points)
            if segments > _MAX_SEGMENTS:
                return [], []
            _add_rules(points, across, down)
    return across, down


def _matrix(node: etree._Element) -> _Matrix:
    left, top = [*numbers(node.get("Boundary")), 0.0, 0.0][:2]
    own = numbers(node.get("CTM"))
    a, b, c, d, e, f = own if len(own) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return _Matrix(*(value * _POINTS for value in (a, b, c, d, e + left, f + top)))


def _text(node: etree._Element) -> Iterator[Glyph]:
    place = _matrix(node)
    size = _first(node.get("Size"), 3.5)
    stretch = _first(node.get("HScale"), 1.0)
    x = y = 0.0
    for code in node:
        if local_name(code) == "TextCode" and code.text:
            x, y = _first(code.get("X"), x), _first(code.get("Y"), y)
            yield from _signs(code, place, (x, y), size, stretch)


def _signs(
    code: etree._Element, place: _Matrix, start: Point, size: float, stretch: float
) -> Iterator[Glyph]:
    text = str(code.text)
    usual = [size * stretch * (1 if is_chinese(sign) else _NARROW) for sign in text]
    down = _deltas(code.get("DeltaY"), len(text) - 1)
    right = _deltas(code.get("DeltaX"), len(text) - 1)
    if not right:
        right = [0.0] * len(text) if down else usual[:-1]
    right += usual[len(right) : len(text) - 1]
    down += [0.0] * (len(text) - 1 - len(down))
    wide, high = math.hypot(place.a, place.b), math.hypot(place.c, place.d)
    steps = zip(accumulate(right, initial=start[0]), accumulate(down, initial=start[1]), strict=True)
    for index, (x, y) in enumerate(steps):
        sign = printed(ord(text[index]), False)
        if sign:
            left, base = place.point(x, y)
            room = right[index] if index < len(right) and right[index] > 0 else usual[index]
            yield Glyph(sign, left, left + min(room, usual[index]) * wide, base, size * high)


def _first(text: str | None, default: float) -> float:
    return next(iter(numbers(text)), default)


def _deltas(text: str | None, count: int) -> list[float]:
    """The distances between signs; "g 3 5.6" stands for three times 5.6."""
    words = iter((text or "").split())
    found: list[float] = []
    for word in words:
        if len(found) >= count:
            break
        if word != "g":
            found.append(_first(word, 0.0))
            continue
        times, value = next(words, "0"), next(words, "0")
        found += [_first(value, 0.0)] * min(count - len(found), int(_first(times, 0.0)))
    return found[: max(0, count)]


def _subpaths(node: etree._Element) -> Iterator[list[Point]]:
    """The corner points of each connected piece of a path; pieces with curves are left out."""
    place = _matrix(node)
    data = next((child.text for child in node if local_name(child) == "AbbreviatedData"), None)
    points: list[Point] = []
    for found in islice(_COMMAND.finditer(data or ""), _MAX_SEGMENTS):
        command, values = found[1].upper(), numbers(found[2])
        if command in "SM":
            yield points
            points = []
        if command == "C":
            points += points[:1]
        elif command in _CURVES:
            points = []
        elif len(values) >= 2:
            points.append(place.point(values[0], values[1]))
    yield points


def _add_rules(points: list[Point], across: list[Rule], down: list[Rule]) -> None:
    """The sides of a rectangle, or the one line that a thin rectangle stands for."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if not points or (max(xs) - min(xs) > _THIN and max(ys) - min(ys) > _THIN):
        sides = list(pairwise(points))
    else:
        sides = [((min(xs), min(ys)), (max(xs), max(ys)))]
    for (x0, y0), (x1, y1) in sides:
        if abs(y1 - y0) <= _THIN and abs(x1 - x0) >= _SHORT:
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _THIN and abs(y1 - y0) >= _SHORT:
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
