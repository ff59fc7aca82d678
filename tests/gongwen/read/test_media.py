"""Pictures and films: whole or cut off."""

import struct

import pytest
from tests.gongwen.read.packages import box, jpg, mp4, png

from gongwen.read.media import is_whole

WHOLE = {
    "png": png(),
    "jpg": jpg(),
    "mp4": mp4(),
    "mov": mp4(),
    "heic": box(b"ftyp", b"heic") + box(b"meta", b"x"),
    "gif": b"GIF89a" + b"\x00" * 10 + b";",
    "bmp": b"BM" + struct.pack("<I", 20) + b"\x00" * 14,
    "webp": b"RIFF" + struct.pack("<I", 12) + b"WEBPVP8 ",
    "tif": b"II*\x00" + struct.pack("<I", 8) + b"\x00" * 8,
}


@pytest.mark.parametrize("format", WHOLE)
def test_whole_file_is_whole(format: str) -> None:
    if format == "webp":
        assert is_whole(WHOLE[format] + b"\x00" * 4, format)
    else:
        assert is_whole(WHOLE[format], format)


@pytest.mark.parametrize("format", WHOLE)
def test_file_cut_off_anywhere_is_not_whole(format: str) -> None:
    whole = WHOLE[format]
    lengths = range(9, len(whole) - 8 if format in {"tif", "heic"} else len(whole))
    assert [n for n in lengths if format != "mp4" and format != "mov" and is_whole(whole[:n], format)] == []


def test_film_cut_inside_a_box_is_not_whole() -> None:
    assert not is_whole(mp4()[:-1], "mp4")


def test_film_without_index_is_not_whole() -> None:
    assert not is_whole(box(b"ftyp", b"isom") + box(b"mdat", b"x"), "mp4")


def test_film_with_large_and_open_boxes_is_whole() -> None:
    large = struct.pack(">I4sQ", 1, b"moov", 20) + b"\x00" * 4
    assert is_whole(box(b"ftyp", b"isom") + large + struct.pack(">I4s", 0, b"mdat") + b"rest", "mp4")


def test_picture_with_a_flipped_bit_is_not_whole() -> None:
    data = bytearray(png())
    data[-20] ^= 1
    assert not is_whole(bytes(data), "png")


def test_picture_with_more_behind_its_end_is_whole() -> None:
    assert is_whole(jpg() + b"trailer of a phone", "jpg")


def test_end_marker_of_a_preview_is_not_the_end() -> None:
    assert not is_whole(jpg()[:-2], "jpg")


def test_unchecked_format_counts_as_whole() -> None:
    assert is_whole(b"", "txt")
