"""Who acts: units in brackets, 责任部门 lines, the subject of the request."""

from __future__ import annotations

import re

from gongwen.extract.pieces import DUTY_LINE, Piece, own_duties
from gongwen.extract.sentences import actors, sentences, split_units, subject
from gongwen.model import DeadlineKind, Span
from gongwen.parse.layout import Layout, Paragraph
from gongwen.parse.outline import Node
from gongwen.text.organizations import is_unit, split_outside_brackets

_IN_BRACKETS = re.compile(r"\((?P<units>[^()]{2,300}?(?:\([^()]*\)[^()]*)*?)(?:负责|牵头|落实|配合)\)")
_LED_IN_BRACKETS = re.compile(  # (甲局牵头,乙局、各镇街;10月底前完成)
    r"\((?P<units>[^(),;]{2,60}牵头[,;](?:[^()]|\([^()]*\)){2,200})\)"
)
_DUTY_BRACKET = re.compile(
    r"[(\[〔【](?:责任|牵头|主责|承办|负责|主办)(?:单位|部门|处室)\s?:(?P<units>(?:[^()\[\]〔〕【】]|\([^()\n]*\)){2,400})[)\]〕】]"
)
_NAMED = re.compile(
    r"(?P<before>.)\((?P<units>[^()\n]{2,200}(?:\([^()\n]{1,20}\)[^()\n]{0,100}){0,12})\)[。;]?$",
    re.MULTILINE,
)
_LEADING = re.compile(r"(?P<units>(?!报送|填报|申报|推荐|联系|主办|受理)[^,。;:()\n]{2,60}):(?=[^\n])")
_SHARED = re.compile(r"(?:按照?|依)?(?:各自)?(?:职责)?(?:分工)?(?:分别|共同)?负?责?$")
_ROLE = re.compile(
    r"(?:\((?:牵头|配合|主责)\))?(?:牵头|配合|参加|参与|负责|会同|落实|(?:具体|组织)?实施|等)*$"
)
_AND_OTHERS = re.compile(
    r"等(?=[一-龥]{0,3}(?:有关|相关|其他)|各|省|市|州|县|区|乡|镇|街道|部门|单位)|以及|[及]"
)
_ROLE_LABEL = re.compile(
    r"(?:责任|牵头|主责|承办|配合|协办|参与|参加|主办|负责|落实)(?:单位|部门|处室|科室)\s?:"
)
_LIMIT = re.compile(
    r"(?:完成|推进|坚持|(?<!具体)(?<!组织)实施|[前底末内]|长期|常年|适时|另行通知)$"
)  # a time, no unit
_ASKED_POLITELY = re.compile(",?请")
_VAGUE = {
    "相关部门",
    "相关单位",
    "有关部门",
    "有关单位",
    "部门",
    "单位",
    "其他部门",
    "其他单位",
    "其他有关部门",
    "其他有关单位",
}


def responsible(layout: Layout, piece: Piece) -> tuple[str, ...]:
    """The units that act in a request, as printed: assigned ones first, else its subjects."""
    if piece.units:
        return _texts(layout, [unit for cell in piece.units for unit in _units(layout.folded, *cell)])
    subjects = _subjects(layout, piece)
    deadline = piece.deadline
    if subjects and deadline and deadline.kind is DeadlineKind.RECURRING:
        return subjects
    if piece.node is not None:
        assigned = _assigned(layout, piece, piece.node) or _led(layout, piece.node)
        if assigned:
            return assigned
    return subjects


def _assigned(layout: Layout, piece: Piece, node: Node) -> tuple[str, ...]:
    found = _IN_BRACKETS.search(layout.folded, piece.start, node.end)
    if found:
        start, end = found.span("units")
        return _texts(layout, _units(layout.folded, start, end - len(_tail(layout.folded[start:end]))))
    led = _LED_IN_BRACKETS.search(layout.folded, piece.start, node.end)
    if led:
        return _texts(layout, _units(layout.folded, *led.span("units")))
    named = _DUTY_BRACKET.search(layout.folded, piece.start, node.end)
    if named:
        start, end = named.span("units")
        stop = layout.folded.find("。", start, end)
        end = stop if stop >= 0 else end
        return _texts(layout, _units(layout.folded, start, end - len(_tail(layout.folded[start:end]))))
    spans = _named_units(layout, piece, node)
    if spans:
        return _texts(layout, spans)
    for line in duty_lines(node):
        head = DUTY_LINE.match(line.folded)
        spans += _units(layout.folded, line.start + (head.end() if head else 0), line.end)
    return _texts(layout, spans)


def _led(layout: Layout, node: Node) -> tuple[str, ...]:
    """The units that an item begins with, as a heading of all that it says: 3)审计部:…."""
    label = node.label
    found = _LEADING.match(layout.folded, label.end, node.end) if label else None
    if found is None or _ROLE_LABEL.match(found.group()):
        return ()
    spans = split_units(layout.folded, found.span("units"))
    return _texts(layout, spans) if all(is_unit(layout.folded[a:b]) for a, b in spans) else ()


def _named_units(layout: Layout, piece: Piece, node: Node) -> list[Span]:
    """The units of a bracket that ends an item and holds nothing else: …误解。(市科协、市教育局)."""
    for found in _NAMED.finditer(layout.folded, piece.start, node.end):
        spans = _units(layout.folded, *found.span("units"))
        stands_apart = found["before"] in "。;!" or len(spans) > 1
        if stands_apart and all(is_unit(layout.folded[a:b]) for a, b in spans):
            return spans
    return []


def _tail(folded: str) -> str:
    found = _SHARED.search(folded)
    return found.group() if found else ""


def _units(folded: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    for a, b in split_outside_brackets(folded, start, end, "、,;。\n"):
        label = _ROLE_LABEL.match(folded, a, b)
        a = label.end() if label else a
        if _LIMIT.search(folded, a, b):
            continue
        for c, d, is_rest in _split_others(folded, a, b):
            role = _ROLE.search(folded[c:d])
            stop = d - len(role.group()) if role else d
            if c < stop and not (is_rest and folded[c:stop] in _VAGUE):
                spans.append((c, stop))
    return spans


def _split_others(folded: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    pieces: list[tuple[int, int, bool]] = []
    since, is_rest = start, False
    for found in _AND_OTHERS.finditer(folded, start, end):
        if found.start() - since < 2 or (
            found.group() == "及" and not is_unit(folded[since : found.start()])
        ):
            continue
        pieces.append((since, found.start(), is_rest))
        since, is_rest = found.end(), found.group() == "等"
    pieces.append((since, end, is_rest))
    return pieces


def duty_lines(node: Node) -> list[Paragraph]:
    """The 牵头单位 and 责任部门 lines of an item: its own, or those at the end of its section."""
    for current in (node, *node.ancestors()):
        own = own_duties(current)
        if own and (current is node or not _closes_section(current)):
            return own
        parent = current.parent
        if parent is None or parent.label is None:
            continue
        if _closes_section(parent.children[-1]):
            return own_duties(parent.children[-1])
    return []


def _names_duty(node: Node) -> bool:
    return bool(own_duties(node)) or any(_DUTY_BRACKET.search(p.folded) for p in node.paragraphs)


def _closes_section(node: Node) -> bool:
    """Whether only this last item of its section carries a duty line, so that it is the section's."""
    siblings = node.parent.children if node.parent else [node]
    others = [sibling for sibling in siblings if sibling is not node]
    return bool(own_duties(node)) and siblings[-1] is node and not any(map(_names_duty, others))


def _subjects(layout: Layout, piece: Piece) -> tuple[str, ...]:
    spans: list[Span] = []
    begin = piece.start if piece.focus else piece.asked[0]
    for start, end in sentences(layout.folded, begin, piece.end):
        found = subject(layout.folded, start, end)
        if found and _ASKED_POLITELY.match(layout.folded, found[1]):
            continue  # 各学会请于…: they are addressed
        spans += split_units(layout.folded, found) if found else []
    if not spans:
        acting = (
            who
            for s in sentences(layout.folded, begin, piece.end)
            for who in actors(layout.folded, *s)
            if not _ASKED_POLITELY.match(layout.folded, who[1])
        )
        spans = [unit for who in acting for unit in split_units(layout.folded, who)]
    if not spans and piece.node is not None:
        label = piece.node.label
        spans = _begun_before(layout.folded, label.end if label else piece.node.start, begin)
    return tuple(dict.fromkeys(_texts(layout, spans)))


def _begun_before(folded: str, start: int, begin: int) -> list[Span]:
    """Who acts in the earlier clauses of the sentence that a request goes on in."""
    for span in sentences(folded, start, begin + 1):
        if span[0] < begin < span[1]:
            acting = [who for who in actors(folded, span[0], begin) if who[0] == span[0]]
            return [unit for who in acting for unit in split_units(folded, who)]
    return []


def _texts(layout: Layout, spans: list[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layout.text[a:b].replace("\n", "") for a, b in spans if a < b))
