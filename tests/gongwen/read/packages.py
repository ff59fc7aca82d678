"""Small files made byte by byte: packages, containers, pictures, films."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    f'xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = f'<Types xmlns="{_PACKAGE}/content-types"/>'


def label(value: object) -> str:
    """The id of a case of a test: files hold the time at which they were made and give no stable id."""
    return value if isinstance(value, str) else getattr(value, "__name__", "")


def zip_of(members: Mapping[str, bytes | str]) -> bytes:
    """A deflated zip of the given members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx_of(body: str, **parts: str) -> bytes:
    """A .docx with the given WordprocessingML body; `parts` are roots such as styles=…, header=…"""
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({role: f"{role}.xml" for role in parts}),
    }
    for role, content in parts.items():
        members[f"word/{role}.xml"] = f"<w:{role} {_NAMESPACES}>{content}</w:{role}>"
    return zip_of(members)


def paragraph(text: str, properties: str = "") -> str:
    """A w:p with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx_of(rows: str, *, after: str = "", before: str = "", state: str = "visible") -> bytes:
    """A .xlsx with one sheet named 汇总 whose sheetData holds `rows`."""
    sheet = f'<worksheet xmlns="{_SHEET}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return zip_of(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relations({"officeDocument": "xl/workbook.xml"}),
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATIONS}"><sheets>'
            f'<sheet name="汇总" sheetId="1" state="{state}" r:id="worksheet"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations({"worksheet": "worksheets/sheet1.xml"}),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def cell(place: str, text: str) -> str:
    """A worksheet cell with text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (.doc, .xls …) whose streams stand in sectors of 512 bytes."""
    chains: list[int] = [0xFFFFFFFD, 0xFFFFFFFE]  # sector 0 the table, sector 1 the directory
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    content = b""
    for name, data in streams.items():
        sectors = -(-len(data) // 512)
        entries.append(_entry(name, 2, len(chains), len(data)))
        chains += [*range(len(chains) + 1, len(chains) + sectors), 0xFFFFFFFE]
        content += data.ljust(sectors * 512, b"\x00")
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *chains, *[0xFFFFFFFF] * (128 - len(chains)))
    return bytes(header) + table + b"".join(entries).ljust(512, b"\x00") + content


def png() -> bytes:
    """A picture of one white point."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00\xff\xff\xff")),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def jpg() -> bytes:
    """The frame of a JPEG whose preview inside a segment has an end marker of its own."""
    preview = b"\xff\xd8\xff\xd9"
    return (
        b"\xff\xd8\xff\xe1" + struct.pack(">H", 2 + len(preview)) + preview
        + b"\xff\xda\x00\x02" + b"\x11\x22\x33" + b"\xff\xd9"
    )  # fmt: skip


def mp4() -> bytes:
    """A film of three boxes."""
    return box(b"ftyp", b"isom\x00\x00\x02\x00") + box(b"moov", b"\x00" * 16) + box(b"mdat", b"\x00" * 64)


def box(kind: bytes, content: bytes) -> bytes:
    """One box of an MP4."""
    return struct.pack(">I", 8 + len(content)) + kind + content


def _entry(name: str, kind: int, sector: int, size: int) -> bytes:
    encoded = (name + "\x00").encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(encoded)] = encoded
    struct.pack_into("<HB", entry, 64, len(encoded), kind)
    struct.pack_into("<II", entry, 116, sector, size)
    return bytes(entry)


def _relations(targets: Mapping[str, str]) -> str:
    nodes = "".join(
        f'<Relationship Id="{role}" Type="{_RELATIONS}/{role}" Target="{target}"/>'
        for role, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{nodes}</Relationships>'
