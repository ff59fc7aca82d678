"""A request as a stretch of the text, and the paragraphs of an item that may hold it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongwen.model import Deadline, Span
from gongwen.parse.layout import Layout, Paragraph
from gongwen.parse.outline import Node
from gongwen.text.deadlines import find_deadlines
from gongwen.text.resolve import Base

DUTY_LINE = re.compile(
    r"(?:责任|牵头|负责|主责|配合|承办|协办|参与|主办)(?:部门|单位|处室|科室|人)(?:\(单位\))?(?:及配合单位)?\s?:"
)
_NO_ORDER = re.compile(
    DUTY_LINE.pattern
    + r"|(?:联系|联络|咨询|办公)?(?:人|电\s?话|方式|传真|邮箱|地址)[^,。;:()]{0,6}:"
    + r"|(?:电子|通[讯信]|邮寄|邮政|联系)(?:邮箱|信箱|地址|编码|邮件)\s?:|E-?mail\s?:|邮编\s?:",
    re.IGNORECASE,
)
_KEY_LINE = re.compile(r"[^,。;:()]{1,12}:")
_ALL_ABOVE = re.compile(r"(?:以上|上述)")


@dataclass(frozen=True)
class Piece:
    """One request: its span, the item it stands in, its own deadline, and whether it is prose."""

    start: int
    end: int
    node: Node | None = None
    deadline: Deadline | None = None
    is_whole: bool = True  # covers its item from the label on
    focus: Span | None = None  # the part that asks for this one thing, where two share a sentence
    units: tuple[Span, ...] = ()  # the cells that name who acts, where the request is a row of a plan

    @property
    def asked(self) -> Span:
        """The stretch that says what is asked, the item's label left out."""
        if self.focus:
            return self.focus
        begin = self.node.heading[0] if self.node is not None and self.is_whole else self.start
        return begin, self.end


@dataclass
class Cut:
    """What cutting a notice yields: requests, labelled deadlines of the whole, and meeting dates.

    `ways` are items that say how to hand in and ask for nothing else.
    """

    pieces: list[Piece] = field(default_factory=list)
    labelled: list[tuple[Node | None, Deadline]] = field(default_factory=list)
    meetings: list[Deadline] = field(default_factory=list)
    ways: list[Piece] = field(default_factory=list)
    is_called: bool = False  # a sentence calls to the meeting, not only a line that names its time
    convenes: bool = False  # and says 召开, so that those addressed are to be there


def own_paragraphs(node: Node) -> tuple[list[Paragraph], list[Paragraph]]:
    """An item's own paragraphs without duty lines, and those after it that belong to no item.

    Where the items of a section are one paragraph each, what follows the last of them is the
    closing of the notice; 以上材料… speaks of all items.
    """
    first, *others = node.paragraphs
    kept = [first, *(p for p in others if not (p.cells or _NO_ORDER.match(p.folded)))]
    for index, paragraph in enumerate(kept[1:], 1):
        if _ALL_ABOVE.match(paragraph.folded):
            return kept[:index], kept[index:]
    is_complete = "。" in first.folded and len(first.folded) > 40
    if node.children or not _is_last(node):
        return kept, []
    usual = 1 if is_complete else _usual_length(node)
    if not usual:
        return kept, []
    count = usual
    while count < len(kept) and _KEY_LINE.match(kept[count].folded):
        count += 1
    return kept[:count], kept[count:]


def own_duties(node: Node) -> list[Paragraph]:
    """An item's lines that name who is answerable: 责任部门：…, 牵头单位：…."""
    return [paragraph for paragraph in node.paragraphs if DUTY_LINE.match(paragraph.folded)]


def _usual_length(node: Node) -> int:
    """How many paragraphs each of the items before this one has, 0 where they differ."""
    before = [other for other in node.parent.children if other is not node] if node.parent else []
    lengths = {len(other.paragraphs) for other in before if not other.children}
    same = len(before) > 1 and len(lengths) == 1 and not any(other.children for other in before)
    return lengths.pop() if same else 0


def _is_last(node: Node) -> bool:
    return node.parent is None or node.parent.children[-1] is node


def heading_deadlines(layout: Layout, node: Node, base: Base) -> list[Deadline]:
    """Deadlines in the brackets of an item's heading: （11月上旬前完成）."""
    if node.label is None:
        return []
    end = min(node.paragraphs[0].end, node.heading[1] + 1)
    return [
        deadline
        for bracket in re.finditer(r"\([^()]{2,40}\)", layout.folded[node.heading[0] : end])
        for deadline in find_deadlines(
            layout.folded,
            (node.heading[0] + bracket.start() + 1, node.heading[0] + bracket.end() - 1),
            base,
            loose=True,
        )
    ]
