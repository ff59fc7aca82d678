"""Filled tables as text: whichever encoding a spreadsheet wrote, nothing is dropped or replaced."""

from __future__ import annotations

import codecs

import pytest

from quanjing.files.actions import heads_of, read_table
from quanjing.foundation.errors import Invalid

HEADS = heads_of({"name": "名称", "place": "地点"})
TEXT = "名称,地点\n江岚省茶叶学会𠮷分会,云屏市\n江岚省护理学会,\n"
ROWS = [
    {"name": "江岚省茶叶学会𠮷分会", "place": "云屏市", "row": "2"},
    {"name": "江岚省护理学会", "place": "", "row": "3"},
]


def read(data: bytes) -> list[dict[str, str]]:
    return read_table(data, HEADS, {"name"}.issubset, most=10, name="table.csv").rows


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "utf-16-le with mark", "utf-16-be with mark"],
)
def test_a_csv_is_read_in_the_encodings_that_spreadsheets_write(data: bytes) -> None:
    assert read(data) == ROWS


def test_short_cells_in_gb18030_are_not_taken_for_another_encoding() -> None:
    assert read("名称,地点\n甲,乙\nA1,丁\n".encode("gb18030"))[0] == {"name": "甲", "place": "乙", "row": "2"}


@pytest.mark.parametrize(
    "data",
    [TEXT.encode("gb18030") + b"\xff\xff", TEXT.encode().replace("云".encode(), b"\xe4\xff")],
    ids=["gb18030", "utf-8"],
)
def test_a_wrong_byte_is_refused_rather_than_replaced(data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read(data)
    assert refused.value.problems[0].where == "file"
    assert "无法读取该表格文件" in str(refused.value.problems[0].message)
