"""Pages of a PDF as pictures, for showing them where no viewer is."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Any

_POINTS = 72  # an inch
_RGB, _BITS = 2, 8  # of a PNG: colour without transparency, eight bits a channel


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The first pages as PNG, and how many pages there are."""

    pictures: tuple[bytes, ...]
    pages: int


def pdf_pictures(data: bytes, *, dpi: int = 96, most: int = 20) -> PagePictures:
    """The first `most` pages of a PDF that `official_pdf` or `volume_pdf` drew.

    Args:
        data: the PDF.
        dpi: dots an inch; a page of A4 is 794 dots wide at 96.
        most: pages drawn at most.
    """
    import pypdfium2 as pdfium  # loaded by who shows pages only

    document = pdfium.PdfDocument(data)
    try:
        pages = len(document)
        drawn = tuple(_png(document[place].render(scale=dpi / _POINTS, rev_byteorder=True))
                      for place in range(min(pages, most)))  # fmt: skip
    finally:
        document.close()
    return PagePictures(drawn, pages)


def _png(bitmap: Any) -> bytes:
    """The dots (RGB) as PNG; Pillow is not needed for that."""
    rows, width = memoryview(bitmap.buffer).cast("B"), bitmap.width * 3
    starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
    lines = b"".join(b"\0" + bytes(rows[start : start + width]) for start in starts)
    header = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, _BITS, _RGB, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(lines, 6)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
