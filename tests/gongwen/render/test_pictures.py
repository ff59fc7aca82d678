"""Pages as pictures: as many as asked for, of the size of the paper, in colour."""

from __future__ import annotations

import struct
import zlib

import pytest
from tests.gongwen.render.official import documents

from gongwen.errors import MissingFace
from gongwen.render.official.pdf import faces_of, official_pdf
from gongwen.render.pictures import pdf_pictures

try:
    faces_of("", strict=False)
except MissingFace:
    pytest.skip("no Chinese face on this machine", allow_module_level=True)

A4_AT_96 = (794, 1123)  # dots


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    return struct.unpack(">II", png[16:24])


def dots_of(png: bytes) -> bytes:
    """The rows of a picture, each after its filter byte."""
    length = struct.unpack(">I", png[33:37])[0]
    assert png[37:41] == b"IDAT"
    return zlib.decompress(png[41 : 41 + length])


def test_a_page_has_the_size_of_the_paper() -> None:
    shown = pdf_pictures(official_pdf(documents.notice()).data)
    assert [size_of(one) for one in shown.pictures[:1]] == [A4_AT_96]
    assert len(dots_of(shown.pictures[0])) == (A4_AT_96[0] * 3 + 1) * A4_AT_96[1]


def test_the_red_of_the_head_is_red() -> None:
    png = pdf_pictures(official_pdf(documents.red_head()).data, most=1).pictures[0]
    rows, width = dots_of(png), A4_AT_96[0] * 3 + 1
    dots = {rows[at : at + 3] for row in range(0, len(rows), width) for at in range(row + 1, row + width, 3)}
    assert {b"\xff\x00\x00", b"\x00\x00\x00", b"\xff\xff\xff"} <= dots


def test_no_more_pages_are_drawn_than_asked_for() -> None:
    shown = pdf_pictures(official_pdf(documents.red_head()).data, most=1)
    assert (len(shown.pictures), shown.pages > 1) == (1, True)
