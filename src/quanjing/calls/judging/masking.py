"""Names taken out of a text, however they are written: width, case, spaces and signs do not matter.

A judge who may not know whose application it is reads only what went through here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MASK = "□□"
SHORTEST = 2  # letters or digits; one alone is no name
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?(?:1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}[ -]?\d{7,8})(?!\d)")


def mask(text: str, names: Iterable[str]) -> str:
    """`text` without any of `names`, without mail addresses and telephone numbers.

    What closes up around a mask is looked at again, so that no name comes together from what is left.
    """
    wanted = {folded for name in names if len(folded := fold(name)) >= SHORTEST}
    text = _without_numbers(text)
    pattern = re.compile("|".join(map(re.escape, sorted(wanted, key=lambda one: (-len(one), one)))))
    while wanted:
        spans = _found(text, pattern)
        if not spans:
            break
        text = _masked(text, spans)
    return text


def fold(text: str) -> str:
    """Letters and digits alone, in one width, case and spelling."""
    return "".join(map(_fold_sign, text))


def holds(text: str, names: Iterable[str]) -> list[str]:
    """The names that stand in a text in any form; what a test and the desk look for."""
    folded = fold(text)
    return [name for name in names if len(fold(name)) >= SHORTEST and fold(name) in folded]


def _fold_sign(sign: str) -> str:
    spelled = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    return "".join(one for one in spelled if unicodedata.category(one)[0] in "LN")


def _found(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where names stand, as places of `text`; names that overlap are one place."""
    folded, places = [], []
    for place, sign in enumerate(text):
        for one in _fold_sign(sign):
            folded.append(one)
            places.append(place)
    whole = "".join(folded)
    spans: list[tuple[int, int]] = []
    start = 0
    while (hit := pattern.search(whole, start)) is not None:
        first, last = places[hit.start()], places[hit.end() - 1] + 1
        if spans and first < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
        start = hit.start() + 1
    return spans


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, end = [], 0
    for first, last in spans:
        parts += [text[end:first], MASK]
        end = last
    return "".join([*parts, text[end:]])


def _without_numbers(text: str) -> str:
    """Mail addresses and telephone numbers are masked whoever they belong to."""
    narrow = "".join(_narrow(sign) for sign in text)
    spans = sorted(hit.span() for pattern in (_MAIL, _PHONE) for hit in pattern.finditer(narrow))
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return _masked(text, joined)


def _narrow(sign: str) -> str:
    """The same sign in half width where that is one sign too."""
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if len(narrow) == 1 else sign
