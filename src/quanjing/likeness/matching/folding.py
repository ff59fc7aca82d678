"""Texts as they are compared: letters and figures alone; spaces, punctuation and width do not count."""

from __future__ import annotations

import re
import unicodedata

GRAM = 4  # characters; four of the basic plane are the eight bytes of one integer
_SHIFTS = range(0, 2 * GRAM, 2)
_KEPT = f"{chr(0x4E00)}-{chr(0x9FFF)}0-9a-z"
_PLAIN = re.compile(f"[{_KEPT}]+")
_ODD = re.compile(  # neither kept nor white space or punctuation: looked at one by one
    f"[^{_KEPT}\\s\u3000-\u3002\u300a-\u300f\uff01-\uff0f\uff1a-\uff20\u2010-\u2027!-/:-@]"
)


class _Folds(dict[int, str]):
    """Code of a character -> what is left of it, found once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = unicodedata.normalize("NFKC", sign).lower() if sign.isalnum() else ""
        self[code] = "".join(one for one in plain if one.isalnum())
        return self[code]


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The letters and figures of a text, narrow and small."""
    return text.translate(_FOLDS) if _ODD.search(text) else "".join(_PLAIN.findall(text))


def places(text: str) -> list[int]:
    """For each character of `fold(text)` its place in `text`."""
    return [place for place, sign in enumerate(text) for _ in _FOLDS[ord(sign)]]


def gram_bytes(folded: str) -> bytes:
    """Every run of `GRAM` characters as eight bytes, in no particular order, repeated ones repeated."""
    data = folded.encode("utf-16-le", "surrogatepass")
    return b"".join(data[shift : shift + max(0, len(data) - shift) // 8 * 8] for shift in _SHIFTS)


def grams(folded: str) -> memoryview[int]:
    """As `gram_bytes`, as integers."""
    return memoryview(gram_bytes(folded)).cast("Q")


def grams_in_order(folded: str) -> list[int]:
    """As `grams`, one for each place at which a run starts."""
    data = folded.encode("utf-16-le", "surrogatepass")
    ordered = [0] * max(0, len(data) // 2 - GRAM + 1)
    for start, shift in enumerate(_SHIFTS):
        piece = data[shift : shift + max(0, len(data) - shift) // 8 * 8]
        ordered[start::GRAM] = memoryview(piece).cast("Q").tolist()
    return ordered
