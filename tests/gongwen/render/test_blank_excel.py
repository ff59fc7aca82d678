from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from gongwen.render import blank_sheet_xlsx
from gongwen.render.characters import legal

HEADER = SheetBlock("header", "", (SheetField("organization", "学会名称"), SheetField("contact", "联系方式")))
DELEGATES = SheetBlock(
    "b1",
    "参加学习的代表",
    (SheetField("name", "姓名"), SheetField("text", "体会", FieldType.LONGTEXT)),
    repeat=True,
    optional=True,
)
ACTIVITY = SheetBlock(
    "b2",
    "活动",
    (
        SheetField("day", "日期", FieldType.DATE),
        SheetField("count", "人数", FieldType.NUMBER),
        SheetField("way", "方式", FieldType.CHOICE, options=("线上", "线下")),
        SheetField("photo", "照片", FieldType.PHOTO),
    ),
)
SUGGESTIONS = SheetBlock("b3", "意见建议", (SheetField("text", "", FieldType.LONGTEXT),))
SHEET = Sheet("统计表", (HEADER, DELEGATES, ACTIVITY, SUGGESTIONS))


def render(sheet: Sheet = SHEET) -> bytes:
    known = {"organization": "江岚省茶叶学会"}
    return blank_sheet_xlsx(sheet, known=known, title="学习情况统计表", notes=("一式一份。",))


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data)).active


def block_of(*fields: SheetField) -> Any:
    return read(render(Sheet("", (SheetBlock("b1", "", fields),))))


def test_rendered_sheet_is_the_golden_one(assert_golden: Callable[[str, bytes, str], None]) -> None:
    assert_golden("blank_sheet.xml", render(), "xl/worksheets/sheet1.xml")


def test_same_values_give_the_same_bytes() -> None:
    assert render() == render()


def test_form_has_title_header_blocks_and_notes_in_order() -> None:
    rows = list(read(render()).iter_rows(values_only=True))
    assert rows == [
        ("学习情况统计表", None, None, None),
        ("学会名称", "江岚省茶叶学会", None, None),
        ("联系方式", None, None, None),
        ("参加学习的代表\n（如没有，请填写“无”）", "姓名", "体会", None),
        (None, None, None, None),
        (None, None, None, None),
        (None, None, None, None),
        ("活动", "日期", None, None),
        (None, "人数", None, None),
        (None, "方式", None, None),
        (None, "照片", "可另附文件", None),
        ("意见建议", None, None, None),
        ("填表说明：", None, None, None),
        ("一式一份。", None, None, None),
    ]


def test_page_is_a4_portrait() -> None:
    sheet = read(render())
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")


def test_boxes_are_typed() -> None:
    sheet = read(render())
    formats = [sheet[cell].number_format for cell in ("B2", "C8", "C9", "B12")]
    assert formats == ["@", "yyyy-mm-dd", "General", "@"]


def test_single_choice_offers_its_list() -> None:
    rules = read(render()).data_validations.dataValidation
    assert [(rule.type, rule.formula1, str(rule.sqref)) for rule in rules] == [("list", '"线上,线下"', "C10")]


@pytest.mark.parametrize("options", [("甲,乙", "丙"), tuple("选项" * 20 for _ in range(10))])
def test_options_that_a_list_cannot_hold_are_boxes_to_tick(options: tuple[str, ...]) -> None:
    sheet = block_of(SheetField("f", "类别", FieldType.CHOICE, options=options))
    assert sheet["B2"].value == "\u3000".join(f"□{option}" for option in options)
    assert sheet.data_validations.dataValidation == []


def test_several_choices_are_boxes_to_tick() -> None:
    sheet = block_of(SheetField("f", "类别", FieldType.MULTICHOICE, options=("甲", "乙")))
    assert sheet["B2"].value == "□甲\u3000□乙"


def test_block_without_fields_is_a_row_with_its_label() -> None:
    sheet = read(render(Sheet("", (SheetBlock("b1", "第一部分", (), repeat=True),))))
    assert sheet["A2"].value == "第一部分"
    assert sorted(str(area) for area in sheet.merged_cells.ranges)[:2] == ["A1:D1", "A2:D2"]


def test_wide_block_widens_the_form() -> None:
    fields = tuple(SheetField(f"f{number}", f"栏{number}") for number in range(1, 8))
    sheet = read(render(Sheet("", (SheetBlock("b1", "名单", fields, repeat=True),))))
    assert (sheet.max_column, sheet["H2"].value) == (8, "栏7")


def test_known_value_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than a cell"):
        blank_sheet_xlsx(SHEET, known={"organization": "学" * 40_000}, title="表")


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1))
def test_any_known_value_comes_back_as_it_was(value: str) -> None:
    data = blank_sheet_xlsx(Sheet("", (HEADER,)), known={"organization": value}, title=value)
    assert unescape(read(data)["B2"].value or "") == legal(value)
