"""The form of a text that rules are matched against, folded without moving any offset."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from gongwen.text.traditional import simplify

_DASHES = dict.fromkeys("‐‑‒–—―−﹣", "-")
_FORMS = _DASHES | {"〜": "~", "∼": "~", "﹝": "〔", "﹞": "〕", "〇": "〇", "○": "〇", "◯": "〇"}


class _Folding(dict[int, int]):
    """A translation table that fills itself: one character in, one character out."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        if "①" <= char <= "⓿":  # a circled digit is a label, not a digit
            return self.setdefault(code, code)
        folded = _FORMS.get(char) or unicodedata.normalize("NFKC", char)
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_FOLDING = _Folding()
_LINE = 500  # characters of a line that is kept folded
_LINES = 1024


def fold(text: str) -> str:
    """Write full-width letters, digits and punctuation in ASCII, dashes as "-", Chinese simplified.

    The answer has the length of `text`, so that every offset found in it holds in `text` too.
    """
    return _fold_line(text) if len(text) <= _LINE else _fold(text)


def _fold(text: str) -> str:
    return simplify(text).translate(_FOLDING)


_fold_line = lru_cache(_LINES)(_fold)  # joining, parting and laying out fold the same lines again


def is_chinese(char: str) -> bool:
    """Whether `char` belongs to Chinese writing: an ideograph or its punctuation."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
        or char in "“”‘’·—…"
    )


def display_width(text: str) -> int:
    """Columns that `text` takes in a terminal: two for each wide character."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
