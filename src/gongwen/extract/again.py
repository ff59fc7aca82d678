"""One fact read anew from a passage that a person marked, against the whole notice's base date.

The marked passage is believed: what would be left out as history or as somebody else's words in a
first reading counts here, since a person says that the fact stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from gongwen.extract import briefs
from gongwen.extract.contacts import find_contacts
from gongwen.extract.deliverables import Forms, deliverables, medium_of
from gongwen.extract.notice import base_of
from gongwen.extract.pieces import DUTY_LINE, Piece
from gongwen.extract.responsible import responsible
from gongwen.extract.sheets import find_sheet
from gongwen.model import Attachment, Contact, Deadline, Deliverable, Options, Span
from gongwen.parse.attachments import find_annexes
from gongwen.parse.frame import read_frame
from gongwen.parse.labels import label_at
from gongwen.parse.layout import Layout, Paragraph, folded_text
from gongwen.parse.unglue import NUMBER
from gongwen.text.dates import whole_date
from gongwen.text.deadlines import find_deadlines
from gongwen.text.organizations import is_unit, split_outside_brackets
from gongwen.text.resolve import Base

Value = str | date | Deadline | Deliverable | Contact | Attachment

_NUMBER = re.compile(
    rf"[一-龥A-Za-z0-9]{{1,20}}(?:\([一-龥]{{1,6}}\))?{NUMBER}|(?:(?:19|20)\d\d年?)?第\d{{1,4}}号"
)
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})"
_PART = r"[\d一二三四五六七八九十]{1,3}"
_DAY = re.compile(rf"{_YEAR}\s?(?:年\s?{_PART}\s?月\s?{_PART}\s?[日号]?|[-/.]\d{{1,2}}[-/.]\d{{1,2}})")
_KEY = re.compile(r"[^,。;:、()\n]{1,12}:\s?")  # 主送：, 责任部门：, 面向对象：
_ROLE = re.compile(r"(?:\((?:牵头|配合|主责)\))?(?:牵头|配合|参加|参与|负责|会同|落实|等)*$")
_ANNEX = re.compile(r"附\s?(?:件|表)\s?[\d一二三四五六七八九十]{0,2}\s?[:.、]?\s?")
_EDGE = " \t\n\u3000,。;:、"
_LISTED = "、,;:\n"
_LONGEST_NAME = 30
_LONGEST_GROUP = 60  # a longer passage is a sentence that names whom it is for, not the name itself


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stands."""

    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class _Passage:
    layout: Layout
    span: Span  # without blanks and punctuation at its edges
    base: Base


def read_again(
    text: str, fact: str, span: Span, options: Options, issued_on: date | None = None
) -> tuple[Found, ...]:
    """What `fact` is by the marked passage alone; nothing where no such thing stands there.

    Args:
        text: the cleaned text of the notice, as `Notice.text`.
        fact: one of `FACTS`.
        span: the marked passage; what lies beyond the text is left out.
        options: the reference date counts where the notice gives no year.
        issued_on: the notice's date as a person corrected it; None: as the text has it.
    """
    layout = _laid_out(text)
    start, end = max(0, span[0]), min(len(text), span[1])
    while start < end and layout.folded[end - 1] in _EDGE:
        end -= 1
    while start < end and layout.folded[start] in _EDGE:
        start += 1
    if start >= end:
        return ()
    base = Base(issued_on, issued_on.year) if issued_on else base_of(layout, read_frame(layout), options)
    return tuple(FACTS[fact](_Passage(layout, (start, end), base)))


def _laid_out(text: str) -> Layout:
    """The layout of a text that is clean already: every line a paragraph, tabs between cells."""
    folded, at = folded_text(text), 0
    paragraphs: list[Paragraph] = []
    for line in text.split("\n"):
        cells: list[Span] = []
        inner = at
        for cell in line.split("\t") if "\t" in line else ():
            cells.append((inner, inner + len(cell)))
            inner += len(cell) + 1
        paragraphs.append(Paragraph(at, at + len(line), folded[at : at + len(line)], tuple(cells)))
        at += len(line) + 1
    return Layout(text, folded, tuple(paragraphs))


def _printed(layout: Layout, span: Span) -> Found:
    return Found(layout.text[slice(*span)].replace("\n", ""), span)


def _after_key(passage: _Passage) -> Span:
    start, end = passage.span
    key = _KEY.match(passage.layout.folded, start, end)
    return (key.end(), end) if key and key.end() < end else (start, end)


def _words(passage: _Passage) -> Iterator[Found]:
    yield _printed(passage.layout, passage.span)


def _doc_number(passage: _Passage) -> Iterator[Found]:
    found = _NUMBER.search(passage.layout.folded, *_after_key(passage))
    if found:
        yield _printed(passage.layout, found.span())


def _issued_on(passage: _Passage) -> Iterator[Found]:
    for found in _DAY.finditer(passage.layout.folded, *passage.span):
        day = whole_date(found.group())
        if day:
            yield Found(day, found.span())
            return


def _names(passage: _Passage) -> Iterator[Found]:
    for piece in split_outside_brackets(passage.layout.folded, *_after_key(passage), _LISTED):
        yield _printed(passage.layout, piece)


def _deadline(passage: _Passage) -> Iterator[Found]:
    """The first deadline; one that lies before the notice only where there is no other."""
    folded, layout = passage.layout.folded, passage.layout
    for base in (passage.base, Base(None, passage.base.year)):
        for deadline in find_deadlines(folded, passage.span, base, loose=True):
            printed = layout.text[slice(*deadline.span)].replace("\n", "")
            yield Found(replace(deadline, text=printed), deadline.span)
            return


def _responsible(passage: _Passage) -> Iterator[Found]:
    """A list of units as such; in a sentence the units that act."""
    layout, (start, end) = passage.layout, passage.span
    line = DUTY_LINE.match(layout.folded, start, end)
    pieces = split_outside_brackets(layout.folded, line.end() if line else start, end, "、,;\n")
    named = [span for span in (_without_role(layout, piece) for piece in pieces) if span[0] < span[1]]
    if line is None and not all(is_unit(layout.folded[slice(*span)]) for span in named):
        acting = responsible(layout, Piece(start, end))
        if acting:
            yield from (Found(name, passage.span) for name in acting)
            return
    yield from (_printed(layout, span) for span in named)


def _without_role(layout: Layout, span: Span) -> Span:
    role = _ROLE.search(layout.folded, *span)
    return (span[0], role.start()) if role else span


def _audience(passage: _Passage) -> Iterator[Found]:
    span = _after_key(passage)
    long = span[1] - span[0] > _LONGEST_GROUP
    named = briefs.audience(passage.layout, Piece(*span)) if long else None
    yield Found(named, span) if named else _printed(passage.layout, span)


def _name(passage: _Passage) -> Iterator[Found]:
    start, end = passage.span
    if end - start <= _LONGEST_NAME:
        yield _printed(passage.layout, passage.span)
    else:
        yield Found(briefs.name(passage.layout, Piece(start, end)), passage.span)


def _deliverables(passage: _Passage) -> Iterator[Found]:
    """The things that the passage asks for; a bare list of things is taken as it stands."""
    layout = passage.layout
    titles = tuple(
        layout.folded[slice(*annex.title)] for annex in find_annexes(layout, read_frame(layout).body).items
    )
    forms = Forms(titles)
    asked = deliverables(layout, passage.span, forms, by_plan=False)
    if asked:
        yield from (Found(thing, passage.span) for thing in asked)
        return
    for piece in split_outside_brackets(layout.folded, *_after_key(passage), "、,;\n"):
        folded = layout.folded[slice(*piece)]
        text = str(_printed(layout, piece).value)
        yield Found(Deliverable(text, medium_of(folded), sheet=forms.named_in(folded)), piece)


def _clipped(passage: _Passage) -> list[Paragraph]:
    """The paragraphs of the passage, cut at its edges; a table's row stays whole."""
    start, end = passage.span
    answer = []
    for paragraph in passage.layout.paragraphs:
        if paragraph.end <= start or paragraph.start >= end:
            continue
        if paragraph.cells:
            answer.append(paragraph)
            continue
        a, b = max(start, paragraph.start), min(end, paragraph.end)
        answer.append(Paragraph(a, b, passage.layout.folded[a:b]))
    return answer


def _contacts(passage: _Passage) -> Iterator[Found]:
    within = replace(passage.layout, paragraphs=tuple(_clipped(passage)))
    yield from (Found(contact, contact.span or passage.span) for contact in find_contacts(within, set()))


def _attachments(passage: _Passage) -> Iterator[Found]:
    """Titles line by line; where a table follows, one title and the form below it."""
    lines = _clipped(passage)
    titles = [_title(passage.layout, line) for line in lines if not line.cells]
    named = [span for span in titles if span[0] < span[1]]
    is_form = any(line.cells for line in lines)
    for start, end in named[:1] if is_form else named:
        title = passage.layout.text[start:end]
        sheet = find_sheet(passage.layout, title, lines) if is_form else None
        yield Found(Attachment(title, (start, end), sheet), (start, end))


def _title(layout: Layout, line: Paragraph) -> Span:
    """The title in a line, without 附件1： and its number."""
    start, end = line.start, line.end
    annex = _ANNEX.match(layout.folded, start, end)
    start = annex.end() if annex else start
    label = label_at(layout.folded, start, end)
    start = label.end if label else start
    while start < end and layout.folded[end - 1] in _EDGE:
        end -= 1
    while start < end and layout.folded[start] in _EDGE:
        start += 1
    if layout.folded.startswith("《", start) and layout.folded.endswith("》", start, end):
        return start + 1, end - 1
    return start, end


FACTS: dict[str, Callable[[_Passage], Iterator[Found]]] = {
    "title": _words,
    "doc_number": _doc_number,
    "issuers": _names,
    "addressees": _names,
    "issued_on": _issued_on,
    "contacts": _contacts,
    "attachments": _attachments,
    "name": _name,
    "audience": _audience,
    "responsible": _responsible,
    "deliverables": _deliverables,
    "deadline": _deadline,
}
