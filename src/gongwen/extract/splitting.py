"""One item cut into requests: by deadlines, by who is asked, by the report at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from gongwen.extract import vocabulary as words
from gongwen.extract.judging import Judge
from gongwen.extract.pieces import Piece
from gongwen.extract.sentences import clause_start, subject
from gongwen.extract.things import find_things
from gongwen.model import Deadline, DeadlineKind, Span
from gongwen.parse.layout import Paragraph
from gongwen.parse.outline import Node
from gongwen.text.organizations import ENDING, is_actor

_TIME_LIMIT = re.compile(r"(?:完成|办结|落实|整改|实施)(?:时限|时间|期限)(?:要求)?\s?[:为]")
_LONGEST_NAME = 30
_SHORT = 45  # characters of a clause that only leads to the request
_OTHER_MATTERS = re.compile("(?:其[他它]|有关|相关)(?:有关|相关)?(?:事项|要求|事宜)?")
_ASKED = re.compile(
    rf"请(?P<who>[^,。;:于将把在按前后]{{1,20}}?{ENDING})(?={words.IMPERATIVE.pattern}|于|将|把|在|按|通知|\d)"
)
_CHARGED = re.compile(rf"[^,。;:]{{1,20}}?{ENDING}(?=负责)")
_AND = re.compile("[、和及]")
_CONDITION = re.compile(r"[^,。;]{2,30}的,$|(?:如|若|因|凡)[^,。;]{2,30},$")
_REPORT = re.compile(r"(?:并|、|,|^)及时(?:报送|上报|反馈)|(?:,|、)(?:并)?及时将[^。;]{2,40}(?:报送|上报|报)")


@dataclass(frozen=True)
class Splitter:
    """Cuts the items of one notice."""

    judge: Judge

    @property
    def _folded(self) -> str:
        return self.judge.layout.folded

    def item(self, node: Node, own: list[Paragraph]) -> list[Piece]:
        """The requests of one item; a line 完成时限：… at its end holds for those without a date."""
        kept = [p for p in own if not _TIME_LIMIT.match(p.folded)]
        limits = [p for p in own if _TIME_LIMIT.match(p.folded)]
        if not limits or not kept or kept[0] is not own[0]:
            return self._parts(node, own)
        found = self.judge.deadlines((limits[0].start, limits[-1].end))
        pieces = self._parts(node, kept)
        if not found:
            return pieces
        return [piece if piece.deadline else replace(piece, deadline=found[0]) for piece in pieces]

    def _parts(self, node: Node, own: list[Paragraph]) -> list[Piece]:
        """Paragraphs that each end with who is answerable stand alone."""
        assigned = [index for index, p in enumerate(own) if self.judge.ends_assigned(p.folded)]
        if len(assigned) > 1:
            cut = assigned[0] + 1
            rest = self._stretch(node, (own[cut].start, own[-1].end), (own[cut].start, own[-1].end))
            return self._parts(node, own[:cut]) + rest
        return self._stretch(node, (own[0].start, own[-1].end), (node.heading[0], own[-1].end))

    def _stretch(self, node: Node, span: Span, body: Span) -> list[Piece]:
        found = self.judge.deadlines(body)
        if len(found) > 1:
            return self.by_deadline(node, span, found)
        deadline = found[0] if found else None
        is_whole = span[0] <= node.heading[0]
        cuts = (
            self._rhythm(body, deadline)
            or self._subject_cuts(body)
            or self._own_act(body, deadline)
            or self._asked_apart(node, body)
        )
        if not cuts:
            return self.with_report(Piece(*span, node, deadline, is_whole))
        pieces = [
            Piece(a, b, node, None, is_whole and a == span[0]) for a, b in pairwise([span[0], *cuts, span[1]])
        ]
        return [
            replace(piece, deadline=deadline) if deadline and _holds(piece, deadline) else piece
            for piece in pieces
        ]

    def _rhythm(self, span: Span, deadline: Deadline | None) -> list[int]:
        """Where a later sentence says who reports again and again: 联络员每周五报送…."""
        if deadline is None or deadline.kind is not DeadlineKind.RECURRING:
            return []
        at = deadline.span[0]
        start = next((a for a, b in self.judge.sentences(span) if a <= at < b), span[0])
        is_told = 2 < at - start <= _LONGEST_NAME and is_actor(self._folded[start:at])
        return [start] if start > span[0] + _LONGEST_NAME and is_told else []

    def _own_act(self, span: Span, deadline: Deadline | None) -> list[int]:
        """Where the issuer says at the end what it will do itself and when: 年底将对…进行考核."""
        if deadline is None:
            return []
        start, end = deadline.span
        opens_sentence = start > span[0] and self._folded[start - 1] == "。"
        return [start] if opens_sentence and words.OWN_ACT.match(self._folded, end) else []

    def _asked_apart(self, node: Node, span: Span) -> list[int]:
        """Under 其他事项 each sentence that says 请 asks for something of its own."""
        if not _OTHER_MATTERS.fullmatch(self.judge.heading(node)):
            return []
        starts = [start for start, end in self.judge.sentences(span) if self.judge.asks((start, end))]
        return [start for start in starts if start > span[0]][1:] if len(starts) > 1 else []

    def _subject_cuts(self, span: Span) -> list[int]:
        """Where a sentence turns to others than those asked before it in the same item."""
        cuts: list[int] = []
        asked: list[str] = []
        for start, end in self._segments(span):
            name = self._who(start, end)
            if name is None:
                if words.PLEASE.match(self._folded, start, end):
                    asked.append(self._folded[start : min(end, start + _LONGEST_NAME)])
                continue
            if asked and not any(name in before or before in name for before in asked):
                cuts.append(start)
            asked.append(name)
        return cuts

    def _segments(self, span: Span) -> list[Span]:
        """Sentences, cut once more at a semicolon behind which somebody is asked."""
        answer: list[Span] = []
        for start, end in self.judge.sentences(span):
            stops = [start + found.end() for found in re.finditer(";", self._folded[start:end])]
            cuts = [at for at, stop in pairwise([*stops, end]) if self._who(at, stop)]
            answer += pairwise([start, *cuts, end])
        return answer

    def _who(self, start: int, end: int) -> str | None:
        """Who is asked in a stretch: its subject, whom 请 names, or, behind a semicolon, who acts plainly."""
        found = subject(self._folded, start, end)
        if found:
            return self._folded[slice(*found)]
        polite = _ASKED.match(self._folded, start, end)
        if polite:
            return polite["who"]
        if self._folded[start - 1 : start] != ";":
            return None
        plain = words.PLAIN_ORDER.match(self._folded, start, end) or _CHARGED.match(self._folded, start, end)
        return plain.group() if plain else None

    def by_deadline(self, node: Node | None, span: Span, found: list[Deadline]) -> list[Piece]:
        """One piece for each deadline, cut at the clause that it stands in."""
        body = max(node.heading[0], span[0]) if node else span[0]
        starts = [self._piece_start(body, deadline) for deadline in found]
        for place, (before, deadline) in enumerate(pairwise(found), 1):
            between = self._folded[before.span[1] : deadline.span[0]]
            if starts[place] == starts[place - 1] and _AND.fullmatch(between):
                starts[place] = deadline.span[0]  # 分别于6月25日前、12月10日前报送
        cuts = sorted({start for start in starts[1:] if start > span[0]})
        lead = self._own_lead(body, starts[0], found[0])
        subjects = [cut for cut in self._subject_cuts((body, span[1])) if all(abs(cut - c) > 1 for c in cuts)]
        cuts = [cut for cut in cuts if not self._has_begun(cut, subjects, starts)]
        pieces = []
        for a, b in pairwise(sorted({span[0], *lead, *cuts, *subjects, span[1]})):
            inside = [deadline for deadline in found if a <= deadline.span[0] < b]
            is_whole = node is not None and a == span[0] and a <= node.heading[0]
            pieces.append(Piece(a, b, node, inside[0] if inside else None, is_whole))
        return [piece for piece in pieces if len(self._folded[piece.start : piece.end].strip()) > 4]

    def _has_begun(self, cut: int, subjects: list[int], starts: list[int]) -> bool:
        """Whether who is asked before a deadline in the same sentence begins its request."""
        near = [begin for begin in subjects if 0 < cut - begin < _SHORT]
        near = [begin for begin in near if not any(begin < start < cut for start in starts)]
        return any(
            not re.search("[。;]", self._folded[begin:cut])
            and not find_things(self._folded, (begin, cut), by_plan=False)
            for begin in near
        )

    def _piece_start(self, body: int, deadline: Deadline) -> int:
        """The clause of a deadline, with the actor that stands one clause before a rhythm."""
        start = clause_start(self._folded, body, deadline.span[0])
        is_rhythm = deadline.kind is DeadlineKind.RECURRING and start == deadline.span[0]
        if is_rhythm and start - 1 > body and self._folded[start - 1] == ",":
            return clause_start(self._folded, body, start - 1)
        before = clause_start(self._folded, body, start - 1) if start - 1 > body else start
        return before if _CONDITION.fullmatch(self._folded, before, start) else start

    def _own_lead(self, body: int, start: int, first: Deadline) -> list[int]:
        """The text before a first sentence with a rhythm and an actor of its own stands alone."""
        is_other = first.kind is DeadlineKind.RECURRING and "," in self._folded[body:start]
        return [start] if is_other and self._folded[start - 1] in "。;" and start > body else []

    def with_report(self, piece: Piece) -> list[Piece]:
        """A report asked for at the end of an item of other work is a request of its own."""
        found = next(
            (
                m
                for m in _REPORT.finditer(self._folded, piece.start, piece.end)
                if m.start() - piece.start > 10
            ),
            None,
        )
        if found is None or piece.deadline:
            return [piece]
        begin = max(self._folded.rfind(mark, piece.start, found.start()) for mark in "。;\n:") + 1
        begin = max(begin, piece.start)
        stops = [
            at for at in (self._folded.find(mark, found.end(), piece.end) for mark in "。;\n") if at >= 0
        ]
        end = min(stops) + 1 if stops else piece.end
        if begin - piece.start < 12:
            first = replace(piece, focus=(piece.asked[0], found.start()))
            return [first, Piece(begin, end, piece.node, None, False, (found.start(), end))]
        return [replace(piece, end=begin), Piece(begin, piece.end, piece.node, None, False)]


def _holds(piece: Piece, deadline: Deadline) -> bool:
    return piece.start <= deadline.span[0] < piece.end
