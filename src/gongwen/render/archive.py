"""A zip of stored files that can be taken up again where a killed process left it.

The file itself is the cursor: every entry that is complete is found again by its header, whatever came
after it is cut off. Files are stored and not compressed, since photos and documents do not shrink.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from os import SEEK_END
from typing import IO, BinaryIO
from zlib import crc32

_PIECE = 1024 * 1024
_LOCAL, _CENTRAL = 0x04034B50, 0x02014B50
_END64, _LOCATOR, _END = 0x06064B50, 0x07064B50, 0x06054B50
_HEAD = struct.Struct("<IHHHHHIIIHH")  # a local header up to the name
_EXTRA = struct.Struct("<HHQQ")  # both sizes in 64 bits
_VERSION, _UTF8, _WHOLE = 45, 0x800, 0xFFFFFFFF
_DATE, _TIME = (0 << 9) | (1 << 5) | 1, 0  # 1 January 1980: the same values give the same bytes
_PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Packed:
    """One complete entry."""

    name: str
    size: int
    crc: int
    place: int  # of its header

    @property
    def end(self) -> int:
        return self.place + _HEAD.size + len(self.name.encode()) + _EXTRA.size + self.size


class Archive:
    """A zip in `file` (readable, writable, seekable); `packed` are the entries that are complete.

    An empty file begins a new one. Close with `finish`; without it the entries stay for the next time.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.packed = list(_complete(file))
        self.cut(len(self.packed))

    def cut(self, count: int) -> None:
        """Keep the first `count` entries and drop what follows."""
        del self.packed[count:]
        self._end = self.packed[-1].end if self.packed else 0
        self._drop_after(self._end)

    def add(self, name: str, source: IO[bytes]) -> None:
        """Copy `source` to its end as the entry `name`, a piece at a time."""
        file, place = self._file, self._end
        file.seek(place)
        piece, following = source.read(_PIECE), source.read(_PIECE)
        if not following:  # an entry that was cut off is shorter than its header says
            size, crc = len(piece), crc32(piece)
            file.write(_header(name, size, crc, done=True) + piece)
        else:
            size, crc = self._add_long(name, piece, following, source)
        self.packed.append(Packed(name, size, crc, place))
        self._end = self.packed[-1].end

    def _add_long(self, name: str, first: bytes, second: bytes, source: IO[bytes]) -> tuple[int, int]:
        file, place = self._file, self._end
        file.write(_header(name, 0, 0))
        size = crc = 0
        pieces = chain((first, second), iter(lambda: source.read(_PIECE), b""))
        for piece in pieces:
            file.write(piece)
            size += len(piece)
            crc = crc32(piece, crc)
        file.flush()  # the header says that the entry is complete only once it is
        file.seek(place)
        file.write(_header(name, size, crc, done=True))
        return size, crc

    @property
    def end(self) -> int:
        """Up to where the file holds complete entries."""
        return self._end

    def finish(self) -> None:
        """Write the list of entries at the end."""
        file, start = self._file, self._end
        file.seek(start)
        for one in self.packed:
            file.write(_listed(one))
        size, count = file.tell() - start, len(self.packed)
        at = file.tell()
        file.write(
            struct.pack("<IQHHIIQQQQ", _END64, 44, _VERSION, _VERSION, 0, 0, count, count, size, start)
        )
        file.write(struct.pack("<IIQI", _LOCATOR, 0, at, 1))
        few = min(count, 0xFFFF)
        file.write(struct.pack("<IHHHHIIH", _END, 0, 0, few, few, min(size, _WHOLE), min(start, _WHOLE), 0))
        self._drop_after(file.tell())
        file.flush()

    def _drop_after(self, end: int) -> None:
        """Cut off what an earlier writer left; a file that was truncated is slow to close, so only then."""
        if self._file.seek(0, SEEK_END) > end:
            self._file.truncate(end)


def _header(name: str, size: int, crc: int, *, done: bool = False) -> bytes:
    raw = name.encode()
    head = _HEAD.pack(
        _LOCAL if done else 0, _VERSION, _UTF8, 0, _TIME, _DATE, crc, _WHOLE, _WHOLE, len(raw), _EXTRA.size
    )
    return head + raw + _EXTRA.pack(1, 16, size, size)


def _listed(one: Packed) -> bytes:
    raw = one.name.encode()
    extra = struct.pack("<HHQQQ", 1, 24, one.size, one.size, one.place)
    head = struct.pack(
        "<IHHHHHHIIIHHHHHII", _CENTRAL, (3 << 8) | _VERSION, _VERSION, _UTF8, 0, _TIME, _DATE, one.crc,
        _WHOLE, _WHOLE, len(raw), len(extra), 0, 0, 0, _PLAIN_FILE, _WHOLE,
    )  # fmt: skip
    return head + raw + extra


def _complete(file: BinaryIO) -> Iterator[Packed]:
    """The entries from the start of the file up to the first that is not whole."""
    end = file.seek(0, 2)
    place = 0
    while place + _HEAD.size <= end:
        file.seek(place)
        fields = _HEAD.unpack(file.read(_HEAD.size))
        if fields[0] != _LOCAL:
            return
        name = file.read(fields[9])
        extra = file.read(fields[10])
        if len(name) < fields[9] or len(extra) < _EXTRA.size:
            return
        one = Packed(name.decode(), _EXTRA.unpack(extra)[2], fields[6], place)
        if one.end > end:
            return
        yield one
        place = one.end
