"""PDFs that claim what they do not hold, or whose parts lead back to themselves."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from tests.gongwen.hostile.case import Case

from gongwen.errors import DamagedDocument, EncryptedDocument, ExpandingDocument

_WORDS = b"BT /F1 12 Tf 72 700 Td (Send the report by 15 September 2026) Tj ET"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_FONTS = b"/Font << /F1 5 0 R >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << " + _FONTS + b" %s >> >>"
_FORM = (
    b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << " + _FONTS + b" /XObject << %s >> >>"
)
_A4 = b"0 0 595 842"


def pdf_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of the given objects; number 1 is its root."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, count = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        out += b"%010d 00000 %c \n" % (places.get(number, 0), b"n" if number in places else b"f")
    return bytes(
        out + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, start)
    )


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), head, content)


def _objects(content: bytes = _WORDS, box: bytes = _A4, resources: bytes = b"") -> dict[int, bytes]:
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: _PAGE % (box, resources),
        4: stream(content),
        5: _FONT,
    }


def _with(number: int, body: bytes) -> bytes:
    return pdf_of(_objects() | {number: body})


def _many_pages() -> bytes:
    """Ten thousand times the same page."""
    return _with(2, b"<< /Type /Pages /Kids [%s] /Count 10000 >>" % (b"3 0 R " * 10_000))


def _page_at_itself() -> bytes:
    return _with(2, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>")


def _pages_at_each_other() -> bytes:
    objects = _objects() | {
        2: b"<< /Type /Pages /Kids [6 0 R] /Count 9 >>",
        6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 9 >>",
    }
    return pdf_of(objects)


def _deep_tree() -> bytes:
    objects = _objects()
    objects[2] = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
    for number in range(10, 3000):
        objects[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1)
    objects[3000] = objects[3]
    return pdf_of(objects)


def _form_at_itself() -> bytes:
    form = stream(_WORDS + b" /X Do", _FORM % b"/X 6 0 R")
    return pdf_of(_objects(_WORDS + b" /X Do", resources=b"/XObject << /X 6 0 R >>") | {6: form})


def _many_forms() -> bytes:
    """Forms inside forms, ten of each in each: ten thousand in all."""
    objects = _objects(b"/X6 Do", resources=b"/XObject << /X6 6 0 R >>")
    for number in range(6, 10):
        following = b"/X%d %d 0 R" % (number + 1, number + 1)
        objects[number] = stream(b"/X%d Do " % (number + 1) * 10, _FORM % following)
    return pdf_of(objects | {10: stream(_WORDS, _FORM % b"")})


def content_of(content: bytes, head: bytes) -> bytes:
    """A page whose content is given as it stands in the file."""
    return _with(4, stream(content, head))


def _earlier_table_is_itself() -> bytes:
    data = pdf_of(_objects())
    start = data.rindex(b"xref\n0")
    return pdf_of(_objects(), b"/Prev %d" % start)


def _locked() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("user", ownerPassword="owner"))
    canvas.drawString(100, 700, "Send the report")
    canvas.save()
    return out.getvalue()


def _odd_signs() -> bytes:
    """A font whose table says that letters mean NUL, half a surrogate pair, and nothing at all."""
    signs = b"3 beginbfchar <53> <0000> <65> <d800> <6e> <> endbfchar"
    table = b"1 begincodespacerange <00> <ff> endcodespacerange " + signs
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return pdf_of(_objects() | {5: font, 6: stream(table)})


def _many_words() -> bytes:
    return pdf_of(_objects(b"BT /F1 1 Tf 72 700 Td " + b"(aaaaaaaaaaaaaaaaaaaa) Tj 0 -1 Td " * 2_000 + b"ET"))


CASES = (
    Case("nothing but a head", "a.pdf", lambda: b"%PDF-1.7\n%%EOF\n", DamagedDocument),
    Case(
        "ten thousand pages claimed",
        "a.pdf",
        lambda: _with(2, b"<< /Type /Pages /Kids [3 0 R] /Count 10000 >>"),
        DamagedDocument,
    ),
    Case("ten thousand pages in one", "a.pdf", _many_pages, None, ("pages_beyond",)),
    Case(
        "a number of pages below zero",
        "a.pdf",
        lambda: _with(2, b"<< /Type /Pages /Kids [3 0 R] /Count -5 >>"),
    ),
    Case(
        "a billion pages claimed",
        "a.pdf",
        lambda: _with(2, b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"),
    ),
    Case("pages that hold themselves", "a.pdf", _page_at_itself, DamagedDocument),
    Case("pages that hold each other", "a.pdf", _pages_at_each_other, DamagedDocument),
    Case("pages three thousand levels deep", "a.pdf", _deep_tree, DamagedDocument),
    Case("a form that draws itself", "a.pdf", _form_at_itself),
    Case("ten thousand forms", "a.pdf", _many_forms, ExpandingDocument),
    Case("an earlier table that is itself", "a.pdf", _earlier_table_is_itself),
    Case("a password", "a.pdf", _locked, EncryptedDocument),
    Case("letters without a meaning", "a.pdf", _odd_signs),
    Case("forty thousand letters on a page", "a.pdf", _many_words),
    Case("a page as wide as the earth", "a.pdf", lambda: pdf_of(_objects(box=b"0 0 40000000000 842"))),
    Case("a page without a size", "a.pdf", lambda: pdf_of(_objects(box=b"0 0 0 0"))),
    Case("a page of no numbers", "a.pdf", lambda: pdf_of(_objects(box=b"/a (b) null <<>>"))),
    Case("a length of no stream", "a.pdf", lambda: _with(4, b"<< /Length 99999999 >>\nstream\n" + _WORDS)),
    Case(
        "a length that is itself",
        "a.pdf",
        lambda: _with(4, b"<< /Length 4 0 R >>\nstream\n" + _WORDS + b"\nendstream"),
    ),
    Case("brackets a hundred thousand deep", "a.pdf", lambda: pdf_of(_objects(_WORDS + b"[" * 100_000))),
    Case("a hundred thousand saved states", "a.pdf", lambda: pdf_of(_objects(b"q " * 100_000 + _WORDS))),
    Case(
        "a script to be run",
        "a.pdf",
        lambda: _with(
            1, b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert) >> >>"
        ),
    ),
    Case("a root that is no root", "a.pdf", lambda: _with(1, b"[1 0 R]"), DamagedDocument),
)
