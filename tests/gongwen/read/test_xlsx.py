"""Workbooks: cells as a person reads them."""

from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from tests.gongwen.read.packages import cell, xlsx_of

from gongwen.errors import EmptyDocument, ExpandingDocument
from gongwen.model import Cell, Document, Line, Options, Table
from gongwen.read import read_document


def table_of(data: bytes) -> Table:
    _, table = read_document(data, "汇总.xlsx", Options()).parts
    assert isinstance(table, Table)
    return table


def texts(data: bytes) -> list[str]:
    return [cell.text for cell in table_of(data).cells]


def test_workbook_of_xlsxwriter_is_read() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("汇总表")
        sheet.merge_range(0, 0, 0, 2, "学习情况汇总表")
        sheet.write_row(1, 0, ["姓名", "职务", "内容"])
        sheet.write_row(2, 0, ["欧阳霁", "", "第一行\n第二行"])
    assert read_document(out.getvalue(), "a.xlsx", Options()) == Document(
        "xlsx",
        (
            Line("汇总表", heading=1),
            Table(
                3,
                3,
                (
                    Cell("学习情况汇总表", 0, 0, colspan=3),
                    *(Cell(text, 1, n) for n, text in enumerate(("姓名", "职务", "内容"))),
                    Cell("欧阳霁", 2, 0),
                    Cell("第一行\n第二行", 2, 2),
                ),
            ),
        ),
    )


def test_values_read_as_they_are_seen() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([12, 3.5, 0.1 + 0.2, 13800000000, True, "=1+1", "'=文本"])
    sheet.append([date(2026, 9, 15), datetime(2026, 9, 15, 17, 30), time(9, 5), 0.125])
    sheet["D2"].number_format = "0.0%"
    sheet["A3"], sheet["A3"].number_format = 46086, 'yyyy"年"m"月"d"日"'
    sheet["B3"], sheet["B3"].number_format = 46086, '[Red]#,##0"days"'
    out = BytesIO()
    book.save(out)
    assert texts(out.getvalue()) == [
        *("12", "3.5", "0.3", "13800000000", "TRUE", "", "'=文本"),
        *("2026-09-15", "2026-09-15 17:30", "09:05", "12.5%"),
        *("2026-03-05", "46086"),
    ]


@pytest.mark.parametrize(
    ("number", "format", "seen"),
    [
        (3.5, "0.00", "3.50"),
        (0.125, "0.00", "0.13"),
        (12, "000000", "000012"),
        (-7, "000.0", "-007.0"),
        (1234567.891, "#,##0.00", "1234567.89"),
        (0.125, "0%", "13%"),
        (1 / 3, "0.00%", "33.33%"),
        (33.3333, "General", "33.3333"),
        (2.5, "0.##", "2.5"),
        (12.6, "0_ ", "13"),
        (1e300, "0.00", "1e+300"),
        (138001234567, "@", "138001234567"),
    ],
)
def test_numbers_show_the_places_of_their_format(number: float, format: str, seen: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A1"].number_format = number, format
    out = BytesIO()
    book.save(out)
    assert texts(out.getvalue()) == [seen]


def test_formula_gives_its_last_value() -> None:
    assert texts(xlsx_of("<row><c t='str'><f>A2</f><v>和</v></c><c><f>1+1</f><v>2</v></c></row>")) == [
        "和",
        "2",
    ]


def test_escaped_characters_are_read() -> None:
    assert texts(xlsx_of(f"<row>{cell('A1', '甲_x0031__xD800_')}</row>")) == ["甲1_xD800_"]


def test_each_visible_sheet_is_a_table_under_its_name() -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name in ("甲", "乙", "丙"):
        book.create_sheet(name).append([name])
    book["乙"].sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    parts = read_document(out.getvalue(), "a.xlsx", Options()).parts
    assert [part.text for part in parts if isinstance(part, Line)] == ["甲", "丙"]


def test_hidden_columns_are_left_out() -> None:
    rows = f"<row>{cell('A1', '甲')}{cell('B1', '暗')}{cell('C1', '丙')}</row>"
    data = xlsx_of(rows, before="<cols><col min='2' max='2' hidden='1'/></cols>")
    assert table_of(data) == Table(1, 2, (Cell("甲", 0, 0), Cell("丙", 0, 1)))


def test_cell_merged_over_a_hidden_column_keeps_its_visible_width() -> None:
    rows = (
        f"<row>{cell('A1', '甲')}</row><row r='2'>{cell('A2', '1')}{cell('B2', '2')}{cell('C2', '3')}</row>"
    )
    data = xlsx_of(
        rows,
        before="<cols><col min='2' max='2' hidden='1'/></cols>",
        after="<mergeCells><mergeCell ref='A1:C1'/></mergeCells>",
    )
    assert table_of(data).cells[0] == Cell("甲", 0, 0, colspan=2)


def test_bordered_rows_below_the_text_belong_to_the_table() -> None:
    rows = f"<row r='1'>{cell('A1', '姓名')}</row><row r='2'><c r='A2'/></row><row r='9'><c r='A9'/></row>"
    assert table_of(xlsx_of(rows)) == Table(2, 1, (Cell("姓名", 0, 0), Cell("", 1, 0)))


def test_rows_and_cells_without_a_place_are_counted() -> None:
    rows = "<row><c t='str'><v>甲</v></c></row><row/><row r='5'/><row><c/><c t='str'><v>乙</v></c></row>"
    filled = [cell for cell in table_of(xlsx_of(rows)).cells if cell.text]
    assert filled == [Cell("甲", 0, 0), Cell("乙", 5, 1)]


def test_cell_in_the_last_corner_costs_no_more_than_any_other() -> None:
    rows = f"<row r='1'>{cell('A1', '甲')}</row><row r='1048576'>{cell('XFD1048576', '乙')}</row>"
    table = table_of(xlsx_of(rows, after="<mergeCells><mergeCell ref='A2:XFD1048575'/></mergeCells>"))
    assert (table.rows, table.columns, len(table.cells)) == (1_048_576, 16_384, 2)


def test_merged_ranges_beyond_reason_are_refused() -> None:
    rows = "".join(f"<row r='{n}'>{cell(f'A{n}', '甲')}</row>" for n in range(1, 1001))
    merges = "<mergeCell ref='A1:A1000'/>" * 5000
    with pytest.raises(ExpandingDocument):
        table_of(xlsx_of(rows, after=f"<mergeCells>{merges}</mergeCells>"))


def test_blank_workbook_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        table_of(xlsx_of("<row><c r='A1'/></row>"))


def test_sheet_of_many_rows_is_read_whole() -> None:
    rows = "".join(f"<row>{cell(f'A{n}', f'会员{n % 7}')}<c><v>{n}</v></c></row>" for n in range(1, 20_001))
    table = read_document(xlsx_of(rows), "a.xlsx", Options(zip_max_ratio=1000)).parts[1]
    assert isinstance(table, Table)
    assert (table.rows, len(table.cells), table.cells[-1]) == (20_000, 40_000, Cell("20000", 19_999, 1))
