"""Requests turned into tasks: deadline, deliverables, responsible units, desk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongwen.extract import briefs
from gongwen.extract import vocabulary as words
from gongwen.extract.cutter import Cutter
from gongwen.extract.deliverables import Forms, collects, deliverables, medium_of
from gongwen.extract.pieces import Cut, Piece, heading_deadlines
from gongwen.extract.responsible import duty_lines, responsible
from gongwen.extract.sentences import sentences
from gongwen.model import Attachment, Contact, Deadline, Deliverable, Medium, Sheet, Task
from gongwen.parse.layout import Layout
from gongwen.parse.outline import Node
from gongwen.text.resolve import Base
from gongwen.text.widths import fold

LONGEST_TASK = 700
_DAY = re.compile("[日号]")
_ASSIGNED = re.compile(r"负责\)")
_OWN_DEADLINE = re.compile(r"(?:截止|报送|提交|完成|征集)(?:时间|日期|时限)?\s?:")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a request is seen against: the text, the title, the attachments, the desks, the base year."""

    layout: Layout
    title: str  # folded
    attachments: tuple[Attachment, ...]
    contacts: tuple[Contact, ...]
    base: Base

    @property
    def forms(self) -> Forms:
        return Forms(tuple(fold(attachment.title) for attachment in self.attachments))


def find_tasks(setting: Setting, root: Node) -> tuple[Task, ...]:
    """The tasks of a notice in reading order."""
    cut = Cutter(setting.layout, setting.base).cut(root)
    if setting.title:
        cut.convenes = bool(words.CONVENES.search(setting.title))
    if not cut.pieces:
        cut.pieces = [*cut.ways, *_labelled_pieces(setting, cut)]
    pieces = [_with_section_deadline(setting, piece) for piece in cut.pieces]
    pieces = _with_meeting(setting.layout, pieces, cut)
    found = [deliverables_of(setting, piece) for piece in pieces]
    pieces = _with_labelled(pieces, found, cut)
    return tuple(_task(setting, piece, things) for piece, things in zip(pieces, found, strict=True))


def _labelled_pieces(setting: Setting, cut: Cut) -> list[Piece]:
    """Where a notice names a deadline and asks in no sentence, the deadline's line is the request."""
    if cut.ways:
        return []
    answer = []
    for _, deadline in cut.labelled[:1]:
        paragraph = next(p for p in setting.layout.paragraphs if p.start <= deadline.span[0] < p.end)
        answer.append(Piece(paragraph.start, paragraph.end, None, deadline, False))
    return answer


def _with_section_deadline(setting: Setting, piece: Piece) -> Piece:
    """A deadline in an item's heading or that of its section, or at the section's end, holds for it."""
    if piece.deadline or piece.node is None:
        return piece
    for node in (piece.node, *piece.node.ancestors()):
        found = heading_deadlines(setting.layout, node, setting.base)
        if found:
            return replace(piece, deadline=found[0])
    return piece


def _with_meeting(layout: Layout, pieces: list[Piece], cut: Cut) -> list[Piece]:
    if not cut.meetings or any(piece.deadline in cut.meetings for piece in pieces):
        return pieces
    meeting = next((one for one in cut.meetings if _DAY.search(one.text)), cut.meetings[0])
    for index, piece in enumerate(pieces):
        text = layout.folded[piece.start : piece.end]
        if piece.deadline is None and words.ATTEND.search(text) and not words.HAND_OVER.search(text):
            return [*pieces[:index], replace(piece, deadline=meeting), *pieces[index + 1 :]]
    for index, piece in enumerate(pieces):
        parts = _attend_first(layout, piece, meeting)
        if parts:
            return [*pieces[:index], *parts, *pieces[index + 1 :]]
    is_dated = any(piece.deadline for piece in pieces)
    if pieces and not (cut.convenes or (cut.is_called and not is_dated)):
        return pieces
    around = next(p for p in layout.paragraphs if p.start <= meeting.span[0] < p.end)
    span = next(
        s for s in sentences(layout.folded, around.start, around.end) if s[0] <= meeting.span[0] < s[1]
    )
    return sorted([*pieces, Piece(*span, None, meeting, False)], key=lambda piece: piece.start)


def _attend_first(layout: Layout, piece: Piece, meeting: Deadline) -> list[Piece]:
    """An item that asks to attend and then, with a date of its own, for something else."""
    first = next(iter(sentences(layout.folded, piece.start, piece.end)), None)
    if first is None or piece.deadline is None or piece.deadline.span[0] < first[1]:
        return []
    if not words.ATTEND.search(layout.folded[slice(*first)]):
        return []
    return [replace(piece, end=first[1], deadline=meeting), replace(piece, start=first[1], is_whole=False)]


def _with_labelled(pieces: list[Piece], found: list[tuple[Deliverable, ...]], cut: Cut) -> list[Piece]:
    """A line 报送时间：… holds for what is handed in beside it, else for all that is handed in."""
    answer = list(pieces)
    for node, deadline in cut.labelled:
        open_ones = [
            index
            for index, piece in enumerate(answer)
            if piece.deadline is None and (found[index] or len(answer) == 1)
        ]
        beside = [index for index in open_ones if _is_beside(answer[index].node, node)]
        for index in beside or open_ones:
            answer[index] = replace(answer[index], deadline=deadline)
    return answer


def _is_beside(node: Node | None, other: Node | None) -> bool:
    if node is None or other is None:
        return False
    return any(above.parent is other.parent for above in (node, *node.ancestors()))


def deliverables_of(setting: Setting, piece: Piece) -> tuple[Deliverable, ...]:
    """What a request asks to hand in; in a call for contributions an item with its own deadline is
    itself the thing, and a form whose block speaks of it belongs to it.
    """
    layout = setting.layout
    stretch = layout.folded[piece.start : piece.end]
    node_end = piece.node.end if piece.node is not None else piece.end
    by_plan = bool(_ASSIGNED.search(layout.folded[piece.start : node_end])) or bool(
        piece.node is not None and duty_lines(piece.node)
    )
    found = deliverables(layout, piece.asked, setting.forms, by_plan=by_plan)
    has_label = bool(_OWN_DEADLINE.search(stretch))
    if (
        has_label
        and collects(setting.title)
        and piece.node is not None
        and not any(d.media in ("text", "table") for d in found)
    ):
        thing = Deliverable(
            briefs.name(layout, piece), medium_of(stretch[: piece.node.heading[1] - piece.start])
        )
        found = (thing, *(other for other in found if other.text != "文字"))
    found = tuple(thing for one in found for thing in _all_above(setting, piece, one))
    node = piece.node
    if node is not None and not found and words.WAY_LINE.match(layout.folded, node.heading[0], node_end):
        found = (Deliverable(briefs.name(layout, piece)),)
    return tuple(_with_form(setting, piece, thing) for thing in found)


def _all_above(setting: Setting, piece: Piece, thing: Deliverable) -> list[Deliverable]:
    """以上材料 means the items of the list above it, by their first words."""
    siblings = piece.node.parent.children if piece.node and piece.node.parent else []
    if not re.match("以上|上述", thing.text) or not siblings:
        return [thing]
    layout = setting.layout
    items = []
    for node in siblings:
        start, end = node.heading
        head = re.split(r"[,。;:(]|\d", layout.folded[start:end])[0]
        items.append(
            Deliverable(
                layout.text[start : start + len(head)],
                medium_of(head),
                sheet=setting.forms.named_in(layout.folded[start:end]),
            )
        )
    return [item for item in items if len(item.text) > 1] or [thing]


def _with_form(setting: Setting, piece: Piece, thing: Deliverable) -> Deliverable:
    pictures = thing.media in (Medium.PHOTO, Medium.VIDEO)
    if thing.sheet is not None or pictures or not collects(setting.title):
        return thing
    sheets = [index for index, attachment in enumerate(setting.attachments) if attachment.sheet]
    if len(sheets) == 1 and _OWN_DEADLINE.search(setting.layout.folded, piece.start, piece.end):
        return replace(thing, sheet=sheets[0])
    words_of = _pairs(fold(briefs.name(setting.layout, piece)) + fold(thing.text))
    for index, attachment in enumerate(setting.attachments):
        sheet = attachment.sheet
        if sheet is not None and any(len(words_of & _pairs(fold(text))) >= 2 for text in _block_texts(sheet)):
            return replace(thing, sheet=index)
    return thing


def _block_texts(sheet: Sheet) -> list[str]:
    return [block.label for block in sheet.blocks if block.key != "header"]


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters, by which two wordings are compared."""
    runs = re.findall(r"[一-龥]{2,}", text)
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}


def _task(setting: Setting, piece: Piece, things: tuple[Deliverable, ...]) -> Task:
    layout = setting.layout
    start, end = _cut_to_length(layout, piece)
    folded = layout.folded[start:end]
    return Task(
        text=layout.text[start:end],
        span=(start, end),
        name=briefs.name(layout, piece, things),
        section=_path(layout, piece.node),
        purpose=briefs.labelled(layout, piece, "purpose"),
        content=briefs.labelled(layout, piece, "content"),
        audience=briefs.audience(layout, piece),
        responsible=responsible(layout, piece),
        deadline=_printed(layout, piece.deadline),
        deliverables=things,
        count=briefs.count(folded),
        contact=desk_of(setting, piece, things),
    )


def _printed(layout: Layout, deadline: Deadline | None) -> Deadline | None:
    """The deadline with the characters as printed, where the search ran over folded text."""
    if deadline is None:
        return None
    event = deadline.event
    text = layout.text[deadline.span[0] : deadline.span[1]]
    return replace(deadline, text=text.replace("\n", ""), event=event)


def _cut_to_length(layout: Layout, piece: Piece) -> tuple[int, int]:
    """The span of a task, at most 700 characters: whole sentences, those that ask kept."""
    start, end = piece.start, piece.end
    while end > start and layout.folded[end - 1].isspace():
        end -= 1
    while start < end and layout.folded[start].isspace():
        start += 1
    if end - start <= LONGEST_TASK:
        return start, end
    stop = start
    for _, sentence_end in sentences(layout.folded, start, end):
        if sentence_end - start > LONGEST_TASK:
            break
        stop = sentence_end
    return start, stop if stop > start else start + LONGEST_TASK


def _path(layout: Layout, node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    return tuple(_heading(layout, above) for above in reversed([node, *node.ancestors()]))


def _heading(layout: Layout, node: Node) -> str:
    start = node.label.start if node.label else node.heading[0]
    return layout.text[start : min(node.heading[1], node.heading[0] + 60)].replace("\n", "")


def desk_of(setting: Setting, piece: Piece, things: Sequence[Deliverable]) -> int | None:
    """Index of the contact for a request: named in it, serving its topic, or the only one."""
    contacts = setting.contacts
    for index, contact in enumerate(contacts):
        if contact.span and piece.start <= contact.span[0] < piece.end:
            return index
    wanted = _pairs(fold(briefs.name(setting.layout, piece)) + "".join(fold(thing.text) for thing in things))
    scores = [_closeness(wanted, contact) for contact in contacts]
    if things and scores and max(scores) > 0:
        return scores.index(max(scores))
    named = [index for index, contact in enumerate(contacts) if contact.name or contact.emails]
    return named[0] if things and len(named) == 1 else None


def _closeness(wanted: set[str], contact: Contact) -> float:
    """Share of a topic's words that the request has; a topic may name several items with 、."""
    topics = re.split("[、,;]", fold(contact.topic)) if contact.topic else []
    shares = [len(wanted & pairs) / len(pairs) for pairs in map(_pairs, topics) if pairs]
    best = max(shares, default=0.0)
    return best if best >= 0.3 else 0.0
