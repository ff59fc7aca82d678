"""PDF with text: lines rebuilt from positions, joined to paragraphs, ruled tables as tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gongwen.errors import DamagedDocument, EncryptedDocument, TextlessDocument
from gongwen.model import Document, Line, Options
from gongwen.read.pdf_flow import Item, cell_text, flow, without_furniture
from gongwen.read.pdf_layout import page_lines, text_lines
from gongwen.read.pdf_page import Glyph, glyphs, placement, rules
from gongwen.read.pdf_tables import Grid, PlacedTable, fill, find_grids, lies_in

_UNKNOWN = 0.5  # share of signs without a meaning that makes a text unreadable


def read(data: bytes, _options: Options, furniture: bool = False, /) -> Document:
    """The paragraphs and tables of a PDF in reading order.

    Args:
        data: the whole file.
        furniture: give every printed line as it stands, page numbers and running heads too;
            nothing is joined and no table is looked for.

    Raises:
        DamagedDocument, EncryptedDocument: it cannot be opened, or its end is missing.
        TextlessDocument: pictures of pages only, or fonts that do not tell their characters.
    """
    with _opened(data) as document:
        if furniture:
            return Document("pdf", tuple(_plain_lines(document)))
        pages: list[list[Item]] = []
        sizes: list[tuple[float, float]] = []
        signs = unknown = 0
        for number, page in enumerate(_pages(document), start=1):
            place = placement(page)
            found = glyphs(page, place)
            sizes.append(page.get_size())
            pages.append(_items(found, find_grids(*rules(page, place)), number, sizes[-1][0]))
            signs += len(found)
            unknown += sum(glyph.text == "\ufffd" or "\ue000" <= glyph.text <= "\uf8ff" for glyph in found)
    if not any(pages) or unknown > _UNKNOWN * signs:
        raise TextlessDocument()
    kept = without_furniture(pages, [height for _, height in sizes])
    return Document("pdf", tuple(flow(kept, [width for width, _ in sizes])), engine="pdfium")


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, closed again; pdfium repairs a file cut off and so would lose its end."""
    if data.rfind(b"%%EOF") < data.rfind(b"endobj"):
        raise DamagedDocument()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == c.FPDF_ERR_PASSWORD:
            raise EncryptedDocument() from error
        raise DamagedDocument() from error
    try:
        yield document
    finally:
        document.close()


def _pages(document: pdfium.PdfDocument) -> Iterator[pdfium.PdfPage]:
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError as error:
            raise DamagedDocument() from error
        yield page
        page.close()


def _plain_lines(document: pdfium.PdfDocument) -> Iterator[Line]:
    for number, page in enumerate(_pages(document), start=1):
        for line in text_lines(glyphs(page, placement(page)), number):
            yield Line(line.text, page=number)


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
