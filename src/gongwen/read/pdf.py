"""PDF with text: lines rebuilt from positions, joined to paragraphs, ruled tables as tables.

Pages that are pictures among pages of text go to the recognizer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as c

from gongwen.doubts import Doubt
from gongwen.errors import DamagedDocument, EncryptedDocument, ExpandingDocument, TextlessDocument
from gongwen.model import Document, Line, Options, Table
from gongwen.read.pdf_flow import Item, flow, without_furniture
from gongwen.read.pdf_sheet import Sheet, printed_lines, read_sheet

if TYPE_CHECKING:
    from gongwen.read.ocr import Pages

_UNKNOWN = 0.5  # share of signs without a meaning that makes a text unreadable
_MAX_PAGES = 1_000
_MAX_SIGNS = 3_000_000


def read(data: bytes, options: Options, furniture: bool = False, /) -> Document:
    """The paragraphs and tables of a PDF in reading order.

    Args:
        data: the whole file.
        options: whether to recognize pages that are pictures; a doubt stands for each of them otherwise.
        furniture: give every printed line as it stands, page numbers and running heads too;
            nothing is joined or recognized, and no table is looked for.

    Raises:
        DamagedDocument, EncryptedDocument: it cannot be opened, or its end is missing.
        ExpandingDocument: more characters than any document has.
        TextlessDocument: pictures of pages only, or fonts that do not tell their characters.
    """
    with _opened(data) as document:
        count = min(len(document), _MAX_PAGES)
        left_out = len(document) - count
        if furniture:
            return Document("pdf", tuple(_printed(document, count)))
        sheets = _sheets(document, count)
    signs, unknown = (sum(sheet.signs for sheet in sheets), sum(sheet.unknown for sheet in sheets))
    if all(sheet.is_picture or not sheet.items for sheet in sheets) or unknown > _UNKNOWN * signs:
        raise TextlessDocument()
    doubts = (Doubt("pages_beyond", (("count", str(count)), ("total", str(count + left_out)))),)
    return _document(sheets, _recognized(data, sheets, options), doubts if left_out else ())


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


def _sheets(document: pdfium.PdfDocument, count: int) -> list[Sheet]:
    sheets: list[Sheet] = []
    signs = 0
    for index in range(count):
        sheets.append(read_sheet(document, index))
        signs += sheets[-1].signs
        if signs > _MAX_SIGNS:
            raise ExpandingDocument()
    return sheets


def _printed(document: pdfium.PdfDocument, count: int) -> Iterator[Line]:
    signs = 0
    for index in range(count):
        for text in printed_lines(document, index):
            yield Line(text, page=index + 1)
            signs += len(text)
        if signs > _MAX_SIGNS:
            raise ExpandingDocument()


def _recognized(data: bytes, sheets: Sequence[Sheet], options: Options) -> Pages | None:
    """The pages that are pictures, read by the recognizer; None where there are none or it is not there."""
    pictures = [number for number, sheet in enumerate(sheets, start=1) if sheet.is_picture]
    if not pictures or not options.recognize:
        return None
    from gongwen.read import ocr

    return ocr.read_pages(data, pictures, options) if ocr.available() else None


def _document(sheets: Sequence[Sheet], pages: Pages | None, doubts: tuple[Doubt, ...]) -> Document:
    kept = without_furniture([sheet.items for sheet in sheets], [sheet.height for sheet in sheets])
    parts: list[Line | Table] = []
    unread: list[Doubt] = []
    numbered = enumerate(zip(sheets, kept, strict=True), start=1)
    for is_picture, run in groupby(numbered, key=lambda each: each[1][0].is_picture):
        text: list[tuple[Sheet, list[Item]]] = []
        for number, (sheet, items) in run:
            if pages is not None and number in pages:
                parts += pages[number]
            else:
                text.append((sheet, items))
                if is_picture and pages is None:
                    unread.append(Doubt("page_unread", (("page", str(number)),)))
        parts += flow([items for _, items in text], [sheet.width for sheet, _ in text])
    if pages is None:
        return Document("pdf", tuple(parts), "pdfium", doubts=(*unread, *doubts))
    return Document(
        "pdf", tuple(parts), f"pdfium, {pages.engine}", pages.confidence, (*pages.doubts, *doubts)
    )
