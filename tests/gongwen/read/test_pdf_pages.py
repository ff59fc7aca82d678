"""PDF with pages that are pictures, with very many pages, with pages that are not there."""

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from tests.gongwen.makers import text_to_pdf

from gongwen.doubts import Doubt
from gongwen.errors import DamagedDocument, ExpandingDocument, TextlessDocument
from gongwen.model import Line, Options
from gongwen.read import ocr, pdf, read_document

TEXT = "各学会：\n" + "\n".join(
    ["请认真组织学习，把学习情况与本学会年度工作结合起来，总结经验，查找不足。" * 4] * 14
)


def pages_of(scans: set[int], count: int = 3) -> bytes:
    """A PDF with pictures in place of some pages, the page number printed over them."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    paper = Canvas(out, pagesize=A4)
    for n in range(count):
        paper.setFont("STSong-Light", 12)
        if n in scans:
            paper.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, *A4)
            paper.drawCentredString(300, 50, f"- {n + 1} -")
        else:
            paper.drawString(100, 500, f"第{n + 1}页的正文，足够长的一句话。")
        paper.showPage()
    paper.save()
    return out.getvalue()


def test_page_that_is_a_picture_is_a_doubt_without_the_recognizer() -> None:
    document = read_document(pages_of({1}), "通知.pdf", Options(recognize=False))
    assert [part.page for part in document.parts if isinstance(part, Line)] == [1, 3]
    assert document.doubts == (Doubt("page_unread", (("page", "2"),)),)


def test_page_that_is_a_picture_is_recognized_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[int]] = []

    def read_pages(data: bytes, pages: list[int], options: Options) -> ocr.Pages:
        asked.append(pages)
        read = ocr.Pages({2: [Line("图上的字", page=2, confidence=0.9)]})
        read.engine, read.confidence = "Recognizer 1", 0.9
        read.doubts = (Doubt("recognized", (("engine", "Recognizer 1"), ("percent", "90"))),)
        return read

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "read_pages", read_pages)
    document = read_document(pages_of({1}), "通知.pdf", Options())
    assert [part.text for part in document.parts if isinstance(part, Line)][1] == "图上的字"
    assert (asked, document.engine, document.confidence) == ([[2]], "pdfium, Recognizer 1", 0.9)
    assert [doubt.code for doubt in document.doubts] == ["recognized"]


def test_pages_beyond_the_limit_are_left_out_with_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MAX_PAGES", 2)
    data = text_to_pdf(TEXT)
    document = read_document(data, "通知.pdf", Options())
    assert document.doubts == (Doubt("pages_beyond", (("count", "2"), ("total", "5"))),)
    assert {part.page for part in document.parts if isinstance(part, Line)} == {1, 2}


def test_characters_beyond_reason_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MAX_SIGNS", 50)
    with pytest.raises(ExpandingDocument):
        read_document(text_to_pdf(TEXT), "通知.pdf", Options())


def test_number_of_pages_that_is_a_lie_is_damage() -> None:
    data = text_to_pdf("各学会：")
    assert b"/Count 1" in data
    with pytest.raises(DamagedDocument):
        read_document(data.replace(b"/Count 1", b"/Count 9"), "通知.pdf", Options())


def test_pictures_with_nothing_but_page_numbers_are_textless() -> None:
    with pytest.raises(TextlessDocument):
        read_document(pages_of({0, 1, 2}), "通知.pdf", Options(recognize=False))
