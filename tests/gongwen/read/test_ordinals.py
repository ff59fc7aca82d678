"""Labels that Word and browsers generate."""

import pytest

from gongwen.read.ordinals import chinese, ordinal


@pytest.mark.parametrize(
    ("number", "style", "label"),
    [
        (3, "decimal", "3"),
        (10, "chineseCountingThousand", "十"),
        (11, "chineseCounting", "十一"),
        (20, "chineseCountingThousand", "二十"),
        (101, "chineseCounting", "一〇一"),
        (103, "chineseCountingThousand", "一百零三"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (2, "ideographZodiac", "丑"),
        (4, "upperRoman", "IV"),
        (49, "lowerRoman", "xlix"),
        (2, "upperLetter", "B"),
        (28, "lowerLetter", "bb"),
        (7, "decimalEnclosedCircle", "⑦"),
        (3, "decimalEnclosedParen", "⑶"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (5, "numberInDash", "- 5 -"),
        (0, "chineseCounting", "0"),
        (5, "none", ""),
        (5, "unheardOf", "5"),
    ],
)
def test_number_is_written_in_its_style(number: int, style: str, label: str) -> None:
    assert ordinal(number, style) == label


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (15, "十五"), (110, "一百一十"), (1005, "一千零五"), (2020, "二千零二十"), (10000, "")],
)
def test_number_is_written_in_chinese(number: int, words: str) -> None:
    assert chinese(number) == words
