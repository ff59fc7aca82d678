"""Forms described once and written as Word or Excel, blank or filled in: the shapes of tests/gongwen/sheets.

A form is a title, lines of text and tables. In a line `{label}` is a blank with that label; in a table
`F` is an empty cell to be answered, `T` a text with boxes or with label and blank together, `Rows` the
rows of a list, and a tuple (cell, columns, rows) a merged cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class F:
    """An empty cell that answers `label`; `printed` stands in it in the blank, `{}` for the answer."""

    label: str
    kind: str = "text"
    printed: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class T:
    """A text with its own blanks: 填表人：{填表人}, 性别：{性别}."""

    text: str
    fields: tuple[F, ...]


@dataclass(frozen=True)
class Rows:
    """The rows of a list: fields by column, None for a column that counts the rows."""

    block: str
    columns: tuple[F | None, ...]
    spans: tuple[int, ...] = ()
    blank: int = 3
    optional: bool = False
    label: str = ""  # of a cell that hangs down beside head and rows


Cell = str | F | T
Given = Cell | tuple[Cell, int] | tuple[Cell, int, int]


@dataclass(frozen=True)
class Grid:
    rows: tuple[Sequence[Given] | Rows, ...]


@dataclass(frozen=True)
class Shape:
    """One form; `other` says how labels may be spelled when somebody types them anew."""

    name: str
    title: str
    parts: tuple[str | T | Grid, ...]
    other: dict[str, str] = field(default_factory=dict)


def single_fields(shape: Shape) -> list[F]:
    """The fields outside lists, in order."""
    found: list[F] = []
    for part in shape.parts:
        if isinstance(part, T):
            found += part.fields
        elif isinstance(part, Grid):
            for row in part.rows:
                if not isinstance(row, Rows):
                    found += [one for given in row for one in _fields(given)]
    return found


def _fields(given: Given) -> tuple[F, ...]:
    cell = given[0] if isinstance(given, tuple) else given
    return (cell,) if isinstance(cell, F) else cell.fields if isinstance(cell, T) else ()


def lists(shape: Shape) -> list[Rows]:
    return [
        row for part in shape.parts if isinstance(part, Grid) for row in part.rows if isinstance(row, Rows)
    ]
