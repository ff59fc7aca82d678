"""winmail.dat (TNEF): the attachments that Outlook packs where the receiver speaks no Exchange.

Only what holds files: the stream of attributes, and of the properties of an attachment its long name.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from gongwen.errors import DamagedDocument
from gongwen.read.charset import decode

SIGNATURE = b"\x78\x9f\x3e\x22"
_RENDERING = 0x00069002  # a new attachment begins
_TITLE = 0x00018010
_DATA = 0x0006800F
_PROPERTIES = 0x00069005
_LONG_NAME = 0x3707
_CONTENT = 0x3701
_TEXT_TYPES = {0x001E: "", 0x001F: "utf-16-le"}
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8}
_FIXED |= {0x0014: 8, 0x0040: 8, 0x0048: 16}
_VARIABLE = frozenset({0x001E, 0x001F, 0x0102, 0x000D})
_MULTIPLE = 0x1000
_NAMED = 0x8000


def files_in(data: bytes) -> list[tuple[str, bytes]]:
    """Name and bytes of every file in a TNEF stream, in order.

    Raises:
        DamagedDocument: not such a stream, or cut off.
    """
    if not data.startswith(SIGNATURE) or len(data) < 6:
        raise DamagedDocument()
    found: list[tuple[str, bytes]] = []
    name, content, is_open = "", b"", False
    for kind, value in _attributes(data):
        if kind == _RENDERING:
            if is_open and content:
                found.append((name, content))
            name, content, is_open = "", b"", True
        elif kind == _TITLE:
            name = name or _text(value)
        elif kind == _DATA:
            content = value
        elif kind == _PROPERTIES and is_open:
            properties = _properties(value)
            name = properties.get(_LONG_NAME, b"").decode() or name
            content = content or properties.get(_CONTENT, b"")
    if is_open and content:
        found.append((name, content))
    return [(name or f"{number}.bin", content) for number, (name, content) in enumerate(found, start=1)]


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at < len(data):
        if at + 9 > len(data):
            raise DamagedDocument()
        _level, kind, length = struct.unpack_from("<BII", data, at)
        at += 9
        if at + length + 2 > len(data):
            raise DamagedDocument()
        yield kind, data[at : at + length]
        at += length + 2  # a checksum follows


def _properties(data: bytes) -> dict[int, bytes]:
    """The properties that are wanted, texts in UTF-8; a stream that breaks off gives what came before."""
    found: dict[int, bytes] = {}
    try:
        at = 4
        for _ in range(struct.unpack_from("<I", data, 0)[0]):
            kind, number = struct.unpack_from("<HH", data, at)
            at += 4
            if number >= _NAMED:
                at = _past_name(data, at)
            values, at = _values(data, at, kind)
            if number in (_LONG_NAME, _CONTENT) and values:
                is_text = kind in _TEXT_TYPES
                found[number] = _text(values[0], _TEXT_TYPES[kind]).encode() if is_text else values[0]
    except (struct.error, IndexError, KeyError):
        return found
    return found


def _past_name(data: bytes, at: int) -> int:
    at += 16
    (is_text,) = struct.unpack_from("<I", data, at)
    if not is_text:
        return at + 8
    (length,) = struct.unpack_from("<I", data, at + 4)
    return int(at + 8 + length + -length % 4)


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    single = kind & ~_MULTIPLE
    count = 1
    if kind & _MULTIPLE or single in _VARIABLE:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    values = []
    for _ in range(min(count, len(data))):
        if single in _VARIABLE:
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
        else:
            size = _FIXED[single]
        values.append(data[at : at + size])
        at += size + -size % 4
    return values, at


def _text(value: bytes, encoding: str = "") -> str:
    if encoding:
        return value.decode(encoding, "replace").rstrip("\0")
    value = value.rstrip(b"\0")
    return decode(value)[0] if value else ""
