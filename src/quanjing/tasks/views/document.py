"""The text of a notice as paragraphs in document type, every fact marked where it stands."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quanjing.directives.models import Directive
from quanjing.directives.queries import doubts_read, spans_of, value_of
from quanjing.tasks.models import Task

SIGN_LENGTH = 40  # characters: a longer line above the date is text, not a signature


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact's place in the text. `key` joins it with its card, `ref` is the number of a task."""

    start: int
    end: int
    key: str
    unsure: bool = False
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; `start` is its place in the whole, `anchors` the keys whose first words it holds."""

    text: str
    keys: str = ""
    unsure: bool = False
    refs: tuple[int, ...] = ()
    start: int = 0
    anchors: tuple[str, ...] = ()

    @property
    def is_break(self) -> bool:
        return self.text == "\n"


@dataclass
class Paragraph:
    """`kind` is agency, docno, title, flush, h3, h4, sign or p."""

    kind: str
    segments: list[Segment] = field(default_factory=list)


def phrase_key(task: Task) -> str:
    """What joins a deadline's words with its card; tasks of the same words share it."""
    return f"d{task.deadline_start}"


FACT_KEYS = {"doc_number": "no", "title": "ti", "issuers": "is", "issued_on": "on", "addressees": "to"}


def marks_of(directive: Directive, tasks: Iterable[Task]) -> list[Mark]:
    """The places of all facts, doubts, tasks and deadlines."""
    found = [
        Mark(start, end, key, unsure=name in directive.doubts)
        for name, key in FACT_KEYS.items()
        for start, end in spans_of(directive, name)
    ]
    found += _listed(value_of(directive, "contacts"), "c")
    found += _listed(directive.notice.get("attachments") or (), "a")
    for place, doubt in enumerate(doubts_read(directive.notice), start=1):
        if doubt.get("span") and f"warning.{place}" in directive.doubts:
            start, end = doubt["span"]
            found.append(Mark(start, end, f"w{place}", unsure=True))
    for task in tasks:
        if task.item is not None:
            ref = task.position if task.assign else None
            found.append(Mark(task.item.start, task.item.end, f"t{task.position}", ref=ref))
        if task.deadline_start is not None and task.deadline_end is not None:
            unsure = "deadline" in task.doubts
            found.append(Mark(task.deadline_start, task.deadline_end, phrase_key(task), unsure=unsure))
    return found


def _listed(shapes: Iterable[Any], letter: str) -> list[Mark]:
    return [
        Mark(shape["span"][0], shape["span"][1], f"{letter}{place}")
        for place, shape in enumerate(shapes, start=1)
        if shape.get("span")
    ]


def paragraphs(directive: Directive, marks: Sequence[Mark]) -> list[Paragraph]:
    """The text, line by line; title lines that follow each other are one heading."""
    shown: list[Paragraph] = []
    kinds = _Kinds(directive)
    anchored: set[str] = set()
    at = 0
    for line in directive.text.split("\n"):
        start, at = at, at + len(line) + 1
        if not line.strip():
            continue
        cut = _segments(directive.text, start, start + len(line), marks)
        paragraph = Paragraph(kinds.of(line, start), [_anchored(segment, anchored) for segment in cut])
        if paragraph.kind == "title" and shown and shown[-1].kind == "title":
            shown[-1].segments += [Segment("\n"), *paragraph.segments]
        else:
            shown.append(paragraph)
    return shown


def _anchored(segment: Segment, known: set[str]) -> Segment:
    fresh = tuple(key for key in segment.keys.split() if key not in known)
    known.update(fresh)
    return replace(segment, anchors=fresh) if fresh else segment


def _segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Segment]:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end} | {place for m in here for place in (m.start, m.end) if start < place < end}
    places = sorted(cuts)
    return [_segment(text, a, b, here) for a, b in itertools.pairwise(places)]


def _segment(text: str, start: int, end: int, marks: Sequence[Mark]) -> Segment:
    over = [mark for mark in marks if mark.start <= start and mark.end >= end]
    return Segment(
        text=text[start:end],
        keys=" ".join(dict.fromkeys(mark.key for mark in over)),
        unsure=any(mark.unsure for mark in over),
        refs=tuple(mark.ref for mark in over if mark.ref is not None and mark.start == start),
        start=start,
    )


class _Kinds:
    """What kind of paragraph a line is, from the places that the engine found."""

    def __init__(self, directive: Directive) -> None:
        self.title = _first(directive, "title")
        self.number = _first(directive, "doc_number")
        self.date = _first(directive, "issued_on")
        self.addressees = _first(directive, "addressees")
        self.sections: dict[int, dict[str, Any]] = {
            section["span"][0]: section for section in directive.notice.get("sections") or ()
        }

    def of(self, line: str, start: int) -> str:
        end = start + len(line)
        if _overlap(self.number, start, end) and len(line) <= 2 * _length(self.number):
            return "docno"
        if self.number and end < self.number[0] and start < 2:
            return "agency"
        if _overlap(self.title, start, end):
            return "title"
        if _overlap(self.addressees, start, end):
            return "flush"
        if self._signs(line, start, end):
            return "sign"
        return self._heading(line, start)

    def _signs(self, line: str, start: int, end: int) -> bool:
        if self.date is None or len(line) > SIGN_LENGTH:
            return False
        return _overlap(self.date, start, end) or 0 <= self.date[0] - end <= 2

    def _heading(self, line: str, start: int) -> str:
        indent = len(line) - len(line.lstrip())
        section = self.sections.get(start) or self.sections.get(start + indent)
        if section is None:
            return "p"
        rest = line.strip().removeprefix(section["label"]).strip()
        if len(rest) > len(section["heading"]) + 1:
            return "p"
        return "h3" if section["level"] == 1 else "h4"


def _first(directive: Directive, fact: str) -> tuple[int, int] | None:
    return next(iter(spans_of(directive, fact)), None)


def _overlap(span: tuple[int, int] | None, start: int, end: int) -> bool:
    return span is not None and span[0] < end and span[1] > start


def _length(span: tuple[int, int] | None) -> int:
    return span[1] - span[0] if span else 0
