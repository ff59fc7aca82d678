"""How the fields of a block lie in a table: heads of two rows, printed rows that columns cross."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from gongwen.model import SheetBlock, SheetField

WIDE = 8  # columns from which on a form lies on its side


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the upper row of a head: the columns below it, their own labels where it spans several."""

    text: str
    first: int
    inner: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.inner) or 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """Printed rows and columns, and the field that stands where two of them meet."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    fields: Mapping[tuple[str, str], SheetField]


def heads_of(labels: Sequence[str]) -> list[Head]:
    """The upper row of a head; neighbours that share what stands before the first slash stand under it."""
    heads: list[Head] = []
    at = 0
    for outer, group in groupby(labels, key=lambda label: label.partition("/")[0]):
        own = list(group)
        inner = tuple(label.partition("/")[2] for label in own)
        if len(own) > 1 and all(inner):
            heads.append(Head(outer, at, inner))
        else:
            heads += [Head(label, at + number) for number, label in enumerate(own)]
        at += len(own)
    return heads


def matrix_of(block: SheetBlock) -> Matrix | None:
    """The block as rows and columns, where its labels are made of them; None where they are not."""
    paths = [field.label.split("/") for field in block.fields]
    if block.repeat or any(len(path) < 2 for path in paths):
        return None
    found = [_matrix(block, paths, inner) for inner in (False, True)]
    fit = [one for one in found if one is not None]
    return max(fit, key=lambda one: len(one.fields) / (len(one.rows) * len(one.columns)), default=None)


def _matrix(block: SheetBlock, paths: Sequence[Sequence[str]], inner: bool) -> Matrix | None:
    """Cut behind the first label of each path, or before its last one."""
    fields: dict[tuple[str, str], SheetField] = {}
    for field, path in zip(block.fields, paths, strict=True):
        cut = len(path) - 1 if inner else 1
        fields["/".join(path[:cut]), "/".join(path[cut:])] = field
    rows = tuple(dict.fromkeys(row for row, _ in fields))
    columns = tuple(dict.fromkeys(column for _, column in fields))
    dense = len(fields) * 2 > len(rows) * len(columns)
    whole = len(fields) == len(block.fields) and len(rows) > 1 and len(columns) > 1
    return Matrix(rows, columns, fields) if dense and whole else None


def is_wide(blocks: Sequence[SheetBlock]) -> bool:
    """Whether a block has too many columns for an upright page."""
    for block in blocks:
        matrix = matrix_of(block)
        columns = len(block.fields) if block.repeat else len(matrix.columns) + 2 if matrix else 0
        if columns >= WIDE:
            return True
    return False
