"""What a character code of a PDF prints: stand-ins that fonts use for common characters."""

from __future__ import annotations

import unicodedata

from gongwen.read.symbols import symbol

# Radicals that PDF writers put in place of the character that looks the same; Unicode itself
# maps the block U+2F00 (compatibility), but only a few of the block U+2E80.
_RADICALS = dict(
    zip(
        "⺁⺇⺌⺎⺏⺐⺓⺟⺠⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂几小兀尢尢幺母民虎西见角贝车長长长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_SPACES = {0x20, 0xA0, 0x3000, 0x2002, 0x2003, 0x2009}


def printed(code: int, is_hyphen: bool) -> str:
    """The character that `code` prints, " " for any space, "" for nothing.

    Args:
        code: code point as pdfium gives it, 0 or U+FFFE where the font does not tell.
        is_hyphen: pdfium hides hyphens at line ends behind a control character.
    """
    if is_hyphen:
        return "-"
    if code in _SPACES:
        return " "
    if (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or code in (0xFFFE, 0xFFFF, 0xFEFF, 0xAD)
    ):
        return ""
    sign = chr(code) if code <= 0x10FFFF else ""
    if 0xF000 <= code <= 0xF0FF:
        return symbol(code)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:  # radicals and doublets for compatibility
        return _RADICALS.get(sign) or unicodedata.normalize("NFKC", sign)
    return sign
