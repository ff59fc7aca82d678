"""Which element of an official document each paragraph is: from its words, its place and its look."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from gongwen.check.paper import Paper, Paragraph, Table

_KINDS = (
    "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
    "|方案|办法|规定|细则|要点|总结|计划|汇总表|统计表|一览表|名单"
)
_TITLE = re.compile(rf"关于.+|.*(?:{_KINDS})(?:（.{{1,12}}）)?$", re.S)
NUMBER = re.compile(r"^\S{1,24}?\s*[〔\[［(（【「]\s*(?:19|20)\d\d\s*[〕\]］)）】」]\s*第?\s*\d{1,5}\s*号?")
_LOOSE_NUMBER = re.compile(r"^\S{1,30}\d\S{0,6}号$")
ISSUE = re.compile(r"^[（(]?第\s*[\d一二三四五六七八九十〇]+\s*[期号次][）)]?$")
DATE = re.compile(
    r"^[\d一二三四五六七八九〇○零OＯ０-９]{4}\s*(?:年|[.．/-])\s*[\d一二三四五六七八九十０-９]{1,3}\s*(?:月|[.．/-])\s*"
    r"[\d一二三四五六七八九十０-９]{1,3}\s*日?$"
)
ANNEX_NOTE = re.compile(r"^附\s*件\s*(?:[:：]|[1１一][:：.、])")
ANNEX = re.compile(r"^附\s*件\s*(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})?\s*[:：.]?$")
_ANNEX_ITEM = re.compile(r"^[\d０-９一二三四五六七八九十]{1,3}[.．、:：)]|^（[\d一二三四五六七八九十]+）")
COPIES = re.compile(r"^抄\s*[送报]\s*[:：]")
PRINTED = re.compile(r"印\s*发\s*[。]?$")
ATTENDANCE = re.compile(r"^(?:出席|请假|列席)\s*[:：]")
_NOTE = re.compile(r"^[（(].*[）)]$|^联系人?\s*[:：]|^（|^[(]联系")
_URGENCY = re.compile(r"^(?:特急|加急|特提|平急|急件)$")
_SENTENCE = re.compile("[。；！？]|如下")
_COLONS = (":", "：")
_MADE_BY = re.compile(r"(?:填报|报送|填表|制表|编制|汇总|上报)(?:单位|部门|机关)[：:]\s*\S")  # above a table
_SHORT = 28  # characters of one line
_HEAD_DEPTH = 14  # paragraphs with text in which the title is looked for


class Role(Enum):
    URGENCY = auto()
    HEAD = auto()
    NUMBER = auto()
    TITLE = auto()
    ADDRESSEES = auto()
    BODY = auto()
    ANNEX_NOTE = auto()
    AGENCY = auto()
    DATE = auto()
    NOTE = auto()
    ATTENDANCE = auto()
    ANNEX_LABEL = auto()
    ANNEX_TITLE = auto()
    COPIES = auto()
    PRINTED = auto()
    OTHER = auto()  # captions and lines that the standard does not know


@dataclass(slots=True)
class Parts:
    """The paragraphs that hold text, by element; each in the order of the document."""

    paper: Paper
    roles: dict[Role, list[Paragraph]] = field(default_factory=dict)
    imprint: list[Paragraph | Table] = field(default_factory=list)
    is_letter: bool = False
    is_minutes: bool = False

    def of(self, role: Role) -> list[Paragraph]:
        return self.roles.get(role, [])

    def put(self, role: Role, *paragraphs: Paragraph) -> None:
        self.roles.setdefault(role, []).extend(paragraphs)


def parts_of(paper: Paper) -> Parts:
    """Every paragraph with text by its element."""
    parts = Parts(paper)
    texts = [one for one in paper.paragraphs if one.text and not one.in_contents]
    if paper.has_contents:  # a volume: its cover and contents are no part of the standard
        parts.put(Role.BODY, *(one for one in texts if _is_plain_text(one)))
        return parts
    texts = _without_imprint(parts, texts)
    opened = (place for place, one in enumerate(texts) if place and _opens_annex(one))
    start = next(opened, len(texts))
    _main(parts, texts[:start])
    _annexes(parts, texts[start:])
    return parts


def _is_plain_text(one: Paragraph) -> bool:
    """Whether a volume's paragraph is neither a heading nor a labelled fact nor set aside."""
    faces = {piece.face for piece in one.pieces if piece.text.strip()}
    return one.align in ("both", "left") and len(faces) == 1 and not one.style.startswith("heading")


def _without_imprint(parts: Parts, texts: list[Paragraph]) -> list[Paragraph]:
    """Take copies and printing agency away from the end, also where they stand in a table."""
    for item in parts.paper.flow:
        if isinstance(item, Table) and any(_imprint_role(one) for one in item.paragraphs):
            parts.imprint.append(item)
            for one in item.paragraphs:
                dated = Role.PRINTED if re.search(r"\d", one.text) else Role.OTHER
                parts.put(_imprint_role(one) or dated, one)
    rest: list[Paragraph] = []
    for place, one in enumerate(texts):
        role = _imprint_role(one) if place > len(texts) // 2 else None
        if role:
            parts.imprint.append(one)
            parts.put(role, one)
        else:
            rest.append(one)
    return rest


def _imprint_role(one: Paragraph) -> Role | None:
    if COPIES.match(one.text):
        return Role.COPIES
    return (
        Role.PRINTED
        if PRINTED.search(one.text) and len(one.text) < 60 and re.search(r"\d", one.text)
        else None
    )


def _opens_annex(one: Paragraph) -> bool:
    return bool(ANNEX.match(one.text)) and (one.new_page or not one.text.endswith(_COLONS))


def _main(parts: Parts, texts: list[Paragraph]) -> None:
    title = _title_place(texts)
    _head(parts, texts[: title or 0])
    if title is None:
        parts.put(Role.OTHER, *texts)
        return
    end = title + 1
    while end < len(texts) and _continues_title(texts[end - 1], texts[end]):
        end += 1
    parts.put(Role.TITLE, *texts[title:end])
    rest = texts[end:]
    if rest and _is_addressees(parts, rest[0]):
        parts.put(Role.ADDRESSEES, rest[0])
        rest = rest[1:]
    _tail(parts, rest)


def _title_place(texts: list[Paragraph]) -> int | None:
    best, found = 3, None  # at least so likely
    for place, one in enumerate(texts[:_HEAD_DEPTH]):
        if is_red(one) or one.frame_y is not None or NUMBER.match(one.text) or len(one.text) > 120:
            continue
        likely = 2 * (one.align == "center") + 2 * (one.size >= 18) + 2 * bool(_TITLE.match(one.text))
        likely -= 2 * bool(_SENTENCE.search(one.text)) + 2 * one.text.endswith(_COLONS)
        if likely > best:
            best, found = likely, place
    while found and _is_title_above(texts[found - 1], texts[found]):
        found -= 1
    return found


def _is_title_above(one: Paragraph, after: Paragraph) -> bool:
    return _continues_title(one, after) and not is_red(one) and not NUMBER.match(one.text)


def _continues_title(before: Paragraph, one: Paragraph) -> bool:
    if one.number != before.number + 1 or one.align != before.align or one.text.endswith(_COLONS):
        return False
    return one.size >= 18 and one.size == before.size


def is_red(one: Paragraph) -> bool:
    """Whether its characters are red and large: the agency's name above the rule."""
    return one.size >= 20 and any(reddish(piece.color) for piece in one.pieces if piece.text.strip())


def reddish(color: str) -> bool:
    """Whether a colour is a red of print."""
    if not re.fullmatch("[0-9A-F]{6}", color):
        return False
    red, green, blue = (int(color[place : place + 2], 16) for place in (0, 2, 4))
    return red >= 160 and green <= 80 and blue <= 80


def _head(parts: Parts, texts: list[Paragraph]) -> None:
    for one in texts:
        if _URGENCY.match(one.text.split("\t")[0].strip()):
            parts.put(Role.URGENCY, one)
        elif is_red(one) or (one.size >= 24 and not parts.of(Role.HEAD)):
            parts.put(Role.HEAD, one)
        elif NUMBER.match(one.text) or ISSUE.match(one.text) or _LOOSE_NUMBER.match(one.text):
            parts.put(Role.NUMBER, one)
        else:
            parts.put(Role.OTHER, one)
    head = parts.of(Role.HEAD)
    parts.is_letter = bool(head) and (head[0].frame_y is not None or "bottom" in head[0].borders)
    parts.is_minutes = bool(head) and head[0].text.endswith("纪要")


def _is_addressees(parts: Parts, one: Paragraph) -> bool:
    if (
        "\t" in one.text
        or _MADE_BY.match(one.text)
        or _SENTENCE.search(one.text)
        or len(one.text) > 160
        or level_of(one.text)
    ):
        return False
    if any(form.match(one.text) for form in (ATTENDANCE, ANNEX_NOTE, DATE, _NOTE)):
        return False
    if one.text.endswith(_COLONS):
        return True
    return (
        not parts.is_minutes and one.first < 1 and one.align in ("left", "both") and _before_text(parts, one)
    )


def _before_text(parts: Parts, one: Paragraph) -> bool:
    """Whether a paragraph, not a table, follows."""
    flow = parts.paper.flow
    place = flow.index(one)
    after = next((item for item in flow[place + 1 :] if isinstance(item, Table) or item.text), None)
    return isinstance(after, Paragraph)


def _tail(parts: Parts, texts: list[Paragraph]) -> None:
    """Body, annex note, sign-off, notes, attendance."""
    day = next((place for place in range(len(texts) - 1, -1, -1) if DATE.match(texts[place].text)), None)
    agencies = _agencies(texts, day) if day is not None else []
    note = next((place for place, one in enumerate(texts) if ANNEX_NOTE.match(one.text)), None)
    in_note = False
    for place, one in enumerate(texts):
        in_note = place == note or (in_note and bool(_ANNEX_ITEM.match(one.text)))
        if place == day:
            role = Role.DATE
        elif place in agencies:
            role = Role.AGENCY
        elif in_note:
            role = Role.ANNEX_NOTE
        elif ATTENDANCE.match(one.text):
            role = Role.ATTENDANCE
        elif ((day is not None and place > day) or place == len(texts) - 1) and _is_note(one):
            role = Role.NOTE
        else:
            role = _text_role(parts, one)
        parts.put(role, one)


def _is_note(one: Paragraph) -> bool:
    return bool(_NOTE.match(one.text)) and not level_of(one.text)


def _agencies(texts: list[Paragraph], day: int) -> list[int]:
    found: list[int] = []
    for place in range(day - 1, -1, -1):
        one = texts[place]
        far = one.align == "right" or one.right >= 1 or one.left + one.first > 6 or one.align == "center"
        if not far or re.search("[。；：:]", one.text) or texts[place + 1].number != one.number + 1:
            break
        found.append(place)
    return found


def _text_role(parts: Parts, one: Paragraph, *, in_annex: bool = False) -> Role:
    """Body text, unless it is a line that belongs to the table below it or a small title in an annex."""
    if not _stands_apart(one) or level_of(one.text):
        return Role.BODY
    if in_annex and len(one.text) <= _SHORT:
        return Role.OTHER
    flow = parts.paper.flow
    for item in flow[flow.index(one) + 1 :]:
        if isinstance(item, Table):
            return Role.OTHER
        if item.text and not _stands_apart(item):
            break
    return Role.BODY


def _stands_apart(one: Paragraph) -> bool:
    return one.align in ("center", "right") or "\t" in one.text or bool(_MADE_BY.match(one.text))


def _annexes(parts: Parts, texts: list[Paragraph]) -> None:
    before: Paragraph | None = None
    role = Role.OTHER
    for one in texts:
        if _opens_annex(one):
            role = Role.ANNEX_LABEL
        elif role is Role.ANNEX_LABEL or (
            role is Role.ANNEX_TITLE and before is not None and _continues_title(before, one)
        ):
            role = Role.ANNEX_TITLE
        else:
            role = _text_role(parts, one, in_annex=True)
        parts.put(role, one)
        before = one


_LEVELS = (
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}\s*[、.．，,：:]")),
    (2, re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")),
    (3, re.compile(r"^[\d０-９]{1,2}\s*(?:[.．、]|，)(?!\d)")),
    (4, re.compile(r"^[（(][\d０-９]{1,2}[）)]")),
)


def level_of(text: str) -> int:
    """The level of a label in front of a paragraph, 0 where there is none."""
    return next((level for level, form in _LEVELS if form.match(text)), 0)
