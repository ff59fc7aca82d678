"""Glyphs -> lines of text in reading order, columns told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from gongwen.read.pdf_page import Glyph

_SAME_LINE = 0.45  # of the height: raised and lowered signs still belong to their line
_COLUMN_GAP = 1.5  # em between two columns
_MIN_COLUMN = 5  # lines that make a column
_CROSSING = 0.2  # share of lines that may run across the gap between columns
_COLUMN_FILL = 0.7  # of a column's width that its lines usually fill
_MAX_SPACES = 8
_OPENING = frozenset("（《〈“‘〔【「『(")
_QUOTES = frozenset("“‘")
_CLOSING = frozenset("，。、；：！？）》〉”’〕】」』…—·%％℃,.;:!?)")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line; lengths in points from the top left of its page."""

    text: str
    page: int
    x0: float
    x1: float
    base: float
    em: float
    head: float  # width of its first part that cannot be broken
    open_end: bool = False  # a space stood behind its last sign
    left: float = 0.0  # margins of its column
    right: float = 0.0


def text_lines(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """The lines of a page from top to bottom; parts far apart on one height stay one line."""
    found = (_line(signs, page) for signs in _rows(glyphs))
    return [line for line in found if line is not None]


def page_lines(glyphs: Sequence[Glyph], page: int, width: float) -> list[TextLine]:
    """The lines of a page in reading order: two columns one after the other.

    Each line knows the margins of its column.
    """
    rows = list(_rows(glyphs))
    pieces = [line for row in rows for part in _split(row) if (line := _line(part, page))]
    gutter = _gutter(pieces, width)
    if gutter is None:
        lines = [line for row in rows if (line := _line(row, page))]
        return _with_margins(lines)
    ordered: list[TextLine] = []
    left: list[TextLine] = []
    right: list[TextLine] = []
    for piece in pieces:
        if piece.x1 <= gutter:
            left.append(piece)
        elif piece.x0 >= gutter:
            right.append(piece)
        else:
            ordered += _with_margins(left) + _with_margins(right) + _with_margins([piece])
            left, right = [], []
    return ordered + _with_margins(left) + _with_margins(right)


def _rows(glyphs: Iterable[Glyph]) -> Iterable[list[Glyph]]:
    """Glyphs of equal baseline, from top to bottom, each row from left to right."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if row and glyph.base - row[0].base > _SAME_LINE * max(glyph.height, row[0].height):
            yield sorted(row, key=lambda glyph: glyph.x0)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda glyph: glyph.x0)


def _line(row: list[Glyph], page: int) -> TextLine | None:
    printed = [glyph for glyph in row if glyph.text != " "]
    if not printed:
        return None
    em = _em(printed)
    inside = [glyph for glyph in row if printed[0].x0 <= glyph.x0 <= printed[-1].x0]
    pieces: list[str] = []
    before: Glyph | None = None
    for glyph in inside:
        if before and glyph.text == before.text != " " and abs(glyph.x0 - before.x0) < 0.2 * em:
            continue  # printed twice for a shadow or a bold look
        pieces.append(_space(before, glyph, em) + glyph.text)
        before = glyph
    right = max(glyph.x1 for glyph in printed)
    open_end = any(glyph.x0 >= printed[-1].x1 - 0.1 for glyph in row if glyph.text == " ")
    return TextLine("".join(pieces), page, printed[0].x0, right, printed[0].base, em, _head(inside), open_end)


def _em(printed: list[Glyph]) -> float:
    wide = [glyph.x1 - glyph.x0 for glyph in printed if glyph.text >= "\u2e80"]
    return max(1.0, median(wide) if wide else 0.9 * median(glyph.height for glyph in printed))


def _space(before: Glyph | None, glyph: Glyph, em: float) -> str:
    """The spaces that a gap between two signs stands for."""
    if before is None or before.text == " " or glyph.text == " ":
        return ""
    gap = glyph.x0 - before.x1
    latin = before.text.isascii() and glyph.text.isascii()
    if gap < (0.2 if latin else 0.5) * em:
        return ""
    return " " * max(1, min(_MAX_SPACES, round(2 * gap / em)))


def _head(row: list[Glyph]) -> float:
    """Width of the first part that cannot be broken.

    A sign, or a word where it is Latin, with the brackets opened before it and what must not begin
    a line behind it.
    """
    end = 0
    while end < len(row) - 1 and row[end].text in _OPENING:
        end += 1
    while end < len(row) - 1 and row[end].text.isascii() and _is_in_word(row[end + 1].text):
        end += 1
    while end < len(row) - 1 and row[end + 1].text in _CLOSING:
        end += 1
    if row[end + 1 : end + 2] and row[end + 1].text in _QUOTES:  # some programs break at neither side
        end += 1
        while end < len(row) - 1 and (row[end].text in _QUOTES or _is_in_word(row[end + 1].text)):
            end += 1
    return row[end].x1 - row[0].x0


def _is_in_word(sign: str) -> bool:
    return sign.isascii() and sign != " "


def _split(row: list[Glyph]) -> list[list[Glyph]]:
    """A row cut at gaps wide enough to part columns."""
    printed = [glyph for glyph in row if glyph.text != " "]
    if not printed:
        return []
    em = _em(printed)
    parts = [[printed[0]]]
    end = printed[0].x1
    for glyph in row:
        if glyph.text != " " and glyph is not printed[0]:
            if glyph.x0 - end > _COLUMN_GAP * em:
                parts.append([])
            end = max(end, glyph.x1)
        if glyph is not printed[0] and (glyph.text != " " or glyph.x0 < end):
            parts[-1].append(glyph)
    return parts


def _gutter(pieces: list[TextLine], width: float) -> float | None:
    """Where two columns part, None where the page has one column."""
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        x = width * step / 100
        left = [piece for piece in pieces if piece.x1 <= x]
        right = [piece for piece in pieces if piece.x0 >= x]
        crossing = len(pieces) - len(left) - len(right)
        if min(len(left), len(right)) < _MIN_COLUMN or crossing > _CROSSING * (len(left) + len(right)):
            continue
        if all(_is_column(lines) for lines in (left, right)) and (best is None or crossing < best[0]):
            best = (crossing, x)
    return None if best is None else best[1]


def _is_column(lines: list[TextLine]) -> bool:
    """Prose fills its column; names beside numbers do not."""
    full = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    em = median(line.em for line in lines)
    usual = median(line.x1 - line.x0 for line in lines)
    return full > 8 * em and usual >= _COLUMN_FILL * full


def _with_margins(lines: list[TextLine]) -> list[TextLine]:
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return [replace(line, left=left, right=right) for line in lines]
