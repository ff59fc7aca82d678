"""Blocks laid out as they are printed: heads of two rows, crossings, pages on their side."""

from __future__ import annotations

from io import BytesIO

import docx
import openpyxl
from docx.enum.section import WD_ORIENT

from gongwen.facade import Template, read_sheet_template
from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from gongwen.render import blank_sheet_docx, blank_sheet_xlsx
from gongwen.render.blank_heads import Head, heads_of, matrix_of


def fields(*labels: str) -> tuple[SheetField, ...]:
    return tuple(SheetField(f"f{n}", label, FieldType.NUMBER) for n, label in enumerate(labels))


RETURN = SheetBlock(
    "b1",
    "",
    fields("讲座/本季/场数", "讲座/本季/人数", "讲座/备注", "展览/本季/场数", "展览/本季/人数", "展览/备注"),
)
LIST = SheetBlock("b2", "", fields("名称", "人数/线下", "人数/线上", "职务/职称", "备注"), repeat=True)
SHEET = Sheet("统计表", (RETURN, LIST))


def test_neighbours_stand_under_what_they_share_and_a_single_slash_stays() -> None:
    assert heads_of(["名称", "人数/线下", "人数/线上", "职务/职称"]) == [
        Head("名称", 0),
        Head("人数", 1, ("线下", "线上")),
        Head("职务/职称", 3),
    ]


def test_labels_made_of_rows_and_columns_are_a_matrix() -> None:
    found = matrix_of(RETURN)
    assert found is not None
    assert (found.rows, found.columns) == (("讲座", "展览"), ("本季/场数", "本季/人数", "备注"))
    assert matrix_of(LIST) is None
    assert matrix_of(SheetBlock("b", "", fields("单位/名称", "联系人/电话"))) is None


def labels(template: Template) -> list[str]:
    return [field.label for block in template.sheet.blocks for field in block.fields]


def test_what_is_drawn_is_read_back_with_the_same_labels() -> None:
    wanted = [field.label for block in SHEET.blocks for field in block.fields]
    word = blank_sheet_docx(SHEET, known={}, title="统计表")
    excel = blank_sheet_xlsx(SHEET, known={}, title="统计表")
    assert labels(read_sheet_template(word, name="a.docx")) == wanted
    assert labels(read_sheet_template(excel, name="a.xlsx")) == wanted


def test_a_crossing_that_asks_for_nothing_is_barred() -> None:
    block = SheetBlock("b1", "", fields("甲项/数", "甲项/注", "乙项/数", "乙项/注", "合计/数"))
    rows = (
        docx.Document(BytesIO(blank_sheet_docx(Sheet("表", (block,)), known={}, title="表"))).tables[0].rows
    )
    assert [cell.text for cell in rows[3].cells] == ["合计", "", "—"]


def test_many_columns_lie_on_their_side() -> None:
    wide = Sheet("表", (SheetBlock("b1", "", fields(*"甲乙丙丁戊己庚辛"), repeat=True),))
    section = docx.Document(BytesIO(blank_sheet_docx(wide, known={}, title="表"))).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    book = openpyxl.load_workbook(BytesIO(blank_sheet_xlsx(wide, known={}, title="表")))
    assert book.active.page_setup.orientation == "landscape"
