"""Every paragraph knows the part of the document that it begins in."""

from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Cell, Document, Line, Table
from gongwen.parse.layout import lay_out

GRID = Table(2, 2, (Cell("姓名", 0, 0), Cell("", 0, 1), Cell("性别", 1, 0), Cell("", 1, 1)))


def parts_of(*given: str | Table) -> list[tuple[str, int]]:
    """The paragraphs of a document with the index of their part."""
    layout = lay_out(Document("docx", tuple(Line(one) if isinstance(one, str) else one for one in given)))
    return [(layout.text[one.start : one.end], one.part) for one in layout.paragraphs]


def test_rows_of_a_table_begin_in_it() -> None:
    assert parts_of("附件1", "", GRID, "注：") == [("附件1", 0), ("姓名\t", 2), ("性别\t", 2), ("注：", 3)]


def test_lines_that_run_on_begin_where_the_first_of_them_does() -> None:
    assert parts_of("请各学会、", "各市科协认真贯彻落实。", GRID)[:2] == [
        ("请各学会、各市科协认真贯彻落实。", 0),
        ("姓名\t", 2),
    ]


def test_all_that_was_glued_begins_in_the_same_part() -> None:
    glued = (
        "关于报送工作总结的通知各省级学会、各市科协：请认真总结全年工作，按照要求及时报送有关材料，不得延误。"
    )
    assert [part for _, part in parts_of("江岚省科学技术协会文件", glued, "特此通知。")] == [0, 1, 1, 2]


@given(st.lists(st.one_of(st.text("一、附件1：。\t姓名通知\n　", max_size=40), st.just(GRID)), max_size=8))
def test_parts_only_grow(given: list[str | Table]) -> None:
    parts = [part for _, part in parts_of(*given)]
    assert parts == sorted(parts)
    assert all(0 <= part < len(given) for part in parts)
