"""Tables of a PDF page, found by their ruling lines.

The lines come from pdfium itself: a second PDF library would read the file again, many times
more slowly, and fail in its own ways on damaged files.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from gongwen.model import Cell, Table
from gongwen.read.pdf_page import Glyph, Rule

_SNAP = 3.0  # points between lines that are meant as one
_MAX_RULES = 500  # more on a page are hatching or graph paper
_MAX_GRID = 5_000
_LOOK_BACK = 200  # pieces of lines on one height

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the edges of its columns and rows and the cells between them."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]  # row, column, rowspan, colspan

    @property
    def box(self) -> Box:
        return self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with the place that the reading order and its continuation depend on."""

    table: Table
    page: int
    top: float
    columns: tuple[float, ...]


def find_grids(across: list[Rule], down: list[Rule]) -> list[Grid]:
    """The ruled tables of at least two cells, from the horizontal and vertical lines of a page."""
    across, down = joined_rules(across), joined_rules(down)
    if not across or not down or len(across) + len(down) > _MAX_RULES:
        return []
    grids = (_grid(rows, columns) for rows, columns in _crossing_groups(across, down))
    return sorted((grid for grid in grids if grid and len(grid.cells) > 1), key=lambda grid: grid.rows[0])


def fill(grid: Grid, glyphs: Iterable[Glyph], text_of: Callable[[list[Glyph]], str]) -> Table:
    """The table of a grid, each cell with the text of the glyphs whose middle lies in it."""
    owner = {
        (row + r, column + k): number
        for number, (row, column, rowspan, colspan) in enumerate(grid.cells)
        for r in range(rowspan)
        for k in range(colspan)
    }
    inside: list[list[Glyph]] = [[] for _ in grid.cells]
    for glyph in glyphs:
        x, y = _middle(glyph)
        number = owner.get((bisect_right(grid.rows, y) - 1, bisect_right(grid.columns, x) - 1))
        if number is not None:
            inside[number].append(glyph)
    cells = (Cell(text_of(found), *cell) for found, cell in zip(inside, grid.cells, strict=True))
    return Table(len(grid.rows) - 1, len(grid.columns) - 1, tuple(cells))


def lies_in(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of a glyph lies in a box."""
    x, y = _middle(glyph)
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, glyph.base - 0.3 * glyph.height


def continued(upper: PlacedTable, lower: PlacedTable) -> PlacedTable | None:
    """One table out of two halves that a page break parted; None where they do not fit.

    A heading row that is printed again on the second page is left out there.
    """
    if len(upper.columns) != len(lower.columns) or lower.page != upper.page + 1:
        return None
    if any(abs(a - b) > 2 * _SNAP for a, b in zip(upper.columns, lower.columns, strict=True)):
        return None
    skipped = 1 if _row(upper.table, 0) == _row(lower.table, 0) else 0
    shift = upper.table.rows - skipped
    moved = tuple(
        Cell(cell.text, cell.row + shift, cell.column, cell.rowspan, cell.colspan)
        for cell in lower.table.cells
        if cell.row >= skipped
    )
    table = Table(shift + lower.table.rows, upper.table.columns, upper.table.cells + moved)
    return PlacedTable(table, lower.page, upper.top, upper.columns)


def _row(table: Table, number: int) -> list[tuple[str, int, int, int]]:
    return [
        (cell.text, cell.column, cell.rowspan, cell.colspan) for cell in table.cells if cell.row == number
    ]


def joined_rules(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line put together, double lines made one."""
    joined: list[Rule] = []
    for rule in sorted(rules):
        oldest = max(0, len(joined) - _LOOK_BACK)
        for index in range(len(joined) - 1, oldest - 1, -1):
            other = joined[index]
            if _touch(other, rule):
                joined[index] = Rule(other.at, min(rule.start, other.start), max(rule.end, other.end))
                break
        else:
            joined.append(rule)
    return joined


def _touch(one: Rule, other: Rule) -> bool:
    near = abs(one.at - other.at) <= _SNAP
    return near and one.start <= other.end + _SNAP and other.start <= one.end + _SNAP


def _meet(horizontal: Rule, vertical: Rule) -> bool:
    return (
        horizontal.start - _SNAP <= vertical.at <= horizontal.end + _SNAP
        and vertical.start - _SNAP <= horizontal.at <= vertical.end + _SNAP
    )


def _crossing_groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together by crossing each other."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    free = set(range(len(down)))
    unseen = set(range(len(across)))
    while unseen:
        rows, columns = [across[unseen.pop()]], list[Rule]()
        reached = 0
        while reached < len(rows) + len(columns):
            new_columns = [index for index in free if any(_meet(row, down[index]) for row in rows)]
            free.difference_update(new_columns)
            columns += [down[index] for index in new_columns]
            reached = len(rows) + len(columns)
            new_rows = [index for index in unseen if any(_meet(across[index], column) for column in columns)]
            unseen.difference_update(new_rows)
            rows += [across[index] for index in new_rows]
        groups.append((rows, columns))
    return groups


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """The cells between crossing lines; open sides are closed where the lines end."""
    if len(across) < 2 and len(down) < 2:
        return None
    rows = _edges([rule.at for rule in across] + [end for rule in down for end in (rule.start, rule.end)])
    columns = _edges([rule.at for rule in down] + [end for rule in across for end in (rule.start, rule.end)])
    if len(rows) < 2 or len(columns) < 2 or len(rows) * len(columns) > _MAX_GRID:
        return None
    return Grid(tuple(columns), tuple(rows), tuple(_merged(rows, columns, across, down)))


def _edges(places: list[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _SNAP:
            edges.append(place)
    return edges


def _near(rules: list[Rule], edges: list[float]) -> list[list[Rule]]:
    """The lines that run along each edge."""
    return [[rule for rule in rules if abs(rule.at - edge) <= _SNAP] for edge in edges]


def _ruled(near: list[Rule], start: float, end: float) -> bool:
    """Whether one of the lines along an edge parts two cells there."""
    middle = (start + end) / 2
    return any(rule.start <= middle <= rule.end for rule in near)


def _merged(
    rows: list[float], columns: list[float], across: list[Rule], down: list[Rule]
) -> Iterator[tuple[int, int, int, int]]:
    """Cells as row, column, rowspan, colspan: grown to the right, then downwards, up to a line."""
    along_rows, along_columns = _near(across, rows), _near(down, columns)
    taken: set[tuple[int, int]] = set()
    for row, column in product(range(len(rows) - 1), range(len(columns) - 1)):
        if (row, column) in taken:
            continue
        right, bottom = column + 1, row + 1
        while right < len(columns) - 1 and (row, right) not in taken:
            if _ruled(along_columns[right], rows[row], rows[row + 1]):
                break
            right += 1
        while bottom < len(rows) - 1 and not _ruled(along_rows[bottom], columns[column], columns[right]):
            bottom += 1
        taken.update(product(range(row, bottom), range(column, right)))
        yield row, column, bottom - row, right - column
