"""OFD files whose pages are pictures: each page recognized, the pages put together again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gongwen.doubts import Doubt
from gongwen.errors import DamagedDocument, TextlessDocument
from gongwen.model import Document, Line, Options, Table
from gongwen.read.ofd import page_pictures


def read_scan(data: bytes, options: Options, read_picture: Callable[[bytes, Options], Document]) -> Document:
    """The recognized text of all pages.

    Args:
        data: a whole OFD file.
        options: how many pages are recognized; a doubt names the others.
        read_picture: recognizes one picture.

    Raises:
        TextlessDocument: no picture, or nothing legible in any.
    """
    pictures = page_pictures(data, options)
    limit = options.max_recognized_pages
    pages: list[tuple[int, Document]] = []
    for number, picture in enumerate(pictures[:limit], start=1):
        try:
            pages.append((number, read_picture(picture, options)))
        except (TextlessDocument, DamagedDocument):  # a blank page, or a format that nobody decodes
            continue
    if not pages:
        raise TextlessDocument()
    parts = tuple(_on_page(part, number) for number, page in pages for part in page.parts)
    sure = _mean([page for _, page in pages])
    engine = pages[0][1].engine
    doubts = [Doubt("recognized", (("engine", engine), ("percent", str(int(100 * sure)))))]
    doubts += [_of_page(doubt, number) for number, page in pages for doubt in page.doubts if _is_local(doubt)]
    left_out = range(limit + 1, len(pictures) + 1)
    if left_out:
        values = (("limit", str(limit)), ("pages", ", ".join(map(str, left_out))))
        doubts.append(Doubt("pages_left_out", values))
    return Document("ofd", parts, engine, sure, tuple(doubts))


def _on_page(part: Line | Table, number: int) -> Line | Table:
    return replace(part, page=number) if isinstance(part, Line) else part


def _is_local(doubt: Doubt) -> bool:
    """Whether a doubt is about one page and not about the whole."""
    return doubt.code == "page_unsure"


def _of_page(doubt: Doubt, number: int) -> Doubt:
    return replace(doubt, values=tuple((dict(doubt.values) | {"page": str(number)}).items()))


def _mean(pages: list[Document]) -> float:
    """The certainty of all characters, from that of each page."""
    weights = [sum(len(part.text) for part in page.parts if isinstance(part, Line)) or 1 for page in pages]
    sure = sum(weight * (page.confidence or 0.0) for weight, page in zip(weights, pages, strict=True))
    return sure / sum(weights)
