"""Blank forms built in code: rows of texts, merged cells as (text, columns, rows)."""

from collections.abc import Sequence

from gongwen.extract.sheets import read_sheet
from gongwen.model import Cell, Document, Line, Sheet, SheetBlock, SheetField, Table

Given = str | tuple[str, int] | tuple[str, int, int]


def table(*rows: Sequence[Given]) -> Table:
    """A table; a cell that hangs down is left out of the rows below it."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, given in enumerate(rows):
        column = 0
        for one in given:
            text, across, down = (one, 1, 1) if isinstance(one, str) else (*one, 1)[:3]
            while (row, column) in taken:
                column += 1
            cells.append(Cell(text, row, column, down, across))
            taken |= {(row + i, column + j) for i in range(down) for j in range(across)}
            column += across
    return Table(len(rows), 1 + max(column for _, column in taken), tuple(cells))


def document(*parts: str | Table, format: str = "docx") -> Document:
    return Document(format, tuple(Line(part) if isinstance(part, str) else part for part in parts))


def form(*parts: str | Table, format: str = "docx") -> Sheet:
    """The sheet of a file with these lines and tables."""
    sheet = read_sheet(document(*parts, format=format))
    assert sheet is not None
    return sheet


def rows_form(*rows: Sequence[Given]) -> Sheet:
    """The sheet of one table under a title."""
    return form("情况登记表", table(*rows))


def labels(block: SheetBlock) -> list[str]:
    return [field.label for field in block.fields]


def only_field(sheet: Sheet) -> SheetField:
    ((field,),) = [block.fields for block in sheet.blocks]
    return field
