"""OFD packages and pictures: claims of size, depth and number."""

from __future__ import annotations

import struct
import zlib

from tests.gongwen.hostile.case import TITLE, Case
from tests.gongwen.hostile.office import ENTITIES
from tests.gongwen.read.ofds import ofd_of, text
from tests.gongwen.read.packages import jpg, png, zip_of

from gongwen.errors import (
    DamagedDocument,
    EncryptedDocument,
    ExpandingDocument,
    TextlessDocument,
    UnsupportedDocument,
)

_SAID = text(20, 40, TITLE)
_PADDING = "<a/>" * 2000
_ROOT = "<OFD><DocBody><DocRoot>{}</DocRoot></DocBody></OFD>"


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _png(width: int, height: int, content: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(content)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _png_comment() -> bytes:
    """A comment that was deflated to a thousandth."""
    comment = _chunk(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(50_000_000), 9))
    data = png()
    return data[:33] + comment + data[33:]


def _jpg(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xc0"
        + struct.pack(">H", 2 + len(frame))
        + frame
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"
    )


def _tiff(following: int) -> bytes:
    """One page of one point; `following` is where the next page is said to stand."""
    tags = ((256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 200), (278, 1), (279, 1))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return (
        b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)
    ).ljust(201, b"\xff")


def _bmp(width: int, height: int) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<III", 54 + 100, 0, 54) + head + bytes(100)


def _many_references() -> bytes:
    """A hundred thousand pages that are all the same file."""
    pages = "<Page ID='1' BaseLoc='P.xml'/>" * 50_000
    page = f"<Page><Content><Layer>{_SAID.replace('ofd:', '')}</Layer>{_PADDING}</Content></Page>"
    return zip_of(
        {
            "OFD.xml": _ROOT.format("D.xml"),
            "D.xml": f"<Document><Pages>{pages}</Pages></Document>",
            "P.xml": page,
        }
    )


def _many_documents() -> bytes:
    return zip_of(
        {
            "OFD.xml": "<OFD>" + "<DocRoot>D.xml</DocRoot>" * 50_000 + "</OFD>",
            "D.xml": "<Document><Page BaseLoc='P.xml'/></Document>",
            "P.xml": f"<Page>{_SAID.replace('ofd:', '')}{_PADDING}</Page>",
        }
    )


def _root_at_itself() -> bytes:
    return zip_of({"OFD.xml": _ROOT.format("OFD.xml")})


def _page_at_itself() -> bytes:
    page = "<Page><Template TemplateID='1'/></Page>"
    document = "<Document><TemplatePage ID='1' BaseLoc='D.xml'/><Page BaseLoc='D.xml'/></Document>"
    return zip_of({"OFD.xml": _ROOT.format("D.xml"), "D.xml": document, "P.xml": page})


def _path(segments: int) -> str:
    pieces = "M 0 0 L 9 9 " * segments
    data = f"<ofd:AbbreviatedData>{pieces}</ofd:AbbreviatedData>"
    return f"<ofd:PathObject Boundary='0 0 9 9'>{data}</ofd:PathObject>"


_PAPERS = (
    Case("an unlimited step", "a.ofd", lambda: ofd_of([text(20, 40, TITLE, delta="g 999999999 1 g g g")])),
    Case(
        "steps that are no numbers",
        "a.ofd",
        lambda: ofd_of([text(20, 40, TITLE, delta="nan inf -9e99 g -1 x")]),
    ),
    Case("signs on one spot", "a.ofd", lambda: ofd_of([text(20, 40, "甲" * 20_000, delta="0")])),
    Case(
        "signs a million kilometres away",
        "a.ofd",
        lambda: ofd_of([text(9e8, 9e8, TITLE) + text(-9e8, -9e8, TITLE)]),
    ),
    Case("a scale of nothing", "a.ofd", lambda: ofd_of([text(20, 40, TITLE, more="CTM='0 0 0 0 0 0'")])),
    Case(
        "a size below zero",
        "a.ofd",
        lambda: ofd_of([_SAID.replace('Size="5.0"', 'Size="-5" HScale="-9999999"')]),
    ),
    Case("a line of half a million pieces", "a.ofd", lambda: ofd_of([_SAID + _path(200_000)])),
    Case(
        "blocks two hundred levels deep",
        "a.ofd",
        lambda: ofd_of(["<ofd:PageBlock>" * 200 + _SAID + "</ofd:PageBlock>" * 200]),
    ),
    Case("blocks without an end", "a.ofd", lambda: ofd_of(["<ofd:PageBlock>" * 100_000]), DamagedDocument),
    Case("fifty thousand pages in one", "a.ofd", _many_references, ExpandingDocument),
    Case("fifty thousand documents in one", "a.ofd", _many_documents, ExpandingDocument),
    Case("a root that is itself", "a.ofd", _root_at_itself, TextlessDocument),
    Case("a page that is its own template", "a.ofd", _page_at_itself, TextlessDocument),
    Case(
        "a bomb of entities", "a.ofd", lambda: zip_of({"OFD.xml": ENTITIES + "<a>&j;</a>"}), DamagedDocument
    ),
    Case(
        "places that lead out",
        "a.ofd",
        lambda: zip_of({"OFD.xml": _ROOT.format("../../../etc/passwd")}),
        DamagedDocument,
    ),
    Case(
        "locked parts",
        "a.ofd",
        lambda: ofd_of([_SAID], files={"Encryptions.xml": b"<a/>"}),
        EncryptedDocument,
    ),
)
_PICTURES = (
    Case("ten thousand million points claimed", "a.png", lambda: _png(100_000, 100_000), ExpandingDocument),
    Case("no points", "a.png", lambda: _png(0, 0), DamagedDocument),
    Case("ninety million points that are missing", "a.png", lambda: _png(9_000, 9_000), DamagedDocument),
    Case("a comment that expands", "a.png", _png_comment, DamagedDocument),
    Case("four thousand million points claimed", "a.jpg", lambda: _jpg(65_535, 65_535), ExpandingDocument),
    Case("a frame without points", "a.jpg", jpg, DamagedDocument),
    Case("pages in a circle", "a.tif", lambda: _tiff(8), TextlessDocument),
    Case("a next page outside", "a.tif", lambda: _tiff(0x7FFFFFFF), DamagedDocument),
    Case("sides below zero", "a.bmp", lambda: _bmp(-100_000, -100_000), ExpandingDocument),
    Case("sides of a million", "a.bmp", lambda: _bmp(1_000_000, 1_000_000), ExpandingDocument),
    Case("a moving picture", "a.gif", lambda: b"GIF89a" + bytes(50) + b";", UnsupportedDocument),
)
CASES = (*_PAPERS, *_PICTURES)
