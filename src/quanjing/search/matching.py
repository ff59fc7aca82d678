"""Words of a text and of a question, names in Latin letters, and the place to show; nothing but text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import rjieba

AROUND = 40  # characters before and after the first hit that are shown
MOST_WORDS = 12  # of a question that are looked for
Piece = tuple[str, bool]  # text, whether it was asked for


def words_of(text: str) -> str:
    """A text as words between spaces, long ones also in their parts."""
    return " ".join(_counted(rjieba.cut_for_search(_plain(text))))


def asked(question: str) -> list[str]:
    """The words of a question, each once."""
    return list(dict.fromkeys(_counted(rjieba.cut(_plain(question)))))[:MOST_WORDS]


def latin_keys(names: Sequence[str]) -> str:
    """Initials and full sound of names, between spaces: jsskx, jiangsushengkexie."""
    from pypinyin import Style, lazy_pinyin  # half a second, which most commands need not wait

    found: list[str] = []
    for name in names:
        found.append("".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")))
        found.append("".join(lazy_pinyin(name, errors="ignore")))
    return " ".join(dict.fromkeys(key for key in found if key))


def pieces(text: str, words: Sequence[str], around: int = AROUND) -> list[Piece]:
    """The stretch about the first hit, cut into what was asked for and what was not."""
    if not words:
        return [(text[: 2 * around], False)]
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.I)
    first = pattern.search(text)
    start = max(0, first.start() - around) if first else 0
    end = min(len(text), (first.end() if first else 0) + 2 * around)
    shown: list[Piece] = [("…", False)] if start else []
    place = start
    for hit in pattern.finditer(text, start, end):
        shown += [(text[place : hit.start()], False), (hit.group(), True)]
        place = hit.end()
    shown += [(text[place:end], False), ("…" if end < len(text) else "", False)]
    return [piece for piece in shown if piece[0]]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _counted(words: Sequence[str]) -> list[str]:
    return [word for word in words if any(sign.isalnum() for sign in word)]
