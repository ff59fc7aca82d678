"""The sign-off: who signs and on which day. Web dates and print dates are not sign-offs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gongwen.model import Span
from gongwen.parse.layout import Layout, Paragraph
from gongwen.text.dates import whole_date
from gongwen.text.numerals import numeral
from gongwen.text.organizations import is_unit

_YEAR = r"(?:19|20)\d{2}|[一二][〇零0○一二三四五六七八九]{3}"
_DAY = rf"(?:{_YEAR})年\d{{1,2}}月\d{{1,2}}日"
_DAY += rf"|(?:{_YEAR})年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日"
_DAY += r"|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
_SIGNED = re.compile(rf"(?P<name>[^。,;:!]{{0,60}}?)\(?(?P<day>{_DAY})\)?(?:\(此件[^()]*\))?")
_MONTH = re.compile(
    rf"(?P<name>[^。,;:!]{{0,60}}?)(?P<year>{_YEAR})年(?:1[0-2]|0?[1-9]|十?[一二三四五六七八九十])月"
)
_NAME = re.compile(r"[一-龥A-Za-z·“”、 ]{2,40}(?:\([^()]{1,8}\))?")
_SEAL = re.compile(r"\((?:盖?章|代章|印章|公章)\)$")
_ANNEX = re.compile(r"附(?:件|表)?\s*[\d一二三四五六七八九十]*\s*:?")
_WEB = re.compile(r"(?:发布|来源|更新|浏览|作者|日期|时间|印发|编辑)")


_SHORTEST, _LONGEST = 7, 100  # characters of a line with a date: 二〇二六年三月


@dataclass(frozen=True, slots=True)
class SignOff:
    """The sign-off's day (None where only a month stands), its span, the signers, its paragraphs."""

    day: date | None
    year: int | None
    span: Span
    signers: tuple[Span, ...]
    first: int
    last: int


def sign_off(layout: Layout, body: int) -> SignOff | None:
    """The sign-off below the body: the first dated line with a name, else the last dated line."""
    found = [
        signed
        for index in range(max(body, 1), len(layout.paragraphs))
        if (signed := _at(layout, index, body)) is not None
    ]
    named = [signed for signed in found if signed.signers and signed.day]
    bare = [signed for signed in found if signed.day]
    choice = named[:1] or bare[-1:] or [signed for signed in found if signed.signers][:1]
    choice = choice or found[-1:]  # a month alone still tells the year
    return choice[0] if choice else _under_title(layout, body) or _undated(layout, body)


def _undated(layout: Layout, body: int) -> SignOff | None:
    """The names of units alone on the last lines, where no date stands below them."""
    first = last = len(layout.paragraphs)
    while first - 1 > body and _may_sign(layout.paragraphs[first - 1], has_signer=True):
        first -= 1
    if first == last:
        return None
    spans = tuple((one.start, one.end) for one in layout.paragraphs[first:])
    return SignOff(None, None, (spans[-1][1], spans[-1][1]), spans, first, last - 1)


def _under_title(layout: Layout, body: int) -> SignOff | None:
    """A date in brackets under the title, where no other sign-off is found."""
    for index in range(min(body + 1, len(layout.paragraphs))):
        paragraph = layout.paragraphs[index]
        if paragraph.folded.startswith("(") and paragraph.folded.endswith(")"):
            day = whole_date(paragraph.folded[1:-1])
            if day:
                return SignOff(day, day.year, (paragraph.start + 1, paragraph.end - 1), (), index, index)
    return None


def _at(layout: Layout, index: int, body: int) -> SignOff | None:
    paragraph = layout.paragraphs[index]
    if not _SHORTEST <= len(paragraph.folded) <= _LONGEST or paragraph.cells or paragraph.label:
        return None
    found = _SIGNED.fullmatch(paragraph.folded)
    month = None if found else _MONTH.fullmatch(paragraph.folded)
    match = found or month
    if match is None or _WEB.search(match["name"]):
        return None
    day = whole_date(found["day"]) if found else None
    if found and day is None:
        return None
    start = paragraph.start + (found.start("day") if found else month.start("year") if month else 0)
    end = paragraph.start + (found.end("day") if found else len(paragraph.folded))
    signers, first = _signers(layout, index, body, match["name"])
    year = day.year if day else numeral(month["year"]) if month else None
    return SignOff(day, year, (start, end), signers, first, index)


def _signers(layout: Layout, index: int, body: int, inline: str) -> tuple[tuple[Span, ...], int]:
    paragraph = layout.paragraphs[index]
    if inline:
        name = _SEAL.sub("", inline).rstrip()
        span = (paragraph.start, paragraph.start + len(name))
        return ((span,) if _is_signer(name) else ()), index
    spans: list[Span] = []
    first = index
    while first - 1 >= body and _may_sign(layout.paragraphs[first - 1], bool(spans)):
        first -= 1
        above = layout.paragraphs[first]
        spans.append((above.start, above.start + len(_SEAL.sub("", above.folded).rstrip())))
    return tuple(reversed(spans)), first


def _may_sign(paragraph: Paragraph, has_signer: bool) -> bool:
    folded = _SEAL.sub("", paragraph.folded).rstrip()
    if paragraph.cells or paragraph.label or _ANNEX.match(folded):
        return False
    return _is_signer(folded) and (is_unit(folded) or not has_signer)


def _is_signer(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and (is_unit(name) or len(name) <= 20) and not name.startswith("特此")
