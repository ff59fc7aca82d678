"""Web pages: what a reader sees."""

import pytest

from gongwen.errors import DamagedDocument, EmptyDocument
from gongwen.model import Cell, Line, Options, Table
from gongwen.read import read_document


def parts_of(body: str, head: str = "") -> tuple[Line | Table, ...]:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_document(page.encode(), "通知.html", Options()).parts


def lines_of(body: str) -> list[str]:
    return [part.text for part in parts_of(body) if isinstance(part, Line)]


def test_blocks_and_breaks_become_lines() -> None:
    assert lines_of("<div>通知<p>一、<b>总</b>体</p>二</div>三<br>四<ul><li>五</li></ul>") == [
        "通知",
        "一、总体",
        "二",
        "三",
        "四",
        "五",
    ]


def test_what_is_not_the_text_is_dropped() -> None:
    body = (
        "<nav>首页</nav><script>var a='脚本'</script><style>p{}</style><!-- 注 --><p>正文</p>"
        "<p style='display: none'>暗</p><p hidden>藏</p><footer>版权</footer><button>打印</button>"
    )
    assert lines_of(body) == ["正文"]


def test_headings_carry_their_level() -> None:
    assert parts_of("<h1>通知</h1><h3>一、要求</h3><p>正文</p>") == (
        Line("通知", heading=1),
        Line("一、要求", heading=3),
        Line("正文"),
    )


def test_ordered_lists_carry_the_numbers_that_a_browser_writes() -> None:
    body = "<ol start='3'><li>甲</li><li value='7'>乙</li><li>丙</li></ol><ol type='a'><li>丁</li></ol>"
    assert [(p.label, p.text) for p in parts_of(body) if isinstance(p, Line)] == [
        ("3.", "甲"),
        ("7.", "乙"),
        ("8.", "丙"),
        ("a.", "丁"),
    ]


def test_white_space_collapses_but_for_preformatted_text() -> None:
    assert lines_of("<p> 请于\n   9月  报送 </p><pre>甲\n  乙</pre>") == ["请于 9月 报送", "甲", "乙"]


def test_table_keeps_its_merged_cells() -> None:
    body = (
        "<table><tr><th rowspan=2>姓名</th><th colspan=2>感悟</th></tr>"
        "<tr><td>题目</td><td>内容<br>字数不限</td></tr></table>"
    )
    assert parts_of(body) == (
        Table(
            2,
            3,
            (
                Cell("姓名", 0, 0, rowspan=2),
                Cell("感悟", 0, 1, colspan=2),
                Cell("题目", 1, 1),
                Cell("内容\n字数不限", 1, 2),
            ),
        ),
    )


def test_table_that_only_arranges_the_page_becomes_text() -> None:
    body = "<table><tr><td><p>正文</p><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>"
    assert parts_of(body) == (Line("正文"), Table(1, 2, (Cell("甲", 0, 0), Cell("乙", 0, 1))))


def test_spans_beyond_reason_are_cut() -> None:
    body = "<table><tr><td rowspan=900 colspan=99999>甲</td><td>乙</td></tr></table>"
    (table,) = parts_of(body)
    assert isinstance(table, Table)
    assert [(c.rowspan, c.colspan) for c in table.cells] == [(1, 100), (1, 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_charset_is_found(encoding: str) -> None:
    page = "<html><head><meta charset='gb2312'></head><body><p>㛃霁请报送</p></body></html>"
    assert read_document(page.encode(encoding), "a.htm", Options()).parts == (Line("㛃霁请报送"),)


def test_page_that_names_the_wrong_charset_is_read() -> None:
    page = "<html><head><meta charset='utf-8'></head><body><p>请报送学习情况。</p></body></html>"
    assert read_document(page.encode("gb18030"), "a.htm", Options()).parts == (Line("请报送学习情况。"),)
    page = "<html><head><meta charset='big5'></head><body><p>请于九月底前报送学习情况。</p></body></html>"
    document = read_document(page.encode("gb18030"), "a.htm", Options())
    assert (document.parts, document.engine) == ((Line("请于九月底前报送学习情况。"),), "gb18030")


def test_page_without_text_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read_document(b"<html><body><img src='a.png'></body></html>", "a.html", Options())


def test_page_of_unclosed_tags_is_read_to_its_end() -> None:
    assert lines_of("<font>" * 1500 + "深") == ["深"]


def test_page_nested_beyond_reason_is_refused_rather_than_cut() -> None:
    with pytest.raises(DamagedDocument):
        lines_of("<div>" * 5000 + "深")
