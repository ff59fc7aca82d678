"""Lists that need more rows than the blank has: rows are put in, and everything around them follows."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from tests.gongwen.sheets.grown import SHAPES
from tests.gongwen.sheets.paper import to_docx, to_xlsx

from gongwen.errors import RoomlessForm
from gongwen.facade import fill_sheet_docx, fill_sheet_xlsx, read_filled_sheet, read_sheet_template
from gongwen.sheets.formulas import Insertion, copied_down

LINE = Border(*[Side(style="thin")] * 4)
ROWS = 8


def expenses() -> Workbook:
    """A list of three rows with a side label, products and a sum, more below; a second sheet looks at it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "支出 表"
    lines = (
        ("活动支出明细表",),
        ("支出明细", "序号", "用途", "单价", "数量", "金额"),
        *(("", number, None, None, None, f"=D{number + 2}*E{number + 2}") for number in (1, 2, 3)),
        ("合计", None, None, None, None, "=SUM(F3:F5)"),
        ("预算数", 100, "结余", "=B7-F6", "逐行相加", "=F3+F4+F5"),
        ("经办人", None, "联系电话"),
    )
    for line in lines:
        sheet.append(line)
    for row in sheet["A2:F8"]:
        for cell in row:
            cell.border = LINE
    for place in ("A1:F1", "A2:A5", "A6:E6"):
        sheet.merge_cells(place)
    rule = DataValidation(type="list", formula1='"差旅,会议,印刷"')
    rule.add("C3:C5")
    sheet.add_data_validation(rule)
    book.defined_names["总额"] = DefinedName("总额", attr_text="'支出 表'!$F$6")
    book.create_sheet("总表")["A1"] = "='支出 表'!F6"
    book["总表"].sheet_state = "hidden"
    return book


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def many(count: int) -> list[dict[str, str]]:
    return [{"用途": f"印刷第{n}批", "单价": str(n), "数量": "2"} for n in range(1, count + 1)]


def grown() -> tuple[bytes, Worksheet]:
    blank = saved(expenses())
    template = read_sheet_template(blank, name="a.xlsx")
    block = next(block for block in template.sheet.blocks if block.repeat)
    keys = {field.label: field.key for field in block.fields}
    rows = [{keys[label]: value for label, value in row.items()} for row in many(ROWS)]
    data = fill_sheet_xlsx(blank, sheet=template.sheet, values={block.key: rows})
    answers = read_filled_sheet(data, name="a.xlsx", template=template)
    labels = {field.key: field.label for field in block.fields}
    told = [
        {labels[one.field]: one.value for one in answers.answers if one.row == n + 1} for n in range(ROWS)
    ]
    assert told == many(ROWS)
    assert answers.not_understood == ()
    return data, load_workbook(BytesIO(data))["支出 表"]


def test_sums_and_formulas_go_on_over_the_new_rows() -> None:
    _, sheet = grown()
    assert [sheet[f"F{row}"].value for row in range(3, 11)] == [f"=D{row}*E{row}" for row in range(3, 11)]
    assert sheet["F11"].value == "=SUM(F3:F10)"
    assert sheet["D12"].value == "=B12-F11"
    assert sheet["F12"].value == "=F3+F4+F5+F6+F7+F8+F9+F10"


def test_merged_cells_numbers_looks_and_lists_go_on() -> None:
    _, sheet = grown()
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A11:E11", "A1:F1", "A2:A10"]
    assert [sheet[f"B{row}"].value for row in range(3, 11)] == list(range(1, 9))
    assert [sheet[f"A{row}"].value for row in (11, 12, 13)] == ["合计", "预算数", "经办人"]
    assert all(sheet[f"F{row}"].border.right.style == "thin" for row in range(3, 13))
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C3:C10"


def test_names_and_other_sheets_point_to_where_the_sum_went() -> None:
    data, _ = grown()
    book = load_workbook(BytesIO(data))
    assert book.defined_names["总额"].attr_text == "'支出 表'!$F$11"
    assert book["总表"]["A1"].value == "='支出 表'!F11"


def test_entries_merged_over_two_rows_cannot_be_added() -> None:
    book = expenses()
    book.active.merge_cells("C4:C5")
    blank = saved(book)
    template = read_sheet_template(blank, name="a.xlsx")
    block = next(block for block in template.sheet.blocks if block.repeat)
    rows = [{block.fields[0].key: "甲"}] * ROWS
    with pytest.raises(RoomlessForm) as caught:
        fill_sheet_xlsx(blank, sheet=template.sheet, values={block.key: rows})
    assert caught.value.values["rows"] == ROWS


def test_the_numbers_in_front_of_added_rows_of_word_go_on() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, texts in enumerate((("序号", "姓名", "单位"), ("1", "", ""), ("2", "", ""))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    stream = BytesIO()
    document.save(stream)
    template = read_sheet_template(stream.getvalue(), name="a.docx")
    block = template.sheet.blocks[0]
    rows = [{block.fields[0].key: f"甲{n}"} for n in range(5)]
    data = fill_sheet_docx(stream.getvalue(), sheet=template.sheet, values={block.key: rows})
    first = [row.cells[0].text for row in docx.Document(BytesIO(data)).tables[0].rows]
    assert first == ["序号", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize("format", ["docx", "xlsx"])
@pytest.mark.parametrize("number", range(len(SHAPES)), ids=[shape.name for shape in SHAPES])
def test_every_list_of_every_shape_grows(number: int, format: str) -> None:
    write, fill = (to_docx, fill_sheet_docx) if format == "docx" else (to_xlsx, fill_sheet_xlsx)
    blank = write(SHAPES[number])
    template = read_sheet_template(blank, name=f"a.{format}")
    values = {
        block.key: [
            {
                one.key: f"{one.label}甲{row}"
                for one in block.fields
                if not one.options and one.type != "photo"
            }
            for row in range(12)
        ]
        for block in template.sheet.blocks
        if block.repeat
    }
    data = fill(blank, sheet=template.sheet, values=values)
    answers = read_filled_sheet(data, name=f"a.{format}", template=template)
    told: dict[str, list[dict[str, str]]] = {key: [{} for _ in range(12)] for key in values}
    for one in answers.answers:
        told[one.block][one.row - 1][one.field] = one.value
    assert told == values


def test_references_of_every_spelling_follow() -> None:
    change = Insertion("支出 表", 3, 5, 2)
    assert change.formula("SUM($F$3:F5)/F6+LOG10(B2)", inside=True) == "SUM($F$3:F7)/F8+LOG10(B2)"
    assert change.formula("'支出 表'!F6&\"F6\"&总表!F6", inside=False) == "'支出 表'!F8&\"F6\"&总表!F6"
    assert change.formula("SUM(3:5)+F6:F9", inside=True) == "SUM(3:7)+F8:F11"
    assert copied_down('IF($D5>D$5,D5,"D5")', 2) == 'IF($D7>D$5,D7,"D5")'
