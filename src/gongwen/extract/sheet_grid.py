"""A form's table as rows of boxes that know where they stand, merged cells included."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gongwen.model import Cell, Table

_OWN = re.compile(r"[:：_□☐]|\s{4}")  # a label or box with its blank in one text
_MAX_COLUMNS = 64  # a form is no wider; what stands further out is no part of it
_MAX_SPAN = 256  # rows; a taller side label is cut off here


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its first row and column and the first ones beyond it."""

    text: str
    row: int
    column: int
    bottom: int
    right: int
    options: tuple[str, ...] = ()  # of a drop-down list
    cell: int = -1  # which of the table's cells it is; -1 where the file leaves it out


class Kind(StrEnum):
    """How the place of an answer lies to its label."""

    BESIDE = "beside"  # in the cell behind the label
    OWN = "own"  # behind the label in the same text
    GAP = "gap"  # in a blank within a sentence
    BELOW = "below"  # under a heading
    COLUMN = "column"  # in every row under a head
    CROSS = "cross"  # where a printed row and a column meet
    ACROSS = "across"  # in every cell behind the label: persons side by side


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answer to a field belongs in the blank."""

    kind: Kind
    label: Box | None = None  # None where the label stands in a line of text
    answer: Box | None = None
    head: Box | None = None  # of its column
    index: int = 0  # which of the fields, or of the gaps, in one text
    part: int = -1  # of the document: the line, or the table of the boxes
    above: int = -1  # the part of the label where it is another one


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of boxes, each in the row where it begins; every column of every row is covered."""

    rows: tuple[tuple[Box, ...], ...]
    width: int

    def within(self, row: int, left: int) -> tuple[Box, ...]:
        """The boxes that begin in this row, from this column on; none below the last row."""
        boxes = self.rows[row] if row < len(self.rows) else ()
        return boxes if not left else tuple(box for box in boxes if box.column >= left)


class _Laid(NamedTuple):
    """A cell in its row: which of the table's it is, and the first row of the grid beyond it."""

    cell: Cell
    at: int
    beyond: int


def grid_of(table: Table, *, trim: bool = False, wide: bool = False) -> Grid:
    """The table with its merged cells; cells that the file leaves out are empty ones.

    `trim` drops the empty columns on the right, which in a workbook may only be painted, but
    keeps one where the labels themselves fill no more than a column; `wide` keeps that one alone,
    unless a text has a blank of its own.
    """
    cells = [cell for cell in table.cells if cell.column < _MAX_COLUMNS]
    width = _beyond(cells)
    if wide and width == 1 and not any(_OWN.search(cell.text) for cell in cells):
        width = 2
    if trim:
        width = min(width, max(_beyond([cell for cell in cells if cell.text.strip()]), 2))
    order = sorted({cell.row for cell in cells})
    number = {row: index for index, row in enumerate(order)}
    rows: list[dict[int, _Laid]] = [{} for _ in order]
    for at, cell in enumerate(table.cells):
        if cell.column < width:
            beyond = bisect_left(order, cell.row + max(cell.rowspan, 1))  # rows without a cell do not count
            rows[number[cell.row]][cell.column] = _Laid(cell, at, beyond)
    return Grid(tuple(_filled(rows, width)), width)


def _beyond(cells: Sequence[Cell]) -> int:
    """The first column that no cell reaches."""
    return min(max((cell.column + max(cell.colspan, 1) for cell in cells), default=0), _MAX_COLUMNS)


def _filled(rows: Sequence[dict[int, _Laid]], width: int) -> Iterable[tuple[Box, ...]]:
    covered = [0] * width  # by column: the first row below what hangs down into it
    for number, cells in enumerate(rows):
        boxes: list[Box] = []
        column = 0
        while column < width:
            if covered[column] > number:
                column += 1
                continue
            laid = cells.get(column) or _Laid(Cell("", number, column), -1, number + 1)
            cell = laid.cell
            right = column + 1
            while right < min(column + max(cell.colspan, 1), width) and covered[right] <= number:
                right += 1
            bottom = min(laid.beyond, number + _MAX_SPAN)
            covered[column:right] = [bottom] * (right - column)
            boxes.append(Box(cell.text.strip(), number, column, bottom, right, cell.options, laid.at))
            column = right
        yield tuple(boxes)


def ragged_grid(rows: Sequence[Sequence[str]]) -> Grid:
    """Rows whose merges are lost: a short row's last cell takes what is left of the width."""
    width = max((len(row) for row in rows), default=0)
    lines: list[tuple[Box, ...]] = []
    for number, row in enumerate(rows):
        boxes = [Box(text.strip(), number, at, number + 1, at + 1) for at, text in enumerate(row)]
        if boxes:
            last = boxes[-1]
            boxes[-1] = Box(last.text, number, last.column, number + 1, width)
        lines.append(tuple(boxes))
    return Grid(tuple(lines), width)
