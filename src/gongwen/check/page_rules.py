"""Paper, margins, grid and page numbers: clauses 5.1, 5.2.1, 5.2.3, 7.5."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.check.measures import figure, is_face, millimetres
from gongwen.check.paper import Paper, Paragraph, Section, Table
from gongwen.check.report import Deviation, Place, plain
from gongwen.check.roles import Parts
from gongwen.standard import (
    BOTTOM,
    CHARACTERS,
    FOOTER_SIZE,
    LEFT,
    LINES,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SONG,
    TOP,
    TYPE_HEIGHT,
    TYPE_WIDTH,
)

_MILLIMETRE = 57
_SLACK = 10
_GRIDS = ("lines", "linesAndChars", "snapToChars")
_SIDES = ("top", "right", "bottom", "left")
_UPRIGHT = (TOP, RIGHT, BOTTOM, LEFT)
_TURNED = ((LEFT, TOP, RIGHT, BOTTOM), (RIGHT, BOTTOM, LEFT, TOP), _UPRIGHT)  # bound left or right, or as is
_FORM = re.compile(r"^[—－–-]\s*\d+\s*[—－–-]$")
_RIGHT_FORM = re.compile(r"^—\s?\d+\s?—$")


def page_rules(parts: Parts) -> Iterator[Deviation]:
    """Every section's page, its grid and its footers."""
    paper = parts.paper
    tables = (item for item in paper.flow if isinstance(item, Table) and item not in parts.imprint)
    tabled = {table.section for table in tables}
    for number, section in enumerate(paper.sections, start=1):
        place = Place(number)
        if section.landscape and number - 1 not in tabled:  # only a table may lie on its side
            yield Deviation("5.1", "paper", place, "A4: 210 × 297{mm}", _size(section))
        else:
            yield from _paper(section, place)
        yield from _grid(section, paper.normal_size, place)
        yield from _numbers(paper, section, place)


def _paper(section: Section, place: Place) -> Iterator[Deviation]:
    sizes = sorted((section.width, section.height))
    if abs(sizes[0] - PAGE_WIDTH) > _MILLIMETRE or abs(sizes[1] - PAGE_HEIGHT) > _MILLIMETRE:
        yield Deviation("5.1", "paper", place, "A4: 210 × 297{mm}", _size(section))
        return
    sides = tuple(getattr(section, side) for side in _SIDES)
    choices = _TURNED if section.landscape else (_UPRIGHT,)
    expected = min(choices, key=lambda choice: sum(map(_differs, sides, choice)))
    for side, found, right in zip(_SIDES, sides, expected, strict=True):
        if _differs(found, right):
            wanted = f"{round(right / 56.693)}±1{{mm}}"
            yield Deviation("5.2.1", f"margin_{side}", place, wanted, millimetres(found))


def _size(section: Section) -> str:
    return f"{figure(section.width / 56.693)} × {millimetres(section.height)}"


def _differs(found: float, right: float) -> bool:
    return abs(found - right) > _MILLIMETRE + 3


def _grid(section: Section, normal: float, place: Place) -> Iterator[Deviation]:
    """Lines and characters that the grid gives the standard's type area, whatever the margins are."""
    has_lines = section.line_pitch and section.grid in _GRIDS
    lines = int((TYPE_HEIGHT + _SLACK) // section.line_pitch) if has_lines else 0
    if lines != LINES:
        found = f"{lines}{{lines}}" if lines else "{unset}"
        yield Deviation("5.2.3", "lines", place, f"{LINES}{{lines}}", found)
    pitch = normal * 20
    if section.grid in _GRIDS[1:]:
        pitch += section.character_space * 20 / 4096
    characters = int((TYPE_WIDTH + _SLACK) // pitch) if pitch > 0 else 0
    if characters != CHARACTERS:
        yield Deviation("5.2.3", "characters", place, f"{CHARACTERS}{{chars}}", f"{characters}{{chars}}")


def _numbers(paper: Paper, section: Section, place: Place) -> Iterator[Deviation]:
    number = _number_of(section, "default")
    if number is None:
        yield Deviation("7.5", "page_number", place, "— 1 —", "{none}")
        return
    yield from _form(number, place)
    if not paper.even_footers:
        yield Deviation("7.5", "page_number_side", place, "{outer}", "{even_missing}")
    else:
        even = _number_of(section, "even")
        if even is None:
            yield Deviation("7.5", "page_number", place, "— 2 —", "{none}")
        else:
            yield from _form(even, place)
            yield from _side(even, "left", even.left + even.first, place)
        yield from _side(number, "right", number.right, place)
    yield from _gap(section, number, place)


def _number_of(section: Section, kind: str) -> Paragraph | None:
    """The paragraph of a footer that holds the page's number."""
    if not section.numbered.get(kind):
        return None
    found = [one for one in section.footers.get(kind, ()) if one.text]
    return next((one for one in found if _FORM.match(one.text)), found[0] if found else None)


def _form(number: Paragraph, place: Place) -> Iterator[Deviation]:
    if not _RIGHT_FORM.match(number.text):
        yield Deviation("7.5", "page_number_form", place, "— 1 —", plain(number.text))
    pieces = [piece for piece in number.pieces if piece.text.strip()]
    wrong = next((piece for piece in pieces if not is_face(piece.face, SONG)), None)
    if wrong:
        yield Deviation("7.5", "face", place, SONG, plain(wrong.face) or "{unset}")
    if abs(number.size - FOOTER_SIZE) > 0.3:
        yield Deviation("7.5", "size", place, f"{FOOTER_SIZE}{{pt}}", f"{figure(number.size)}{{pt}}")


def _side(number: Paragraph, side: str, indent: float, place: Place) -> Iterator[Deviation]:
    aligned = number.align == side or (side == "left" and number.align == "both")
    if not aligned or not -0.4 < indent < 1.4:
        name = number.align if number.align in ("left", "right", "center") else "both"
        found = f"{{{name}}}, {figure(indent)}{{chars}}"
        yield Deviation("7.5", "page_number_side", place, f"{{{side}}}, 1{{chars}}", found)


def _gap(section: Section, number: Paragraph, place: Place) -> Iterator[Deviation]:
    """From the type area to the dash in the middle of the line, or to the line's foot as some measure."""
    gap = section.bottom - section.footer - number.after
    half = number.size * 13
    if section.landscape or _differs(section.bottom, BOTTOM):
        return  # a turned page has another foot; or the margin is at fault
    if min(abs(gap - 7 * _MILLIMETRE), abs(gap - half - 7 * _MILLIMETRE)) > 2 * _MILLIMETRE:
        yield Deviation("7.5", "page_number_gap", place, "7{mm}", millimetres(gap - half))
