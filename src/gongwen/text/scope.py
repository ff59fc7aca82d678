"""The stretch of text that is searched for deadlines.

The search runs over the text without blanks and without what stands in 《》, so that neither
2026 年 9 月 5 日 nor a date in the title of a document needs a rule of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.model import Span
from gongwen.text.resolve import Base

_BLANKS = re.compile(r"\s+")
_SPELT_OUT = re.compile(r"\d(?<!\d\d)[^\S\n](?:\d[^\S\n]){0,2}\d(?=[^\S\n]?[年月日])")
_TITLE = re.compile(r"《[^《》。\n]{0,120}》?")
_DATE_SIGNS = ("年", "月")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is searched; `loose` where any date is meant as a deadline (a heading's bracket)."""

    text: str
    places: range | list[int]  # where each character of `text` stands in the whole
    base: Base
    loose: bool = False

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where `pattern` matches, in order, none overlapping."""
        return pattern.finditer(self.text)

    def before(self, at: int, length: int = 16) -> str:
        """At most `length` characters before `at`."""
        return self.text[max(0, at - length) : at]

    def after(self, at: int, length: int = 60) -> str:
        """At most `length` characters from `at` on."""
        return self.text[at : at + length]

    def span(self, found: re.Match[str], group: int | str = 0) -> Span:
        """Where a match stands in the whole text."""
        start, end = found.span(group)
        return self.places[start], self.places[end - 1] + 1


def scope_of(folded: str, span: Span, base: Base, *, loose: bool = False) -> Scope:
    """The characters of folded[span] that count, titles blotted out with their length kept."""
    start, end = span[0], min(span[1], len(folded))
    if not _BLANKS.search(folded, start, end):
        return Scope(_blotted(folded[start:end]), range(start, end), base, loose)
    places: list[int] = []
    parts: list[str] = []
    since = start
    for blank in [*_dropped(folded, start, end), (end, end)]:
        places.extend(range(since, blank[0]))
        parts.append(folded[since : blank[0]])
        since = blank[1]
    return Scope(_blotted("".join(parts)), places, base, loose)


def _blotted(text: str) -> str:
    return _TITLE.sub(lambda found: "□" * len(found.group()), text) if "《" in text else text


def _dropped(folded: str, start: int, end: int) -> Iterator[Span]:
    """White space that parts nothing: not between Latin characters, not a line's end outside a date."""
    blanks = list(_BLANKS.finditer(folded, start, end))
    spelt = [found.span() for found in _SPELT_OUT.finditer(folded, start, end)] if blanks else []
    spelt.reverse()
    for found in blanks:
        first, last = found.span()
        while spelt and spelt[-1][1] <= first:
            spelt.pop()
        if spelt and spelt[-1][0] < first:
            yield first, last
            continue
        left, right = folded[first - 1 : first] if first > start else "", folded[last : last + 1]
        if "\n" not in found.group():
            parts = left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
            yield (first + 1 if parts else first), last
        elif (left in _DATE_SIGNS and right.isdigit()) or (left.isdigit() and right in _DATE_SIGNS):
            yield first, last
        else:
            at = folded.index("\n", first)
            yield first, at
            yield at + 1, last
