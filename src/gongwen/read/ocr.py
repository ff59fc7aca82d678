"""Pictures of pages and scanned PDF, read by a recognizer of characters (the extra `ocr`).

What is printed keeps its lines, one `Line` each: the parser joins them. Every document carries a
doubt that says how sure the recognizer was, and one for each page that it could hardly read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from gongwen.doubts import Doubt
from gongwen.errors import MissingRecognizer, TextlessDocument
from gongwen.model import Document, Line, Options, Table

if TYPE_CHECKING:
    from gongwen.read.ocr_engine import Image
    from gongwen.read.ocr_page import Page

_NEEDED = ("rapidocr", "onnxruntime", "cv2")
_UNSURE = 0.8


class Pages(dict[int, list[Line | Table]]):
    """Pages by number from 1, with the recognizer's name, its mean confidence and its doubts."""

    engine: str = ""
    confidence: float | None = None
    doubts: tuple[Doubt, ...] = ()


def available() -> bool:
    """Whether the recognizer is installed."""
    return all(find_spec(name) for name in _NEEDED)


def read(data: bytes, options: Options, furniture: bool = False, /) -> Document:
    """The lines and tables of a picture: png, jpg, bmp, webp, or tiff of many pages.

    Args:
        data: the whole file.
        options: how many pages are recognized.
        furniture: give every printed line from top to bottom, page numbers too, and no tables.

    Raises:
        MissingRecognizer: the extra is not installed.
        DamagedDocument, ExpandingDocument: it cannot be decoded, or claims too many pixels.
        TextlessDocument: nothing legible in it.
    """
    _require()
    from gongwen.read.ocr_images import count_pictures, pictures

    numbered = enumerate(pictures(data, options.max_recognized_pages), start=1)
    return _document("image", count_pictures(data), numbered, options, furniture)


def read_pdf(data: bytes, options: Options, furniture: bool = False, /) -> Document:
    """The lines and tables of a PDF without text.

    Args:
        data: the whole file.
        options: how many pages are recognized.
        furniture: give every printed line from top to bottom, page numbers too, and no tables.

    Raises:
        MissingRecognizer: the extra is not installed.
        DamagedDocument, EncryptedDocument: it cannot be opened.
        TextlessDocument: nothing legible in it.
    """
    _require()
    from gongwen.read.ocr_images import count_pages, rendered

    count = count_pages(data)
    numbered = rendered(data, range(1, min(count, options.max_recognized_pages) + 1))
    return _document("pdf", count, numbered, options, furniture)


def read_pages(data: bytes, pages: Sequence[int], options: Options) -> Pages:
    """Single pages of a PDF whose other pages have text.

    Args:
        data: the whole file.
        pages: their numbers, counted from 1.
        options: how many pages are recognized; a doubt names the others.

    Raises:
        MissingRecognizer, DamagedDocument, EncryptedDocument: as `read_pdf`.
    """
    _require()
    from gongwen.read.ocr_images import rendered

    limit = options.max_recognized_pages
    found = list(_recognized(rendered(data, pages[:limit]), plain=False))
    result = Pages((page.number, _parts([page], plain=False)) for page in found)
    result.engine, result.confidence = _engine(), _confidence(found)
    result.doubts = (*_doubts(found), *_left_out(pages[limit:], limit))
    return result


def _require() -> None:
    if not available():
        raise MissingRecognizer()


def _engine() -> str:
    from gongwen.read.ocr_engine import name

    return name()


def _document(
    format: str, count: int, numbered: Iterable[tuple[int, Image]], options: Options, plain: bool
) -> Document:
    pages = list(_recognized(numbered, plain))
    parts = _parts(pages, plain)
    if not parts:
        raise TextlessDocument()
    limit = options.max_recognized_pages
    doubts = (*_doubts(pages), *_left_out(range(limit + 1, count + 1), limit))
    return Document(format, tuple(parts), _engine(), _confidence(pages), doubts)


def _recognized(numbered: Iterable[tuple[int, Image]], plain: bool) -> Iterator[Page]:
    from gongwen.read.ocr_page import recognize

    return (recognize(image, number, plain) for number, image in numbered)


def _parts(pages: list[Page], plain: bool) -> list[Line | Table]:
    """Pages one after the other without running heads; a table that a page break parted is one."""
    from gongwen.read.pdf_flow import without_furniture
    from gongwen.read.pdf_tables import PlacedTable, continued

    kept = [list(page.items) for page in pages]
    if not plain:
        kept = without_furniture(kept, [page.height for page in pages])
    parts: list[Line | Table] = []
    above: PlacedTable | None = None
    for page, items in zip(pages, kept, strict=True):
        for item in items:
            if not isinstance(item, PlacedTable):
                parts.append(Line(item.text, page=item.page, confidence=page.confidence_of(item)))
                above = None
                continue
            whole = continued(above, item) if above else None
            if whole:
                parts.pop()
            above = whole or item
            parts.append(above.table)
    return parts


def _confidence(pages: list[Page]) -> float | None:
    weighed = [(page.confidence, page.signs) for page in pages if page.confidence is not None]
    signs = sum(weight for _, weight in weighed)
    return sum(mean * weight for mean, weight in weighed) / signs if signs else None


def _doubts(pages: list[Page]) -> Iterator[Doubt]:
    mean = _confidence(pages)
    if mean is not None:
        yield Doubt("recognized", (("engine", _engine()), ("percent", _percent(mean))))
    for page in pages:
        if page.confidence is not None and page.confidence < _UNSURE:
            yield Doubt("page_unsure", (("page", str(page.number)), ("percent", _percent(page.confidence))))


def _left_out(numbers: Sequence[int], limit: int) -> Iterator[Doubt]:
    if not numbers:
        return
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    named = ", ".join("-".join(map(str, run)) for run in runs)
    yield Doubt("pages_left_out", (("limit", str(limit)), ("pages", named)))


def _percent(share: float) -> str:
    return str(int(share * 100))  # never rounded up to certainty
