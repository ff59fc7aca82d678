"""Tables of an official document: widths and styles of their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongwen.official import Grid
from gongwen.render.official import styles
from gongwen.render.styles import Style

_SHORT = 4  # characters that look better in the middle of a cell


def weights(grid: Grid) -> tuple[int, ...]:
    """The relative widths of the columns.

    Raises:
        ValueError: there are more or fewer of them than columns.
    """
    found = grid.widths or (1,) * len(grid.columns)
    if len(found) != len(grid.columns):
        raise ValueError(f"{len(found)} widths for {len(grid.columns)} columns")
    return found


def rows_of(grid: Grid) -> Iterator[Sequence[str]]:
    """The rows, each as long as the columns.

    Raises:
        ValueError: a row is not.
    """
    for row in grid.rows:
        if len(row) != len(grid.columns):
            raise ValueError(f"a row of {len(row)} cells in a table of {len(grid.columns)} columns")
        yield row


def style_of(text: str) -> Style:
    """Figures and short words stand in the middle, longer texts at the left."""
    return styles.TABLE_FIGURE if len(text) <= _SHORT else styles.TABLE_TEXT
