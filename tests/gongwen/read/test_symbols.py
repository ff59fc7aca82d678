"""Symbol fonts: positions as characters."""

import pytest

from gongwen.read.symbols import symbol


@pytest.mark.parametrize(
    ("code", "font", "sign"),
    [
        (0xF0FE, "Wingdings", "☑"),
        (0xFE, "wingdings", "☑"),
        (0xF052, "Wingdings 2", "☑"),
        (0xF052, "OpenSymbol", "☑"),
        (0xF052, "Wingdings", "☑"),
        (0xF0A8, "", "□"),
        (0xFE, "SimSun", "þ"),
        (0xF001, "Wingdings", "\uf001"),
        (0xD800, "Wingdings", ""),
        (0x110000, "", ""),
    ],
)
def test_position_prints_its_sign(code: int, font: str, sign: str) -> None:
    assert symbol(code, font) == sign
