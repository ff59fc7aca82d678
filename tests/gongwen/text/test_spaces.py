import pytest

from gongwen.text.spaces import squeeze, tidy, without_marks


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("刘 岚　溪", "刘岚溪"),
        ("2026 年 9 月", "2026年9月"),
        ("a  good   day", "a good day"),
        ("  两 端  ", "两端"),
        ("零\u200b宽", "零宽"),
    ],
)
def test_white_space_goes_inside_chinese_and_stays_between_latin_words(raw: str, clean: str) -> None:
    assert tidy(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("## 一、目的", "一、目的"), ("**重点**工作", "重点工作"), ("1#楼", "1#楼"), ("3*4", "3*4")],
)
def test_marks_of_a_conversion_are_dropped(raw: str, clean: str) -> None:
    assert without_marks(raw) == clean


def test_squeezing_leaves_no_white_space() -> None:
    assert squeeze(" a\tb\n　c ") == "abc"
