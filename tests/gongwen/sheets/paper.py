"""Shapes written as Word and Excel files: one grid of cells, two writers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from openpyxl import Workbook
from tests.gongwen.sheets.filling import Filled
from tests.gongwen.sheets.shapes import F, Grid, Rows, Shape, T

GAP = "          "


@dataclass(frozen=True)
class Placed:
    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def cells_of(grid: Grid, filled: Filled | None) -> list[Placed]:
    """The grid's cells with what stands in them; lists unrolled."""
    rows = _unrolled(grid, filled)
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for row, given in enumerate(rows):
        column = 0
        for one in given:
            text, wide, tall = one
            while (row, column) in taken:
                column += 1
            placed.append(Placed(text, row, column, tall, wide))
            taken |= {(row + a, column + b) for a in range(tall) for b in range(wide)}
            column += wide
    return placed


def _unrolled(grid: Grid, filled: Filled | None) -> list[list[tuple[str, int, int]]]:
    lines: list[list[tuple[str, int, int]]] = []
    for row in grid.rows:
        if isinstance(row, Rows):
            lines += _list(row, filled)
        else:
            lines.append(_line(row, filled))
    hangs = sum(isinstance(row, Rows) for row in grid.rows)
    if hangs:  # a label beside a list reaches down to its last row
        lines = [
            [(text, wide, _tall(grid, filled) if tall < 0 else tall) for text, wide, tall in line]
            for line in lines
        ]
    return _swapped(lines, grid) if filled and filled.swapped else lines


def _tall(grid: Grid, filled: Filled | None) -> int:
    only = next(row for row in grid.rows if isinstance(row, Rows))
    return 1 + max(only.blank, len(filled.rows[only.block]) if filled else 0)


def _swapped(lines: list[list[tuple[str, int, int]]], grid: Grid) -> list[list[tuple[str, int, int]]]:
    """Two rows of plain pairs change places."""
    simple = [
        at
        for at, row in enumerate(grid.rows)
        if not isinstance(row, Rows)
        and not any(isinstance(one, Rows) for one in grid.rows[:at])
        and all(not isinstance(one, tuple) or len(one) < 3 for one in row)
        and any(isinstance(one[0] if isinstance(one, tuple) else one, F) for one in row)
    ]
    if len(simple) > 2 and simple[1] == simple[0] + 1:
        a, b = simple[0], simple[1]
        lines[a], lines[b] = lines[b], lines[a]
    return lines


def _list(row: Rows, filled: Filled | None) -> list[list[tuple[str, int, int]]]:
    spans = row.spans or (1,) * len(row.columns)
    given = filled.rows[row.block] if filled else []
    count = max(row.blank, len(given))
    lines = []
    for number in range(count):
        values = given[number] if number < len(given) else {}
        line = []
        for column, span in zip(row.columns, spans, strict=True):
            if column is None:
                line.append((str(number + 1), span, 1))
                continue
            value = values.get(column.label, "")
            if column.options and column.printed:
                value = filled.ticks(column, value) if filled and value else _boxes(column)
            line.append((value, span, 1))
        lines.append(line)
    return lines


def _line(row: Sequence[Any], filled: Filled | None) -> list[tuple[str, int, int]]:
    line = []
    cells = [one if isinstance(one, tuple) else (one,) for one in row]
    for at, (cell, *spans) in enumerate(cells):
        wide, tall = (*spans, 1, 1)[:2]
        after = cells[at + 1][0] if at + 1 < len(cells) else None
        line.append((_text(cell, after, filled), wide, tall))
    return line


def _text(cell: Any, after: Any, filled: Filled | None) -> str:
    if isinstance(cell, F):
        return _answer(cell, filled)
    if isinstance(cell, T):
        return _inline(cell, filled)
    text = filled.other.get(cell, cell) if filled else cell
    if filled and isinstance(after, F) and after.label in filled.own_cell and not after.printed:
        return f"{text}：{filled.single[after.label]}"
    return text


def _answer(one: F, filled: Filled | None) -> str:
    value = filled.single.get(one.label, "") if filled else ""
    if filled and one.label in filled.own_cell and not one.printed:
        return ""
    if one.options and one.printed:
        return filled.ticks(one, value) if filled and value else _boxes(one)
    if "{}" in one.printed:
        return one.printed.format(value)
    if one.kind == "date" and value:
        return value
    return value or one.printed


def _boxes(one: F) -> str:
    return "  ".join("□" + option for option in one.options)


def _inline(cell: T, filled: Filled | None) -> str:
    values = {}
    for one in cell.fields:
        value = filled.single.get(one.label, "") if filled else ""
        if one.options:
            values[one.label] = filled.ticks(one, value) if filled and value else _boxes(one)
        elif filled:
            values[one.label] = f"  {value}  " if value else GAP
        else:
            values[one.label] = one.printed or GAP
    text = cell.text
    for one in cell.fields:
        text = text.replace("{" + one.label + "}", values[one.label])
        if filled and one.label in filled.other:
            text = text.replace(one.label + "：", filled.other[one.label] + "：")
    return text.rstrip() if filled else text


def _parts(shape: Shape, filled: Filled | None) -> Iterator[str | list[Placed]]:
    if filled:
        yield from filled.letter
    yield shape.title
    for part in shape.parts:
        if isinstance(part, Grid):
            yield cells_of(part, filled)
        else:
            yield _inline(part, filled) if isinstance(part, T) else part
    if filled:
        yield from filled.notes_after


def to_docx(shape: Shape, filled: Filled | None = None) -> bytes:
    document = docx.Document()
    for part in _parts(shape, filled):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(*_size(part))
        table.style = "Table Grid"
        for one in part:
            cell = table.cell(one.row, one.column)
            if one.rows > 1 or one.columns > 1:
                cell = cell.merge(table.cell(one.row + one.rows - 1, one.column + one.columns - 1))
            cell.text = one.text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _size(cells: Sequence[Placed]) -> tuple[int, int]:
    return max(one.row + one.rows for one in cells), max(one.column + one.columns for one in cells)


def to_xlsx(shape: Shape, filled: Filled | None = None) -> bytes:
    """One worksheet: lines across the whole width, tables below each other; pasted ones stand lower."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Sheet1" if filled and filled.letter else "填报表"
    parts = list(_parts(shape, filled))
    width = max((_size(part)[1] for part in parts if not isinstance(part, str)), default=8)
    row, left = 1, 2 if filled and filled.letter else 1
    letters = set(filled.letter) if filled else set()
    for part in parts:
        if isinstance(part, str):
            column = 1 if part in letters else left
            sheet.cell(row, column, part)
            if part not in letters:
                sheet.merge_cells(start_row=row, start_column=left, end_row=row, end_column=left + width - 1)
            row += 1
            continue
        for one in part:
            top, at = row + one.row, left + one.column
            _put(sheet.cell(top, at), one.text)
            if one.rows > 1 or one.columns > 1:
                sheet.merge_cells(
                    start_row=top,
                    start_column=at,
                    end_row=top + one.rows - 1,
                    end_column=at + one.columns - 1,
                )
        row += _size(part)[0]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Any, text: str) -> None:
    from openpyxl.styles import Border, Side

    side = Side(style="thin")
    cell.border = Border(side, side, side, side)
    cell.value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text or None
