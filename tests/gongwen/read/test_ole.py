"""Compound files: what they hold, and whether they are locked or cut off."""

import struct

import pytest
from tests.gongwen.read.packages import compound_file

from gongwen.errors import DamagedDocument, EncryptedDocument
from gongwen.read import ole

WORD = b"\xec\xa5" + bytes(4998)
LOCKED_WORD = WORD[:10] + struct.pack("<H", 0x0100) + WORD[12:]
BOOK = struct.pack("<HH", 0x809, 16) + bytes(16)


def test_streams_are_listed() -> None:
    data = compound_file({"WordDocument": WORD, "1Table": b"x" * 4096})
    assert set(ole.streams(data)) == {"Root Entry", "WordDocument", "1Table"}


def test_open_files_pass() -> None:
    ole.refuse_encrypted(compound_file({"WordDocument": WORD}))
    ole.refuse_encrypted(compound_file({"Workbook": BOOK.ljust(5000, b"\x00")}))


@pytest.mark.parametrize(
    "streams",
    [
        {"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x"},
        {"WordDocument": LOCKED_WORD},
        {"Workbook": (BOOK + struct.pack("<HH", 0x2F, 6) + bytes(6)).ljust(5000, b"\x00")},
    ],
)
def test_locked_files_are_named(streams: dict[str, bytes]) -> None:
    with pytest.raises(EncryptedDocument):
        ole.refuse_encrypted(compound_file(streams))


@pytest.mark.parametrize("length", [100, 512, 1024, 3000, 6000])
def test_file_cut_off_is_damage(length: int) -> None:
    with pytest.raises(DamagedDocument):
        ole.streams(compound_file({"WordDocument": WORD})[:length])


def test_chain_in_a_circle_ends() -> None:
    data = bytearray(compound_file({"WordDocument": WORD}))
    struct.pack_into("<I", data, 512 + 4, 1)  # the directory follows itself
    assert set(ole.streams(bytes(data))) == {"Root Entry", "WordDocument"}
