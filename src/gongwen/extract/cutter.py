"""The outline of a notice cut into requests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from gongwen.extract import vocabulary as words
from gongwen.extract.judging import Judge
from gongwen.extract.pieces import Cut, Piece, own_duties, own_paragraphs
from gongwen.extract.rows import row_pieces
from gongwen.extract.sentences import SHORTEST_REQUEST, is_request
from gongwen.extract.splitting import Splitter
from gongwen.model import Deadline, Span
from gongwen.parse.layout import Layout, Paragraph
from gongwen.parse.outline import Node
from gongwen.text.resolve import Base

_OTHER_TIME = re.compile(
    r"[^,。;:]{0,4}(?:数据|统计|资料|任期|任职|服务|准备|上课|营业|办公|咨询)(?:时间|期限|时点|日期)"
)
MOST_TASKS = 1000  # requests that are listed; a text with more is no notice
_WHO_MAY = re.compile("条件|资格|范围|对象|名额|费|奖|标准|格式|主题|内容")
_DETAILS = re.compile(r",[^。;]*(?:主要)?(?:包括|内容|任务|要求)(?:有|为|是|如下)?$")
_HELD_THEN = re.compile("举行|召开|举办|报到|开班|会期|集中(?:学习|培训)")
_EVENT_TIME = re.compile(r".{0,4}(?:会议|活动|培训|报到|举办|开班|比赛|考试|检查|开幕)")


@dataclass(frozen=True)
class Cutter:
    """Walks through an outline; `base` resolves dates."""

    layout: Layout
    base: Base

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.layout, self.base)

    @cached_property
    def _splitter(self) -> Splitter:
        return Splitter(self._judge)

    def cut(self, root: Node) -> Cut:
        """All requests of the outline in reading order."""
        answer = Cut()
        self._prose(root.paragraphs, answer)
        for child in root.children:
            self._node(child, answer)
        answer.pieces += islice(row_pieces(self.layout, self.base, root), MOST_TASKS)
        once: dict[object, Piece] = {}
        for piece in answer.pieces:
            once.setdefault((piece.start, piece.end, piece.focus), piece)
        answer.pieces = sorted(once.values(), key=lambda piece: piece.start)
        return answer

    def _node(self, node: Node, answer: Cut, *, siblings_act: bool = False, strictly: bool = False) -> None:
        is_empty = not node.children and node.end - node.heading[0] < SHORTEST_REQUEST
        if is_empty or len(answer.pieces) >= MOST_TASKS:
            return
        own, loose = own_paragraphs(node)
        if words.is_topic(self._judge.heading(node)):
            self._time(node, answer)
            self._asked_within(node, own, answer)
            loose = own_paragraphs([*node.walk()][-1])[1]
        elif node.children:
            self._section(node, own, answer)
        else:
            self._leaf(node, own, answer, siblings_act, strictly)
        self._prose(loose, answer, node=node if loose and node.parent is not None else None)

    def _asked_within(self, node: Node, own: list[Paragraph], answer: Cut) -> None:
        """Sentences that say 请 below a heading that only tells when, where or who."""
        begin = min(node.heading[1] + 1, own[-1].end)
        for paragraph in own:
            span = (max(paragraph.start, begin), paragraph.end)
            for sentence in self._judge.sentences(span) if span[0] < span[1] else ():
                if words.PLEASE.search(self.layout.folded, *sentence):
                    self._sentence(sentence, answer, node)
        for child in node.children:
            if self._acts_below_topic(child):
                self._node(child, answer)

    def _acts_below_topic(self, node: Node) -> bool:
        """Whether an item below such a heading is work: handed in by a day, or somebody's duty."""
        span = (node.start, node.end)
        is_handed_in = words.HAND_OVER.search(self.layout.folded, *span) and self._judge.deadlines(span)
        if not _WHO_MAY.search(self._judge.heading(node.parent or node)) and words.UNITS_MUST.search(
            self.layout.folded, node.heading[0], node.end
        ):
            return True
        return bool(is_handed_in) or any(own_duties(one) for one in node.walk())

    def _section(self, node: Node, own: list[Paragraph], answer: Cut) -> None:
        found = self._judge.deadlines(node.heading)
        if len(found) == 1 and _DETAILS.search(self._judge.heading(node)):
            self._with_details(node, found[0], answer)
            return
        self._own_text(node, own, answer)
        if self._judge.lists_materials(own):
            return
        strictly = words.is_materials(self._judge.heading(node))
        siblings_act = self._judge.mostly_acts(node)
        for child in node.children:
            self._node(child, answer, siblings_act=siblings_act, strictly=strictly)

    def _with_details(self, node: Node, deadline: Deadline, answer: Cut) -> None:
        """An item whose heading sets the day and whose items only say what belongs to it."""
        answer.pieces.append(Piece(node.start, node.end, node, deadline))
        for child in node.children:
            if words.HAND_OVER.search(self.layout.folded, child.start, child.end):
                self._node(child, answer)

    def _own_text(self, node: Node, own: list[Paragraph], answer: Cut) -> None:
        """The text between a section's heading and its first item; a heading that asks counts as text."""
        begin = min(node.heading[1] + 1, own[-1].end)
        if "," in self._judge.heading(node) and is_request(self.layout.folded, *node.heading):
            begin = node.heading[0]
        span = (begin, own[-1].end)
        text = self.layout.folded[slice(*span)]
        if self._judge.is_assigned(text):
            answer.pieces += self._splitter.item(node, own)
            return
        found = self._judge.deadlines(span) if len(text) >= 8 else []
        if len(found) > 1:
            answer.pieces += self._splitter.by_deadline(node, span, found)
        elif len(text) >= 8:
            self._prose([p for p in own if p.end > begin], answer, node=node, begin=begin)

    def _leaf(
        self, node: Node, own: list[Paragraph], answer: Cut, siblings_act: bool, strictly: bool
    ) -> None:
        judge = self._judge
        span = (own[0].start, own[-1].end)
        body = (node.heading[0], span[1])
        if judge.sets_time_only(node, span):
            self._time(node, answer)
        elif words.WAY_LINE.match(judge.heading(node)) and not judge.asks(span):
            answer.ways.append(Piece(*span, node))
        elif judge.is_organizers(body) and not own_duties(node):
            return
        elif judge.acts(node, strictly=strictly) or (
            siblings_act and not judge.is_limit(self.layout.folded[slice(*body)])
        ):
            answer.pieces += self._splitter.item(node, own)

    def _time(self, node: Node, answer: Cut) -> None:
        """A line or section that tells when: a deadline for what is handed in, or a meeting's date."""
        heading = self._judge.heading(node)
        text = self.layout.folded[node.heading[0] : node.end]
        if _OTHER_TIME.match(text):
            return
        if not (words.TIME_LINE.match(text) or "时间" in heading):
            return
        for part in (node, *node.children):
            span = (part.heading[0], part.end)
            is_event = bool(_EVENT_TIME.match(heading) or _HELD_THEN.search(self.layout.folded, *span))
            found = self._judge.deadlines(span) or (self._judge.days(span) if is_event else [])
            if found:
                self._timed(is_event, node, found[:1], answer)
                return

    def _timed(self, is_event: bool, node: Node | None, found: list[Deadline], answer: Cut) -> None:
        if is_event:
            answer.meetings += [replace(day, due=day.opens or day.due) for day in found]
        else:
            answer.labelled += [(node, deadline) for deadline in found]

    # Prose: sentences outside the numbered items

    def _prose(
        self, paragraphs: Iterable[Paragraph], answer: Cut, *, node: Node | None = None, begin: int = 0
    ) -> None:
        for paragraph in paragraphs:
            if paragraph.cells or len(paragraph.folded) < SHORTEST_REQUEST:
                continue
            if len(answer.pieces) >= MOST_TASKS:
                return
            span = (max(paragraph.start, begin), paragraph.end)
            if _OTHER_TIME.match(self.layout.folded, *span):
                continue
            found = self._judge.deadlines(span)
            if found and words.THING_TIME.match(self.layout.folded, *span):
                answer.pieces += self._splitter.by_deadline(node, span, found)
                continue
            if words.TIME_LINE.match(self.layout.folded, *span) and not self._judge.asks(span):
                is_event = _EVENT_TIME.match(paragraph.folded) is not None
                self._timed(is_event, node, self._judge.deadlines(span)[:1], answer)
                continue
            for sentence in self._judge.sentences(span):
                self._sentence(sentence, answer, node)

    def _sentence(self, span: Span, answer: Cut, node: Node | None) -> None:
        judge = self._judge
        text = self.layout.folded[slice(*span)]
        found = judge.deadlines(span)
        if judge.is_meeting(span, found):
            answer.meetings.append(found[0])
            answer.is_called = True
            answer.convenes |= "召开" in text
            if words.PLEASE.search(text) and words.ATTEND.search(text):
                answer.pieces.append(Piece(*span, node, found[0], False))
            return
        if words.DEADLINE_SENTENCE.match(text) and not words.HAND_OVER.search(text):
            self._timed(False, node, found[:1], answer)
            return
        if not is_request(self.layout.folded, *span) and not (found and judge.starts_work(text, found)):
            return
        if words.COGNITION.search(text) and not found and not words.HAND_OVER.search(text):
            return
        if len(found) > 1:
            answer.pieces += self._splitter.by_deadline(node, span, found)
            return
        piece = Piece(*span, node, found[0] if found else None, False)
        answer.pieces += self._splitter.with_report(piece)
