"""Measures that several rules take: faces, sizes, spacing, blank lines, positions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.check.paper import Paper, Paragraph, Table
from gongwen.check.report import Deviation, at, plain
from gongwen.standard import FACES, LINE, TEXT_SIZE

_CHINESE = re.compile("[\u3007\u3400-\u9fff]")
_QUOTES = re.compile("[“”‘’—…]")
_NEAR = 0.3  # characters, points
_BLACK = ("AUTO", "000000", "")


def figure(value: float) -> str:
    """A measure with at most one decimal."""
    return f"{round(value, 1):g}"


def millimetres(twips: float) -> str:
    return f"{figure(twips / 56.693)}{{mm}}"


def is_face(found: str, face: str) -> bool:
    """Whether `found` is one of the names of a face."""
    return found.casefold() in {name.casefold() for name in FACES[face]}


def faces(
    one: Paragraph, face: str, clause: str, *, text: str | None = None, after: str = ""
) -> Iterator[Deviation]:
    """Chinese characters of another face than the standard's: of all, the `text` in front, or `after` it."""
    written = "".join(piece.text for piece in one.pieces)
    label = one.text.removesuffix(written.strip())  # what Word numbers stands in no piece
    lead = len(written) - len(written.lstrip())
    first = lead + len(after) - len(label) if after else 0
    last = len(written) if text is None else lead + len(text) - len(label)
    start = 0
    for piece in one.pieces:
        part = piece.text[max(0, first - start) : max(0, last - start)]
        if _CHINESE.search(part) and not is_face(piece.face, face):
            yield Deviation(clause, "face", at(one), face, plain(piece.face) or "{unset}")
            return
        start += len(piece.text)


def quotes(one: Paragraph) -> Iterator[Deviation]:
    """Quotation marks and dashes that fall back to a Latin face."""
    for piece in one.pieces:
        if _QUOTES.search(piece.text) and not piece.hinted and piece.latin != piece.face:
            if is_same_face(piece.latin, piece.face):
                continue
            yield Deviation("5.2.2", "quotes", at(one), "{east_asian}", plain(piece.latin) or "{unset}")
            return


def is_same_face(one: str, other: str) -> bool:
    """Whether two names are of one face."""
    return any(is_face(one, face) and is_face(other, face) for face in FACES)


def size(one: Paragraph, points: float, clause: str) -> Iterator[Deviation]:
    for piece in one.pieces:
        if piece.text.strip() and abs(piece.size - points) > _NEAR:
            yield Deviation(clause, "size", at(one), f"{figure(points)}{{pt}}", f"{figure(piece.size)}{{pt}}")
            return


def weight(one: Paragraph, clause: str) -> Iterator[Deviation]:
    if any(piece.bold for piece in one.pieces if piece.text.strip()):
        yield Deviation(clause, "bold", at(one), "{not_bold}", "{bold}")


def color(one: Paragraph) -> Iterator[Deviation]:
    for piece in one.pieces:
        if piece.text.strip() and piece.color not in _BLACK:
            yield Deviation("5.2.4", "color", at(one), "{black}", plain(piece.color))
            return


def spacing(one: Paragraph, clause: str = "5.2.3") -> Iterator[Deviation]:
    """Lines of another height than 22 a page, and gaps between paragraphs."""
    expected = f"{LINE / 20:g}{{pt}}"
    if one.rule == "auto":
        right = abs(one.line - 240) <= 2 and one.snap
        found = f"{figure(one.line / 240)}{{lines}}"
    else:
        right = 560 <= one.line <= 581
        found = f"{figure(one.line / 20)}{{pt}}"
    if not right:
        yield Deviation(clause, "line_spacing", at(one), expected, found)


def alignment(one: Paragraph, expected: str, clause: str) -> Iterator[Deviation]:
    allowed = ("both", "left") if expected in ("both", "left") else (expected,)
    if one.align not in allowed:
        found = one.align if one.align in ("left", "right", "center", "both", "distribute") else "none"
        yield Deviation(clause, "alignment", at(one), f"{{{expected}}}", f"{{{found}}}")


def first_indent(one: Paragraph, expected: float, clause: str, rule: str = "indent") -> Iterator[Deviation]:
    """Where the first line begins, in characters from the left edge."""
    found = one.left + one.first
    if abs(found - expected) > _NEAR:
        yield Deviation(clause, rule, at(one), f"{figure(expected)}{{chars}}", f"{figure(found)}{{chars}}")


def basics(
    one: Paragraph, face: str, clause: str, *, points: float = TEXT_SIZE, black: bool = True
) -> Iterator[Deviation]:
    """Face, size, weight, colour and quotation marks of an element all in one face."""
    yield from faces(one, face, clause)
    yield from size(one, points, clause)
    yield from weight(one, clause)
    if black:
        yield from color(one)


def blank_above(paper: Paper, one: Paragraph) -> float | None:
    """Blank lines between a paragraph and the text above it; None at the head of a page."""
    flow = paper.flow
    place = flow.index(one)
    twips = one.before
    if one.new_page:
        return None
    for item in reversed(flow[:place]):
        if isinstance(item, Table):
            return twips / LINE
        if item.text or "bottom" in item.borders:
            return (twips + item.after) / LINE
        twips += item.before + item.after + item.height
        if item.new_page or item.section != one.section:
            return None
    return None


def blanks(
    paper: Paper, one: Paragraph, expected: int, clause: str, *, at_least: bool = False
) -> Iterator[Deviation]:
    """As many blank lines as the standard asks for above an element."""
    found = blank_above(paper, one)
    if found is None or abs(found - expected) <= 0.4 or (at_least and found > expected):
        return
    yield Deviation(clause, "blank_above", at(one), f"{expected}{{lines}}", f"{figure(found)}{{lines}}")
