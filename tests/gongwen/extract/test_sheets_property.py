"""Whatever stands in a table, reading it as a form ends well, in time that grows with its length."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gongwen.extract.forms import document, table

from gongwen.extract import sheet_words
from gongwen.extract.sheets import read_sheet
from gongwen.model import Cell, Table

LABELS = (
    "姓名 性别 序号 1 合计 备注 填表人： 得分 分值 王小满 照片 0 组织建设 其中：女 项目 ____ （可另附页）"
)
NOTES = "一、情况（如有）;□是 □否;年 月 日;说明：略;推荐意见：\n（盖章）;我单位____万元，;类别从“甲、乙”选"
TEXTS = st.sampled_from([*LABELS.split(), *NOTES.split(";"), "", "", "", ""]) | st.text(
    "姓名：:（）()□_ \n、，1年月日", max_size=12
)
CELLS = st.builds(Cell, TEXTS, *[st.integers(0, 7)] * 2, *[st.integers(-1, 99)] * 2)
TABLES = st.builds(Table, st.integers(0, 8), st.integers(0, 8), st.lists(CELLS, max_size=40).map(tuple))
GRIDS = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=8)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TABLES | TEXTS | GRIDS.map(lambda rows: table(*rows)), max_size=4))
def test_any_table_is_a_sheet_with_unique_keys_or_none(parts: list[str | Table]) -> None:
    sheet = read_sheet(document(*parts))
    if sheet is not None:
        keys = [block.key for block in sheet.blocks]
        assert len(keys) == len(set(keys))
        for block in sheet.blocks:
            assert block.fields
            assert len({field.key for field in block.fields}) == len(block.fields)
            assert all(field.label for field in block.fields)


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "", "性别", ""]],
        [["项目", "金额"]],
        [["王小满", "理事长"]],
        [["姓名", "单位", "职务"]],
        [["", "数量", "单位"], ["", "", ""]],
        [["一、情况", ""], ["", ""]],
        [["合计", "1", "2"]],
    ],
)
def test_the_work_grows_with_the_rows(rows: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_at(times: int) -> int:
        count = 0
        original: Callable[[str], str] = sheet_words.folded

        def counting(text: str) -> str:
            nonlocal count
            count += 1
            return original(text)

        with monkeypatch.context() as patch:
            patch.setattr(sheet_words, "folded", counting)
            read_sheet(document(table(*rows * times)))
        return count

    assert looked_at(80) < 2.5 * looked_at(40)
