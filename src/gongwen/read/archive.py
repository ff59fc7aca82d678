"""Zip files from strangers: opened within limits, counted while they unfold.

What the headers promise is checked first; since headers can lie, every byte that really comes
out is counted again.
"""

from __future__ import annotations

import copy
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from gongwen.errors import DamagedDocument, EncryptedDocument, ExpandingDocument
from gongwen.model import Options

_CHUNK = 1 << 16
# Below this size even a high ratio harms nobody: a form of blank cells shrinks a hundredfold.
_HARMLESS = 4 * 1024 * 1024
_XML_PART = 64 * 1024 * 1024  # a parsed tree takes ten times its text
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # unknown compression
    OverflowError,
    RuntimeError,  # password asked for
    ValueError,  # names in a wrong encoding, negative offsets
    OSError,
)


class Archive:
    """An opened zip whose members are read within the limits it was opened with."""

    def __init__(self, opened: zipfile.ZipFile, budget: int) -> None:
        self._opened = opened
        self._left = budget
        # `ZipInfo.is_dir` fails on a member without a name
        self._members = {_name(info): info for info in opened.infolist() if not info.filename.endswith("/")}
        self.names = frozenset(self._members)

    @property
    def left(self) -> int:
        """How many bytes may still come out."""
        return self._left

    @property
    def promised(self) -> int:
        """How many bytes all members together have by their headers."""
        return sum(info.file_size for info in self._members.values())

    def read(self, name: str) -> bytes:
        """The bytes of one member.

        Raises:
            DamagedDocument: no such member, or its bytes do not match its checksum.
            ExpandingDocument: more came out than the limits allow.
        """
        if name not in self._members:
            raise DamagedDocument()
        return b"".join(self._chunks(self._members[name]))

    def read_xml(self, name: str) -> bytes:
        """Like `read`, for a part that will be parsed as a whole and so must be smaller."""
        if name in self._members and self._members[name].file_size > _XML_PART:
            raise ExpandingDocument()
        return self.read(name)

    def verify(self) -> None:
        """Unfold every member once and throw it away.

        Raises:
            DamagedDocument, ExpandingDocument: as in `read`.
        """
        for info in self._members.values():
            for _ in self._chunks(info):
                pass

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        honest = copy.copy(info)
        # zipfile would stop at what the header says, and compare the checksum there.
        honest.file_size = self._left + 2 * _CHUNK
        came = 0
        try:
            with self._opened.open(honest) as member:
                while chunk := member.read(_CHUNK):
                    came += len(chunk)
                    if came > self._left:
                        raise ExpandingDocument()
                    yield chunk
        except _BROKEN as error:
            raise DamagedDocument() from error
        if came != info.file_size:
            raise DamagedDocument()
        self._left -= came


def open_archive(data: bytes, options: Options) -> Archive:
    """Open `data` as a zip whose headers keep the limits of `options`.

    Raises:
        DamagedDocument: no central directory, or one that cannot be read.
        EncryptedDocument: a member is locked by a password.
        ExpandingDocument: too many entries, too high a ratio, too large once expanded.
    """
    try:
        opened = zipfile.ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise DamagedDocument() from error
    entries = opened.infolist()
    if len(entries) > options.zip_max_entries:
        raise ExpandingDocument()
    if any(info.flag_bits & 1 for info in entries):
        raise EncryptedDocument()
    budget = min(options.zip_max_expanded, max(_HARMLESS, options.zip_max_ratio * len(data)))
    if sum(info.file_size for info in entries) > budget:
        raise ExpandingDocument()
    return Archive(opened, budget)


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; zips made in China carry GB 18030 where the standard says cp437."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/")
