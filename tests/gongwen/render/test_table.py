from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from gongwen.model import FieldType
from gongwen.render import Column, Row, Value, Workbook, Worksheet, excel, write_workbook
from gongwen.render.characters import legal

COLUMNS = (
    Column("序号", FieldType.NUMBER, 4),
    Column("单位"),
    Column("体会", FieldType.LONGTEXT),
    Column("日期", FieldType.DATE),
)


def render(book: Workbook) -> bytes:
    out = BytesIO()
    write_workbook(out, book)
    return out.getvalue()


def read(book: Workbook) -> Any:
    return openpyxl.load_workbook(BytesIO(render(book)))


def one_sheet(rows: tuple[Row, ...], columns: tuple[Column, ...] = (Column("内容"),)) -> Workbook:
    return Workbook("汇总表", (Worksheet("汇总", "", columns, rows),))


def one_value(value: Value) -> Any:
    return read(one_sheet(((value,),))).active["A2"]


def sample() -> Workbook:
    rows = (
        (1, "江岚省茶叶学会", "第一行\n第二行", date(2026, 9, 15)),
        (2, "江岚省岩土学会", "=1+1", None),
    )
    return Workbook("学习情况汇总", (Worksheet("汇总", "学习情况汇总表", COLUMNS, rows),))


def test_rendered_sheet_is_the_golden_one(assert_golden: Callable[[str, bytes, str], None]) -> None:
    assert_golden("table_sheet.xml", render(sample()), "xl/worksheets/sheet1.xml")


def test_rendered_styles_are_the_golden_ones(assert_golden: Callable[[str, bytes, str], None]) -> None:
    assert_golden("table_styles.xml", render(sample()), "xl/styles.xml")


def test_same_values_give_the_same_bytes() -> None:
    assert render(sample()) == render(sample())


def test_no_part_carries_the_time_of_rendering() -> None:
    package = zipfile.ZipFile(BytesIO(render(sample())))
    assert {entry.date_time[:3] for entry in package.infolist()} == {(1980, 1, 31)}
    assert {read(sample()).properties.created, read(sample()).properties.modified} == {datetime(2000, 1, 1)}


def test_heading_stands_over_labels_over_rows() -> None:
    values = [tuple(cell.value for cell in row) for row in read(sample()).active.iter_rows()]
    assert values == [
        ("学习情况汇总表", None, None, None),
        ("序号", "单位", "体会", "日期"),
        (1, "江岚省茶叶学会", "第一行\n第二行", datetime(2026, 9, 15)),
        (2, "江岚省岩土学会", "=1+1", None),
    ]


def test_page_is_a4_landscape_with_repeated_and_frozen_head() -> None:
    sheet = read(sample()).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$2", "A3")
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:D1"]


def test_sheet_without_heading_starts_with_the_labels() -> None:
    sheet = read(one_sheet((("甲",),))).active
    assert (sheet["A1"].value, sheet["A2"].value, sheet.freeze_panes) == ("内容", "甲", "A2")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "{=A1}", "https://example.org", "007"])
def test_text_stays_text_whatever_it_starts_with(text: str) -> None:
    cell = one_value(text)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_formula_in_heading_and_label_stays_text() -> None:
    sheet = read(Workbook("=1", (Worksheet("=1", "=HYPERLINK(1)", (Column("=2"), Column("b")), ()),))).active
    assert (sheet["A1"].data_type, sheet["A1"].value) == ("s", "=HYPERLINK(1)")
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "=2")


def test_text_that_looks_like_rich_text_stays_text() -> None:
    assert one_value("<r><t>a</t></r>").value == "<r><t>a</t></r>"
    assert one_value("<r>& </broken></r>").value == "<r>& </broken></r>"


@pytest.mark.parametrize(
    ("value", "expected", "kind"),
    [
        (12, 12, "n"),
        (1.5, 1.5, "n"),
        (Decimal("3.25"), 3.25, "n"),
        (True, True, "b"),
        (date(2026, 9, 15), datetime(2026, 9, 15), "d"),
        (datetime(2026, 9, 15, 17, 0), datetime(2026, 9, 15, 17, 0), "d"),
        (datetime(2026, 9, 15, 17, 0, tzinfo=UTC), datetime(2026, 9, 15, 17, 0), "d"),
        (10**17 + 1, "100000000000000001", "s"),
        (float("nan"), "nan", "s"),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789", "s"),
        (date(1899, 1, 2), "1899-01-02", "s"),
        (datetime(1000, 1, 2, 3, 4), "1000-01-02 03:04:00", "s"),
        (None, None, "n"),
        ("", None, "n"),
    ],
)
def test_values_are_typed_or_kept_as_text(value: Value, expected: object, kind: str) -> None:
    cell = one_value(value)
    assert (cell.value, cell.data_type) == (expected, kind)


def test_heading_of_a_single_column_stands_over_it() -> None:
    sheet = read(Workbook("t", (Worksheet("t", "表", (Column("内容"),), (("甲",),)),))).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["表", "内容", "甲"]


def test_row_of_another_length_is_refused_and_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ValueError, match="a row of 2 values in a table of 1 columns"):
        render(one_sheet((("a",), ("a", "b"))))
    assert list(tmp_path.iterdir()) == []


def test_sheet_names_are_cleaned_and_made_unique() -> None:
    names = ("a/b:c*[1]?", "", "A b c 1", "'x'", "History", "学" * 40, "学" * 40, "𠮷" * 40)
    sheets = tuple(Worksheet(name, "", (Column("a"),), ()) for name in names)
    assert read(Workbook("t", sheets)).sheetnames == [
        "a b c 1",
        "工作表",
        "A b c 1 (2)",
        "x",
        "History_",
        "学" * 31,
        "学" * 27 + " (2)",
        "𠮷" * 15,
    ]


def rejoined(book: Any, cell: str = "A2") -> str:
    """The text of a cell with what stands in the sheet of continuations."""
    text = book.worksheets[0][cell].value
    note = re.search(r"……（下接工作表“续”第(\d+)行）$", text)
    assert note is not None
    parts = [text[: note.start()]]
    for row in book["续"].iter_rows(min_row=int(note[1]), values_only=True):
        if row[:2] == (book.worksheets[0].title, cell):
            parts.append(row[3])
    return "".join(parts)


@pytest.mark.parametrize(
    "text", ["学" * 32_768, "𠮷" * 40_000, "长文a\n" * 30_000], ids=["chinese", "rare", "lines"]
)
def test_text_longer_than_a_cell_continues_on_another_sheet(text: str) -> None:
    book = read(one_sheet(((text,), ("短",))))
    assert book.sheetnames == ["汇总", "续"]
    assert rejoined(book) == text
    assert book.active["A3"].value == "短"


def test_continuations_are_numbered_and_point_back() -> None:
    book = read(one_sheet((("a" * 70_000,), ("b" * 40_000,))))
    rows = [row[:3] for row in book["续"].iter_rows(min_row=2, values_only=True)]
    assert rows == [("汇总", "A2", 2), ("汇总", "A2", 3), ("汇总", "A3", 2)]
    assert (rejoined(book, "A2"), rejoined(book, "A3")) == ("a" * 70_000, "b" * 40_000)


def test_continuation_names_the_cell_beyond_column_z() -> None:
    columns = tuple(Column(str(number)) for number in range(60))
    texts = tuple("a" * 40_000 if number in (25, 26, 52) else "" for number in range(60))
    rows = list(read(one_sheet((texts,), columns))["续"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["Z2", "AA2", "BA2"]


def test_text_of_exactly_a_cell_is_left_whole() -> None:
    book = read(one_sheet((("学" * 32_767,),)))
    assert (book.sheetnames, book.active["A2"].value) == (["汇总"], "学" * 32_767)


def test_rows_beyond_the_last_line_continue_on_a_further_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "ROW_LIMIT", 4)
    book = read(one_sheet(tuple((number,) for number in range(5))))
    values = {sheet.title: [row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book}
    assert values == {"汇总": ["内容", 0, 1, 2], "汇总 (2)": ["内容", 3, 4]}


def test_words_follow_the_language() -> None:
    book = Workbook("t", (Worksheet("", "", (Column("a"),), (("x" * 40_000,),)),), language="en")
    assert read(book).sheetnames == ["Worksheet", "Continued"]


def test_rows_are_streamed_in_order() -> None:
    def rows(name: str) -> Iterator[Row]:
        for number in range(3):
            yield (f"{name}{number}",)

    sheets = tuple(Worksheet(name, "", (Column("a"),), rows(name)) for name in "xy")
    book = read(Workbook("t", sheets))
    assert [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book] == [
        ["a", "x0", "x1", "x2"],
        ["a", "y0", "y1", "y2"],
    ]


@settings(deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was(texts: list[str]) -> None:
    sheet = read(one_sheet(tuple((text,) for text in texts))).active
    found = [unescape(sheet.cell(row, 1).value or "") for row in range(2, len(texts) + 2)]
    assert found == [legal(text) for text in texts]


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_title_heading_and_name_make_a_readable_workbook(title: str, heading: str, name: str) -> None:
    columns = (Column(heading), Column(title))
    sheet = read(Workbook(title, (Worksheet(name, heading, columns, ()),))).active
    label = unescape(sheet.cell(2 if heading else 1, 1).value or "")
    assert label == legal(heading)
