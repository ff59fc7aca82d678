"""Finding on a recognized page the code that was printed on its paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

_MISREAD = 4  # signs of a long code that a recognizer may get wrong
_LONG = 16


def mark_among(lines: Iterable[str], codes: Mapping[str, str]) -> str | None:
    """Which of the printed `codes` (code -> what it stands for) is on the page; None for none of them.

    A long code is known although a few signs were misread: it is looked for, not guessed. The value of
    the first that is found with the fewest misread signs.
    """
    texts = [plain(line) for line in lines]
    texts.append("".join(texts))
    found = [
        (missed, meaning)
        for code, meaning in codes.items()
        if (missed := min((_misread(text, plain(code)) for text in texts), default=_LONG)) < _LONG
    ]
    return min(found)[1] if found else None


def plain(text: str) -> str:
    """The signs of a code alone: case, width, spaces and dashes do not matter."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def _misread(text: str, code: str) -> int:
    """How many signs of the code are wrong where the text comes nearest; `_LONG` where it is not there."""
    if code in text:
        return 0
    most = _MISREAD if len(code) >= _LONG else 0
    best = _LONG
    for start in range(len(text) - len(code) + 1) if most else ():
        wrong = 0
        for one, other in zip(code, text[start : start + len(code)], strict=True):
            wrong += one != other
            if wrong > most:
                break
        else:
            best = min(best, wrong)
    return best
