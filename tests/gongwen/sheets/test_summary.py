"""The issuer's own summary table: found, matched, filled."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from gongwen.errors import DamagedDocument, FormlessDocument
from gongwen.facade import (
    fill_summary_xlsx,
    match_columns,
    read_summary_xlsx,
    summary_as_json,
    summary_from_json,
)

LABELS = {"f1": "活动名称", "f2": "参加人数", "f3": "其中党员人数", "f4": "活动日期"}
ROWS = [
    {"=organization": f"江岚省第{n}学会", "f1": f"活动{n}", "f2": 10 * n, "f3": n, "f4": "2026-09-01"}
    for n in range(1, 8)
]


def two_levels() -> bytes:
    """Title, line to fill in, head of two levels, three free rows, sums, a note below."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总"
    sheet["A1"] = "学会活动情况汇总表"
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "填报单位：          填表人：          联系电话："
    for name, text in (
        ("A3", "序号"),
        ("B3", "单位名称"),
        ("C3", "活动名称"),
        ("D3", "人数"),
        ("F3", "占比"),
        ("G3", "备注"),
    ):
        sheet[name] = text
    sheet["D4"], sheet["E4"] = "参加人数", "其中：党员人数"
    for area in ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "G3:G4"):
        sheet.merge_cells(area)
    for row in (5, 6, 7):
        sheet[f"A{row}"] = row - 4
        sheet[f"F{row}"] = f"=E{row}/D{row}"
        sheet[f"F{row}"].number_format = "0.0%"
    sheet["C5"].font = Font(name="楷体", size=14)
    sheet.row_dimensions[5].height = 31
    sheet["A8"] = "合计"
    sheet["D8"] = "=SUM(D5:D7)"
    sheet.merge_cells("A8:C8")
    sheet["A9"] = "说明：行数不够可以自行添加。"
    sheet.merge_cells("A9:G9")
    sheet.column_dimensions["C"].width = 33
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def filled(blank: bytes, rows: list[dict[str, Any]], columns: Mapping[str, str] | None = None) -> Any:
    layout = read_summary_xlsx(blank)
    taken = columns if columns is not None else match_columns(layout, LABELS)
    data = fill_summary_xlsx(blank, layout=layout, columns=taken, rows=rows)
    return load_workbook(BytesIO(data))["汇总"], load_workbook(BytesIO(data), data_only=True)["汇总"]


def test_head_body_and_sums_are_found() -> None:
    layout = read_summary_xlsx(two_levels())
    assert (layout.sheet, layout.head, layout.first, layout.last, layout.sums) == ("汇总", 4, 5, 7, 8)
    assert [(one.letter, one.group, one.label) for one in layout.columns] == [
        ("A", "", "序号"),
        ("B", "", "单位名称"),
        ("C", "", "活动名称"),
        ("D", "人数", "参加人数"),
        ("E", "人数", "其中：党员人数"),
        ("F", "", "占比"),
        ("G", "", "备注"),
    ]


def test_columns_are_matched_by_their_labels() -> None:
    assert match_columns(read_summary_xlsx(two_levels()), LABELS) == {
        "A": "=number",
        "B": "=organization",
        "C": "f1",
        "D": "f2",
        "E": "f3",
    }


def test_a_layout_comes_back_from_json() -> None:
    layout = read_summary_xlsx(two_levels())
    assert summary_from_json(summary_as_json(layout)) == layout


def test_rows_are_filled_below_the_head_and_the_rest_moves_down() -> None:
    sheet, _values = filled(two_levels(), ROWS)
    assert [cell.value for cell in sheet[5]][:5] == [1, "江岚省第1学会", "活动1", 10, 1]
    assert [cell.value for cell in sheet[11]][:5] == [7, "江岚省第7学会", "活动7", 70, 7]
    assert (sheet["A12"].value, sheet["A13"].value) == ("合计", "说明：行数不够可以自行添加。")
    merged = sorted(str(area) for area in sheet.merged_cells.ranges)
    assert merged == ["A12:C12", "A13:G13", "A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "G3:G4"]


def test_sums_reach_over_all_rows_and_are_computed() -> None:
    sheet, values = filled(two_levels(), ROWS)
    assert (sheet["D12"].value, values["D12"].value) == ("=SUM(D5:D11)", 280)
    assert (sheet["E12"].value, values["E12"].value) == ("=SUM(E5:E11)", 28)


def test_formulas_styles_and_heights_of_the_first_row_go_on() -> None:
    sheet, _values = filled(two_levels(), ROWS)
    assert sheet["F11"].value == "=E11/D11"
    assert sheet["F11"].number_format == "0.0%"
    assert (sheet["C11"].font.name, sheet["C11"].font.size) == ("楷体", 14)
    assert (sheet.row_dimensions[11].height, sheet.row_dimensions[12].height) == (31, None)
    assert sheet.column_dimensions["C"].width == 33


def test_fewer_rows_than_room_leave_the_others_free() -> None:
    sheet, values = filled(two_levels(), ROWS[:1])
    assert (sheet["C5"].value, sheet["C6"].value, sheet["A8"].value) == ("活动1", None, "合计")
    assert (sheet["D8"].value, values["D8"].value) == ("=SUM(D5:D7)", 10)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sheet, _values = filled(two_levels(), [ROWS[0] | {"f1": "=1+1"}])
    assert (sheet["C5"].value, sheet["C5"].data_type) == ("=1+1", "s")


def test_sums_above_the_body_stay_there() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总"
    sheet.append(["单位", "活动名称", "参加人数"])
    sheet.append(["总计", None, None])
    shown, values = filled(saved(book), ROWS)
    assert (shown["A2"].value, shown["C2"].value, values["C2"].value) == ("总计", "=SUM(C3:C9)", 280)
    assert shown["A3"].value == "江岚省第1学会"


def test_no_rows_at_all_are_no_fault() -> None:
    sheet, _values = filled(two_levels(), [])
    assert sheet["D8"].value == "=SUM(D5:D7)"


def test_a_workbook_without_a_table_is_refused() -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "请各单位报送材料。"
    with pytest.raises(FormlessDocument):
        read_summary_xlsx(saved(book))


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(DamagedDocument):
        read_summary_xlsx(b"PK\x03\x04 nothing")
