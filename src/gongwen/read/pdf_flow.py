"""Lines of pages -> paragraphs: page numbers and running heads dropped, broken lines rejoined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from gongwen.model import Line, Table
from gongwen.read.pdf_layout import TextLine
from gongwen.read.pdf_tables import PlacedTable, continued

_ZONE = 0.12  # of the page height, at the top and at the foot
_PAGE_NUMBER = re.compile(
    r"[—–―─\-－·•~～\s]*\d{1,4}[—–―─\-－·•~～\s]*|第?\s*\d{1,4}\s*页?\s*[,，/／、]?\s*(?:共|of|/)?\s*\d{1,4}\s*页?"
    r"|第\s*[\d一二三四五六七八九十百]{1,4}\s*页(?:\s*[,，/]?\s*共\s*[\d一二三四五六七八九十百]{1,4}\s*页)?|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_NEW_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]"
    r"|第[一二三四五六七八九十百]{1,4}[章节条]|附件\s*\d*\s*[:：]?|[●■□◆])"
)
_MIN_RIGHT = 0.8  # of the page width: a page of short lines has no right edge to reach
_INDENT = 0.9  # em that begin a paragraph
_SAME_SIZE = 0.12
_SAME_SIZE_LATIN = 0.35
_LOOSE = 1.35  # times the usual distance of lines parts paragraphs
_UNSPACED = set("-/_.@:?=&#%~+")

Item = TextLine | PlacedTable


def without_furniture(pages: Sequence[Sequence[Item]], heights: Sequence[float]) -> list[list[Item]]:
    """The items of each page without page numbers and heads that return on every page."""
    edges = [
        {_furniture_key(item, height) for item in items if _in_zone(item, height)}
        for items, height in zip(pages, heights, strict=True)
    ]
    counts = Counter(key for keys in edges for key in keys)
    often = {key for key, n in counts.items() if n >= 2 and n * 2 + 1 >= len(pages)}
    kept: list[list[Item]] = []
    for items, height in zip(pages, heights, strict=True):
        kept.append([item for item in items if not _is_furniture(item, height, often)])
    return kept


def flow(pages: Sequence[Sequence[Item]], widths: Sequence[float]) -> list[Line | Table]:
    """Paragraphs and tables in reading order, both rejoined over page breaks."""
    items = [item for page in _with_common_margins(pages, widths) for item in page]
    spacing = _usual_spacing(items)
    parts: list[Line | Table] = []
    before: Item | None = None
    for item in items:
        if isinstance(item, PlacedTable):
            whole = continued(before, item) if isinstance(before, PlacedTable) else None
            if whole:
                parts.pop()
            item = whole or item
            parts.append(item.table)
        elif isinstance(before, TextLine) and _runs_on(before, item, spacing):
            last = parts.pop()
            text = last.text if isinstance(last, Line) else ""
            page = last.page if isinstance(last, Line) else item.page
            parts.append(Line(join(text, item.text, before.open_end), page=page))
        else:
            parts.append(Line(item.text, page=item.page))
        before = item
    return parts


def join(upper: str, lower: str, spaced: bool = False) -> str:
    """Two lines of one paragraph; a space only between Latin words."""
    a, b = upper[-1:], lower[:1]
    if spaced or (a.isascii() and b.isascii() and not _UNSPACED & {a, b} and not (a + b).isdigit()):
        return f"{upper} {lower}" if a.isascii() and b.isascii() else upper + lower
    return upper + lower


def cell_text(lines: Sequence[TextLine], right: float) -> str:
    """The text of one table cell: lines that reach its edge run on."""
    text, before = "", None
    for line in lines:
        if before is None:
            text = line.text
        elif before.x1 + line.head > right - 0.8 * line.em and not _NEW_ITEM.match(line.text):
            text = join(text, line.text, before.open_end)
        else:
            text += "\n" + line.text
        before = line
    return text


def _in_zone(item: Item, height: float) -> bool:
    return isinstance(item, TextLine) and not _ZONE * height < item.base < (1 - _ZONE) * height


def _furniture_key(item: Item, height: float) -> tuple[str, int]:
    """What makes two lines the same running head: words without numbers, and the height."""
    text = item.text if isinstance(item, TextLine) else ""
    base = item.base if isinstance(item, TextLine) else 0
    return re.sub(r"[\s\d]+", "", text), round(base / height * 100)


def _is_furniture(item: Item, height: float, often: set[tuple[str, int]]) -> bool:
    if not isinstance(item, TextLine) or not _in_zone(item, height):
        return False
    return bool(_PAGE_NUMBER.fullmatch(item.text.strip())) or _furniture_key(item, height) in often


def _with_common_margins(pages: Sequence[Sequence[Item]], widths: Sequence[float]) -> list[list[Item]]:
    """Pages of one width share their margins, so that a last page of short lines has some too."""
    single: dict[int, list[TextLine]] = {}
    for items, width in zip(pages, widths, strict=True):
        if _one_column(items):
            single.setdefault(round(width), []).extend(i for i in items if isinstance(i, TextLine))
    margins = {
        width: (_left_edge(lines), max(_MIN_RIGHT * width, _right_edge(lines)))
        for width, lines in single.items()
        if lines
    }
    done: list[list[Item]] = []
    for items, width in zip(pages, widths, strict=True):
        left, right = margins.get(round(width), (0.0, 0.0))
        if _one_column(items):
            items = [replace(i, left=left, right=right) if isinstance(i, TextLine) else i for i in items]
        done.append(list(items))
    return done


def _one_column(items: Iterable[Item]) -> bool:
    return len({item.left for item in items if isinstance(item, TextLine)}) <= 1


def _left_edge(lines: list[TextLine]) -> float:
    """The leftmost place where more than one line begins."""
    starts = Counter(round(line.x0) for line in lines)
    usual = [place for place in starts if sum(starts[place + n] for n in (-1, 0, 1)) > 1]
    return float(min(usual or starts))


def _right_edge(lines: list[TextLine]) -> float:
    """The farthest place that more than one line reaches, but for signs hanging over."""
    ends = Counter(round(line.x1 / 4) for line in lines)
    usual = [place for place in ends if sum(ends[place + n] for n in (-1, 0, 1)) > 1]
    return max(usual or ends) * 4.0


def _usual_spacing(items: Sequence[Item]) -> float:
    lines = [item for item in items if isinstance(item, TextLine)]
    steps = [b.base - a.base for a, b in pairwise(lines) if a.page == b.page and b.base > a.base]
    return median(steps) if steps else 0.0


def _runs_on(upper: TextLine, lower: TextLine, spacing: float) -> bool:
    """Whether `lower` is the same paragraph: `upper` is full and `lower` begins at the margin."""
    latin = upper.text.isascii() or lower.text.isascii()  # their size is only guessed
    if abs(upper.em - lower.em) > (_SAME_SIZE_LATIN if latin else _SAME_SIZE) * upper.em:
        return False
    if _NEW_ITEM.match(lower.text):
        return False
    same_column = upper.page == lower.page and lower.base > upper.base
    if same_column and lower.base - upper.base > _LOOSE * spacing:
        return False
    full = upper.x1 + lower.head > upper.right - 0.8 * upper.em
    return full and lower.x0 < lower.left + _INDENT * lower.em
