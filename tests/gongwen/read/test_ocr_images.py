"""Pictures of every kind come out in colours, upright and of bounded size, or are refused."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gongwen.read.scans import Image, np, saved, scanned

from gongwen.errors import DamagedDocument, EncryptedDocument, ExpandingDocument, GongwenError
from gongwen.read.ocr_images import count_pages, count_pictures, pictures, rendered

SMALL = Image.new("RGB", (6, 4), (200, 10, 20))
FILES = [saved(SMALL, format) for format in ("PNG", "JPEG", "TIFF", "BMP", "WEBP")]


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("data", FILES)
def test_every_format_gives_colours(data: bytes) -> None:
    (page,) = pictures(data, 5)
    assert (page.shape, page.dtype) == ((4, 6, 3), np.uint8)
    assert np.abs(page.astype(int) - (200, 10, 20)).max() < 20


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "LA"])
def test_every_kind_of_pixel_keeps_paper_white_and_print_black(mode: str) -> None:
    picture = Image.new("L", (4, 2), 255)
    picture.paste(0, (0, 0, 2, 2))
    (page,) = pictures(saved(picture.convert(mode), "TIFF"), 5)
    assert page[:, :2].max() == 0
    assert page[:, 2:].min() == 255


@pytest.mark.parametrize("kind", [np.uint16, np.int32, np.float32])
def test_deep_pixels_are_scaled_and_not_cut(kind: type) -> None:
    picture = Image.fromarray(np.array([[60, 255]] * 2).astype(kind) * kind(257))
    (page,) = pictures(saved(picture, "TIFF"), 5)
    assert page[0].tolist() == [[60] * 3, [255] * 3]


def test_what_shows_through_is_paper() -> None:
    picture = Image.new("RGBA", (4, 2), (0, 0, 0, 0))
    (page,) = pictures(saved(picture), 5)
    assert page.min() == 255


def test_phone_that_was_held_sideways_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    SMALL.save(out, "JPEG", exif=exif)
    (page,) = pictures(out.getvalue(), 5)
    assert page.shape == (6, 4, 3)


def test_large_pictures_are_made_smaller() -> None:
    (page,) = pictures(saved(Image.new("L", (3000, 1500), 255)), 5)
    assert page.shape == (1200, 2400, 3)


@pytest.mark.parametrize(("width", "height"), [(10_000, 9_001), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_bombs_are_not_decoded(width: int, height: int) -> None:
    with pytest.raises(ExpandingDocument):
        list(pictures(claiming(width, height), 5))


def test_frames_of_a_tiff_are_counted_and_bounded() -> None:
    data = saved(SMALL, "TIFF", SMALL, SMALL)
    assert count_pictures(data) == 3
    assert len(list(pictures(data, 2))) == 2


@pytest.mark.parametrize("data", [*FILES, saved(SMALL, "TIFF", SMALL)])
def test_what_is_cut_off_is_damage(data: bytes) -> None:
    for length in (0, 9, len(data) // 2):
        with pytest.raises(DamagedDocument):
            list(pictures(data[:length], 5))


@given(
    data=st.sampled_from([*FILES, saved(SMALL, "TIFF", SMALL)]),
    changes=st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), min_size=1, max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_picture_or_a_named_error(data: bytes, changes: list[tuple[int, int]]) -> None:
    changed = bytearray(data)
    for place, value in changes:
        changed[place % len(changed)] = value
    try:
        pages = list(pictures(bytes(changed), 3))
    except GongwenError:
        return
    assert all(page.ndim == 3 and max(page.shape) <= 2400 for page in pages)


def test_pages_of_a_pdf_are_drawn_by_number() -> None:
    data = scanned(SMALL, Image.new("RGB", (6, 4), "blue"), dpi=4)
    assert count_pages(data) == 2
    ((number, page),) = rendered(data, [2, 3])
    assert (number, page.shape) == (2, (200, 300, 3))
    assert page[100, 150].argmax() == 2


def test_huge_sheet_is_drawn_smaller() -> None:
    ((_, page),) = rendered(scanned(SMALL, dpi=1).replace(b"[ 0 0 432.0 288.0 ]", b"[0 0 14000 9000]"), [1])
    assert max(page.shape) <= 2401


def test_pdf_that_cannot_be_opened_is_named() -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    locked = Canvas(out, encrypt="geheim")
    locked.drawString(100, 100, "text")
    locked.save()
    with pytest.raises(EncryptedDocument):
        count_pages(out.getvalue())
    with pytest.raises(DamagedDocument):
        count_pages(b"%PDF-1.7 nothing")
