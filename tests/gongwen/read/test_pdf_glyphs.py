"""Characters of PDF fonts: what they print."""

import pytest

from gongwen.read.pdf_glyphs import printed


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        (ord("通"), "通"),
        (0x2F00, "一"),  # KANGXI RADICAL ONE
        (0x2ED3, "长"),  # CJK RADICAL C-SIMPLIFIED LONG
        (0xF90A, "金"),  # CJK COMPATIBILITY IDEOGRAPH-F90A
        (0xFA11, "\ufa11"),
        (0x20087, "\U00020087"),
        (0x3000, " "),
        (0xA0, " "),
        (0x0D, ""),
        (0xFFFE, ""),
        (0xFFFD, "\ufffd"),
        (0xD800, ""),
        (0x110000, ""),
    ],
)
def test_code_prints_its_character(code: int, sign: str) -> None:
    assert printed(code, is_hyphen=False) == sign


def test_hyphen_at_a_line_end_is_seen() -> None:
    assert printed(2, is_hyphen=True) == "-"
