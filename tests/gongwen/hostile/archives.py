"""Zips made to expand, to lie, to escape from their folder or to be opened by nobody."""

from __future__ import annotations

import struct
import warnings
import zipfile
from io import BytesIO

from tests.gongwen.hostile.case import TITLE, Case
from tests.gongwen.read.packages import zip_of

from gongwen.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    ExpandingDocument,
    UnsupportedDocument,
)

_NOTICE = f"{TITLE}\n各学会：\n请于2026年9月15日前报送总结。\n"
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"


def _ratio() -> bytes:
    return zip_of({"a.txt": bytes(20_000_000)})


def _nested() -> bytes:
    data = zip_of({"a.txt": bytes(4_000_000)})
    for level in range(8):
        data = zip_of({f"{copy}-{level}.zip": data for copy in range(8)})
    return data


def _onion() -> bytes:
    data = _NOTICE.encode()
    for _ in range(200):
        data = zip_of({"a.zip": data})
    return data


def _many() -> bytes:
    return zip_of({f"{number}.txt": b"" for number in range(10_000)})


def _overlapping() -> bytes:
    """Four hundred entries of the directory that all name the same compressed bytes."""
    data = zip_of({"a.txt": bytes(3_000_000)})
    start = data.index(_CENTRAL)
    end = data.index(b"PK\x05\x06")
    entry, count = data[start:end], 400
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    return data[:start] + entry * count + tail


def _patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """`data` with bytes replaced behind the first `signature`."""
    place = data.index(signature) + offset
    return data[:place] + value + data[place + len(value) :]


def _claims_gigabyte() -> bytes:
    size = struct.pack("<L", 1 << 30)
    return _patched(_patched(zip_of({"a.txt": _NOTICE}), _CENTRAL, 24, size), _LOCAL, 22, size)


def _claims_little() -> bytes:
    return _patched(zip_of({"a.txt": bytes(9_000_000)}), _CENTRAL, 24, struct.pack("<L", 9))


def _encrypted() -> bytes:
    data = zip_of({"a.txt": _NOTICE})
    return _patched(_patched(data, _CENTRAL, 8, b"\x01\x00"), _LOCAL, 6, b"\x01\x00")


def _unknown_method() -> bytes:
    return _patched(_patched(zip_of({"a.txt": _NOTICE}), _CENTRAL, 10, b"\x63\x00"), _LOCAL, 8, b"\x63\x00")


def _wrong_checksum() -> bytes:
    return _patched(zip_of({"a.txt": _NOTICE}), _CENTRAL, 16, b"\x01\x02\x03\x04")


def _comment() -> bytes:
    """A comment at the end that holds a second end of directory."""
    data = zip_of({"a.txt": _NOTICE})
    inner = data[data.index(b"PK\x05\x06") :]
    return data[:-2] + struct.pack("<H", len(inner)) + inner


def _names(*names: str) -> bytes:
    return zip_of(dict.fromkeys(names, _NOTICE))


def _twice() -> bytes:
    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", _NOTICE)
        archive.writestr("a.txt", "甲")
    return out.getvalue()


def _links() -> bytes:
    """A symbolic link, as the tools of Unix store it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.txt", _NOTICE)
    return out.getvalue()


def _junk_before() -> bytes:
    return b"PK\x03\x04" + bytes(500) + zip_of({"a.txt": _NOTICE})


CASES = (
    Case("a ratio of a thousand", "a.zip", _ratio, ExpandingDocument),
    Case("zips in zips in zips", "a.zip", _nested, ExpandingDocument),
    Case("two hundred zips inside each other", "a.zip", _onion, ExpandingDocument),
    Case("ten thousand empty members", "a.zip", _many, ExpandingDocument),
    Case("entries that overlap", "a.zip", _overlapping, ExpandingDocument),
    Case("a header that claims a gigabyte", "a.zip", _claims_gigabyte, ExpandingDocument),
    Case("a header that claims less than comes out", "a.zip", _claims_little, ExpandingDocument),
    Case("a locked member", "a.zip", _encrypted, EncryptedDocument),
    Case("an unknown compression", "a.zip", _unknown_method, DamagedDocument),
    Case("a wrong checksum", "a.zip", _wrong_checksum, DamagedDocument),
    Case("a directory inside the comment", "a.zip", _comment, DamagedDocument),
    Case("no member", "a.zip", lambda: zip_of({}), EmptyDocument),
    Case("empty members only", "a.zip", lambda: zip_of({"a.txt": "", "b.docx": ""}), EmptyDocument),
    Case("folders only", "a.zip", lambda: zip_of({"a/": "", "b/": ""}), EmptyDocument),
    Case("programs only", "a.zip", lambda: zip_of({"a.exe": b"MZ" + bytes(99)}), UnsupportedDocument),
    Case("names that climb", "a.zip", lambda: _names("../../etc/passwd", "/etc/passwd", "C:\\a.txt")),
    Case("a name of 60 000 signs", "a.zip", lambda: _names("甲" * 20_000 + ".txt")),
    Case("names of control signs", "a.zip", lambda: _names("\x1b[2J.txt", "\u202etxt.exe", " ", "..", "/")),
    Case("a name of digits of other scripts", "a.zip", lambda: _names("附件²③٣.txt", "9" * 5000 + ".txt")),
    Case("two members of one name", "a.zip", _twice),
    Case("a symbolic link", "a.zip", _links),
    Case("junk before the first member", "a.zip", _junk_before),
)
