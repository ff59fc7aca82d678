"""How much a file looks like a notice, compared with the files that came with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.model import Document, Line
from gongwen.read.bundle_names import base_name, heading_number, is_attached_by_name, title_in
from gongwen.text.kinds import OFFICIAL, PLANS, ending_kind
from gongwen.text.numerals import NUMERAL
from gongwen.text.organizations import is_actor
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_HEAD = 30  # lines in which title and addressees stand
_TAIL = 40  # lines in which the date of issue stands, attachments printed below included
_NUMBER = re.compile(r"[〔\[(](?:19|20)\d{2}[〕\])]第?\d{1,4}号")
_CALL = re.compile(r"(?:各|有关|尊敬的|全[国省市县体]|本[省市会]).{0,200}:")
_DATE = re.compile(rf"(?:19|20|二[〇零]){NUMERAL}{{2}}年{NUMERAL}{{1,2}}月{NUMERAL}{{1,3}}日")
_FORM = re.compile(r"样表|样式|模板|回执|名单|名册|明细|申报书|推荐书|表(?:[(_-].*)?$")
_COVER = re.compile(r"请?(?:查收|查阅|见附件|阅附件)|附件[为是]|如附|已附|转发给")
_SHORT_COVER = 300  # characters
_SHINGLE = 8
_COMPARED = 200_000  # characters
_REPEATED = 0.9
_MIN_REPEATED = 30  # runs; fewer are a heading that many files share
_WORD = {"docx", "doc", "wps", "rtf", "odt"}
_PAGES = {"pdf", "ofd"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file that was read; `is_letter` for what a mail says itself."""

    name: str
    document: Document
    is_letter: bool = False
    position: int = 0


def likeness(piece: Piece) -> tuple[int, bool, int, int]:
    """The more like a notice, the greater: what it says, what was not guessed, the format, the size.

    A letter that does not look like a notice itself comes behind every file.
    """
    lines = [fold(squeeze(line)) for line in texts(piece.document)]
    score = _in_text([line for line in lines if line]) + _in_name(piece.name)
    size = sum(map(len, lines))
    if piece.is_letter:
        covers = size < _SHORT_COVER and any(map(_COVER.search, lines))
        score = -100 if covers or score <= 2 else score
    format = piece.document.format
    return score, piece.document.confidence is None, 2 * (format in _WORD) + (format in _PAGES), size


def texts(document: Document) -> Iterator[str]:
    """Every line and every cell."""
    for part in document.parts:
        if isinstance(part, Line):
            yield part.label + part.text
        else:
            yield from (cell.text for cell in part.cells)


def shingles(document: Document) -> frozenset[int]:
    """Every run of eight characters of a document, as its hash."""
    text = squeeze(fold("".join(texts(document))))[:_COMPARED]
    return frozenset(hash(text[at : at + _SHINGLE]) for at in range(len(text) - _SHINGLE + 1))


def repeats(document: Document, known: frozenset[int]) -> bool:
    """Whether nearly all of a document is known already: the same notice saved twice."""
    own = shingles(document)
    return len(own) >= _MIN_REPEATED and len(own & known) >= _REPEATED * len(own)


def _in_text(lines: list[str]) -> int:
    head, tail = lines[:_HEAD], lines[-_TAIL:]
    if head and heading_number(head[0]) is not None:
        return -6
    kinds = {ending_kind(line) for line in head if 5 <= len(line) <= 120}
    score = 4 if kinds & set(OFFICIAL) else 3 if kinds & set(PLANS) else 1 if kinds - {None} else 0
    score += 3 * any(_is_call(line) for line in head)
    score += 2 * any(len(line) < 60 and _NUMBER.search(line) for line in head[:10])
    return score + any(_DATE.fullmatch(line) for line in tail)


def _is_call(line: str) -> bool:
    if not line.endswith(":") or len(line) > 300:
        return False
    return bool(_CALL.fullmatch(line)) or is_actor(line.rstrip(":"))


def _in_name(name: str) -> int:
    base = fold(base_name(name))
    title = fold(title_in(name))
    if is_attached_by_name(name):
        return -6
    if _FORM.search(title):
        return -4
    kind = ending_kind(title)
    return 3 * (kind in OFFICIAL or "关于" in base) + 2 * (kind in PLANS)
