"""Forms printed below a notice, read from the file's own tables and blanks."""

from io import BytesIO

import docx
import openpyxl
import pytest
from docx.document import Document as Word
from openpyxl.worksheet.datavalidation import DataValidation
from tests.gongwen.extract.forms import document, labels, table
from tests.gongwen.read.packages import zip_of

from gongwen.extract.notice import understand
from gongwen.facade import read_notice, read_text
from gongwen.model import Attachment, Document, FieldType, Line, Notice, Options, Sheet
from gongwen.model import Table as Rows

LETTER = (
    "关于报送年度工作情况的通知",
    "各学会：",
    "请于2026年9月30日前报送《活动情况表》（附件1）。",
    "附件：1.活动情况表",
    "江岚省科学技术协会",
    "2026年3月2日",
)


def word(*below: str) -> Word:
    """The letter as a Word document, with further paragraphs below it."""
    written = docx.Document()
    for line in (*LETTER, *below):
        written.add_paragraph(line)
    return written


def read_word(written: Word) -> Notice:
    out = BytesIO()
    written.save(out)
    return read_notice(out.getvalue(), name="通知.docx")


def notice(*parts: str | Rows, format: str = "docx", letter: tuple[str, ...] = LETTER) -> Notice:
    return understand(document(*letter, *parts, format=format), Options())


def sheet_of(read: Notice) -> Sheet:
    (attachment,) = read.attachments
    assert attachment.sheet is not None
    return attachment.sheet


def test_a_word_table_keeps_its_merged_cells_and_notes() -> None:
    written = word("附件1", "活动情况表")
    cells = written.add_table(8, 4)
    for row, texts in enumerate(
        (
            ("学会名称", "", "联系人", ""),
            ("负责人", "姓名", "", ""),
            ("", "电话", "", ""),
            ("一、举办活动情况（如有请填写，没有填“无”）", "", "", ""),
            ("活动名称", "时间", "地点", "参加人数"),
            ("", "", "", ""),
            ("二、工作体会（可另附页）", "", "", ""),
            ("", "", "", ""),
        )
    ):
        for column, text in enumerate(texts):
            cells.cell(row, column).text = text
    for first, last in (((1, 0), (2, 0)), ((1, 2), (1, 3)), ((2, 2), (2, 3))):
        cells.cell(*first).merge(cells.cell(*last))
    for row in (3, 6, 7):
        cells.cell(row, 0).merge(cells.cell(row, 3))
    written.add_paragraph("填表说明：联系电话填手机，如有疑问请致电010-55550101。")

    header, held, views = sheet_of(read_word(written)).blocks

    assert labels(header) == ["学会名称", "联系人", "负责人/姓名", "负责人/电话"]
    assert (held.label, held.repeat, held.optional) == ("举办活动情况", True, True)
    assert labels(held) == ["活动名称", "时间", "地点", "参加人数"]
    assert (views.label, views.hint, views.fields[0].type) == ("工作体会", "（可另附页）", FieldType.LONGTEXT)


def test_blanks_within_the_sentences_of_a_word_file_are_fields() -> None:
    letter = tuple(line.replace("活动情况表", "承诺书") for line in LETTER)
    sentences = ("我单位          （单位全称）郑重承诺如下。", "联系电话            ，保证畅通。")
    read = notice("附件1", "承诺书", *sentences, letter=letter)
    assert [labels(block) for block in sheet_of(read).blocks] == [["单位全称", "联系电话"]]


def test_each_attachment_is_read_from_its_own_parts() -> None:
    letter = tuple(line.replace("1.活动情况表", "1.活动情况表 2.人员情况表") for line in LETTER)
    first, second = notice(
        *("附件1", "活动情况表", table(["活动名称", ""], ["活动地点", ""])),
        *("附件2", "人员情况表", table([("姓名", 1, 2), "现名", ""], ["曾用名", ""])),
        letter=letter,
    ).attachments
    assert first.sheet
    assert second.sheet
    assert [labels(block) for block in first.sheet.blocks] == [["活动名称", "活动地点"]]
    assert [labels(block) for block in second.sheet.blocks] == [["姓名/现名", "姓名/曾用名"]]


def test_a_workbook_in_a_zip_is_a_form_with_its_choices() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["学会名称：", "", "填表人："])
    sheet.append(["序号", "活动名称", "活动类别"])
    sheet.append([1])
    choice = DataValidation(type="list", formula1='"学术,科普"')
    choice.add("C3:C20")
    sheet.add_data_validation(choice)
    out = BytesIO()
    book.save(out)
    members: dict[str, bytes | str] = {
        "关于报送年度工作情况的通知.txt": "\n".join(LETTER),
        "附件1：活动情况表.xlsx": out.getvalue(),
    }

    header, held = sheet_of(read_notice(zip_of(members), name="通知.zip")).blocks

    assert (header.key, labels(header)) == ("header", ["学会名称", "填表人"])
    assert (held.repeat, labels(held)) == (True, ["活动名称", "活动类别"])
    assert (held.fields[1].type, held.fields[1].options) == (FieldType.CHOICE, ("学术", "科普"))


def test_a_table_of_a_web_page_keeps_its_merged_cells() -> None:
    rows = (
        "<tr><td rowspan=2>负责人</td><td>姓名</td><td></td></tr><tr><td>电话</td><td></td></tr>"
        "<tr><td>备注</td><td colspan=2></td></tr>"
    )
    page = "".join(f"<p>{line}</p>" for line in (*LETTER, "附件1", "活动情况表")) + f"<table>{rows}</table>"
    read = read_notice(f"<html><body>{page}</body></html>".encode(), name="通知.html")
    assert [labels(block) for block in sheet_of(read).blocks] == [["负责人/姓名", "负责人/电话", "备注"]]


PLAN = table(["序号", "时间", "工作任务"], ["1", "3月", "召开理事会"], ["2", "4月", "举办学术年会"])
ROSTER = table(["姓名", "单位"], ["甲一", "江岚大学"], ["乙二", "江岚省农学会"])


@pytest.mark.parametrize("rows", [PLAN, ROSTER], ids=["plan", "roster"])
def test_a_filled_table_is_no_form(rows: Rows) -> None:
    (attachment,) = notice("附件1", "活动情况表", rows).attachments
    assert attachment == Attachment("活动情况表", attachment.span, None)


def test_an_attachment_framed_by_a_table_is_read_from_its_text() -> None:
    prose = "本表供各学会填报使用，填报前请仔细阅读通知全文。" * 20
    read = notice("附件1", "活动情况表", table([f"{prose}\n学会名称：\n填表人："]))
    assert [labels(block) for block in sheet_of(read).blocks] == [["学会名称", "填表人"]]


def test_an_attachment_that_ends_within_a_frame_is_read_from_its_text() -> None:
    letter = tuple(line.replace("1.活动情况表", "1.活动情况表 2.人员情况表") for line in LETTER)
    page = "学会名称：\n填表人：\n附件2\n人员情况表\n理事长：\n秘书长："
    first, second = notice("附件1", "活动情况表", table([page]), letter=letter).attachments
    assert first.sheet
    assert second.sheet
    assert [labels(block) for block in first.sheet.blocks] == [["学会名称", "填表人"]]
    assert [labels(block) for block in second.sheet.blocks] == [["理事长", "秘书长"]]


def test_lines_of_a_page_are_joined_before_they_are_read() -> None:
    lines = ("为按期完成本项目，我会投入自筹经费不少于________万", "元，按期完成。", "联系电话：")
    letter = tuple(line.replace("活动情况表", "承诺书") for line in LETTER)
    parts = [Line(line, page=1) for line in (*letter, "附件1", "承诺书", *lines)]
    money = sheet_of(understand(Document("pdf", tuple(parts)), Options())).blocks[0].fields[0]
    assert (money.type, money.hint) == (FieldType.NUMBER, "万元")


def test_lines_without_the_name_of_a_form_are_none() -> None:
    letter = tuple(line.replace("活动情况表", "活动方案") for line in LETTER)
    (attachment,) = notice("附件1", "活动方案", "主办单位：", "活动地点：", letter=letter).attachments
    assert attachment.sheet is None


def test_a_notice_laid_out_by_a_table_is_read_from_its_text() -> None:
    page = "\n".join((*LETTER, "附件1", "活动情况表", "学会名称：", "填表人："))
    read = notice(table([page]), letter=())
    assert [labels(block) for block in sheet_of(read).blocks] == [["学会名称", "填表人"]]


def test_the_text_of_an_attachment_is_what_it_was() -> None:
    read = notice("附件1", "活动情况表", table(["活动名称", ""], ["活动地点", ("", 1)]))
    (attachment,) = read.attachments
    assert attachment.span
    assert read.text[slice(*attachment.span)] == attachment.title == "活动情况表"
    assert read.text.endswith("活动名称\t\n活动地点\t")


def test_a_title_that_a_file_repeats_below_its_heading_begins_no_other_attachment() -> None:
    notice = read_text(
        "关于报送统计表的通知\n各学会：\n请于9月1日前报送。\n附件：1.活动统计表\n2.人员统计表\n"
        "江岚省科协\n2026年3月1日\n"
        "附件1\n活动统计表\n活动统计表\n填报单位：\n序号\t活动名称\t参加人数\n1\t\t\n2\t\t\n"
        "附件2\n人员统计表\n人员统计表\n填报单位：\n序号\t姓名\t职务\n1\t\t\n2\t\t\n"
    )
    assert [attachment.sheet is not None for attachment in notice.attachments] == [True, True]
