"""The head: urgency, agency in red, number, signer, rule; title and addressees (7.2, 7.3.1, 7.3.2, 10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.check.measures import (
    alignment,
    basics,
    blanks,
    color,
    faces,
    first_indent,
    is_face,
    millimetres,
    size,
    spacing,
    weight,
)
from gongwen.check.paper import Paragraph
from gongwen.check.report import Deviation, at, plain
from gongwen.check.roles import ISSUE, Parts, Role, reddish
from gongwen.standard import (
    FANG,
    HEAD_TOP,
    HEI,
    KAI,
    LETTER_RULE,
    LETTER_TOP,
    RULE_GAP,
    TEXT_SIZE,
    TITLE,
    TITLE_SIZE,
)

_MILLIMETRE = 56.693
_HEAD_NEAR = 2.5 * _MILLIMETRE
_NUMBER = re.compile(r"^\S*?[^\d\s]\S*?〔(?:19|20)\d\d〕[1-9]\d*号$")
_BAD_START = re.compile(r"^[的、，。；：！？》”’）〕]")
_COLONS = (":", "：")


def head_rules(parts: Parts) -> Iterator[Deviation]:
    """Everything above the body."""
    for one in parts.of(Role.URGENCY):
        if parts.is_letter:  # on one line with the number
            continue
        yield from basics(one, HEI, "7.2.3")
        yield from first_indent(one, 0, "7.2.3", "left_indent")
    yield from _agency(parts)
    yield from _number(parts)
    yield from _title(parts)
    for one in parts.of(Role.ADDRESSEES):
        yield from _addressees(parts, one)


def _agency(parts: Parts) -> Iterator[Deviation]:
    found = parts.of(Role.HEAD)
    if not found:
        return
    clause = "10.1" if parts.is_letter else "10.3" if parts.is_minutes else "7.2.4"
    one = found[0]
    yield from faces(one, TITLE, clause)
    yield from alignment(one, "center", clause)
    if not all(reddish(piece.color) for piece in one.pieces if piece.text.strip()):
        other = next(piece.color for piece in one.pieces if piece.text.strip() and not reddish(piece.color))
        yield Deviation(clause, "color", at(one), "{red}", plain(other))
    top, expected = _top(parts, one), LETTER_TOP if parts.is_letter else HEAD_TOP
    if top is not None and min(abs(top - expected), abs(top - _slack(one) - expected)) > _HEAD_NEAR:
        yield Deviation(clause, "head_top", at(one), millimetres(expected), millimetres(top))
    if parts.is_letter:
        yield from _letter_rules(parts, one)


def _top(parts: Parts, one: Paragraph) -> float | None:
    """Twips above the characters: from the page's edge in a letter, else from the type area's top."""
    slack = _slack(one)
    if one.frame_y is not None:
        return one.frame_y + slack
    if parts.is_letter:
        return parts.paper.sections[0].top + one.before + slack if parts.paper.sections else None
    above = 0.0
    for item in parts.paper.paragraphs:
        if item is one:
            return above + one.before + slack
        if item.frame_y is None:
            above += item.before + item.after + item.height
    return None


def _slack(one: Paragraph) -> float:
    """Twips of the line above its characters."""
    return max(0.0, (one.height - one.size * 20) / 2)


def _letter_rules(parts: Parts, one: Paragraph) -> Iterator[Deviation]:
    """Double rules of 170 mm below the name and at the foot of the first page, which has no number."""
    rule = one.borders.get("bottom")
    if rule is None or not rule.kind.startswith("thickThin") or not reddish(rule.color):
        yield Deviation(
            "10.1", "letter_rule", at(one), "{present}", "{none}" if rule is None else plain(rule.kind)
        )
    section = parts.paper.sections[0]
    foot = [two.borders.get("top") or two.borders.get("bottom") for two in section.footers.get("first", ())]
    rules = [two for two in foot if two is not None]
    if not section.first_differs or not any(two.kind.startswith("thinThick") for two in rules):
        wanted = f"{{present}} ({round(LETTER_RULE / _MILLIMETRE)}{{mm}})"
        yield Deviation("10.1", "letter_rule", at(one), wanted, "{none}")
    if section.first_differs and section.numbered.get("first"):
        yield Deviation("10.1", "page_number", at(one), "{none}", "{present}")


def _number(parts: Parts) -> Iterator[Deviation]:
    for one in parts.of(Role.NUMBER)[:1]:
        text, *rest = (part.strip() for part in re.split(r"[\t\u3000]+|(?=签发人)", one.text.strip()) if part)
        clause = "10.1" if parts.is_letter else "7.2.5"
        if parts.is_letter and rest and not re.search(r"\d", text):
            text = rest.pop(0)
        if not _NUMBER.match(text) and not ISSUE.match(text):
            yield Deviation("7.2.5", "number_form", at(one), "〔2026〕1号", plain(text))
        signer = next((part for part in rest if part.startswith("签发人")), "")
        signed = "签发人" in one.text
        yield from faces(one, FANG, clause, text=text if signed else None)
        yield from size(one, TEXT_SIZE, clause)
        yield from weight(one, clause)
        yield from color(one)
        if parts.is_letter:
            continue
        if parts.of(Role.HEAD):
            yield from blanks(parts.paper, one, 2, clause)
        if signed:
            yield from _signer(one, signer)
        elif _goes_upward(parts):
            yield Deviation("7.2.6", "signer_missing", at(one), "签发人：", "{none}")
        else:
            yield from alignment(one, "center", clause)
        if parts.of(Role.HEAD):
            yield from _rule(parts, one)


def _goes_upward(parts: Parts) -> bool:
    """Whether the title is that of a request or report under a red head, which somebody signs."""
    title = "".join(one.text for one in parts.of(Role.TITLE))
    return bool(parts.of(Role.HEAD)) and not parts.is_minutes and title.endswith(("请示", "报告"))


def _signer(one: Paragraph, signer: str) -> Iterator[Deviation]:
    name = re.sub(r"^签发人\s*[:：]?", "", signer) or one.pieces[-1].text.strip()
    piece = next((piece for piece in reversed(one.pieces) if piece.text.strip()), None)
    if not re.search("签发人：", one.text):
        yield Deviation("7.2.6", "colon", at(one), "签发人：", plain(signer or one.text))
    if piece and name and name[-1:] in piece.text and not is_face(piece.face, KAI):
        yield Deviation("7.2.6", "face", at(one), KAI, plain(piece.face) or "{unset}")


def _rule(parts: Parts, one: Paragraph) -> Iterator[Deviation]:
    """The red rule stands below the number, or above an empty line below it."""
    after = [item for item in parts.paper.paragraphs if item.number in (one.number + 1, one.number + 2)]
    rule = one.borders.get("bottom")
    carrier = one
    for item in after:
        if rule is None and not item.text and item.borders:
            rule, carrier = item.borders.get("top") or item.borders.get("bottom"), item
    if rule is None and any(item.drawn for item in (one, *after)):
        return  # a drawn line, which has its measures in the drawing
    if rule is None:
        yield Deviation("7.2.7", "red_rule", at(one), "{present}", "{none}")
        return
    if not reddish(rule.color):
        yield Deviation("7.2.7", "rule_color", at(one), "{red}", plain(rule.color))
    if abs(carrier.left) > 0.3 or abs(carrier.right) > 0.3:
        yield Deviation("7.2.7", "rule_width", at(one), "{as_type_area}", "{shorter}")
    if carrier is one:
        gap = rule.space * 20
        slack = _slack(one)
        if min(abs(gap - RULE_GAP), abs(gap + slack - RULE_GAP)) > 1.5 * _MILLIMETRE:
            found = millimetres(gap + slack)
            yield Deviation("7.2.7", "rule_gap", at(one), "4{mm}", found)


def _title(parts: Parts) -> Iterator[Deviation]:
    found = parts.of(Role.TITLE)
    if not found:
        return
    for one in found:
        yield from basics(one, TITLE, "7.3.1", points=TITLE_SIZE)
        yield from alignment(one, "center", "7.3.1")
        if one.align == "center" and abs(one.left + one.first - one.right) > 0.5:
            yield from first_indent(one, 0, "7.3.1", "left_indent")
    first = found[0]
    if parts.of(Role.NUMBER) and (parts.of(Role.HEAD)):
        yield from blanks(parts.paper, first, 2, "7.3.1")
    lines = [line for one in found for line in one.lines]
    wrong = next((line for line in lines[1:] if _BAD_START.match(line)), None)
    if wrong is not None:
        yield Deviation("7.3.1", "title_break", at(first), "{by_sense}", plain(wrong))


def _addressees(parts: Parts, one: Paragraph) -> Iterator[Deviation]:
    yield from basics(one, FANG, "7.3.2")
    yield from alignment(one, "left", "7.3.2")
    yield from first_indent(one, 0, "7.3.2", "left_indent")
    yield from spacing(one)
    yield from blanks(parts.paper, one, 1, "7.3.2")
    if not one.text.endswith("："):
        found = plain(one.text[-1]) if one.text.endswith(_COLONS) else "{none}"
        yield Deviation("7.3.2", "colon", at(one), "：", found)
