"""Heads over rows: a list whose rows repeat, or a matrix of printed labels and empty columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongwen.extract import sheet_words as words
from gongwen.extract.fields import field_type, is_required, known_key
from gongwen.extract.sheet_grid import Box, Grid, Kind, Place
from gongwen.extract.sheet_words import Asked
from gongwen.model import FieldType

_MAX_DEPTH = 3  # rows of a head
_LIST_COLUMNS = 3  # columns from which a row of labels with nothing below it is the head of a list
_EXPLAINS = re.compile(r"标准|说明|要求|细则|依据|办法|分值|权重|满分|计分|行次|单位$")
_FOR_MARKS = re.compile(r"^备注|签[名字到收]|^序号|盖章")
_GENERAL = re.compile(r".{0,4}(?:项目|指标|科目|事项)|类别|分类|名称|内容|题目|等次|类型|")
_ZERO = frozenset(("0", "0.0", "0.00", "—", "-", "/"))  # sums by formula, cells that are barred
_UNITS = re.compile(r"万元|亿元|元|%|人次?|场?次|场|[个篇项件份家名天种册部支]|小时")


@dataclass(slots=True)
class Part:
    """A block before it has a key."""

    label: str = ""
    fields: list[Asked] = field(default_factory=list)
    repeat: bool = False
    optional: bool = False
    hint: str = ""
    header: bool = False


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A column of the head: its label, outer and inner joined."""

    label: str
    column: int
    right: int
    box: Box  # the lowest of the head


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
    below = _body(grid, row + depth, end, left, leaves)
    if not below:
        return _bare_head(grid, row + depth, end, left, leaves)
    beyond = row + depth + len(below)
    if _is_list(below):
        return Under((_list(leaves, below),), beyond, 0) if leaves[0].label else None
    columns = [_column(leaf, below) for leaf in leaves]
    parts = _Matrix(leaves, columns, [line[0].row for line in below]).parts()
    printed = 0 if parts else sum(bool(box.text) for line in below for box in line)
    return Under(tuple(parts), beyond, printed)


def _depth(grid: Grid, row: int, end: int, left: int) -> int:
    """How many rows the head has; 0 where the row is no head."""
    top = grid.within(row, left)
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


def _leaves(grid: Grid, row: int, depth: int, left: int) -> list[_Leaf]:
    """The columns of a head; a wide cell above narrower ones is their outer label."""
    leaves = [_Leaf(box.text, box.column, box.right, box) for box in grid.within(row, left)]
    for line in range(row + 1, row + depth):
        lower = [box for box in grid.within(line, left) if box.text]
        split: list[_Leaf] = []
        for leaf in leaves:
            inner = [b for b in lower if leaf.column <= b.column and b.right <= leaf.right]
            outer, _ = words.cut_label(leaf.label)
            split += [_Leaf(f"{outer}/{b.text}", b.column, b.right, b) for b in inner] or [leaf]
        leaves = split
    return leaves


def _divided(leaves: Sequence[_Leaf], below: Sequence[Box]) -> list[_Leaf]:
    """The columns, those cut in two below which an outer label hangs beside inner ones."""
    hanging = {box.column: box.right for box in below if box.bottom - box.row > 1}
    divided: list[_Leaf] = []
    for leaf in leaves:
        cut = hanging.get(leaf.column, leaf.right)
        divided.append(_Leaf(leaf.label, leaf.column, min(cut, leaf.right), leaf.box))
        if cut < leaf.right:
            divided.append(_Leaf(leaf.label, cut, leaf.right, leaf.box))
    return divided


def _divides(leaves: Sequence[_Leaf], below: Sequence[Box]) -> bool:
    """Whether these can be a head: one of two labels looks like a label and its answer."""
    if len({leaf.label for leaf in leaves if leaf.label}) < 2:
        return not leaves[0].label and len(leaves) > 1
    if len(leaves) > 2 or (below and _is_open(below)):
        return True
    return _GENERAL.fullmatch(words.folded(leaves[0].label)) is not None


def _body(grid: Grid, begin: int, end: int, left: int, leaves: Sequence[_Leaf]) -> list[tuple[Box, ...]]:
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


def _keeps_to(boxes: Sequence[Box], leaves: Sequence[_Leaf], edges: set[int]) -> bool:
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


def _bare_head(grid: Grid, below: int, end: int, left: int, leaves: Sequence[_Leaf]) -> Under | None:
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


def _list(leaves: Sequence[_Leaf], body: Sequence[Sequence[Box]]) -> Part:
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


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The columns of a body: for each row the box that covers it, hanging ones included."""

    leaves: Sequence[_Leaf]
    columns: Sequence[Sequence[Box | None]]
    rows: Sequence[int]  # in the grid

    def parts(self) -> list[Part]:
        """One field for each printed row and empty column; a new block where labels follow answers."""
        groups: list[tuple[list[int], list[int]]] = []
        for at in range(len(self.leaves)):
            asked = self._is_asked(at)
            general = _GENERAL.fullmatch(words.folded(self.leaves[at].label))
            if not groups or (not asked and groups[-1][1] and general):
                groups.append(([], []))
            groups[-1][asked].append(at)
        parts = [self._group(labels, answers) for labels, answers in groups]
        return [part for part in parts if part.fields]

    def _is_asked(self, at: int) -> bool:
        """A column in which nothing is printed but sums."""
        if words.is_ordinal(self.leaves[at].label):
            return False
        own = [box.text for box in self.columns[at] if box and not words.is_total(box.text)]
        printed = [text for text in own if not (words.is_blank(text) or words.has_boxes(text))]
        return len(printed) < len(own) and all(text in _ZERO for text in printed)

    def _group(self, labels: Sequence[int], answers: Sequence[int]) -> Part:
        named = [at for at in labels if answers and at < answers[0] and self._names_rows(at)]
        if not named or all(_FOR_MARKS.search(words.folded(self.leaves[at].label)) for at in answers):
            return Part()
        tree = any(box and box.bottom - box.row > 1 for at in named for box in self.columns[at])
        part = Part("" if tree else words.cut_label(self.leaves[named[0]].label)[0])
        for line in range(len(self.rows)):
            printed = [box for at in named if (box := self.columns[at][line])]
            path = _path(printed)
            hint = self._explained(line, [at for at in labels if at not in named])
            unit = _UNITS.fullmatch(hint.split("；")[0].split("：")[-1]) is not None
            part.fields += [
                replace(
                    _cell_field(path, self.leaves[at].label, box, hint, counted=unit),
                    place=Place(Kind.CROSS, printed[-1], box, self.leaves[at].box),
                )
                for at in answers
                if path and (box := self.columns[at][line]) and box.row == self.rows[line]
                if _may_answer(box, self.leaves[at], path)
            ]
        return part

    def _names_rows(self, at: int) -> bool:
        label = words.folded(self.leaves[at].label)
        if words.is_ordinal(label) or _EXPLAINS.search(label):
            return False
        return any(box and words.is_label(box.text) for box in self.columns[at])

    def _explained(self, line: int, others: Sequence[int]) -> str:
        """What stands beside a row's label: the standard, the full mark."""
        texts = [(self.leaves[at].label, box.text) for at in others if (box := self.columns[at][line])]
        return "；".join(
            text.rstrip("。；") if words.is_sentence(text) else f"{words.cut_label(label)[0]}：{text}"
            for label, text in texts
            if text and not words.is_ordinal(label) and not words.is_total(text)
        )


def _column(leaf: _Leaf, body: Sequence[Sequence[Box]]) -> list[Box | None]:
    """For each row the box that covers the column, the one above where it hangs down."""
    column: list[Box | None] = []
    last: Box | None = None
    for line in body:
        last = next((b for b in line if b.column <= leaf.column < b.right), last)
        column.append(last)
    return column


def _path(boxes: Sequence[Box | None]) -> list[str]:
    """The labels of a row, outer to inner."""
    texts = [box.text for box in dict.fromkeys(boxes) if box]
    return [words.cut_label(text)[0] for text in texts if not (words.is_blank(text) or words.is_index(text))]


def _may_answer(box: Box, leaf: _Leaf, path: Sequence[str]) -> bool:
    if not (words.is_blank(box.text) or words.has_boxes(box.text)) or box.text in _ZERO:
        return False
    if words.is_foreign(leaf.label) or words.is_foreign(path[-1]):
        return False
    return not words.is_total(path[0]) or field_type(leaf.label) is FieldType.NUMBER


def _cell_field(path: Sequence[str], label: str, box: Box, hint: str, *, counted: bool) -> Asked:
    found = words.field_of(label, box.text, offered=box.options)
    kind = found.type or field_type(found.label)
    kind = FieldType.NUMBER if counted and kind is FieldType.TEXT and is_required(found.label) else kind
    kind = FieldType.LONGTEXT if kind is FieldType.FILE else kind
    return replace(found, label="/".join([*path, found.label]), type=kind, hint=hint or found.hint)
