"""A ruled table on paper."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from gongwen.facade import PaperTable, write_paper_table

TABLE = PaperTable(
    title="电话联系表",
    heads=("编号", "单位", "备注"),
    weights=(1, 3, 2),
    groups=(("理科", (("101", "江岚省数学学会", ""),)), ("", (("301", "江岚省茶叶学会\n“茶”", ""),))),
    notes=("截至 9月3日。",),
)


def written(table: PaperTable = TABLE) -> bytes:
    out = BytesIO()
    write_paper_table(out, table)
    return out.getvalue()


def test_title_notes_and_rows_stand_in_order() -> None:
    paper = docx.Document(BytesIO(written()))
    assert [one.text for one in paper.paragraphs if one.text] == ["电话联系表", "截至 9月3日。"]
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows == [
        ["编号", "单位", "备注"],
        ["理科", "理科", "理科"],
        ["101", "江岚省数学学会", ""],
        ["301", "江岚省茶叶学会\n“茶”", ""],
    ]


def test_the_heads_are_repeated_and_the_columns_fill_the_type_area() -> None:
    table = docx.Document(BytesIO(written())).tables[0]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [column.width.twips for column in table.columns] == [1474, 4422, 2948]


def test_a_row_is_not_parted_between_two_pages() -> None:
    rows = docx.Document(BytesIO(written())).tables[0].rows
    assert ["w:cantSplit" in row._tr.xml for row in rows] == [False, False, True, True]


def test_the_same_values_give_the_same_bytes() -> None:
    assert written() == written()


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    wrong = PaperTable(title="x", heads=("a",), weights=(1, 1), groups=())
    with pytest.raises(ValueError, match="each row takes 2 cells"):
        written(wrong)
