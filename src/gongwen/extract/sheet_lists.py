"""Heads over rows: a list whose rows repeat, or a matrix of printed labels and empty columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongwen.extract import sheet_words as words
from gongwen.extract.fields import known_key
from gongwen.extract.sheet_grid import Box, Grid, Kind, Place
from gongwen.extract.sheet_matrix import GENERAL, Leaf, Matrix, Part, column_of

_MAX_DEPTH = 3  # rows of a head
_LIST_COLUMNS = 3  # columns from which a row of labels with nothing below it is the head of a list


@dataclass(frozen=True, slots=True)
class Under:
    """What a head and the rows below it ask for, and the first row beyond them."""

    parts: tuple[Part, ...]
    end: int
    printed: int  # texts that ask for nothing


def read_under_head(grid: Grid, row: int, end: int, left: int) -> Under | None:
    """The list or matrix whose head begins in `row`; None where that row is no head."""
    narrow, end = _narrowed(grid, row, end, left)
    return _read_under(narrow, row, end, left)


def _narrowed(grid: Grid, row: int, end: int, left: int) -> tuple[Grid, int]:
    """The grid as wide as the head, where a wider table around it leaves empty cells on its right."""
    top = grid.within(row, left)
    named = max((at for at, box in enumerate(top) if box.text), default=-1) + 1
    if named == len(top) or named < _LIST_COLUMNS or not all(box.text for box in top[:named]):
        return grid, end
    right = top[named - 1].right
    rows = list(grid.rows)
    for line in range(row, end):
        if any(box.right > right and (box.text or box.column < right) for box in rows[line]):
            return (Grid(tuple(rows), grid.width), line) if line > row + 1 else (grid, end)
        rows[line] = tuple(box for box in rows[line] if box.column < right)
    return Grid(tuple(rows), grid.width), end


def _read_under(grid: Grid, row: int, end: int, left: int) -> Under | None:
    depth = _depth(grid, row, end, left)
    if not depth:
        return None
    leaves = _divided(_leaves(grid, row, depth, left), grid.within(row + depth, left))
    if not _divides(leaves, grid.within(row + depth, left)):
        return None
    banded = _banded(grid, row + depth, end, left, leaves)
    if banded:
        return banded
    below = _body(grid, row + depth, end, left, leaves)
    if not below:
        return _bare_head(grid, row + depth, end, left, leaves)
    beyond = row + depth + len(below)
    if _is_list(below) and not leaves[0].label:
        return None
    parts, printed = _parts(leaves, below)
    more = _banded(grid, beyond, end, left, leaves) if _is_list(below) else None
    if more:
        return Under((*parts, *more.parts), more.end, printed + more.printed)
    return Under(parts, beyond, printed)


def _parts(leaves: Sequence[Leaf], below: Sequence[tuple[Box, ...]]) -> tuple[tuple[Part, ...], int]:
    """The blocks of the rows below a head, and how many of their texts ask for nothing."""
    if _is_list(below):
        return (_list(leaves, below),), 0
    columns = [column_of(leaf, below) for leaf in leaves]
    parts = Matrix(leaves, columns, [line[0].row for line in below]).parts()
    return tuple(parts), 0 if parts else sum(bool(box.text) for line in below for box in line)


def _banded(grid: Grid, row: int, end: int, left: int, leaves: Sequence[Leaf]) -> Under | None:
    """Sections under one head, each below a band over its whole width: 一、正式代表 … 二、列席代表 …."""
    parts: list[Part] = []
    printed = 0
    while band := _band(grid, row, end, left, leaves):
        below = _body(grid, row + 1, end, left, leaves)
        found, more = _parts(leaves, below)
        label, note = words.cut_label(band.text)
        for part in found:
            part.label, part.hint = label, note
            part.optional = words.is_optional(band.text)
            if part.repeat:
                part.fields = [replace(one, place=_under_band(one.place, band)) for one in part.fields]
        parts += found
        printed += more
        row += 1 + len(below)
    return Under(tuple(parts), row, printed) if parts else None


def _under_band(place: Place | None, band: Box) -> Place | None:
    return replace(place, label=band) if place else None


def _band(grid: Grid, row: int, end: int, left: int, leaves: Sequence[Leaf]) -> Box | None:
    """A label as wide as the head, above rows that keep to the head's columns."""
    boxes = grid.within(row, left) if row + 1 < end else ()
    below = grid.within(row + 1, left) if row + 1 < end else ()
    if len(boxes) != 1 or len(below) != len(leaves) or not _heads(boxes[0]):
        return None
    if words.asks_for_text(boxes[0].text) or all(words.is_label(box.text) for box in below):
        return None
    body = _body(grid, row + 1, end, left, leaves)
    return boxes[0] if len(body) > 1 or (body and any(box.text for box in body[0])) else None


def _depth(grid: Grid, row: int, end: int, left: int) -> int:
    """How many rows the head has; 0 where the row is no head."""
    top = grid.within(row, left)
    if len(top) > _LIST_COLUMNS and all(words.is_unit(box.text) for box in top[1::2]):
        return 0  # labels, each beside the unit of its answer
    named = top[1:] if len(top) >= _LIST_COLUMNS and not top[0].text else top
    if len(top) < 2 or not all(_heads(box) for box in named):
        return 0
    depth = max(box.bottom for box in top) - row
    if depth == 1 and row + 1 < end and any(box.right - box.column > 1 for box in top):
        after = grid.within(row + 2, left) if row + 2 < end else ()
        return 2 if _hangs_below(grid.within(row + 1, left), top, after) else 1
    if depth > _MAX_DEPTH or row + depth > end:
        return 0
    lower = [box for line in range(row + 1, row + depth) for box in grid.within(line, left)]
    return depth if all(_heads(box) for box in lower) else 0


def _heads(box: Box) -> bool:
    return words.is_label(box.text) and not box.text.rstrip().endswith(("：", ":"))


def _hangs_below(lower: Sequence[Box], top: Sequence[Box], after: Sequence[Box]) -> bool:
    """Whether the next row only divides what is wide above: labels there, nothing elsewhere."""
    wide = [(box.column, box.right) for box in top if box.right - box.column > 1]
    inside = [box for box in lower if _is_inside(box, wide)]
    return (
        len(inside) > len(wide)
        and all(_heads(box) and box.bottom - box.row == 1 for box in inside)
        and not any(box.text for box in lower if box not in inside)
        and not any(words.is_label(box.text) for box in after if _is_inside(box, wide))
    )


def _is_inside(box: Box, wide: Sequence[tuple[int, int]]) -> bool:
    return any(first <= box.column and box.right <= beyond for first, beyond in wide)


def _leaves(grid: Grid, row: int, depth: int, left: int) -> list[Leaf]:
    """The columns of a head; a wide cell above narrower ones is their outer label."""
    leaves = [Leaf(box.text, box.column, box.right, box) for box in grid.within(row, left)]
    for line in range(row + 1, row + depth):
        lower = [box for box in grid.within(line, left) if box.text]
        split: list[Leaf] = []
        for leaf in leaves:
            inner = [b for b in lower if leaf.column <= b.column and b.right <= leaf.right]
            outer, _ = words.cut_label(leaf.label)
            split += [Leaf(f"{outer}/{b.text}", b.column, b.right, b) for b in inner] or [leaf]
        leaves = split
    return leaves


def _divided(leaves: Sequence[Leaf], below: Sequence[Box]) -> list[Leaf]:
    """The columns, those cut in two below which an outer label hangs beside inner ones."""
    hanging = {box.column: box.right for box in below if box.bottom - box.row > 1}
    divided: list[Leaf] = []
    for leaf in leaves:
        cut = hanging.get(leaf.column, leaf.right)
        divided.append(Leaf(leaf.label, leaf.column, min(cut, leaf.right), leaf.box))
        if cut < leaf.right:
            divided.append(Leaf(leaf.label, cut, leaf.right, leaf.box))
    return divided


def _divides(leaves: Sequence[Leaf], below: Sequence[Box]) -> bool:
    """Whether these can be a head: one of two labels looks like a label and its answer."""
    if len({leaf.label for leaf in leaves if leaf.label}) < 2:
        return not leaves[0].label and len(leaves) > 1
    if len(leaves) > 2 or (below and _is_open(below)):
        return True
    return GENERAL.fullmatch(words.folded(leaves[0].label)) is not None


def _body(grid: Grid, begin: int, end: int, left: int, leaves: Sequence[Leaf]) -> list[tuple[Box, ...]]:
    """The rows below a head that keep to its columns."""
    edges = {leaf.column for leaf in leaves} | {leaves[-1].right}
    body: list[tuple[Box, ...]] = []
    opened = False
    for row in range(begin, end):
        boxes = grid.within(row, left)
        if boxes and words.is_total(boxes[0].text):
            body.append(boxes)
            continue
        if not boxes or not _keeps_to(boxes, leaves, edges):
            break
        if opened and not _is_open(boxes):
            break
        opened = opened or _is_open(boxes)
        body.append(boxes)
    return body


def _keeps_to(boxes: Sequence[Box], leaves: Sequence[Leaf], edges: set[int]) -> bool:
    spans = {(leaf.column, leaf.right) for leaf in leaves}
    if len(boxes) == 1 and len(leaves) > 1 and boxes[0].column == leaves[0].column:
        return not boxes[0].text and boxes[0].right == leaves[0].right
    if not all(box.column in edges and box.right in edges for box in boxes):
        return False
    wide = sum((box.column, box.right) not in spans for box in boxes)
    first = (boxes[0].column, boxes[0].right)
    return not wide or (wide == 1 and len(boxes) > 2 and first not in spans)


def _is_open(boxes: Sequence[Box]) -> bool:
    return all(
        words.is_blank(box.text) or words.is_index(box.text) or words.has_boxes(box.text) for box in boxes
    )


def _bare_head(grid: Grid, below: int, end: int, left: int, leaves: Sequence[Leaf]) -> Under | None:
    """A head whose empty rows were lost on the way: nothing like a row of its own follows."""
    known = sum(known_key(leaf.label) is not None or words.is_ordinal(leaf.label) for leaf in leaves)
    if len(leaves) < _LIST_COLUMNS or known * 2 < len(leaves):
        return None
    if below < end and len(grid.within(below, left)) == len(leaves):
        return None
    return Under((_list(leaves, ()),), below, 0)


def _is_list(body: Sequence[Sequence[Box]]) -> bool:
    """Empty rows, perhaps below an example and above a row of sums."""
    if _is_open(body[0]):
        return True
    return any(map(_is_open, body)) and all(
        _is_open(line) or words.is_example(box.text for box in line) for line in body
    )


def _list(leaves: Sequence[Leaf], body: Sequence[Sequence[Box]]) -> Part:
    """A block that repeats; the boxes to tick stand in its rows, examples become its hint."""
    opened = [box for line in body if _is_open(line) for box in line]
    texts = {box.column: box.text for box in opened if box.text}
    first = {box.column: box for box in reversed(opened)}
    offered = {box.column: box.options for box in opened if box.options}
    fields = [
        replace(
            words.field_of(leaf.label, texts.get(leaf.column, ""), offered=offered.get(leaf.column, ())),
            place=Place(Kind.COLUMN, head=leaf.box, answer=first.get(leaf.column)),
        )
        for leaf in leaves
        if not _is_left_out(leaf.label)
    ]
    hint = " ".join(
        box.text for line in body if words.is_example(box.text for box in line) for box in line if box.text
    )
    return Part("", fields, repeat=True, hint=hint)


def _is_left_out(label: str) -> bool:
    return words.is_ordinal(label) or words.is_foreign(label) or words.is_blank(label)
