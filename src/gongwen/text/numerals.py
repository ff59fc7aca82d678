"""Chinese numerals."""

from __future__ import annotations

from functools import lru_cache

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    "〇": 0,
    "○": 0,
    "0": 0,  # 二0一一年 is typed where 〇 is missing
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000}
NUMERAL = "[零〇一二三四五六七八九十两百0-9]"  # inside a regular expression


@lru_cache(1024)
def numeral(text: str) -> int | None:
    """The value of a written number: 12, 十二, 二十, 一百零五, 二〇二六; None where it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(char not in DIGITS and char not in _TENS for char in text):
        return None
    if not any(char in _TENS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total = part = 0
    for char in text:
        if char in DIGITS:
            part = DIGITS[char]
        else:
            total += (part or 1) * _TENS[char]
            part = 0
    return total + part
