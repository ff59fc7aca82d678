"""An official document as a sequence of blocks: what stands where by GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongwen.official import Annex, Attendance, Form, Grid, Heading, OfficialDocument, Part, SignOff, Text
from gongwen.render.characters import legal, one_line
from gongwen.render.official import styles
from gongwen.render.official.blocks import (
    AgencyHead,
    Blank,
    Block,
    Blocks,
    Foot,
    Line,
    Place,
    Ruled,
    Run,
    Turn,
)
from gongwen.render.official.titles import broken_title, width
from gongwen.render.strings import Strings, strings
from gongwen.render.styles import Style
from gongwen.standard import CHARACTERS, label

_LARGEST, _SMALLEST = 48, 22  # points of the agency's name in red
_ROOM = 436  # points: the type area, a little left free
_SEAL_DATE = 4  # characters from the right edge
_PLAIN = 2
_STOPS = "。：；！？，"


def blocks_of(document: OfficialDocument) -> Blocks:
    """The document from its head to its imprint.

    Raises:
        ValueError: a heading's level is not 1 to 4.
    """
    words = strings("zh")  # official documents of this standard are Chinese
    yield from _opening(document, words)
    yield from _parts(document.parts, closes=document.sign_off is not None)
    yield from _annex_note(document.annexes, words, closes=document.sign_off is not None)
    yield from _attendance(document.attendance, words)
    if document.form is not Form.TABLE and document.sign_off:
        yield from _sign_off(document.sign_off)
    for note in document.notes:
        yield _line(styles.NOTE, words.hint.format(hint=one_line(note)), first=2)
    yield from _annexes(document, words)
    yield from _imprint(document, words)


def _opening(document: OfficialDocument, words: Strings) -> Blocks:
    """Everything down to the addressees."""
    if document.form in (Form.RED_HEAD, Form.MINUTES):
        yield from _red_head(document, words)
    elif document.form is Form.LETTER:
        yield from _letter_head(document)
    elif document.number:
        yield _line(styles.NUMBER, document.number)
        yield Blank(2, keep=True)
    lines = broken_title(document.title, (document.head.agency, *document.words))
    yield _line(styles.TITLE_LINE, "\n".join(map(one_line, lines)))
    if document.form is Form.TABLE:
        yield from _table_line(document, words)
        return
    yield Blank(keep=True)
    if document.addressees:
        text = words.list_mark.join(map(one_line, document.addressees)).rstrip("：:") + words.colon
        yield _line(styles.ADDRESSEES, text)


def _red_head(document: OfficialDocument, words: Strings) -> Blocks:
    head = document.head
    if head.urgency:
        yield _line(styles.URGENCY, head.urgency.value)
    name = one_line(head.agency)
    yield AgencyHead(name, head_size(name), Place.HEAD, lines=1 if head.urgency else 0)
    yield Blank(2)
    if not head.signers:
        yield Line(styles.NUMBER, (Run(one_line(document.number)),), rule=True)
    else:
        signers = Run("\u3000".join(map(one_line, head.signers)), styles.HEADINGS[1].face)
        runs = (Run(f"{one_line(document.number)}\t{words.signer}{words.colon}"), signers)
        yield Line(styles.SIGNED_NUMBER, runs, left=1, right=1, rule=True)
    yield Blank(2)


def _letter_head(document: OfficialDocument) -> Blocks:
    name = one_line(document.head.agency)
    yield AgencyHead(name, head_size(name), Place.LETTER)
    urgency = document.head.urgency.value if document.head.urgency else ""
    runs = (Run(urgency, styles.URGENCY.face), Run(f"\t{one_line(document.number)}"))
    yield Line(styles.LETTER_NUMBER, runs)  # the one at the left edge, the other at the right
    yield Blank(2)


def head_size(name: str) -> int:
    """Points of the agency's name in red: as large as one line takes."""
    return max(_SMALLEST, min(_LARGEST, int(_ROOM / max(1, width(name)))))


def _table_line(document: OfficialDocument, words: Strings) -> Blocks:
    """Who made the table, and when, above it."""
    if not document.sign_off:
        return
    who = words.list_mark.join(map(one_line, document.sign_off.agencies))
    when = official_date(document.sign_off.date)
    yield _line(styles.TABLE_LINE, f"{words.made_by}{words.colon}{who}\t{when}")


def _parts(parts: Iterable[Part], *, closes: bool = False) -> Blocks:
    """Body text; its last line stays with the sign-off that follows."""
    counts = [0, 0, 0, 0]
    held: Block | None = None
    for part in parts:
        for block in _part(part, counts):
            if held:
                yield held
            held = block
    if isinstance(held, Line) and closes:
        held = Line(held.style, held.runs, held.left, held.right, held.first, held.new_page, keep=True)
    if held:
        yield held


def _part(part: Part, counts: list[int]) -> Blocks:
    match part:
        case Text():
            for text in legal(part.text).split("\n"):
                yield _line(styles.BODY, text, first=2)
        case Heading():
            yield _heading(part, counts)
        case Grid():
            if part.caption:
                yield _line(styles.CAPTION, part.caption)
            if part.unit:
                yield _line(styles.UNIT, part.unit)
            yield Ruled(part)


def _heading(part: Heading, counts: list[int]) -> Line:
    if not 1 <= part.level <= len(counts):
        raise ValueError(f"level {part.level} is not 1 to {len(counts)}")
    counted = label(part.level, counts[part.level - 1] + 1)
    counts[part.level - 1] += 1
    counts[part.level :] = [0] * (4 - part.level)
    style = styles.HEADINGS[part.level - 1]
    text = counted + one_line(part.text)
    if not part.follows.strip():
        return _line(style, text, first=2)
    if text[-1] not in _STOPS:
        text += _STOPS[0]
    return Line(styles.BODY, (Run(text, style.face), Run(one_line(part.follows))), first=2)


def _annex_note(annexes: tuple[Annex, ...], words: Strings, *, closes: bool) -> Blocks:
    """附件：1. … below the text; wrapped lines stand below the first character of the name."""
    if not annexes:
        return
    yield Blank(keep=True)
    lead = words.attachment + words.colon
    single = len(annexes) == 1
    for number, annex in enumerate(annexes, start=1):
        mark = "" if single else f"{number}."
        start = _PLAIN + width(lead)
        text = f"{lead if number == 1 else ''}{mark}{one_line(annex.title).rstrip('。；;，,')}"
        left = start + width(mark)
        first = (_PLAIN if number == 1 else start) - left
        yield _line(styles.ANNEX_NOTE, text, left=left, first=first, keep=closes)


def _attendance(attendance: tuple[Attendance, ...], words: Strings) -> Blocks:
    if attendance:
        yield Blank()
    for one in attendance:
        name = one_line(one.label) + words.colon
        hang = width(name)
        runs = (Run(name, styles.HEADINGS[0].face), Run(one_line(one.names)))
        yield Line(styles.ATTENDANCE, runs, left=_PLAIN + hang, first=-hang)


def _sign_off(sign_off: SignOff) -> Blocks:
    """Agency and date; with a seal room is left for it."""
    yield Blank(2 if sign_off.sealed else 1, keep=True)
    day = official_date(sign_off.date)
    names = [one_line(name) for name in sign_off.agencies]
    longest = max(map(width, names), default=0.0)
    agency_right, date_right = indents(longest, width(day), sealed=sign_off.sealed)
    for name in names:
        right = agency_right
        if sign_off.sealed:
            right = indents(width(name), width(day), sealed=True)[0]
        elif len(names) > 1:
            right += longest - width(name)  # the first characters stand below each other
        yield _line(styles.SIGN_OFF, name, right=right, keep=bool(day))
    if day:
        yield _line(styles.SIGN_OFF, day, right=date_right)


def indents(agency: float, day: float, *, sealed: bool) -> tuple[float, float]:
    """How far agency and date stand from the right edge, all in characters.

    Sealed: the date four from the edge, the agency centred above it. Without a seal: the agency
    two from the edge and the date's first character two behind the agency's; where the date
    would stick out, the date two from the edge and the agency that much further in.
    """
    if sealed:
        return max(0.0, _SEAL_DATE + (day - agency) / 2), _SEAL_DATE
    if agency - day >= _PLAIN:
        return _PLAIN, agency - day
    return min(_PLAIN + _PLAIN + day - agency, CHARACTERS - agency), _PLAIN


def official_date(day: date | None) -> str:
    """2026年1月5日: Arabic digits without padding."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _annexes(document: OfficialDocument, words: Strings) -> Blocks:
    landscape = document.form is Form.TABLE
    for number, annex in enumerate(document.annexes, start=1):
        if not annex.parts:
            continue
        turns = annex.landscape != landscape
        if turns:
            yield Turn(annex.landscape)
        landscape = annex.landscape
        name = words.attachment + ("" if len(document.annexes) == 1 else str(number))
        yield Line(styles.ANNEX_LABEL, (Run(name),), new_page=not turns)
        yield Blank(keep=True)
        title = broken_title(annex.title, document.words)
        yield _line(styles.ANNEX_TITLE, "\n".join(map(one_line, title)))
        yield Blank(keep=True)
        yield from _parts(annex.parts)
    if landscape and document.form is not Form.TABLE and document.imprint:
        yield Turn(landscape=False)  # the imprint stands at the foot of an upright page


def _imprint(document: OfficialDocument, words: Strings) -> Blocks:
    imprint = document.imprint
    if not imprint:
        return
    is_letter = document.form is Form.LETTER
    rows = []
    if imprint.copies:
        lead = words.copies + words.colon
        text = lead + "，".join(map(one_line, imprint.copies)) + "。"
        rows.append(_line(styles.IMPRINT, text, left=1 + width(lead), right=1, first=-width(lead)))
    if imprint.agency and not is_letter:
        printed = official_date(imprint.date) + words.printed if imprint.date else ""
        rows.append(_line(styles.IMPRINT, f"{one_line(imprint.agency)}\t{printed}", left=1, right=1))
    if rows:
        yield Foot(tuple(rows), ruled=not is_letter)


def _line(
    style: Style, text: str, *, left: float = 0, right: float = 0, first: float = 0, keep: bool = False
) -> Line:
    return Line(style, (Run(text),), left, right, first, keep=keep)
