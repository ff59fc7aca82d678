"""Texts in which boxes to tick stand beside more: boxes under a further label, labels with blanks, a blank.

性别：□男 □女    民族：□汉 □其他    电话：____ is cut into stretches, each of which asks by itself;
□是，金额____万元 □否 is one stretch with a blank inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongwen.extract import sheet_words as words
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_S = r"[ \t\u3000\xa0]"
_WIDE = rf"(?:{_S}{{2,}}|\t)"
_APART = rf"(?:{_WIDE}|\n|[;。]){_S}*"  # what sets a further label apart
_SEPARATOR = rf"(?:{_WIDE}|[\n,;。、_])"
_PIECE = re.compile(rf"(?!{_SEPARATOR})\S(?:(?!{_SEPARATOR}).)*")
_WORD = re.compile(rf"{_S}(?P<label>[^\s:_,;。、]{{2,12}}):\s*$")
_PLAIN = re.compile(r"\s*(?:[^:,;。\n_]{2,24}:[\s_年月日]*)+")
_BLANK = re.compile(rf"_{{2,}}|{_S}{{4,}}(?=\S)")
_LONGEST = 20  # characters of a label between boxes

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text: a label with its options, or neither where it is labels with their blanks."""

    start: int
    end: int
    label: str = ""
    options: tuple[str, ...] = ()
    begin: int = 0  # behind the label


@dataclass(slots=True)
class _Group:
    start: int
    begin: int
    label: str
    names: list[Span] = field(default_factory=list)


def stretches_of(text: str) -> list[Stretch]:
    """The stretches of a text with boxes; none where it is one question with its boxes and no more."""
    flat = fold(words.as_boxes(text))
    boxes = words.boxes_at(flat)
    if not boxes:
        return []
    found = list(_behind(flat, boxes) if words.boxes_behind(text) else _in_front(flat, boxes))
    blank = any(one.options and _BLANK.search(flat, one.start, one.end) for one in found)
    return found if blank or len(found) > 1 else []


def span_of(text: str, label: str, options: tuple[str, ...]) -> Span:
    """Where the boxes of one field stand in a text; all of it where they are alone."""
    groups = [one for one in stretches_of(text) if one.options == options]
    named = [one for one in groups if words.folded(words.cut_label(one.label)[0]) == words.folded(label)]
    fit = named or [one for one in groups if not one.label]
    return (fit[0].begin, fit[0].end) if fit else (0, len(text))


def _in_front(flat: str, boxes: list[int]) -> Iterator[Stretch]:
    at, label = _label(flat, 0, boxes[0], first=True)
    plain = _plain(flat, 0, at)
    yield from plain
    group = _Group(at if plain else 0, boxes[0], label)
    for number, box in enumerate(boxes):
        beyond = boxes[number + 1] if number + 1 < len(boxes) else len(flat)
        last = beyond == len(flat)
        at, label = (beyond, "") if last else _label(flat, box + 1, beyond)
        if label and not _is_group(flat, at, beyond, boxes[number + 2 :]):
            at, label = beyond, ""
        option = _PIECE.search(flat, box + 1, at)
        end = option.end() if option else at
        group.names.append((box + 1, end))
        plain = _plain(flat, end, at)
        if label or plain:
            yield _finished(flat, group, plain[0].start if plain else at)
            yield from plain
            group = _Group(at, beyond, label)
    if group.names:
        yield _finished(flat, group, len(flat))


def _behind(flat: str, boxes: list[int]) -> Iterator[Stretch]:
    """Options in front of their boxes: a label is told from the first of them by its colon."""
    group: _Group | None = None
    start = 0
    for box in boxes:
        colon = flat.rfind(":", start, box)
        if colon >= 0 or group is None:
            at, label = _label(flat, start, colon + 1, first=True) if colon >= 0 else (start, "")
            plain = _plain(flat, start, at)
            if group is not None:
                yield _finished(flat, group, plain[0].start if plain else at)
            yield from plain
            group = _Group(at, max(colon + 1, start), label)
            start = group.begin
        group.names.append((start, box))
        start = box + 1
    plain = _plain(flat, start, len(flat))
    if group is not None:
        yield _finished(flat, group, plain[0].start if plain else len(flat))
    yield from plain


def _label(flat: str, start: int, box: int, *, first: bool = False) -> tuple[int, str]:
    """Where the label right before a box begins, and the label; the box itself and "" for none.

    What stands directly behind a box is its option, unless this is the `first` one.
    """
    end = start + len(flat[start:box].rstrip(": \t\u3000\xa0\n"))
    pieces = [found.span() for found in _PIECE.finditer(flat, start, end)]
    if not first and pieces and not re.match(_SEPARATOR, flat[start:box]):
        option = pieces.pop(0)
        word = None if pieces else _WORD.search(flat, option[0], box)
        if word:
            return word.start("label"), word["label"]
    at = pieces[-1][0] if pieces else end
    while len(pieces) > 1 and all(len(flat[a:b].strip()) == 1 for a, b in pieces[-2:]):
        pieces.pop()  # a label set wide: 民  族
        at = pieces[-1][0]
    label = squeeze(flat[at:end])
    if first:
        return (at, label) if label else (box, "")
    colon = flat[end:box].lstrip().startswith(":")
    apart = re.search(rf"{_APART}$", flat[start:at]) is not None
    return (at, label) if _may_name(label) and (colon or apart) else (box, "")


def _may_name(label: str) -> bool:
    if not 1 < len(label) <= _LONGEST or not words.is_label(label):
        return False
    return not (words.is_unit(label) or label.startswith("("))


def _is_group(flat: str, at: int, box: int, further: list[int]) -> bool:
    """Whether boxes behind a label are its own: it has a colon, or more than one box."""
    if flat[at:box].rstrip().endswith(":"):
        return True
    return bool(further) and not _label(flat, box + 1, further[0])[1]


def _plain(flat: str, start: int, end: int) -> list[Stretch]:
    """Labels with a colon and their blanks, before the first box or set apart from an option."""
    apart = re.match(_APART, flat[start:end]) if start else None
    begin = start + apart.end() if apart else start
    return [Stretch(begin, end)] if (apart or not start) and _PLAIN.fullmatch(flat, begin, end) else []


def _finished(flat: str, group: _Group, end: int) -> Stretch:
    names = (words.option_name(flat[a:b]) for a, b in group.names)
    options = tuple(dict.fromkeys(name for name in names if name))
    return Stretch(group.start, end, group.label, options, group.begin)
