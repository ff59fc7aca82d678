"""Compound files (.doc .xls .ppt .wps .et): which streams they hold and whether they are locked.

Only what the checks need of [MS-CFB]: the FAT, the directory and the first bytes of a stream.
"""

from __future__ import annotations

import struct

from gongwen.errors import DamagedDocument, EncryptedDocument

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA  # values from here on are marks, not sectors
_FREE = 0xFFFFFFFF
_RECORD_FILEPASS = 0x2F


def streams(data: bytes) -> dict[str, tuple[int, int]]:
    """Name -> (first sector, size in bytes) of every stream and storage of a compound file.

    Raises:
        DamagedDocument: the header or the sector chains are broken, or sectors are missing.
    """
    size = _sector_size(data)
    table = _sector_table(data, size)
    _refuse_cut_off(data, table, size)
    (first,) = struct.unpack_from("<I", data, 48)
    directory = _chain(data, table, first, size, limit=len(table) * size)
    found: dict[str, tuple[int, int]] = {}
    for offset in range(0, len(directory) - 127, 128):
        entry = directory[offset : offset + 128]
        (length,) = struct.unpack_from("<H", entry, 64)
        if entry[66] and 2 <= length <= 64:
            name = entry[: length - 2].decode("utf-16-le", "replace")
            found[name] = struct.unpack_from("<II", entry, 116)
    return found


def refuse_encrypted(data: bytes) -> None:
    """Raise EncryptedDocument where a password is needed to open the compound file.

    Raises:
        EncryptedDocument: an encrypted OOXML package, Word text or Excel workbook.
        DamagedDocument: the container is broken.
    """
    found = streams(data)
    if "EncryptedPackage" in found:
        raise EncryptedDocument()
    if "WordDocument" in found:
        head = _head(data, found["WordDocument"])
        if len(head) >= 12 and struct.unpack_from("<H", head, 10)[0] & 0x0100:
            raise EncryptedDocument()
    book = found.get("Workbook") or found.get("Book")
    if book and _RECORD_FILEPASS in _first_records(_head(data, book)):
        raise EncryptedDocument()


def _sector_size(data: bytes) -> int:
    if len(data) < _HEADER:
        raise DamagedDocument()
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise DamagedDocument()
    return 1 << int(shift)


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _sector_table(data: bytes, size: int) -> list[int]:
    """The FAT: for every sector the number of the next one."""
    places = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    for _ in range(len(data) // size):
        if more >= _LAST_SECTOR:
            break
        block = _sector(data, more, size)
        if len(block) < size:
            raise DamagedDocument()
        *numbers, more = struct.unpack(f"<{size // 4}I", block)
        places.extend(numbers)
    table: list[int] = []
    for place in places:
        if place < _LAST_SECTOR:
            block = _sector(data, place, size)
            if len(block) < size:
                raise DamagedDocument()
            table.extend(struct.unpack(f"<{size // 4}I", block))
    return table


def _refuse_cut_off(data: bytes, table: list[int], size: int) -> None:
    used = max((number for number, following in enumerate(table) if following != _FREE), default=-1)
    if (used + 1) * size >= len(data):
        raise DamagedDocument()


def _chain(data: bytes, table: list[int], first: int, size: int, limit: int) -> bytes:
    parts: list[bytes] = []
    number, total = first, 0
    while number < _LAST_SECTOR and total < limit:
        if number >= len(table):
            raise DamagedDocument()
        parts.append(_sector(data, number, size))
        total += size
        number = table[number]
    return b"".join(parts)


def _head(data: bytes, stream: tuple[int, int]) -> bytes:
    size = _sector_size(data)
    return _chain(data, _sector_table(data, size), stream[0], size, limit=size)


def _first_records(stream: bytes) -> set[int]:
    """Types of the records that stand in the first sector of an Excel stream."""
    found: set[int] = set()
    offset = 0
    while offset + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, offset)
        found.add(record)
        offset += 4 + length
    return found
