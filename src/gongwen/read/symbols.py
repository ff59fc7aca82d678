"""Ticks, boxes and bullets that exist only as positions in a symbol font."""

from __future__ import annotations

_SYMBOLS = {
    "wingdings": {
        0x6C: "●",
        0x6D: "○",
        0x6E: "■",
        0x6F: "□",
        0x71: "□",
        0x75: "◆",
        0xA1: "○",
        0xA8: "□",
        0xAB: "★",
        0xB2: "☆",
        0xDF: "←",
        0xE0: "→",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    },
    "wingdings 2": {
        0x2A: "□",
        0x4F: "✗",
        0x50: "✓",
        0x51: "☒",
        0x52: "☑",
        0x53: "☒",
        0x54: "☒",
        0xA2: "■",
        0xA3: "□",
        0xEA: "★",
    },
    "symbol": {0xB4: "×", 0xB7: "•", 0xD7: "·"},
}
_ANY_FONT = {code: sign for signs in reversed(_SYMBOLS.values()) for code, sign in signs.items()}


def symbol(code: int, font: str = "") -> str:
    """The character that a symbol font prints at a position.

    Args:
        code: the position, from 0 or in the private area U+F000 to U+F0FF where Word puts it.
        font: name of the font; what it does not have is looked for in the others.

    Returns:
        The character itself where it is none of a symbol font, "" where it is none at all.
    """
    private = 0xF000 <= code <= 0xF0FF
    place = code & 0xFF if private else code
    own = _SYMBOLS.get(font.lower())
    if private or own is not None:  # a tick of one font is often labelled with another's name
        sign = (own or {}).get(place) or _ANY_FONT.get(place)
        if sign:
            return sign
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""
