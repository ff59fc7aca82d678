"""Invented scans are read as they are printed, however they lie on the glass."""

from __future__ import annotations

import pytest
from tests.gongwen.read import scans

from gongwen.doubts import Doubt
from gongwen.errors import TextlessDocument
from gongwen.model import Cell, Document, Line, Options, Table
from gongwen.read import ocr, ocr_page
from gongwen.read.ocr_engine import Reading, name

OPTIONS = Options()


def notice(*, seal: bool = False) -> scans.Sheet:
    """The upper half of a page: head, title, a paragraph, sign-off."""
    sheet = scans.Sheet(height=430, dpi=90)
    sheet.centred(30, scans.LETTERHEAD, 36, "red")
    sheet.rule(78, 95, 520, 95, "red")
    sheet.centred(120, scans.TITLE, 22)
    y = sheet.prose(scans.BODY[:2], 78, 170, 442)
    sheet.write(350, y + 30, scans.SIGNED[0])
    sheet.write(370, y + 60, scans.SIGNED[1])
    if seal:
        sheet.seal(425, y + 55)
    return sheet


def lines(document: Document) -> list[str]:
    return [part.text for part in document.parts if isinstance(part, Line)]


def tables(document: Document) -> list[Table]:
    return [part for part in document.parts if isinstance(part, Table)]


# The recognizer takes a Chinese sign for its Western twin now and then: not what is tested here.
NARROW = str.maketrans("，：；（）", ",:;()")


def as_printed(sheet: scans.Sheet) -> list[str]:
    return [line.translate(NARROW) for line in sheet.printed]


def as_read(document: Document) -> list[str]:
    return [line.translate(NARROW) for line in lines(document)]


def test_clean_page_is_read_line_by_line() -> None:
    sheet = notice()
    document = ocr.read(scans.saved(sheet.image), OPTIONS)
    assert as_read(document) == as_printed(sheet)
    assert (document.format, document.engine) == ("image", name())
    assert document.confidence is not None
    assert 0.95 < document.confidence < 1
    assert [doubt.code for doubt in document.doubts] == ["recognized"]
    assert all(isinstance(part, Line) and part.page == 1 and part.confidence > 0.9 for part in document.parts)


@pytest.mark.parametrize("degrees", [90, 172, 273])
def test_turned_page_is_set_upright(degrees: int) -> None:
    sheet = notice()
    assert as_read(ocr.read(scans.saved(scans.turned(sheet.image, degrees)), OPTIONS)) == as_printed(sheet)


def test_print_under_a_seal_is_read_from_a_photo_and_the_seal_is_not() -> None:
    sheet = notice(seal=True)
    data = scans.saved(scans.photographed(sheet.image), "JPEG")
    assert as_read(ocr.read(data, OPTIONS)) == as_printed(sheet)


def test_columns_are_read_one_after_the_other() -> None:
    sheet = scans.Sheet(height=400, dpi=90)
    sheet.prose(scans.BODY[1:4], 50, 60, 235, 13)
    sheet.prose(scans.BODY[1:4], 310, 60, 235, 13)
    assert as_read(ocr.read(scans.saved(sheet.image), OPTIONS)) == as_printed(sheet)


def test_ruled_table_keeps_merged_cells_and_stacked_labels() -> None:
    sheet = scans.Sheet(height=330, dpi=110)
    rows = [["", "填报单位", "云岭省气象学会", None], ["", "联系人", "陈某某", "010-55550123"]]
    sheet.table(60, 60, [40, 100, 160, 150], rows, high=50)
    sheet.draw.rectangle([*map(sheet.px, (62, 105)), *map(sheet.px, (98, 115))], fill="white")
    for n, sign in enumerate("基本情况"):
        sheet.write(73, 68 + n * 20, sign, 13)
    sheet.prose(["注：本表一式两份。"], 60, 200, 400, 13)
    document = ocr.read(scans.saved(scans.turned(sheet.image, 2)), OPTIONS)
    assert tables(document) == [
        Table(
            2,
            4,
            (
                Cell("基本情况", 0, 0, 2, 1),
                Cell("填报单位", 0, 1),
                Cell("云岭省气象学会", 0, 2, 1, 2),
                Cell("联系人", 1, 1),
                Cell("陈某某", 1, 2),
                Cell("010-55550123", 1, 3),
            ),
        )
    ]
    assert isinstance(document.parts[0], Table)
    assert as_read(document) == ["注:本表一式两份。"]


@pytest.mark.parametrize("degrees", [1, 2])
def test_page_with_few_short_lines_is_levelled_for_its_table(degrees: int) -> None:
    sheet = scans.Sheet(height=300, dpi=110)
    sheet.table(60, 60, [200, 150], [["活动名称", "人数"], ["学术年会", "120"]])
    document = ocr.read(scans.saved(scans.turned(sheet.image, degrees)), OPTIONS)
    assert [[cell.text for cell in table.cells] for table in tables(document)] == [sheet.printed]


def test_strokes_of_large_signs_are_no_table() -> None:
    sheet = scans.Sheet(height=300, dpi=110)
    sheet.centred(60, "中国田园日报", 72, "red")
    document = ocr.read(scans.saved(sheet.image), OPTIONS)
    assert document.parts == (Line("中国田园日报", page=1, confidence=document.confidence or 0),)


def pages_of_a_table() -> bytes:
    pages = []
    for number, row in enumerate((["科普讲座", "86"], ["学术年会", "120"]), start=1):
        sheet = scans.Sheet(width=420, height=210, dpi=110)
        sheet.table(40, 40, [200, 120], [["活动名称", "人数"], row])
        sheet.centred(190, f"— {number} —", 14)
        pages.append(sheet.image)
    return scans.scanned(*pages, dpi=110)


def test_pages_of_a_pdf_are_joined_without_their_numbers() -> None:
    document = ocr.read_pdf(pages_of_a_table(), OPTIONS)
    texts = [["活动名称", "人数"], ["科普讲座", "86"], ["学术年会", "120"]]
    cells = tuple(Cell(text, r, c) for r, row in enumerate(texts) for c, text in enumerate(row))
    assert (document.format, document.parts) == ("pdf", (Table(3, 2, cells),))


def test_furniture_gives_every_line_and_no_table() -> None:
    document = ocr.read_pdf(pages_of_a_table(), Options(max_recognized_pages=1), True)
    assert [line.split() for line in lines(document)[:2]] == [["活动名称", "人数"], ["科普讲座", "86"]]
    assert "1" in lines(document)[2]
    assert tables(document) == []
    assert document.doubts[1] == Doubt("pages_left_out", (("limit", "1"), ("pages", "2")))


def test_single_pages_of_a_pdf_are_read() -> None:
    pages = ocr.read_pages(pages_of_a_table(), [2, 7], OPTIONS)
    (table,) = pages[2]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["活动名称", "人数", "学术年会", "120"]
    assert list(pages) == [2]
    assert pages.confidence is not None
    assert [doubt.code for doubt in pages.doubts] == ["recognized"]


def test_pages_of_a_tiff_are_counted() -> None:
    pages = []
    for text in ("第一份材料", "第二份材料"):
        sheet = scans.Sheet(width=300, height=100, dpi=110)
        sheet.write(40, 40, text)
        pages.append(sheet.image)
    document = ocr.read(scans.saved(pages[0], "TIFF", pages[1]), OPTIONS)
    assert [(part.text, part.page) for part in document.parts if isinstance(part, Line)] == [
        ("第一份材料", 1),
        ("第二份材料", 2),
    ]


@pytest.mark.parametrize("size", [(200, 200), (1, 1), (2400, 1), (1, 2400), (30_000, 40)])
def test_blank_page_of_any_shape_is_textless(size: tuple[int, int]) -> None:
    with pytest.raises(TextlessDocument):
        ocr.read(scans.saved(scans.Image.new("L", size, 255)), OPTIONS)


def test_strip_with_one_line_is_read() -> None:
    sheet = scans.Sheet(width=560, height=24, dpi=90)
    sheet.write(20, 2, "请各单位按时报送材料")
    assert lines(ocr.read(scans.saved(sheet.image), OPTIONS)) == sheet.printed


def page(number: int, *readings: tuple[str, float]) -> ocr_page.Page:
    pieces = tuple(
        ocr_page.Piece(Reading(text, sure, ()), 10, 90, 20.0 * n, 12)
        for n, (text, sure) in enumerate(readings)
    )
    return ocr_page.Page(number, 100, 100, (), pieces)


def test_mean_counts_characters_and_hard_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    read = iter([page(1, ("一二三", 0.9), ("四", 0.5)), page(2, ("五", 0.6)), page(3)])
    monkeypatch.setattr(ocr_page, "recognize", lambda *_: next(read))
    blank = scans.Sheet(width=72, height=72, dpi=72).image
    pages = ocr.read_pages(
        scans.scanned(blank, blank, blank, blank, blank, blank),
        [1, 2, 3, 5, 6],
        Options(max_recognized_pages=3),
    )
    assert pages.confidence == pytest.approx((0.9 * 3 + 0.5 + 0.6) / 5)
    assert pages.doubts == (
        Doubt("recognized", (("engine", name()), ("percent", "76"))),
        Doubt("page_unsure", (("page", "2"), ("percent", "60"))),
        Doubt("pages_left_out", (("limit", "3"), ("pages", "5-6"))),
    )
