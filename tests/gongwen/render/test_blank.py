from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from gongwen.render import blank_sheet_docx
from gongwen.render.characters import legal

HEADER = SheetBlock(
    "header",
    "",
    (
        SheetField("organization", "学会名称"),
        SheetField("filler", "填表人"),
        SheetField("contact", "联系方式"),
    ),
)
DELEGATES = SheetBlock(
    "b1",
    "参加学习的代表",
    (SheetField("name", "姓名"), SheetField("post", "职务")),
    repeat=True,
    optional=True,
)
REFLECTIONS = SheetBlock(
    "b2",
    "学习体会",
    (
        SheetField("name", "姓名"),
        SheetField("post", "职务"),
        SheetField("text", "内容", FieldType.LONGTEXT),
    ),
    repeat=True,
    hint="字数不限，可另附页",
)
SUGGESTIONS = SheetBlock("b3", "意见建议", (SheetField("text", "意见建议", FieldType.LONGTEXT),))
SHEET = Sheet("学习情况统计表", (HEADER, DELEGATES, REFLECTIONS, SUGGESTIONS))
KNOWN = {"organization": "江岚省茶叶学会"}


def render(*blocks: SheetBlock, language: str = "zh") -> bytes:
    return blank_sheet_docx(Sheet("表", blocks), known=KNOWN, title="表", language=language)


def rows_of(data: bytes) -> list[list[str]]:
    """The cells of each row, merged ones once."""
    rows = docx.Document(BytesIO(data)).tables[0].rows
    return [[cell.text for cell in dict.fromkeys(row.cells)] for row in rows]


def test_rendered_form_is_the_golden_one(assert_golden: Callable[[str, bytes, str], None]) -> None:
    data = blank_sheet_docx(SHEET, known=KNOWN, title="学习情况统计表", notes=("一式一份。",))
    assert_golden("blank_document.xml", data, "word/document.xml")


def test_same_values_give_the_same_bytes() -> None:
    assert render(*SHEET.blocks) == render(*SHEET.blocks)


def test_title_stands_above_and_notes_below_the_table() -> None:
    data = blank_sheet_docx(SHEET, known={}, title="统计表", notes=("甲。", "乙。"))
    texts = [p.text for p in docx.Document(BytesIO(data)).paragraphs]
    assert texts == ["统计表", "", "填表说明：", "甲。", "乙。"]


def test_header_fields_stand_in_pairs_with_known_values_filled() -> None:
    assert rows_of(render(HEADER)) == [["学会名称", "江岚省茶叶学会", "填表人", ""], ["联系方式", ""]]


def test_repeating_block_has_column_labels_and_three_empty_rows_beside_its_label() -> None:
    label = "学习体会\n（字数不限，可另附页）"
    assert rows_of(render(REFLECTIONS)) == [
        [label, "姓名", "职务", "内容"],
        [label, "", "", ""],
        [label, "", "", ""],
        [label, "", "", ""],
    ]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("zh", "参加学习的代表\n（如没有，请填写“无”）"),
        ("en", "参加学习的代表\n(If there is nothing, write “none”)"),
    ],
)
def test_optional_block_says_how_to_report_nothing(language: str, label: str) -> None:
    assert rows_of(render(DELEGATES, language=language))[0] == [label, "姓名", "职务"]


def test_single_field_of_its_blocks_name_stands_beside_one_label() -> None:
    assert rows_of(render(SUGGESTIONS)) == [["意见建议", ""]]


def test_single_field_of_another_name_keeps_both_labels() -> None:
    block = SheetBlock("b1", "活动", (SheetField("count", "人数", FieldType.NUMBER, hint="人"),))
    assert rows_of(render(block)) == [["活动", "人数\n（人）", ""]]


def test_fields_of_a_single_block_stand_below_each_other() -> None:
    fields = (SheetField("day", "日期", FieldType.DATE), SheetField("place", "地点"))
    assert rows_of(render(SheetBlock("b1", "活动", fields))) == [["活动", "日期", ""], ["活动", "地点", ""]]


def test_label_of_several_rows_is_one_merged_cell() -> None:
    fields = tuple(SheetField(f"f{number}", f"栏{number}") for number in range(3))
    for block in (SheetBlock("b1", "活动", fields), SheetBlock("b1", "活动", fields[:1], repeat=True)):
        table = docx.Document(BytesIO(render(block))).tables[0]._tbl
        merges = [merge.get(qn("w:val")) for merge in table.iter(qn("w:vMerge"))]
        assert merges == ["restart", *["continue"] * (len(table.tr_lst) - 1)]


def test_block_without_label_has_no_label_column() -> None:
    block = SheetBlock("b1", "", (SheetField("name", "姓名"),))
    repeating = SheetBlock("b2", "", (SheetField("name", "姓名"),), repeat=True)
    assert rows_of(render(block)) == [["姓名", ""]]
    assert rows_of(render(repeating)) == [["姓名"], [""], [""], [""]]


def test_label_of_many_columns_stands_above_them() -> None:
    fields = tuple(SheetField(f"f{number}", f"栏{number}") for number in range(1, 7))
    rows = rows_of(render(SheetBlock("b1", "名单", fields, repeat=True)))
    assert rows[:2] == [["名单"], ["栏1", "栏2", "栏3", "栏4", "栏5", "栏6"]]
    assert rows[2:] == [[""] * 6] * 3


def test_block_without_fields_is_a_row_with_its_label() -> None:
    for repeat in (False, True):
        block = SheetBlock("b1", "第一部分", (), repeat, hint="略")
        assert rows_of(render(block)) == [["第一部分\n（略）"]]


def test_options_are_boxes_to_tick() -> None:
    field = SheetField("way", "方式", FieldType.MULTICHOICE, options=("线上", "线下"))
    assert rows_of(render(SheetBlock("b1", "", (field,)))) == [["方式", "□线上\u3000□线下"]]


@pytest.mark.parametrize("type_", [FieldType.FILE, FieldType.PHOTO])
def test_box_of_a_file_says_that_one_may_be_attached(type_: FieldType) -> None:
    assert rows_of(render(SheetBlock("b1", "", (SheetField("f", "材料", type_),)))) == [
        ["材料", "可另附文件"]
    ]


def test_hint_that_brings_its_brackets_keeps_them() -> None:
    block = SheetBlock("b1", "", (SheetField("f", "金额", hint="（万元）"),))
    assert rows_of(render(block)) == [["金额\n（万元）", ""]]


def test_sheet_without_blocks_is_its_title() -> None:
    assert [p.text for p in docx.Document(BytesIO(render())).paragraphs] == ["表"]


FIELDS = st.lists(
    st.builds(SheetField, st.just("k"), st.text(max_size=5), st.sampled_from(FieldType)),
    max_size=9,
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=5), FIELDS, st.booleans()), max_size=5))
def test_any_sheet_gives_a_table_whose_rows_are_equally_wide(
    blocks: list[tuple[str, list[SheetField], bool]],
) -> None:
    made = (SheetBlock("b", label, tuple(fields), repeat) for label, fields, repeat in blocks)
    for table in docx.Document(BytesIO(render(*made))).tables:
        widths = {sum(cell.width or 0 for cell in dict.fromkeys(row.cells)) for row in table.rows}
        assert len(widths) == 1


@settings(deadline=None, max_examples=40)
@given(st.text(min_size=1))
def test_any_known_value_comes_back_as_it_was(value: str) -> None:
    data = blank_sheet_docx(Sheet("", (HEADER,)), known={"organization": value}, title="")
    assert rows_of(data)[0][1] == legal(value)
