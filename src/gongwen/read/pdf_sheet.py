"""One page of a PDF -> its lines and tables in reading order, laid level first."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gongwen.errors import DamagedDocument
from gongwen.read.pdf_flow import Item, cell_text
from gongwen.read.pdf_layout import page_lines, text_lines
from gongwen.read.pdf_open_tables import find_open_grids
from gongwen.read.pdf_page import Glyph, direction, glyphs, pictured, placement, rules
from gongwen.read.pdf_tables import Grid, PlacedTable, fill, find_grids, lies_in

_FILLED_IN = {c.FPDF_ANNOT_WIDGET, c.FPDF_ANNOT_FREETEXT}
_STAMP = 20  # signs on a page that may be no more than its number and the name of a scanner
_WHOLE_PAGE = 0.5  # of a page that a picture covers


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was read: its items, its size as laid level, and what may be wrong with it."""

    items: tuple[Item, ...]
    width: float
    height: float
    signs: int
    unknown: int
    is_picture: bool


def read_sheet(document: pdfium.PdfDocument, index: int) -> Sheet:
    """A page by its index from 0, with the values of form fields.

    Raises:
        DamagedDocument: there is no such page.
    """
    page = _page(document, index)
    try:
        text = page.get_textpage()
        place = placement(page)
        width, height = page.get_size()
        quarters = direction(text, place)
        place = place.turned(quarters, width, height)
        if quarters % 2:
            width, height = height, width
        found = glyphs(text, place)
        across, down = rules(page, place)
        grids = find_grids(across, down)
        grids += find_open_grids(across, [grid.box for grid in grids], found)
        grids.sort(key=lambda grid: grid.rows[0])
        return Sheet(
            tuple(_items(found, grids, index + 1, width)),
            width,
            height,
            len(found),
            sum(glyph.text == "\ufffd" or "\ue000" <= glyph.text <= "\uf8ff" for glyph in found),
            len(found) < _STAMP and pictured(page) >= _WHOLE_PAGE,
        )
    finally:
        page.close()


def printed_lines(document: pdfium.PdfDocument, index: int) -> list[str]:
    """Every line of a page as it stands, page numbers and running heads too."""
    page = _page(document, index)
    try:
        text, place = page.get_textpage(), placement(page)
        place = place.turned(direction(text, place), *page.get_size())
        return [line.text for line in text_lines(glyphs(text, place), index + 1)]
    finally:
        page.close()


def _page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """A page with what was filled in made part of its text."""
    try:
        page = document[index]
        if _is_filled_in(page) and c.FPDFPage_Flatten(page, c.FLAT_NORMALDISPLAY) == c.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
    except pdfium.PdfiumError as error:
        raise DamagedDocument() from error
    return page


def _is_filled_in(page: pdfium.PdfPage) -> bool:
    for index in range(max(0, c.FPDFPage_GetAnnotCount(page))):
        annotation = c.FPDFPage_GetAnnot(page, index)
        kind = c.FPDFAnnot_GetSubtype(annotation)
        c.FPDFPage_CloseAnnot(annotation)
        if kind in _FILLED_IN:
            return True
    return False


def _items(found: list[Glyph], grids: list[Grid], number: int, width: float) -> list[Item]:
    """Lines and tables of one page in reading order."""
    tables: list[PlacedTable] = []
    for grid in grids:
        inside = [glyph for glyph in found if lies_in(glyph, grid.box)]
        if any(glyph.text != " " for glyph in inside):
            found = [glyph for glyph in found if not lies_in(glyph, grid.box)]
            tables.append(_placed(grid, inside, number))
    items: list[Item] = list(page_lines(found, number, width))
    for table in tables:
        below = (index for index, item in enumerate(items) if _top(item) > table.top)
        items.insert(next(below, len(items)), table)
    return items


def _top(item: Item) -> float:
    return item.top if isinstance(item, PlacedTable) else item.base


def _placed(grid: Grid, inside: list[Glyph], number: int) -> PlacedTable:
    def text_of(signs: list[Glyph]) -> str:
        right = max((glyph.x1 for glyph in signs), default=0.0)
        edges = [edge for edge in grid.columns if edge >= right - 1]
        return cell_text(text_lines(signs, number), edges[0] if edges else right)

    return PlacedTable(fill(grid, inside, text_of), number, grid.rows[0], grid.columns)
