"""A form printed behind the heading of an annex is cut out of the notice's Word file as it looks there."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from PIL import Image

from gongwen.facade import fill_sheet_docx, read_filled_sheet, read_sheet_template, sheet_blanks
from gongwen.facade import sheet_template_on as template_on
from gongwen.model import Options
from gongwen.sheets.annex import annexes

LABELS = ("活动名称", "到场人数", "其中：线上人数")
BODY = "请各学会认真填写，于2026年12月11日前报送。"


def seal() -> BytesIO:
    out = BytesIO()
    Image.effect_noise((300, 300), 90).save(out, "PNG")
    out.seek(0)
    return out


def form(paper: Any, title: str, labels: tuple[str, ...] = LABELS) -> None:
    heading = paper.add_paragraph(title, "Heading 2")
    heading.runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)
    paper.add_paragraph("学会名称：          填表人：")
    table = paper.add_table(4, len(labels), "Table Grid")
    for cell, label in zip(table.rows[0].cells, labels, strict=True):
        cell.text = label
    paper.add_paragraph("填表前请先核对。", "List Number")


def notice(heading: str = "附件", *, more: bool = False) -> bytes:
    """A notice on upright pages, its annex on a page that lies, a seal in its body."""
    paper = docx.Document()
    for line in ("关于统计科普活动情况的通知", "各省级学会：", BODY, "附件：1.科普活动统计表"):
        paper.add_paragraph(line)
    paper.add_paragraph("江岚省科学技术协会").add_run().add_picture(seal(), width=Mm(30))
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    paper.add_paragraph(heading)
    form(paper, "科普活动统计表")
    if more:
        paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        paper.add_paragraph("附件2：联系人名单")
        form(paper, "联系人名单", ("姓名", "职务", "电话"))
    paper.add_paragraph("抄送：各市科协。")
    return saved(paper)


def saved(paper: Any) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    return [one.text for one in docx.Document(BytesIO(data)).paragraphs]


@pytest.mark.parametrize("heading", ["附件", "附件1", "附 件 一：", "附表：", "附件1 科普活动统计表"])
def test_nothing_but_the_annex_is_left(heading: str) -> None:
    [annex] = annexes(notice(heading), Options())
    lines = texts(annex)
    assert lines[0] == heading
    assert lines[-1] == "填表前请先核对。"
    assert not {BODY, "抄送：各市科协。"} & set(lines)


def test_looks_as_it_did_in_the_notice() -> None:
    [annex] = annexes(notice(), Options())
    paper = docx.Document(BytesIO(annex))
    [section] = paper.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    title = next(one for one in paper.paragraphs if one.text == "科普活动统计表")
    assert (title.style.name, title.runs[0].font.color.rgb) == ("Heading 2", RGBColor(0xC0, 0, 0))
    assert [one.style.name for one in paper.paragraphs if one.text.startswith("填表前")] == ["List Number"]
    assert paper.tables[0].style is not None
    assert paper.tables[0].style.name == "Table Grid"


def test_each_of_several_is_a_file_of_its_own() -> None:
    first, second = annexes(notice("附件1", more=True), Options())
    assert ("科普活动统计表" in texts(first), "联系人名单" in texts(first)) == (True, False)
    assert texts(second)[:2] == ["附件2：联系人名单", "联系人名单"]
    assert docx.Document(BytesIO(second)).sections[0].orientation == WD_ORIENT.LANDSCAPE


def test_the_page_of_an_annex_before_another_section_is_its_own() -> None:
    paper = docx.Document(BytesIO(notice()))
    upright = paper.add_section(WD_SECTION.NEW_PAGE)
    upright.orientation = WD_ORIENT.PORTRAIT
    upright.page_width, upright.page_height = upright.page_height, upright.page_width
    paper.add_paragraph("附件2")
    form(paper, "联系人名单")
    first, second = annexes(saved(paper), Options())
    turned = [docx.Document(BytesIO(one)).sections[-1].orientation for one in (first, second)]
    assert turned == [WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]


def test_no_empty_page_stands_before_it() -> None:
    paper = docx.Document(BytesIO(notice("附件")))
    heading = next(one for one in paper.paragraphs if one.text == "附件")
    heading.paragraph_format.page_break_before = True
    heading.runs[0].add_break(WD_BREAK.PAGE)
    [annex] = annexes(saved(paper), Options())
    first = docx.Document(BytesIO(annex)).paragraphs[0]._p
    assert not [*first.iter(qn("w:br")), *first.iter(qn("w:pageBreakBefore"))]


def test_a_seal_of_the_body_does_not_go_along() -> None:
    data = notice()
    [annex] = annexes(data, Options())
    assert [name for name in zipfile.ZipFile(BytesIO(data)).namelist() if "media" in name]
    package = zipfile.ZipFile(BytesIO(annex))
    assert package.testzip() is None
    assert not [name for name in package.namelist() if "media" in name]
    assert len(annex) < len(data) / 2


def test_the_list_below_the_body_is_no_heading() -> None:
    paper = docx.Document()
    for line in (
        "关于报送的通知",
        BODY,
        "附件：科普活动统计表",
        "附件1：科普活动统计表",
        "江岚省科学技术协会",
    ):
        paper.add_paragraph(line)
    form(paper, "科普活动统计表")
    assert list(annexes(saved(paper), Options())) == []


def test_is_filled_in_and_read_back() -> None:
    data = notice(more=True)
    whole = next(iter(annexes(data, Options())))
    sheet = read_sheet_template(whole, name="a.docx").sheet
    first, second = sheet_blanks(data, name="通知.docx", sheets=[sheet, sheet])
    assert first is not None
    assert second is not None
    rows = next(block for block in sheet.blocks if block.repeat)
    values = {rows.key: [{each.key: f"{n}{each.key}" for each in rows.fields} for n in (1, 2)]}
    filled = fill_sheet_docx(first.data, sheet=sheet, values=values, reference="r", mark="QJ-7K2M-9XF4-A1")
    template = template_on(first.data, name="a.docx", sheet=sheet)
    found = read_filled_sheet(filled, name="a.docx", template=template)
    assert len(found.answers) == 2 * len(rows.fields)
    assert found.not_understood == ()
    assert BODY not in texts(filled)
