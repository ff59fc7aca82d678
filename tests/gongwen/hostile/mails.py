"""Mails that nest, repeat and lie about their encodings."""

from __future__ import annotations

import base64

from tests.gongwen.hostile.archives import CASES as _ARCHIVES
from tests.gongwen.hostile.case import TITLE, Case

from gongwen.errors import DamagedDocument, EmptyDocument, ExpandingDocument, UnsupportedDocument

_HEAD = b"From: a@example.org\nSubject: a\nMIME-Version: 1.0\n"
_TEXT = b"Content-Type: text/plain; charset=utf-8\n\n" + f"{TITLE}\n请于2026年9月15日前报送总结。\n".encode()


def _mixed(*parts: bytes, boundary: bytes = b"b") -> bytes:
    body = b"".join(b"\n--" + boundary + b"\n" + part for part in parts)
    return (
        _HEAD
        + b"Content-Type: multipart/mixed; boundary="
        + boundary
        + b"\n"
        + body
        + b"\n--"
        + boundary
        + b"--\n"
    )


def _forwarded(depth: int) -> bytes:
    data = _HEAD + _TEXT
    for _ in range(depth):
        data = _HEAD + b"Content-Type: message/rfc822\n\n" + data
    return data


def _parts_in_parts(depth: int) -> bytes:
    data = _TEXT
    for level in range(depth):
        mark = b"b%d" % level
        data = (
            b"Content-Type: multipart/mixed; boundary="
            + mark
            + b"\n\n--"
            + mark
            + b"\n"
            + data
            + b"\n--"
            + mark
            + b"--\n"
        )
    return _HEAD + data


def _file(name: bytes, content: bytes, encoding: bytes = b"base64") -> bytes:
    return (
        b"Content-Disposition: attachment; "
        + name
        + b"\nContent-Transfer-Encoding: "
        + encoding
        + b"\n\n"
        + content
    )


def _zipped(what: str) -> bytes:
    """A mail with one of the hostile zips."""
    data = next(case.make() for case in _ARCHIVES if case.what == what)
    return _mixed(_TEXT, _file(b"filename=a.zip", base64.b64encode(data)))


def _names() -> bytes:
    names = (
        b"filename=../../etc/passwd",
        b'filename="\x00.txt"',
        b"filename*=nonsense'x'%ff%fe.txt",
        b"filename*0*=utf-8''%E7; filename*1=a; filename*99999999999=b",
        b"filename*=%",
        b"filename=" + b"a" * 100_000,
        b'filename="=?utf-8?B?!!!?="',
        b'filename="\xff\xfe"',
        b"filename",
    )
    text = base64.b64encode(TITLE.encode())
    return _mixed(_TEXT, *(_file(name, text) for name in names))


def _headers() -> bytes:
    junk = (
        b"Content-Type: ;;;===\x00\xff",
        b"Content-Type: text/plain; charset=\xff\xfe",
        b"Subject: =?gb2312?B?" + b"A" * 99_999 + b"?=",
        b"Subject: " + b"=?x?q?a?= " * 10_000,
        b"Date: " + b"9" * 10_000,
        b"From: " + b"<" * 10_000,
        b"\xe6\x97\xa0: \x00",
        b": ",
    )
    return b"\n".join([_HEAD.strip(), *junk]) + b"\n\n" + TITLE.encode()


CASES = (
    Case("a thousand parts", "a.eml", lambda: _mixed(*[_TEXT] * 1000)),
    Case(
        "a thousand files",
        "a.eml",
        lambda: _mixed(*[_file(b"filename=a.txt", b"QQ==")] * 1000),
        ExpandingDocument,
    ),
    Case("thirty thousand parts", "a.eml", lambda: _mixed(*[b"\n"] * 30_000), ExpandingDocument),
    Case("a mail in a mail, fifty times", "a.eml", lambda: _forwarded(50)),
    Case("a mail in a mail, five thousand times", "a.eml", lambda: _forwarded(5000), DamagedDocument),
    Case("parts in parts, fifty times", "a.eml", lambda: _parts_in_parts(50)),
    Case("parts in parts, five thousand times", "a.eml", lambda: _parts_in_parts(5000), ExpandingDocument),
    Case(
        "parts with no mark between",
        "a.eml",
        lambda: _HEAD + b"Content-Type: multipart/mixed\n\n" + TITLE.encode(),
    ),
    Case("a mark of brackets and stars", "a.eml", lambda: _mixed(_TEXT, boundary=b'"(.*)+["')),
    Case("parts without an end", "a.eml", lambda: _mixed(_TEXT)[:-6]),
    Case(
        "broken base64",
        "a.eml",
        lambda: _mixed(_TEXT, _file(b"filename=a.docx", b"UEsDB!!!===?A")),
        None,
        ("part_unread",),
    ),
    Case(
        "broken quoted-printable",
        "a.eml",
        lambda: _HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n=ZZ=\x00==" + TITLE.encode(),
    ),
    Case(
        "broken uuencode",
        "a.eml",
        lambda: _mixed(_TEXT, _file(b"filename=a.txt", b"begin 644 a\n\xff\xfe\nend", b"x-uuencode")),
    ),
    Case(
        "an encoding of its own",
        "a.eml",
        lambda: _mixed(_TEXT, _file(b"filename=a.txt", TITLE.encode(), b"nonsense")),
    ),
    Case("names that lead out", "a.eml", _names),
    Case("headers of junk", "a.eml", _headers),
    Case(
        "a subject of base64 that is no ASCII",
        "a.eml",
        lambda: f"Subject: =?utf-8?B?甲ñ?=\nMessage-ID: a\nFrom: a\n\n{TITLE}".encode(),
    ),
    Case("an attached bomb", "a.eml", lambda: _zipped("a ratio of a thousand"), None, ("part_unread",)),
    Case(
        "an attached onion",
        "a.eml",
        lambda: _zipped("two hundred zips inside each other"),
        None,
        ("part_unread",),
    ),
    Case(
        "an empty file attached",
        "a.eml",
        lambda: _mixed(_TEXT, _file(b"filename=a.docx", b"")),
        None,
        ("part_unread",),
    ),
    Case(
        "a program attached",
        "a.eml",
        lambda: _mixed(_file(b"filename=a.exe", base64.b64encode(b"MZ" + bytes(99)))),
        UnsupportedDocument,
    ),
    Case(
        "headers and nothing else",
        "a.eml",
        lambda: b"From: a@example.org\nDate: x\nMessage-ID: x\n\n",
        EmptyDocument,
    ),
    Case(
        "a header of two million signs",
        "a.eml",
        lambda: b"From: a@example.org\nSubject: " + b"a" * 2_000_000 + b"\n\n" + TITLE.encode(),
    ),
)
