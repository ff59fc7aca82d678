"""Files -> pictures of pages of bounded size; sizes are known before anything is decoded."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from PIL import Image as Pillow
from PIL import ImageOps

from gongwen.errors import DamagedDocument, EncryptedDocument, ExpandingDocument
from gongwen.read.ocr_engine import Image

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_MOST_PIXELS = 90_000_000  # that are decoded: A3 at 600 dpi, or the largest of phones
_LONGER_SIDE = 2400  # pixels that are worked on: A4 at 205 dpi
_DPI = 200
_POINTS = 72
# What broken pictures make the decoders raise.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
)


def count_pictures(data: bytes) -> int:
    """How many pages a picture has: more than one only in TIFF."""
    with _opened(data) as picture:
        return int(picture.n_frames) if picture.format == "TIFF" else 1


def pictures(data: bytes, limit: int) -> Iterator[Image]:
    """The pages of a picture, at most `limit`.

    Raises:
        DamagedDocument: it cannot be decoded.
        ExpandingDocument: it claims more pixels than are decoded here.
    """
    for index in range(min(limit, count_pictures(data))):
        with _opened(data) as picture:
            page = _frame(picture, index)
        yield page


def count_pages(data: bytes) -> int:
    """How many pages a PDF has."""
    with _document(data) as document:
        return len(document)


def rendered(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, Image]]:
    """The pages of a PDF with these numbers, counted from 1; numbers that it lacks are passed over.

    Raises:
        DamagedDocument, EncryptedDocument: it cannot be opened, or a page cannot.
    """
    with _document(data) as document:
        for number in numbers:
            if 1 <= number <= len(document):
                yield number, _drawn(document, number - 1)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The picture, only its head read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata; sizes are checked below
        try:
            with Pillow.open(BytesIO(data), formats=_FORMATS) as picture:
                yield picture
        except Pillow.DecompressionBombError as error:
            raise ExpandingDocument() from error
        except _BROKEN as error:
            raise DamagedDocument() from error


def _frame(picture: Any, index: int) -> Image:
    if index:
        picture.seek(index)
    if picture.width * picture.height > _MOST_PIXELS:
        raise ExpandingDocument()
    picture.draft("RGB", (_LONGER_SIDE, _LONGER_SIDE))  # JPEG: decodes no more than is needed
    page = ImageOps.exif_transpose(_on_paper(picture))
    page.thumbnail((_LONGER_SIDE, _LONGER_SIDE), Pillow.Resampling.BOX, reducing_gap=2.0)
    return np.array(page, np.uint8)


def _on_paper(picture: Any) -> Any:
    """The picture in colours without transparency."""
    if picture.mode.startswith(("I", "F")):  # 16 and 32 bits a pixel would be cut, not scaled
        values = np.asarray(picture, np.float64)
        picture = Pillow.fromarray((values / max(1.0, float(values.max())) * 255).astype(np.uint8))
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Pillow.new("RGBA", layer.size, "white")
    return Pillow.alpha_composite(paper, layer).convert("RGB")


@contextmanager
def _document(data: bytes) -> Iterator[pdfium.PdfDocument]:
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


def _drawn(document: pdfium.PdfDocument, index: int) -> Image:
    try:
        page = document[index]
        scale = min(_DPI / _POINTS, _LONGER_SIDE / max(1.0, *page.get_size()))
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    except pdfium.PdfiumError as error:
        raise DamagedDocument() from error
    pixels = np.array(bitmap.to_numpy(), np.uint8)
    bitmap.close()
    page.close()
    return pixels if pixels.ndim == 3 else np.repeat(pixels[:, :, None], 3, axis=2)
