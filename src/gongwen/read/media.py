"""Pictures and films: whole or cut off? Nothing is decoded, only the frame is walked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

_PARAMETERLESS = {0x01, *range(0xD0, 0xD8)}  # markers of JPEG without a length


def is_whole(data: bytes, format: str) -> bool:
    """Whether a picture or film is complete; True for formats that are not checked here."""
    check = _CHECKS.get(format)
    try:
        return check is None or check(data)
    except (struct.error, IndexError):
        return False


def _png(data: bytes) -> bool:
    """Every chunk has its checksum and the last one is IEND."""
    offset, first = 8, True
    while True:
        (length,) = struct.unpack_from(">I", data, offset)
        kind = data[offset + 4 : offset + 8]
        body = data[offset + 4 : offset + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, offset + 8 + length)
        if zlib.crc32(body) != checksum or (first and kind != b"IHDR"):
            return False
        if kind == b"IEND":
            return True
        offset, first = offset + 12 + length, False


def _jpg(data: bytes) -> bool:
    """Segments chain up to the scan, and an end marker follows (phones append more behind it)."""
    offset = 2
    while data[offset] == 0xFF:
        marker = data[offset + 1]
        if marker == 0xDA:
            return data.find(b"\xff\xd9", offset) > 0
        if marker == 0xFF or marker in _PARAMETERLESS:
            offset += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, offset + 2)
        offset += 2 + int(length)
    return False


def _film(data: bytes) -> bool:
    """Boxes follow each other exactly to the end and hold both the index and the pictures."""
    kinds: list[bytes] = []
    offset = 0
    while offset < len(data):
        size, kind = struct.unpack_from(">I4s", data, offset)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, offset + 8)
        elif size == 0:
            size = len(data) - offset
        if size < 8 or offset + size > len(data):
            return False
        kinds.append(kind)
        offset += size
    return kinds[0] == b"ftyp" and b"moov" in kinds


def _heic(data: bytes) -> bool:
    (size,) = struct.unpack_from(">I", data, 0)
    return data[size + 4 : size + 8] == b"meta"


def _gif(data: bytes) -> bool:
    return data.rstrip(b"\x00").endswith(b";")


def _bmp(data: bytes) -> bool:
    return int(struct.unpack_from("<I", data, 2)[0]) <= len(data)


def _webp(data: bytes) -> bool:
    return int(struct.unpack_from("<I", data, 4)[0]) + 8 <= len(data)


def _tif(data: bytes) -> bool:
    order = "<" if data[:2] == b"II" else ">"
    return int(struct.unpack_from(order + "I", data, 4)[0]) < len(data)


_CHECKS: dict[str, Callable[[bytes], bool]] = {
    "png": _png,
    "jpg": _jpg,
    "gif": _gif,
    "bmp": _bmp,
    "webp": _webp,
    "tif": _tif,
    "heic": _heic,
    "mp4": _film,
    "mov": _film,
}
