"""Values that stand beside the text and the cells of a copy: each is an answer or is named."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from tests.gongwen.read.packages import docx_of, paragraph

from gongwen.facade import (
    Template,
    read_filled_sheet,
    read_sheet_template,
    sheet_template,
)

UNIT, REASON = "江澜省水利学会", "签订合同"


def cell(content: str) -> str:
    return f"<w:tc>{content}</w:tc>"


def form(reason: str = "", unit: str = "", behind: str = "", **parts: str) -> bytes:
    """A table of two labels; `reason` and `unit` are the runs of the cells behind them."""
    rows = "".join(
        f"<w:tr>{cell(paragraph(label))}{cell(f'<w:p>{runs}</w:p>')}</w:tr>"
        for label, runs in (("单位名称", unit), ("用印事由", reason))
    )
    return docx_of(f"{paragraph('用印申请表')}<w:tbl>{rows}</w:tbl>{behind}", **parts)


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def box(text: str) -> str:
    """A text box as Word writes it: a shape, and for old programs the same again."""
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def begin(data: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'


def complex_field(code: str, result: str) -> str:
    parts = [f'<w:r><w:fldChar w:fldCharType="{one}"/></w:r>' for one in ("separate", "end")]
    return f"<w:r><w:instrText>{code}</w:instrText></w:r>{parts[0]}{run(result)}{parts[1]}"


ENTRIES = '<w:listEntry w:val="无"/><w:listEntry w:val="续签"/>'
BLANK = read_sheet_template(form(), name="blank.docx")


def told(
    data: bytes, template: Template = BLANK, name: str = "copy.docx"
) -> tuple[dict[str, str], list[str]]:
    answers = read_filled_sheet(data, name=name, template=template)
    labels = {one.key: one.label for block in template.sheet.blocks for one in block.fields}
    return {labels[one.field]: one.value for one in answers.answers}, list(answers.not_understood)


@pytest.mark.parametrize(
    ("runs", "value"),
    [
        (box(REASON), REASON),
        (f"<w:ins>{run('签订')}</w:ins>{run('合同')}", REASON),
        (f"<w:del><w:r><w:delText>采购</w:delText></w:r></w:del>{run(REASON)}", REASON),
        (f"<w:moveFrom>{run('采购')}</w:moveFrom><w:moveTo>{run(REASON)}</w:moveTo>", REASON),
        (f'<w:fldSimple w:instr="MERGEFIELD reason">{run(REASON)}</w:fldSimple>', REASON),
        (begin("<w:textInput/>") + complex_field("FORMTEXT", REASON), REASON),
        (begin(f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>'), "续签"),
        (begin(f'<w:ddList><w:default w:val="1"/>{ENTRIES}</w:ddList>'), "续签"),
        (begin("<w:checkBox><w:checked/></w:checkBox>") + run("合同"), "☑合同"),
    ],
    ids=["text box", "inserted", "deleted", "moved", "field", "text input", "list", "default", "tick"],
)
def test_what_word_shows_in_a_cell_is_its_answer(runs: str, value: str) -> None:
    assert told(form(runs, run(UNIT))) == ({"单位名称": UNIT, "用印事由": value}, [])


@pytest.mark.parametrize("empty", ["\u2002" * 5, "\u3000\u3000", "\u00a0"])
def test_the_blanks_of_an_old_text_field_are_no_answer(empty: str) -> None:
    runs = begin("<w:textInput/>") + complex_field("FORMTEXT", empty)
    assert told(form(runs, run(UNIT))) == ({"单位名称": UNIT}, [])


def test_two_old_tick_boxes_are_the_options_of_a_field() -> None:
    def boxes(first: int, second: int) -> str:
        ticks = [begin(f'<w:checkBox><w:default w:val="{one}"/></w:checkBox>') for one in (first, second)]
        return f"{ticks[0]}{run('公章  ')}{ticks[1]}{run('合同章')}"

    template = read_sheet_template(form(boxes(0, 0)), name="blank.docx")
    assert template.sheet.blocks[0].fields[1].options == ("公章", "合同章")
    assert told(form(boxes(0, 1)), template) == ({"用印事由": "合同章"}, [])


@pytest.mark.parametrize("role", ["comments", "footnotes", "endnotes", "header", "footer"])
def test_what_stands_beside_the_text_is_named(role: str) -> None:
    kind = role.removesuffix("s")
    content = paragraph("由副会长代签")
    note = content if role in ("header", "footer") else f"<w:{kind}>{content}</w:{kind}>"
    parts = {role: note}
    assert told(form(run(REASON), run(UNIT), **parts)) == (
        {"单位名称": UNIT, "用印事由": REASON},
        ["由副会长代签"],
    )
    printed = read_sheet_template(form(**parts), name="blank.docx")
    assert told(form(run(REASON), run(UNIT), **parts), printed)[1] == []
    loose = sheet_template(BLANK.sheet)
    assert told(form(run(REASON), run(UNIT), **parts), loose)[1] == ["由副会长代签"]


def test_page_numbers_and_the_code_of_a_paper_say_nothing() -> None:
    foot = paragraph("第 1 页 共 12 页") + paragraph("— 3 —") + paragraph("T-2026-0007.V3.9F1C")
    assert told(form(run(REASON), footer=foot))[1] == []


def test_a_text_box_beside_the_table_is_named_once() -> None:
    assert told(form(run(REASON), behind=f"<w:p>{box('由副会长代签')}</w:p>"))[1] == ["由副会长代签"]


def test_a_line_whose_end_was_deleted_runs_on() -> None:
    deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>"
    blank = read_sheet_template(
        docx_of(paragraph("登记表") + paragraph("经办人：") + paragraph("电话：")), name="b.docx"
    )
    copy = docx_of(
        paragraph("登记表") + deleted.format(run("经办人：柏")) + paragraph("若水") + paragraph("电话：")
    )
    assert told(copy, blank) == ({"经办人": "柏若水"}, [])


def test_what_is_typed_into_a_control_that_keeps_its_prompt_s_mark_is_named() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    shown = prompt.format(run("单击或点击此处输入文字。"))
    assert told(form(shown, run(UNIT))) == ({"单位名称": UNIT}, [])
    assert told(form(prompt.format(run(REASON)), run(UNIT))) == ({"单位名称": UNIT}, [REASON])


def test_hidden_text_is_named_unless_the_blank_has_it() -> None:
    note = run("由副会长代签", "<w:rPr><w:vanish/></w:rPr>")
    assert told(form(run(REASON) + note)) == ({"用印事由": REASON}, ["由副会长代签"])
    assert told(form(run(REASON) + note), read_sheet_template(form(note), name="b.docx"))[1] == []


def renamed(data: bytes, added: str) -> bytes:
    """The package with one file more, as a file with macros has."""
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(added, b"macros")
    return out.getvalue()


@pytest.mark.parametrize("ending", ["docm", "dotm", "dotx", "docx"])
def test_files_with_macros_and_templates_are_read_without_them(ending: str) -> None:
    data = form(run(REASON), run(UNIT))
    data = renamed(data, "word/vbaProject.bin") if ending.endswith("m") else data
    assert told(data, name=f"copy.{ending}")[0] == {"单位名称": UNIT, "用印事由": REASON}


def workbook(reason: str = "") -> Workbook:
    book = Workbook()
    for row in (["用印申请表"], ["单位名称", UNIT if reason else ""], ["用印事由", reason]):
        book.active.append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


EXCEL = read_sheet_template(saved(workbook()), name="blank.xlsx")


def excel(book: Workbook, template: Template = EXCEL, name: str = "copy.xlsx") -> list[str]:
    answers, left = told(saved(book), template, name)
    assert answers == {"单位名称": UNIT, "用印事由": REASON}
    return left


def test_comments_heads_and_what_is_hidden_in_a_workbook_is_named() -> None:
    book = workbook(REASON)
    sheet = book.active
    sheet["B3"].comment = Comment("由副会长代签", "柏若水")
    sheet.oddFooter.center.text = "第 &P 页，加急"
    sheet["E2"], sheet["E3"], sheet["A4"] = "旧章作废", "=1+1", "=B2"
    sheet.column_dimensions["E"].hidden = True
    sheet.row_dimensions[2].hidden = True
    more = book.create_sheet("底稿")
    more.append(["另附清单"])
    more.sheet_state = "hidden"
    assert sorted(excel(book)) == ["另附清单", "旧章作废", "由副会长代签", "页，加急"]


def test_what_the_blank_hides_as_well_is_not_named() -> None:
    blank = workbook()
    blank.create_sheet("选项").append(["公章", "合同章"])
    blank["选项"].sheet_state = "veryHidden"
    template = read_sheet_template(saved(blank), name="blank.xlsx")
    book = workbook(REASON)
    book.create_sheet("选项").append(["公章", "合同章", "法人章"])
    book["选项"].sheet_state = "veryHidden"
    assert excel(book, template) == ["法人章"]
    assert excel(book, sheet_template(template.sheet)) == []


DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp>'
    "<xdr:txBody><a:p><a:r><a:t>由副会长</a:t></a:r><a:r><a:t>代签</a:t></a:r></a:p></xdr:txBody>"
    "</xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"'
    ' Target="../drawings/drawing1.xml"/></Relationships>'
)


def test_a_text_box_on_a_worksheet_is_named() -> None:
    out = BytesIO(saved(workbook(REASON)))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/drawings/drawing1.xml", DRAWING)
        package.writestr("xl/worksheets/_rels/sheet1.xml.rels", RELATIONS)
    assert told(out.getvalue(), EXCEL, "copy.xlsx")[1] == ["由副会长代签"]


@pytest.mark.parametrize("ending", ["xlsm", "xltm", "xltx"])
def test_workbooks_with_macros_are_read_without_them(ending: str) -> None:
    data = saved(workbook(REASON))
    data = renamed(data, "xl/vbaProject.bin") if ending.endswith("m") else data
    assert told(data, EXCEL, f"copy.{ending}")[0] == {"单位名称": UNIT, "用印事由": REASON}
