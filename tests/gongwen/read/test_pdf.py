"""PDF: the text that a reader of the page would copy out by hand."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from tests.gongwen.makers import text_to_pdf

from gongwen.errors import DamagedDocument, EncryptedDocument, TextlessDocument
from gongwen.model import Cell, Line, Options, Table
from gongwen.read import read_document

LONG = (
    "请各省级学会认真组织学习，把学习情况与本学会年度工作结合起来，总结经验，查找不足，并于2026年9月15日前将学习"
    "情况统计表、文字材料和现场照片报送至江岚省科学技术协会学会部，逾期未报送的请说明理由并注明预计完成的时间。"
)
NOTICE = f"""江岚省科学技术协会文件
江科协发〔2026〕12号
关于报送学习情况的通知
各省级学会：
{LONG}
一、报送内容
{LONG}
二、报送要求
1.材料不超过3000字。
2.照片不少于2张。
江岚省科学技术协会
2026年8月20日"""


def canvas() -> tuple[Canvas, BytesIO]:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    paper = Canvas(out, pagesize=A4)
    paper.setFont("STSong-Light", 12)
    return paper, out


def finished(paper: Canvas, out: BytesIO) -> bytes:
    paper.showPage()
    paper.save()
    return out.getvalue()


def parts_of(data: bytes) -> tuple[Line | Table, ...]:
    return read_document(data, "通知.pdf", Options(recognize=False)).parts


def lines_of(data: bytes) -> list[str]:
    return [part.text for part in parts_of(data) if isinstance(part, Line)]


def test_broken_lines_are_rejoined_to_paragraphs() -> None:
    assert lines_of(text_to_pdf(NOTICE)) == NOTICE.splitlines()


def test_paragraph_runs_on_over_the_page_break() -> None:
    body = "\n".join(LONG for _ in range(14))
    assert lines_of(text_to_pdf(f"各学会：\n{body}")) == ["各学会：", *[LONG] * 14]


def test_running_heads_and_page_numbers_are_dropped() -> None:
    body = "\n".join(LONG for _ in range(8))
    data = text_to_pdf(f"各学会：\n{body}", running_head="江岚省科学技术协会")
    assert lines_of(data) == ["各学会：", *[LONG] * 8]


def test_lines_know_their_page() -> None:
    parts = parts_of(text_to_pdf("各学会：\n" + "\n".join(LONG for _ in range(8))))
    assert {part.page for part in parts if isinstance(part, Line)} == {1, 2}


def test_short_lines_are_not_joined() -> None:
    paper, out = canvas()
    for n, line in enumerate(("联系人：欧阳霁一", "电　话：55551234", "邮箱：a@example.org")):
        paper.drawString(80, 700 - 20 * n, line)
    assert lines_of(finished(paper, out)) == ["联系人：欧阳霁一", "电 话：55551234", "邮箱：a@example.org"]


def test_words_and_addresses_broken_at_the_edge_are_joined_rightly() -> None:
    paper, out = canvas()
    paper.drawRightString(520, 700, "x" * 55 + " please send it by")
    paper.drawString(80, 680, "mail to a.person@")
    paper.drawRightString(520, 620, "y" * 60 + " a.person@")
    paper.drawString(80, 600, "example.org")
    lines = lines_of(finished(paper, out))
    assert [line.lstrip("xy ") for line in lines] == [
        "please send it by mail to a.person@",
        "a.person@example.org",
    ]


@pytest.mark.parametrize(
    ("left_over", "lower"),
    [
        (2, "《2026学习统计表》。"),
        (2, "（修）订部分的说明。"),
        (1, "有”的部分。"),
        (3, "佳“1000工程”。"),
        (9, "somebody@example.org信箱。"),
    ],
)
def test_line_that_ends_early_for_what_must_stay_together_runs_on(left_over: int, lower: str) -> None:
    paper, out = canvas()
    upper = "报" * (35 - left_over)
    for n, line in enumerate(("请" * 35, "请" * 34 + "。", upper, lower)):
        paper.drawString(80, 760 - 18 * n, line)
    assert lines_of(finished(paper, out))[-1].endswith(upper + lower)


def test_line_that_ends_early_without_need_does_not_run_on() -> None:
    paper, out = canvas()
    for n, line in enumerate(("请" * 35, "请" * 34 + "。", "报" * 30, "有关材料。")):
        paper.drawString(80, 760 - 18 * n, line)
    assert lines_of(finished(paper, out))[-1] == "有关材料。"


def test_ruled_table_keeps_its_cells() -> None:
    parts = parts_of(
        text_to_pdf("附件\n姓名\t职务\t内容\n欧阳霁\t理事长\t坚持学习\n司马澜\t\t深入基层\n填表说明")
    )
    assert parts == (
        Line("附件", page=1),
        Table(
            3,
            3,
            tuple(
                Cell(text, row, column)
                for row, texts in enumerate(
                    (("姓名", "职务", "内容"), ("欧阳霁", "理事长", "坚持学习"), ("司马澜", "", "深入基层"))
                )
                for column, text in enumerate(texts)
            ),
        ),
        Line("填表说明", page=1),
    )


def test_merged_cells_and_open_sides_of_a_ruled_table_are_found() -> None:
    paper, out = canvas()
    for y, start in ((700, 100), (660, 200), (620, 100)):
        paper.line(start, y, 400, y)
    for x, top in ((200, 700), (300, 660)):
        paper.line(x, 620, x, top)
    for x, y, text in ((120, 655, "姓名"), (260, 675, "感悟"), (220, 635, "题目"), (320, 635, "内容")):
        paper.drawString(x, y, text)
    assert parts_of(finished(paper, out)) == (
        Table(
            2,
            3,
            (
                Cell("姓名", 0, 0, rowspan=2),
                Cell("感悟", 0, 1, colspan=2),
                Cell("题目", 1, 1),
                Cell("内容", 1, 2),
            ),
        ),
    )


def test_table_over_a_page_break_is_one_table() -> None:
    rows = ["姓名\t内容", *(f"会员{n}\t学习" for n in range(60))]
    (table,) = parts_of(text_to_pdf("\n".join(rows)))
    assert isinstance(table, Table)
    assert (table.rows, [cell.text for cell in table.cells if cell.column == 0]) == (
        61,
        ["姓名", *(f"会员{n}" for n in range(60))],
    )


def test_frame_around_the_page_is_no_table() -> None:
    paper, out = canvas()
    paper.rect(40, 40, 500, 750)
    paper.drawString(80, 700, "正文")
    assert parts_of(finished(paper, out)) == (Line("正文", page=1),)


def test_two_columns_are_read_one_after_the_other() -> None:
    paper, out = canvas()
    paper.drawCentredString(300, 780, "学会通讯")
    left, right = ([f"{side}栏第{n}行文字填满本栏宽度不留空白末" for n in range(8)] for side in "左右")
    left[-1] = "左栏末行。"
    for n in range(8):
        paper.drawString(80, 740 - 18 * n, left[n])
        paper.drawString(320, 740 - 18 * n, right[n])
    assert lines_of(finished(paper, out)) == ["学会通讯", "".join(left), "".join(right)]


def test_names_beside_numbers_are_no_columns() -> None:
    paper, out = canvas()
    for n in range(8):
        paper.drawString(80, 740 - 18 * n, f"会员{n}")
        paper.drawString(350, 740 - 18 * n, f"5555000{n}")
    assert [line.split() for line in lines_of(finished(paper, out))] == [
        [f"会员{n}", f"5555000{n}"] for n in range(8)
    ]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_page_that_is_shown_turned_is_read_as_shown(rotation: int) -> None:
    paper, out = canvas()
    paper.setPageSize(landscape(A4) if rotation != 180 else A4)
    width, height = landscape(A4) if rotation != 180 else A4
    paper.setPageRotation(rotation)
    paper.saveState()
    paper.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[rotation])
    paper.rotate(rotation)
    paper.drawString(100, 500, "第一行")
    paper.drawString(100, 480, "第二行")
    paper.restoreState()
    assert lines_of(finished(paper, out)) == ["第一行", "第二行"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_that_is_turned_on_its_page_is_read_as_it_is_held(degrees: int) -> None:
    paper, out = canvas()
    paper.translate(300, 420)
    paper.rotate(degrees)
    paper.drawString(-100, 50, "关于报送学习情况的通知")
    paper.drawString(-100, 20, "各学会：")
    for x in (-100, 0, 100):
        paper.line(x, -20, x, -80)
    for y in (-20, -50, -80):
        paper.line(-100, y, 100, y)
    for x, y, text in ((-90, -40, "姓名"), (10, -40, "职务"), (-90, -70, "欧阳霁"), (10, -70, "理事长")):
        paper.drawString(x, y, text)
    assert parts_of(finished(paper, out)) == (
        Line("关于报送学习情况的通知", page=1),
        Line("各学会：", page=1),
        Table(2, 2, (Cell("姓名", 0, 0), Cell("职务", 0, 1), Cell("欧阳霁", 1, 0), Cell("理事长", 1, 1))),
    )


def test_characters_written_downwards_are_read_column_by_column_from_the_right() -> None:
    paper, out = canvas()
    for column, text in enumerate(("关于报送学习情况的通知", "请各学会于九月底前报送")):
        for n, char in enumerate(text):
            paper.drawString(500 - 24 * column, 700 - 14 * n, char)
    assert lines_of(finished(paper, out)) == ["关于报送学习情况的通知", "请各学会于九月底前报送"]


def test_font_for_vertical_writing_is_read_column_by_column_from_the_right() -> None:
    paper, out = canvas()
    font = UnicodeCIDFont("STSong-Light", isVertical=True)
    font.fontName = font.name = "STSong-Vertical"
    pdfmetrics.registerFont(font)
    paper.setFont("STSong-Vertical", 14)
    paper.drawString(500, 700, "关于报送学习情况的通知")
    paper.drawString(470, 700, "请各学会于九月底前报送")
    assert lines_of(finished(paper, out)) == ["关于报送学习情况的通知", "请各学会于九月底前报送"]


def test_watermark_across_the_page_is_not_mixed_into_the_text() -> None:
    paper, out = canvas()
    paper.drawString(100, 700, "请于9月15日前报送")
    paper.translate(100, 650)
    paper.rotate(45)
    paper.setFont("STSong-Light", 40)
    paper.drawString(0, 0, "内部交流不得外传")
    assert lines_of(finished(paper, out)) == ["请于9月15日前报送"]


def test_table_ruled_across_only_keeps_its_cells() -> None:
    paper, out = canvas()
    paper.drawString(100, 740, "附件")
    for y in (720, 695, 620):
        paper.line(100, y, 500, y)
    rows = (
        ("姓名", "职务", "内容"),
        ("欧阳霁", "理事长", "坚持学习"),
        ("司马澜", "", "深入"),
        ("", "", "基层"),
    )
    for n, texts in enumerate(rows):
        for x, text in zip((110, 240, 380), texts, strict=True):
            paper.drawString(x, 703 - 22 * n, text)
    paper.drawString(100, 590, "填表说明")
    cells = [*rows[:2], ("司马澜", "", "深入\n基层")]
    assert parts_of(finished(paper, out)) == (
        Line("附件", page=1),
        Table(3, 3, tuple(Cell(text, r, k) for r, texts in enumerate(cells) for k, text in enumerate(texts))),
        Line("填表说明", page=1),
    )


def test_lines_around_the_copy_list_make_no_table() -> None:
    paper, out = canvas()
    for y in (200, 170, 140):
        paper.line(80, y, 520, y)
    paper.drawString(90, 180, "抄送：江岚省教育厅，江岚省人力资源和社会保障厅，各市科学技术协会。")
    paper.drawString(90, 150, "江岚省科学技术协会办公室")
    paper.drawRightString(510, 150, "2026年8月20日印发")
    assert all(isinstance(part, Line) for part in parts_of(finished(paper, out)))


def test_values_of_form_fields_are_read_where_they_stand() -> None:
    paper, out = canvas()
    paper.drawString(100, 700, "Name:")
    paper.acroForm.textfield(value="Ouyang Ji", x=160, y=692, width=200, height=20, fontSize=12)
    paper.drawString(100, 660, "Remarks")
    assert [line.split() for line in lines_of(finished(paper, out))] == [
        ["Name:", "Ouyang", "Ji"],
        ["Remarks"],
    ]


def test_page_numbers_of_every_kind_are_dropped() -> None:
    paper, out = canvas()
    numbers = ("第1页 共6页", "- 2 -", "— 3 —", "4 / 6", "第五页 共六页", "·6·")
    for n, number in enumerate(numbers):
        paper.setFont("STSong-Light", 12)
        paper.drawString(100, 500, f"第{'甲乙丙丁戊己'[n]}段。")
        paper.drawCentredString(300, 50, number)
        paper.showPage()
    paper.save()
    assert lines_of(out.getvalue()) == [f"第{n}段。" for n in "甲乙丙丁戊己"]


def test_heads_that_alternate_are_dropped() -> None:
    paper, out = canvas()
    for n in range(5):
        paper.setFont("STSong-Light", 12)
        paper.drawString(100, 800, ("学会通讯", "江岚省科学技术协会")[n % 2])
        paper.drawString(100, 500, f"第{'甲乙丙丁戊'[n]}段。")
        paper.showPage()
    paper.save()
    assert lines_of(out.getvalue()) == [f"第{n}段。" for n in "甲乙丙丁戊"]


def test_text_printed_twice_for_its_shadow_is_read_once() -> None:
    paper, out = canvas()
    paper.drawString(100, 700, "通知")
    paper.drawString(100.6, 699.6, "通知")
    assert lines_of(finished(paper, out)) == ["通知"]


def test_page_without_text_is_textless() -> None:
    paper, out = canvas()
    paper.rect(100, 100, 50, 50, fill=1)
    with pytest.raises(TextlessDocument):
        parts_of(finished(paper, out))


def test_locked_file_is_named() -> None:
    out = BytesIO()
    paper = Canvas(out, encrypt="geheim")
    paper.drawString(100, 100, "text")
    with pytest.raises(EncryptedDocument):
        parts_of(finished(paper, out))


def test_file_cut_off_is_damage() -> None:
    data = text_to_pdf(NOTICE)
    for length in (len(data) // 3, len(data) // 2, len(data) - 40):
        with pytest.raises(DamagedDocument):
            parts_of(data[:length])
