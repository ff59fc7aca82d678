"""A blank made up from labels alone, for templates whose paper is not at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.extract.sheet_grid import Box, Grid, Kind, Place
from gongwen.model import Sheet, SheetBlock

Places = tuple[tuple[Place | None, ...], ...]


def parts_for(sheet: Sheet) -> tuple[list[str | Grid], Places]:
    """Lines and tables that ask for just these fields, and where each answer would belong."""
    parts: list[str | Grid] = [sheet.title]
    places: list[tuple[Place | None, ...]] = []
    for block in sheet.blocks:
        if block.label and [field.label for field in block.fields] != [block.label]:
            parts.append(block.label)
        grid, own = _list(block) if block.repeat else _cross(block) if _is_matrix(block) else _pairs(block)
        placed = tuple(replace(one, part=len(parts)) for one in own)
        parts.append(grid)
        places.append(placed)
    return parts, tuple(places)


def _paths(block: SheetBlock) -> list[list[str]]:
    return [field.label.split("/") for field in block.fields]


def _is_matrix(block: SheetBlock) -> bool:
    """Whether the same last labels come back under several rows."""
    paths = _paths(block)
    if any(len(path) < 2 for path in paths):
        return False
    leaves = {path[-1] for path in paths}
    rows = {tuple(path[:-1]) for path in paths}
    return len(rows) > 1 and len(leaves) < len(paths)


def _pairs(block: SheetBlock) -> tuple[Grid, list[Place]]:
    rows: list[tuple[Box, ...]] = []
    own: list[Place] = []
    for number, path in enumerate(_paths(block)):
        label = Box(path[-1], number, 0, number + 1, 1)
        answer = Box("", number, 1, number + 1, 2)
        rows.append((label, answer))
        own.append(Place(Kind.BESIDE, label, answer))
    return Grid(tuple(rows), 2), own


def _list(block: SheetBlock) -> tuple[Grid, list[Place]]:
    """One or two rows of a head over an empty row."""
    paths = _paths(block)
    depth = max(map(len, paths))
    rows: list[list[Box]] = [[] for _ in range(depth + 1)]
    heads: list[Box] = []
    before: list[str] = []
    for column, path in enumerate(paths):
        for level, text in enumerate(path[:-1]):
            if before[: level + 1] != path[: level + 1]:
                wide = _run(paths, column, path[: level + 1])
                rows[level].append(Box(text, level, column, level + 1, column + wide))
        level = len(path) - 1
        head = Box(path[-1], level, column, depth, column + 1)
        rows[level].append(head)
        heads.append(head)
        before = path[:-1]
    rows[depth] = [Box("", depth, column, depth + 1, column + 1) for column in range(len(paths))]
    own = [Place(Kind.COLUMN, None, rows[depth][column], head) for column, head in enumerate(heads)]
    return Grid(tuple(map(tuple, rows)), len(paths)), own


def _run(paths: Sequence[list[str]], first: int, prefix: list[str]) -> int:
    """How many columns in a row share an outer label."""
    count = 0
    for path in paths[first:]:
        if path[: len(prefix)] != prefix or len(path) == len(prefix):
            break
        count += 1
    return max(count, 1)


def _cross(block: SheetBlock) -> tuple[Grid, list[Place]]:
    """Printed rows under a head of the labels that come back."""
    paths = _paths(block)
    leaves = list(dict.fromkeys(path[-1] for path in paths))
    lines = list(dict.fromkeys(tuple(path[:-1]) for path in paths))
    heads = [Box(leaf, 0, column + 1, 1, column + 2) for column, leaf in enumerate(leaves)]
    rows: list[tuple[Box, ...]] = [(Box("", 0, 0, 1, 1), *heads)]
    boxes: dict[tuple[tuple[str, ...], str], tuple[Box, Box]] = {}
    for number, line in enumerate(lines, 1):
        label = Box(line[-1], number, 0, number + 1, 1)
        answers = [Box("", number, column + 1, number + 1, column + 2) for column in range(len(leaves))]
        rows.append((label, *answers))
        boxes |= {(line, leaf): (label, answer) for leaf, answer in zip(leaves, answers, strict=True)}
    own: list[Place] = []
    for path in paths:
        label, answer = boxes[tuple(path[:-1]), path[-1]]
        own.append(Place(Kind.CROSS, label, answer, heads[leaves.index(path[-1])]))
    return Grid(tuple(rows), len(leaves) + 1), own
