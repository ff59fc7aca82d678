"""What follows the text: sign-off, notes, annexes, imprint (7.3.5, 7.3.6, 7.3.7, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.check.measures import (
    alignment,
    basics,
    blank_above,
    blanks,
    figure,
    first_indent,
    spacing,
)
from gongwen.check.paper import Paragraph, Table
from gongwen.check.report import Deviation, at, plain
from gongwen.check.roles import Parts, Role
from gongwen.standard import CHARACTERS, FANG, HEI, IMPRINT_SIZE, TITLE, TITLE_SIZE

_DATE = re.compile(r"^(?:19|20)\d\d年[1-9]\d?月[1-9]\d?日$")
_LABEL = re.compile(r"^附件(?:[1-9]\d?)?$")
_NEAR = 0.6  # characters
_SEAL_ROOM = 1.6  # of an agency that is to stand centred above its date
_OUTER, _INNER = 8, 6  # eighths of a point: 0.35 and 0.25 mm


def end_rules(parts: Parts) -> Iterator[Deviation]:
    """Everything below the text."""
    yield from _sign_off(parts)
    for one in parts.of(Role.NOTE):
        yield from basics(one, FANG, "7.3.6")
        yield from first_indent(one, 2, "7.3.6")
        if not (one.text.startswith("（") and one.text.endswith("）")):
            yield Deviation(
                "7.3.6", "note_form", at(one), "{brackets}", plain(one.text[:1] + "…" + one.text[-1:])
            )
    yield from _annexes(parts)
    yield from _imprint(parts)


def _sign_off(parts: Parts) -> Iterator[Deviation]:
    days, agencies = parts.of(Role.DATE), list(reversed(parts.of(Role.AGENCY)))
    for one in (*parts.of(Role.AGENCY), *days):
        yield from basics(one, FANG, "7.3.5")
        yield from spacing(one)
    if agencies or days:
        first = min((*parts.of(Role.AGENCY), *days), key=lambda one: one.number)
        yield from blanks(parts.paper, first, 1, "7.3.5", at_least=True)
    if not days:
        return
    day = days[0]
    if not _DATE.match(day.text):
        yield Deviation("7.3.5.4", "date_form", at(day), "2026年1月5日", plain(day.text))
        agencies = []  # its place follows from the length of the date
    yield from _positions(day, agencies)


@dataclass(frozen=True, slots=True)
class _Case:
    """How agency and date stand in one of the two cases, and how far they really are from there."""

    clause: str
    agency: Paragraph
    agency_right: float
    date_right: float
    room: float  # characters that the agency may be off
    day: Paragraph

    @property
    def off(self) -> tuple[float, float]:
        return abs(_right(self.agency) - self.agency_right), abs(_right(self.day) - self.date_right)

    @property
    def fits(self) -> bool:
        return self.off[0] <= self.room and self.off[1] <= _NEAR


def _positions(day: Paragraph, agencies: list[Paragraph]) -> Iterator[Deviation]:
    """Date and agency with a seal, or without one; what fits neither is measured against the nearer."""
    if not agencies:
        right = _right(day)
        if abs(right - 4) > _NEAR and abs(right - 2) > _NEAR:
            yield _indented("7.3.5.1", "date_right", day, 4, right)
        return
    cases = (_sealed(day, agencies), _free(day, agencies))
    if any(case.fits for case in cases):
        return
    # The right one of the two decides which case is meant; the date, where neither is right.
    meant = min(cases, key=lambda case: (min(case.off), sum(case.off)))
    if meant.off[1] > _NEAR:
        yield _indented(meant.clause, "date_right", day, meant.date_right, _right(day))
    if meant.off[0] > meant.room:
        agency = meant.agency
        yield _indented(meant.clause, "agency_right", agency, meant.agency_right, _right(agency))


def _sealed(day: Paragraph, agencies: list[Paragraph]) -> _Case:
    """The date four from the edge, the agency above it centred on it."""
    agency = max(agencies, key=lambda one: one.number)
    right = max(0.0, 4 + (_width(day.text) - _width(agency.text)) / 2)
    return _Case("7.3.5.1", agency, right, 4.0, _SEAL_ROOM, day)


def _free(day: Paragraph, agencies: list[Paragraph]) -> _Case:
    """The longest agency two from the edge, the date beginning two behind it, and never nearer than two."""
    agency = max(agencies, key=lambda one: _width(one.text))
    name, length = _width(agency.text), _width(day.text)
    if name - length >= 2:
        return _Case("7.3.5.2", agency, 2.0, name - length, _NEAR + 0.2, day)
    return _Case("7.3.5.2", agency, min(4 + length - name, CHARACTERS - name), 2.0, _NEAR + 0.2, day)


def _indented(clause: str, rule: str, one: Paragraph, expected: float, found: float) -> Deviation:
    return Deviation(clause, rule, at(one), f"{figure(expected)}{{chars}}", f"{figure(found)}{{chars}}")


def _right(one: Paragraph) -> float:
    """Characters left free at the right edge."""
    if one.align == "right":
        return one.right
    if one.align == "center":
        rest = CHARACTERS - one.left - one.first - one.right - _width(one.text)
        return one.right + rest / 2
    return CHARACTERS - one.left - one.first - _width(one.text)


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)


def _annexes(parts: Parts) -> Iterator[Deviation]:
    labels = parts.of(Role.ANNEX_LABEL)
    for one in labels:
        yield from basics(one, HEI, "7.3.7")
        yield from alignment(one, "left", "7.3.7")
        yield from first_indent(one, 0, "7.3.7", "left_indent")
        if not _LABEL.match(one.text):
            yield Deviation("7.3.7", "annex_label", at(one), "附件1", plain(one.text))
        if not one.new_page:
            yield Deviation("7.3.7", "annex_page", at(one), "{new_page}", "{same_page}")
    for one in parts.of(Role.ANNEX_TITLE):
        yield from basics(one, TITLE, "7.3.7", points=TITLE_SIZE)
        yield from alignment(one, "center", "7.3.7")
        follows_label = (blank_above(parts.paper, one) or 0) > 0 or any(
            one.number == label.number + 1 for label in labels
        )
        if follows_label:
            yield from blanks(parts.paper, one, 1, "7.3.7")


def _imprint(parts: Parts) -> Iterator[Deviation]:
    for one in parts.of(Role.COPIES):
        yield from basics(one, FANG, "7.4.2", points=IMPRINT_SIZE)
        if not one.text.endswith("。"):
            yield Deviation("7.4.2", "copies_end", at(one), "。", plain(one.text[-1]))
        if not one.text.startswith(("抄送：", "抄报：")):
            yield Deviation("7.4.2", "colon", at(one), "抄送：", plain(one.text[:3]))
        yield from _near_edge(one, "7.4.2")
    for one in parts.of(Role.PRINTED):
        yield from basics(one, FANG, "7.4.3", points=IMPRINT_SIZE)
        yield from _near_edge(one, "7.4.3")
        if not re.search(r"(?:19|20)\d\d年[1-9]\d?月[1-9]\d?日印发$", one.text):
            yield Deviation("7.4.3", "printed", at(one), "2026年1月5日印发", plain(one.text[-12:]))
    if not parts.is_letter:
        yield from _rules(parts)


def _near_edge(one: Paragraph, clause: str) -> Iterator[Deviation]:
    """At the left edge, or one character in."""
    found = one.left + one.first
    if not -0.4 < found < 1.4:
        yield _indented(clause, "left_indent", one, 1, found)


def _rules(parts: Parts) -> Iterator[Deviation]:
    """The rules of the imprint, of a table or of paragraphs."""
    lines = [*parts.of(Role.COPIES), *parts.of(Role.PRINTED)]
    if not lines:
        return
    table = next((item for item in parts.imprint if isinstance(item, Table)), None)
    if table is not None:
        found = [table.rules.get(side, 0.0) for side in ("top", "insideH", "bottom")]
        if len(lines) == 1:
            found.pop(1)
    else:
        ordered = sorted(lines, key=lambda one: one.number)
        tops = [one.borders["top"].size if "top" in one.borders else 0.0 for one in ordered]
        ends = [one.borders["bottom"].size if "bottom" in one.borders else 0.0 for one in ordered]
        inner = [max(end, top) for end, top in zip(ends, tops[1:], strict=False)]
        found = [tops[0], *inner, ends[-1]]
    expected = [_OUTER, *[_INNER] * (len(found) - 2), _OUTER]
    for has, right in zip(found, expected, strict=True):
        if abs(has - right) > 1:
            shown = f"{round(has / 8 * 0.3528, 2):g}{{mm}}" if has else "{none}"
            wanted = "0.35{mm}" if right == _OUTER else "0.25{mm}"
            yield Deviation("7.4.1", "imprint_rule", at(lines[0]), wanted, shown)
            return
