"""What the checker finds: clause, place and difference, in both languages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongwen.check.paper import Paragraph
from gongwen.check.words import LABELS, VALUES

_FIRST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where: section from 1; paragraph from 1 among those of the body, None for a section or its footer."""

    section: int
    paragraph: int | None = None
    table: int | None = None
    text: str = ""  # its first words


@dataclass(frozen=True, slots=True)
class Deviation:
    """A difference from the standard. `times` counts further paragraphs with the same difference.

    `expected` and `found` may hold words of `VALUES` in braces; `wording` fills them in.
    """

    clause: str  # of GB/T 9704-2012
    rule: str
    place: Place
    expected: str
    found: str
    times: int = 1

    def label(self, language: str) -> str:
        """What was measured."""
        return LABELS[self.rule][0 if language.startswith("zh") else 1]

    def wording(self, language: str) -> tuple[str, str]:
        """What the standard expects and what was found."""
        side = 0 if language.startswith("zh") else 1
        words = {name: pair[side] for name, pair in VALUES.items()}
        return self.expected.format_map(words), self.found.format_map(words)


@dataclass(frozen=True, slots=True)
class LayoutReport:
    """The deviations in the order of the document; `paragraphs` were measured."""

    deviations: tuple[Deviation, ...]
    paragraphs: int


def at(paragraph: Paragraph) -> Place:
    """The place of a paragraph."""
    words = " ".join(paragraph.text.split())[:_FIRST_WORDS]
    return Place(paragraph.section + 1, paragraph.number or None, paragraph.table or None, words)


def plain(text: str) -> str:
    """Text of the document as a value: its braces name no word."""
    return text.replace("{", "{{").replace("}", "}}")


def gathered(found: list[Deviation]) -> tuple[Deviation, ...]:
    """The same difference of several paragraphs as one deviation at the first of them."""
    kept: dict[tuple[str, str, str, str], Deviation] = {}
    for one in found:
        key = (one.clause, one.rule, one.expected, one.found)
        known = kept.get(key)
        kept[key] = replace(known, times=known.times + 1) if known else one
    order = sorted(kept.values(), key=lambda one: (one.place.section, one.place.paragraph or 0))
    return tuple(order)
