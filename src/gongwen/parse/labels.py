"""The numbering at the head of a paragraph: 一、 （一） 1. （1） ① 第一条."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongwen.text.numerals import numeral

_CN = "[一二三四五六七八九十]{1,3}"
_KINDS = {
    "chapter": rf"第({_CN}|\d{{1,2}})(?:章|部分|编|篇(?!:))[、:]?",
    "article": rf"第({_CN}|\d{{1,3}})条(?:之[一二三四五])?[、:]?",
    "cn": rf"({_CN})[、.](?!\d)",
    "pcn": rf"\(({_CN})\)[、.]?",
    "num": r"(\d{1,2})(?:[.、](?!\d)|[.、](?=\d{4}年|\d{1,2}月\d{1,2}日))",
    "pnum": r"\(?(\d{1,2})\)[、.]?",
    "order": r"([一二三四五六七八九十])是(?=[一-龥])",
    "nth": r"第([一二三四五六七八九十])[,、:](?=[一-龥])",
    "circled": r"([①-⑳])[、.]?",
}
LABEL = re.compile("|".join(rf"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))
INLINE = re.compile("|".join(rf"(?P<{kind}>{_KINDS[kind]})" for kind in ("cn", "pcn", "num")))
_BEGINS = frozenset("第(0123456789一二三四五六七八九十") | {chr(code) for code in range(0x2460, 0x249C)}
_BEGINS |= {chr(code) for code in range(0x3220, 0x322A)}
_WIDE = {"⒈": "num", "⑴": "pnum", "㈠": "pcn"}
_WIDE_LABEL = re.compile("[⒈-⒛⑴-⒇㈠-㈩][、.]?")


@dataclass(frozen=True, slots=True)
class Label:
    """One numbering: its kind, its number, and where it ends in the folded text."""

    kind: str
    number: int
    start: int
    end: int


def label_at(folded: str, start: int = 0, end: int | None = None) -> Label | None:
    """The label that stands at `start`, or None."""
    stop = len(folded) if end is None else end
    if start >= stop or folded[start] not in _BEGINS:
        return None
    found = LABEL.match(folded, start, stop)
    if found is None or not found.end() > start:
        return _wide_label(folded, start, stop)
    kind = found.lastgroup or ""
    value = found.group((found.lastindex or 0) + 1)
    number = ord(value) - ord("①") + 1 if kind == "circled" else numeral(value)
    return Label(kind, number or 0, start, found.end())


def _wide_label(folded: str, start: int, stop: int) -> Label | None:
    found = _WIDE_LABEL.match(folded, start, stop)
    if found is None:
        return None
    first = max(char for char in _WIDE if char <= found.group()[0])
    return Label(_WIDE[first], ord(found.group()[0]) - ord(first) + 1, start, found.end())
