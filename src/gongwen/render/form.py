"""A ruled table on paper in the official layout: title, notes, groups of rows under repeated heads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from gongwen.render import wordxml
from gongwen.render.characters import one_line
from gongwen.render.data import PaperTable
from gongwen.render.paper import new_paper, write_paper
from gongwen.render.wordxml import TYPE_AREA, TableCell, TableRow

_LINE = 624  # twips: room for a line of 12 pt and for a pen


def write_paper_table(out: BinaryIO, table: PaperTable) -> None:
    """Write the table as Word (A4 upright); the columns share 156 mm by their weights.

    Raises:
        ValueError: a row or the heads have another number of cells than there are weights.
    """
    rows = [row for _label, rows in table.groups for row in rows]
    if any(len(row) != len(table.weights) for row in (table.heads, *rows)):
        raise ValueError(f"each row takes {len(table.weights)} cells")
    write_paper(out, new_paper(table.title, cover=False), _body(table))


def _body(table: PaperTable) -> Iterator[str]:
    yield wordxml.paragraph(wordxml.runs(one_line(table.title)), "FormTitle")
    for note in table.notes:
        yield wordxml.paragraphs(note, "FormNote")
    widths = wordxml.shares(TYPE_AREA, table.weights)
    yield from wordxml.table(widths, _rows(table, widths))


def _rows(table: PaperTable, widths: tuple[int, ...]) -> Iterator[TableRow]:
    heads = zip(table.heads, widths, strict=True)
    yield TableRow(tuple(_cell(text, width, "TableHead") for text, width in heads), _LINE, is_head=True)
    for label, rows in table.groups:
        if label:
            yield TableRow((_cell(label, TYPE_AREA, "TableHead"),), _LINE)
        for row in rows:
            cells = zip(row, widths, strict=True)
            yield TableRow(tuple(_cell(text, width, "TableText") for text, width in cells), _LINE, whole=True)


def _cell(text: str, width: int, style: str) -> TableCell:
    return TableCell(wordxml.paragraphs(text, style), width, centred=True)
