"""Plain text: lines as they stand."""

from gongwen.doubts import Doubt
from gongwen.model import Document, Line, Options
from gongwen.read import read_document


def lines_of(text: str) -> list[str]:
    document = read_document(text.encode(), "通知.txt", Options())
    return [part.text for part in document.parts if isinstance(part, Line)]


def test_lines_end_in_every_way() -> None:
    assert lines_of("一\r\n二\r三\n四\x0b五\x0c六\x85七\u2028八\u2029九") == list("一二三四五六七八九")


def test_blank_lines_and_indents_stay() -> None:
    assert lines_of("　　请报送。\n\n  江岚省茶叶学会  \n\n") == ["　　请报送。", "", "  江岚省茶叶学会"]


def test_tabs_and_marks_of_other_formats_stay_for_the_parser() -> None:
    assert lines_of("# 通知\n**一、** 报送\n姓名\t职务\t内容") == [
        "# 通知",
        "**一、** 报送",
        "姓名\t职务\t内容",
    ]


def test_invisible_characters_are_dropped_and_joiners_stay() -> None:
    assert lines_of("通\u200b知\x07\u202e葛\U000e0100\ufeff") == ["通知葛\U000e0100"]


def test_document_names_the_encoding() -> None:
    assert read_document("请报送。".encode("gbk"), "a.txt", Options()) == Document(
        "txt", (Line("请报送。"),), engine="gb18030"
    )


def test_lost_characters_are_counted_in_a_doubt() -> None:
    data = "请于9月15日前报送学习情况统计表和照片。".encode()
    document = read_document(data[:3] + b"\xff" + data[3:], "a.txt", Options())
    assert document.parts == (Line("请\ufffd于9月15日前报送学习情况统计表和照片。"),)
    assert document.doubts == (Doubt("characters_lost", (("count", "1"),)),)
