"""Word documents: what would be printed, in order."""

from io import BytesIO

import docx
import pytest
from tests.gongwen.read.packages import docx_of, paragraph, zip_of

from gongwen.doubts import Doubt
from gongwen.errors import DamagedDocument, TextlessDocument
from gongwen.model import Cell, Document, Line, Options, Table
from gongwen.read import read_document


def parts_of(body: str, **parts: str) -> tuple[Line | Table, ...]:
    return read_document(docx_of(body, **parts), "通知.docx", Options()).parts


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_document_of_python_docx_is_read() -> None:
    document = docx.Document()
    document.add_heading("关于报送学习情况的通知", 1)
    document.add_paragraph("各省级学会：")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "姓名"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "内容"
    table.cell(1, 0).text = "欧阳霁"
    out = BytesIO()
    document.save(out)
    assert read_document(out.getvalue(), "a.docx", Options()) == Document(
        "docx",
        (
            Line("关于报送学习情况的通知", heading=1),
            Line("各省级学会："),
            Table(
                2,
                3,
                (
                    Cell("姓名", 0, 0, colspan=2),
                    Cell("内容", 0, 2, rowspan=2),
                    Cell("欧阳霁", 1, 0),
                    Cell("", 1, 1),
                ),
            ),
        ),
    )


def test_breaks_make_lines_and_tabs_stay() -> None:
    body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:br w:type='page'/></w:r></w:p>"
    assert parts_of(body) == (Line("甲\t乙"), Line("丙"))


def test_blank_paragraphs_stay_as_blank_lines() -> None:
    assert parts_of(paragraph("甲") + "<w:p/>" + paragraph("乙")) == (Line("甲"), Line(""), Line("乙"))


def test_tracked_changes_are_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>请于</w:t></w:r><w:del><w:r><w:delText>5月</w:delText><w:t>5月</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>9月</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>报送</w:t></w:r></w:moveTo></w:p>"
    )
    assert parts_of(body) == (Line("请于9月报送"),)


def test_paragraph_whose_end_was_deleted_runs_on() -> None:
    assert parts_of(paragraph("请于", "<w:rPr><w:del/></w:rPr>") + paragraph("9月报送")) == (
        Line("请于9月报送"),
    )


def test_deleted_table_row_is_gone() -> None:
    deleted = row(paragraph("旧")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    (table,) = parts_of(f"<w:tbl>{row(paragraph('甲'), paragraph('乙'))}{deleted}</w:tbl>")
    assert table == Table(1, 2, (Cell("甲", 0, 0), Cell("乙", 0, 1)))


def test_hidden_text_field_codes_and_pronunciation_are_not_read() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>jì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>霁</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r></w:p>"
    )
    assert parts_of(body) == (Line("霁"),)


def test_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('江岚省科学技术协会文件')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
        + box
        + "</wps:txbx></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>" + box + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>" + paragraph("正文")
    )
    assert parts_of(body) == (Line("江岚省科学技术协会文件"), Line("正文"))


def test_old_text_box_and_word_art_are_read() -> None:
    body = (
        f"<w:p><w:r><w:t>锚</w:t><w:pict><v:textbox><w:txbxContent>{paragraph('框')}</w:txbxContent></v:textbox>"
        "<v:shape><v:textpath string='红头'/></v:shape></w:pict></w:r></w:p>"
    )
    assert parts_of(body) == (Line("锚红头"), Line("框"))


def test_symbols_are_read() -> None:
    body = (
        "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>是</w:t>"
        "<w:sym w:font='Wingdings 2' w:char='F0A3'/><w:t>否</w:t><w:noBreakHyphen/>"
        "<w:sym w:font='Other' w:char='2460'/><w:sym w:char='D800'/><w:sym w:char='x'/></w:r></w:p>"
    )
    assert parts_of(body) == (Line("☑是□否-①"),)


def test_ticks_in_the_private_area_are_read_by_their_font() -> None:
    run = "<w:r><w:rPr><w:rFonts w:ascii='{}'/></w:rPr><w:t>{}</w:t></w:r>"
    runs = run.format("Wingdings 2", chr(0xF052) + "是") + run.format("Wingdings", chr(0xF0A8) + "否")
    assert parts_of(f"<w:p>{runs}</w:p>") == (Line("☑是□否"),)


def test_state_of_old_form_fields_is_read() -> None:
    body = (
        "<w:p><w:r>"
        "<w:fldChar><w:ffData><w:checkBox><w:default w:val='1'/></w:checkBox></w:ffData></w:fldChar>"
        "<w:fldChar><w:ffData><w:checkBox><w:checked w:val='0'/></w:checkBox></w:ffData></w:fldChar>"
        "<w:fldChar><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='甲'/>"
        "<w:listEntry w:val='乙'/></w:ddList></w:ffData></w:fldChar></w:r></w:p>"
    )
    assert parts_of(body) == (Line("☑□乙"),)


def test_content_controls_and_links_are_seen_through() -> None:
    body = (
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>乙</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>丙</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p>"
    )
    assert parts_of(body) == (Line("甲"), Line("乙丙"))


def test_paragraph_that_was_moved_away_leaves_no_line() -> None:
    moved = "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
    moved = f"<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr>{moved}</w:p>"
    assert parts_of(paragraph("甲") + moved + paragraph("乙")) == (Line("甲"), Line("乙"))


def test_fields_give_what_they_show() -> None:
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DATE \\@ yyyy </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>2026年8月20日</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    link = "<w:fldSimple w:instr='HYPERLINK'><w:r><w:t>a@example.org</w:t></w:r></w:fldSimple>"
    assert parts_of(f"<w:p>{field}{link}</w:p>") == (Line("2026年8月20日a@example.org"),)


def test_table_of_contents_is_no_part_of_the_text() -> None:
    styles = "<w:style w:type='paragraph' w:styleId='10'><w:name w:val='toc 1'/></w:style>"
    gallery = "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    body = contents + paragraph("一、总则\t1", "<w:pStyle w:val='10'/>") + paragraph("一、总则")
    assert parts_of(body, styles=styles) == (Line("一、总则"),)


def test_content_control_that_was_not_filled_in_is_blank() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
    prompt = control.format("<w:showingPlcHdr/>", "单击此处输入文字。")
    box = control.format("<w:checkbox/>", "☑")
    body = f"<w:p><w:r><w:t>姓名：</w:t></w:r>{prompt}{box}</w:p>"
    assert parts_of(body) == (Line("姓名：☑"),)


def test_cells_merged_in_the_old_way_are_one_cell() -> None:
    cells = [paragraph(text) for text in "甲乙丙"]
    cells[0] = "<w:tcPr><w:hMerge w:val='restart'/></w:tcPr>" + cells[0]
    cells[1] = "<w:tcPr><w:hMerge/></w:tcPr><w:p/>"
    (table,) = parts_of(f"<w:tbl>{row(*cells)}</w:tbl>")
    assert table == Table(1, 3, (Cell("甲", 0, 0, colspan=2), Cell("丙", 0, 2)))


def test_comments_and_soft_hyphens_leave_nothing() -> None:
    body = (
        "<w:p><w:commentRangeStart w:id='0'/><w:r><w:t>报</w:t><w:softHyphen/><w:t>\u00ad送</w:t></w:r>"
        "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r></w:p>"
    )
    assert parts_of(body, comments=paragraph("批注")) == (Line("报送"),)


def test_content_inserted_from_another_file_is_a_doubt() -> None:
    document = read_document(docx_of(paragraph("正文") + "<w:altChunk/>"), "通知.docx", Options())
    assert document == Document("docx", (Line("正文"),), doubts=(Doubt("insertion_unread"),))


def test_styles_of_tables_and_characters_are_passed_over() -> None:
    heading = "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>"
    other = "<w:style w:type='table' w:styleId='1'><w:name w:val='heading 3'/></w:style>"
    empty = "<w:style w:type='character' w:styleId='2'/>"
    for styles in (heading + other, other + heading, empty + heading, f"<!-- {other} -->" + heading):
        assert parts_of(paragraph("甲", "<w:pStyle w:val='1'/>"), styles=styles)[0] == Line("甲", heading=1)


def test_notes_stand_at_the_end_without_separators() -> None:
    note = f"<w:footnote w:type='separator'>{paragraph('线')}</w:footnote>"
    note += f"<w:footnote>{paragraph('注')}</w:footnote>"
    assert parts_of(paragraph("正文"), footnotes=note) == (Line("正文"), Line("注"))


def test_headers_and_footers_are_no_part_of_the_text() -> None:
    assert parts_of(paragraph("正文"), header=paragraph("页眉"), footer=paragraph("页脚")) == (Line("正文"),)


def test_table_inside_a_cell_becomes_its_lines() -> None:
    inner = f"<w:tbl>{row(paragraph('甲'), paragraph('乙'))}</w:tbl>"
    assert parts_of(f"<w:tbl>{row(paragraph('外') + inner, paragraph('右'))}</w:tbl>") == (
        Table(1, 2, (Cell("外\n甲\t乙", 0, 0), Cell("右", 0, 1))),
    )


def test_frame_around_a_table_is_taken_off() -> None:
    inner = f"<w:tbl>{row(paragraph('甲'), paragraph('乙'))}</w:tbl>"
    assert parts_of(f"<w:tbl>{row(paragraph('题') + inner)}</w:tbl>") == (
        Line("题"),
        Table(1, 2, (Cell("甲", 0, 0), Cell("乙", 0, 1))),
    )


def test_row_that_begins_later_keeps_its_columns() -> None:
    short = row(paragraph("乙")).replace("<w:tr>", "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>")
    (table,) = parts_of(f"<w:tbl>{row(paragraph('甲'), paragraph('丙'))}{short}</w:tbl>")
    assert table == Table(2, 2, (Cell("甲", 0, 0), Cell("丙", 0, 1), Cell("乙", 1, 1)))


def test_outline_level_of_a_paragraph_wins_over_its_style() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='a'><w:basedOn w:val='2'/></w:style>"
    )
    body = paragraph("甲", "<w:pStyle w:val='a'/>") + paragraph("乙", "<w:outlineLvl w:val='0'/>")
    body += paragraph("丙", "<w:pStyle w:val='a'/><w:outlineLvl w:val='9'/>")
    assert parts_of(body, styles=styles) == (Line("甲", heading=2), Line("乙", heading=1), Line("丙"))


def test_strict_document_is_read_like_a_usual_one() -> None:
    usual = docx_of(paragraph("甲"))
    strict = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'>"
        "<w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>",
    }
    assert read_document(zip_of(strict), "a.docx", Options()) == read_document(usual, "a.docx", Options())


def test_document_of_pictures_is_textless() -> None:
    with pytest.raises(TextlessDocument):
        parts_of("<w:p><w:r><w:drawing/></w:r></w:p>")


def test_entities_are_never_expanded() -> None:
    data = zip_of(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><d>&a;</d>",
        }
    )
    with pytest.raises(DamagedDocument):
        read_document(data, "a.docx", Options())
