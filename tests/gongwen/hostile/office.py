"""Word and Excel packages, and old office files, that nobody's program would write."""

from __future__ import annotations

from tests.gongwen.hostile.case import TITLE, Case
from tests.gongwen.read.packages import cell, compound_file, docx_of, paragraph, xlsx_of, zip_of

from gongwen.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    ExpandingDocument,
    MissingConverter,
    TextlessDocument,
    UnsupportedDocument,
)

ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_SAID = paragraph(TITLE)
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _word(document: str | bytes, **more: str | bytes) -> bytes:
    """A docx whose main part is given as it stands."""
    return zip_of(
        {
            "[Content_Types].xml": _TYPES,
            "word/document.xml": document,
            **{f"word/{name}": part for name, part in more.items()},
        }
    )


def _with_type(doctype: str, reference: str) -> bytes:
    return _word(
        f"<?xml version='1.0'?>{doctype}<w:document {_W}><w:body>{paragraph(reference)}</w:body></w:document>"
    )


def _nested_tables(depth: int) -> bytes:
    return docx_of("<w:tbl><w:tr><w:tc>" * depth + _SAID + "</w:tc></w:tr></w:tbl>" * depth)


def _nested_runs() -> bytes:
    return docx_of(f"<w:p>{'<w:ins>' * 200}<w:r><w:t>{TITLE}</w:t></w:r>{'</w:ins>' * 200}</w:p>")


def _long_table() -> bytes:
    row = f"<w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
    return docx_of(f"{_SAID}<w:tbl>{row * 5_000}</w:tbl>")


def _wide_cells() -> bytes:
    span = "<w:tcPr><w:gridSpan w:val='999999999'/><w:vMerge w:val='continue'/></w:tcPr>"
    return docx_of(f"<w:tbl><w:tr><w:tc>{span}{_SAID}</w:tc></w:tr></w:tbl>")


def _huge_drawing() -> bytes:
    size = "<w:drawing><a:ext xmlns:a='urn:a' cx='999999999999999' cy='-999999999999999'/></w:drawing>"
    return docx_of(f"{_SAID}<w:p><w:r>{size}</w:r></w:p>")


def _styles_in_a_circle() -> bytes:
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='{me}'><w:basedOn w:val='{other}'/></w:style>"
        for me, other in (("a", "b"), ("b", "a"))
    )
    return docx_of(paragraph(TITLE, "<w:pStyle w:val='a'/>"), styles=styles)


def _long_chain_of_styles() -> bytes:
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='s{n}'><w:basedOn w:val='s{n + 1}'/></w:style>"
        for n in range(5000)
    )
    return docx_of(paragraph(TITLE, "<w:pStyle w:val='s0'/>"), styles=styles)


def _lists_in_a_circle() -> bytes:
    numbering = (
        "<w:abstractNum w:abstractNumId='0'><w:numStyleLink w:val='x'/><w:lvl w:ilvl='0'>"
        "<w:start w:val='99999999999'/><w:numFmt w:val='chineseCounting'/>"
        "<w:lvlText w:val='%1%1%9%0%'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    )
    listed = "<w:numPr><w:ilvl w:val='8'/><w:numId w:val='1'/></w:numPr>"
    return docx_of(paragraph(TITLE, listed) * 3, numbering=numbering)


def _relations(targets: str) -> bytes:
    """A docx whose relationships lead where they should not."""
    return _word(
        f"<w:document {_W}><w:body>{_SAID}</w:body></w:document>",
        **{"_rels/document.xml.rels": targets},
    )


def _wild_relations() -> bytes:
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    roles = ("styles", "numbering", "header", "footnotes")
    places = ("document.xml", "../../../etc/passwd", "http://example.org/x", "")
    nodes = "".join(
        f"<Relationship Id='{role}' Type='a/{role}' Target='{place}'/>"
        for role, place in zip(roles, places, strict=True)
    )
    return _relations(f"<Relationships {package}>{nodes}</Relationships>")


def _macros() -> bytes:
    return _word(f"<w:document {_W}><w:body>{_SAID}</w:body></w:document>", **{"vbaProject.bin": b"\xd0\xcf"})


def _far_cell() -> bytes:
    return xlsx_of(
        f"<row r='1048576'>{cell('XFD1048576', TITLE)}</row>", before="<dimension ref='A1:XFD1048576'/>"
    )


def _merges() -> bytes:
    merges = "".join(f"<mergeCell ref='A{n}:XFD1048576'/>" for n in range(1, 2400))
    rows = "".join(f"<row r='{n}'>{cell(f'A{n}', '甲')}</row>" for n in range(1, 2400))
    return xlsx_of(rows, after=f"<mergeCells>{merges}</mergeCells>")


def _many_rows() -> bytes:
    return xlsx_of("".join(f"<row r='{n}'><c r='A{n}'><v>{n}</v></c></row>" for n in range(1, 10_001)))


def _odd_cells() -> bytes:
    odd = ("A0", "", "ZZZ1", "A99999999", "１１", "A1:B2", "-A1")
    strings = "".join(
        f"<c r='{place}' t='s'><v>{value}</v></c>" for place in odd for value in ("9", "-1", "x")
    )
    return xlsx_of(f"<row r='-1'>{strings}</row><row>{cell('A1', TITLE)}</row>")


def _odd_numbers() -> bytes:
    values = ("1e999", "nan", "-inf", "9" * 5000, "", "0x10", "1_000", "-1", "2958466", "1e308")
    cells = "".join(f"<c s='{style}'><v>{value}</v></c>" for value in values for style in (0, 1, 99, -1))
    return xlsx_of(f"<row>{cells}</row><row>{cell('A2', TITLE)}</row>")


def _sheet_entities() -> bytes:
    return zip_of(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": f"{ENTITIES}<workbook {_SHEET}><sheets/></workbook>",
        }
    )


def _locked(stream: str, head: bytes) -> bytes:
    return compound_file({stream: head.ljust(600, b"\x00")})


def _directory_in_a_circle() -> bytes:
    data = bytearray(compound_file({"WordDocument": bytes(5000)}))
    data[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")  # the directory's sector follows itself
    return bytes(data)


_WORD = (
    Case("a bomb of entities", "a.docx", lambda: _with_type(ENTITIES, "&j;"), DamagedDocument),
    Case("an entity of a local file", "a.docx", lambda: _with_type(OUTSIDE, "&x;"), DamagedDocument),
    Case("a hundred thousand levels", "a.docx", lambda: _word("<a>" * 100_000), DamagedDocument),
    Case("eighty tables inside each other", "a.docx", lambda: _nested_tables(80)),
    Case("two hundred insertions inside each other", "a.docx", _nested_runs),
    Case("a table of 5 000 rows", "a.docx", _long_table),
    Case("a cell over a billion columns", "a.docx", _wide_cells),
    Case("a drawing of a thousand kilometres", "a.docx", _huge_drawing),
    Case("styles in a circle", "a.docx", _styles_in_a_circle),
    Case("five thousand styles, each based on the next", "a.docx", _long_chain_of_styles),
    Case("lists in a circle", "a.docx", _lists_in_a_circle),
    Case("relations that lead out", "a.docx", _wild_relations),
    Case("macros", "a.docx", _macros, UnsupportedDocument),
    Case(
        "no main part",
        "a.docx",
        lambda: zip_of({"[Content_Types].xml": _TYPES, "word/a": ""}),
        DamagedDocument,
    ),
    Case("an empty main part", "a.docx", lambda: _word(""), DamagedDocument),
    Case("no body", "a.docx", lambda: _word("<a/>"), TextlessDocument),
    Case("a NUL in the text", "a.docx", lambda: docx_of(paragraph("甲\x00乙")), DamagedDocument),
    Case("a surrogate as reference", "a.docx", lambda: docx_of(paragraph("&#xD800;")), DamagedDocument),
    Case("a wrong encoding", "a.docx", lambda: _word(f"<a>{TITLE}</a>".encode("gbk")), DamagedDocument),
    Case(
        "an encoding that there is not",
        "a.docx",
        lambda: _word("<?xml version='1.0' encoding='x'?><a/>"),
        DamagedDocument,
    ),
    Case(
        "a package locked by a password",
        "a.docx",
        lambda: _locked("EncryptedPackage", b""),
        EncryptedDocument,
    ),
)
_OTHERS = (
    Case("a text in the last cell", "a.xlsx", _far_cell),
    Case("merged ranges over each other", "a.xlsx", _merges, ExpandingDocument),
    Case("ten thousand rows", "a.xlsx", _many_rows),
    Case("cells that stand nowhere", "a.xlsx", _odd_cells),
    Case("numbers that are none", "a.xlsx", _odd_numbers),
    Case("a bomb of entities", "a.xlsx", _sheet_entities, DamagedDocument),
    Case("no sheet", "a.xlsx", lambda: xlsx_of(""), EmptyDocument),
    Case(
        "a locked text", "a.doc", lambda: _locked("WordDocument", bytes(10) + b"\x00\x01"), EncryptedDocument
    ),
    Case("a locked workbook", "a.xls", lambda: _locked("Workbook", b"\x2f\x00\x04\x00"), EncryptedDocument),
    Case("a directory in a circle", "a.doc", _directory_in_a_circle, MissingConverter),
    Case(
        "sectors of no size",
        "a.doc",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900),
        DamagedDocument,
    ),
    Case(
        "slides", "a.pptx", lambda: zip_of({"[Content_Types].xml": _TYPES, "ppt/a": ""}), UnsupportedDocument
    ),
)
CASES = (*_WORD, *_OTHERS)
