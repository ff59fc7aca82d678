"""The body: levels, plain text, annex note, attendance (7.3.3, 7.3.4, 10.3)."""

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
    quotes,
    size,
    spacing,
    weight,
)
from gongwen.check.paper import Paragraph
from gongwen.check.report import Deviation, at, plain
from gongwen.check.roles import Parts, Role, level_of
from gongwen.standard import FANG, HEI, KAI, TEXT_SIZE

_LABELS = {
    1: (re.compile(r"^[一二三四五六七八九十]{1,3}、"), "一、"),
    2: (re.compile(r"^（[一二三四五六七八九十]{1,3}）(?![、.．，])"), "（一）"),
    3: (re.compile(r"^\d{1,2}[.．](?!\s)"), "1."),
    4: (re.compile(r"^（\d{1,2}）(?![、.．，])"), "（1）"),
}
_LABEL_FACES = {1: HEI, 2: KAI, 3: FANG, 4: FANG}
_END = re.compile(r"[。；;，,、.]$")


def text_rules(parts: Parts) -> Iterator[Deviation]:
    """Every paragraph of the text, the annex note and the list of those present."""
    for one in parts.of(Role.BODY):
        yield from _body(one)
    yield from _annex_note(parts)
    for place, one in enumerate(parts.of(Role.ATTENDANCE)):
        label = re.split("[:：]", one.text)[0]
        yield from faces(one, HEI, "10.3", text=label)
        yield from size(one, TEXT_SIZE, "10.3")
        yield from first_indent(one, 2, "10.3")
        if place == 0:
            yield from blanks(parts.paper, one, 1, "10.3")


def _body(one: Paragraph) -> Iterator[Deviation]:
    level = level_of(one.text)
    if level:
        form, right = _LABELS[level]
        if not form.match(one.text):
            yield Deviation("7.3.3", "label", at(one), right, plain(one.text[:4]))
        yield from faces(one, _LABEL_FACES[level], "7.3.3", text=_upto(one.text, "。：；:"))
        yield from faces(one, FANG, "7.3.3", after=_upto(one.text, "。"))
    else:
        yield from faces(one, FANG, "7.3.3")
    yield from size(one, TEXT_SIZE, "7.3.3")
    yield from weight(one, "7.3.3")
    yield from color(one)
    yield from quotes(one)
    yield from alignment(one, "both", "7.3.3")
    if one.align in ("both", "left"):
        yield from first_indent(one, 2, "7.3.3")
    yield from spacing(one)


def _upto(text: str, marks: str) -> str:
    """The part of a paragraph up to the first of these marks: its heading."""
    ends = [place for place in map(text.find, marks) if place >= 0]
    return text[: min(ends) + 1] if ends else text


def _annex_note(parts: Parts) -> Iterator[Deviation]:
    found = parts.of(Role.ANNEX_NOTE)
    several = len(found) > 1
    for place, one in enumerate(found):
        yield from basics(one, FANG, "7.3.4")
        yield from spacing(one)
        if place == 0:
            yield from blanks(parts.paper, one, 1, "7.3.4")
            yield from first_indent(one, 2, "7.3.4")
            if not re.match("^附件：", one.text):
                yield Deviation("7.3.4", "annex_label", at(one), "附件：", plain(one.text[:4]))
        else:
            yield from first_indent(one, 5, "7.3.4")
        if _END.search(one.text):
            yield Deviation("7.3.4", "annex_end", at(one), "{none}", plain(one.text[-1]))
        if several:
            yield from _annex_number(one, place + 1)


def _annex_number(one: Paragraph, number: int) -> Iterator[Deviation]:
    rest = re.sub(r"^附\s*件\s*[:：]?\s*", "", one.text)
    if not re.match(rf"^{number}[.．](?!\d)", rest):
        found = re.match(r"^[\d一二三四五六七八九十（）()]+[.．、:：)]?", rest)
        yield Deviation(
            "7.3.4", "annex_number", at(one), f"{number}.", plain(found[0]) if found else "{none}"
        )
