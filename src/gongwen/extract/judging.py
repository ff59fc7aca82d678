"""Whether an item or a sentence asks for something."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from gongwen.extract import vocabulary as words
from gongwen.extract.pieces import DUTY_LINE, heading_deadlines, own_duties, own_paragraphs
from gongwen.extract.sentences import clause_start, is_request, sentences
from gongwen.model import Deadline, DeadlineKind, Span
from gongwen.parse.layout import Layout, Paragraph
from gongwen.parse.outline import Node
from gongwen.text.deadlines import find_deadlines
from gongwen.text.organizations import is_actor
from gongwen.text.resolve import Base
from gongwen.text.senses import is_meeting

_ASSIGNED = re.compile(r"(?:负责|牵头|配合|落实)\)|\((?:责任|牵头)(?:单位|部门|处室)\s?:[^()]+\)")
_MUST_DO = re.compile(
    rf"{words.MUST}(?!求|点|素|闻|件|领)[^,。;]{{0,24}}(?:完成|审核|提交|交|办结|整改|到位)|^[^,。;]{{2,20}}前,?完成"
)
_PHASE = re.compile(r"[\d年月日上中下旬至到~—-]{2,24}[,:]?[^,。;]{1,10}阶段[。;]?")
_WORK = re.compile(r"[,于](?:[^,。;]{0,24})(?:召开|开展|组织|举办|完成|报送|进行|提交|参加|实现)")
_AT_LATEST = re.compile(r"^\($|[,(][^,。;]{0,4}(?:最迟|最晚|至迟|不迟于|不得迟于)(?:不超过|不得超过|于|在)?$")
_HELD = re.compile(r"在[^。;]{2,40}?(?:举行|召开|举办)|举行|举办|召开")


@dataclass(frozen=True)
class Judge:
    """Judges the items of one notice; `base` resolves dates."""

    layout: Layout
    base: Base
    _found: dict[Span, list[Deadline]] = field(default_factory=dict, compare=False, repr=False)

    def heading(self, node: Node) -> str:
        """An item's heading, folded."""
        return self.layout.folded[node.heading[0] : node.heading[1]]

    def sentences(self, span: Span) -> list[Span]:
        """The sentences in a span."""
        return list(sentences(self.layout.folded, *span))

    def asks(self, span: Span) -> bool:
        """Whether a sentence in the span asks its readers."""
        return any(is_request(self.layout.folded, *sentence) for sentence in self.sentences(span))

    def is_assigned(self, text: str) -> bool:
        """Whether folded text ends a bracket that names who is answerable."""
        return bool(_ASSIGNED.search(text))

    def ends_assigned(self, text: str) -> bool:
        """Whether folded text ends with such a bracket."""
        return any(found.end() == len(text) for found in _ASSIGNED.finditer(text))

    def sets_time_only(self, node: Node, span: Span) -> bool:
        """Whether an item only tells when: 报送时间：…, or a heading 检查时间 above a date."""
        text = self.layout.folded[node.heading[0] : min(node.end, node.heading[1] + 8)]
        heading = self.heading(node)
        is_order = words.starts_with_order(heading) and not words.is_noun_too(heading)
        only_time = words.TIME_LINE.match(text) or (words.TIME_HEADING.fullmatch(heading) and not is_order)
        return bool(only_time) and not self.asks(span) and len(self.deadlines(span)) < 2

    def acts(self, node: Node, *, strictly: bool = False) -> bool:
        """Whether a numbered item asks for something: an order, a request, a deadline.

        Args:
            node: the item.
            strictly: its section lists materials or steps, so that an order alone is not enough.
        """
        own, _ = own_paragraphs(node)
        body = (node.heading[0], own[-1].end)
        text = self.layout.folded[slice(*body)]
        if self.is_limit(text):
            return False
        if strictly:
            acts = words.FILL_IN.search(text) or words.UNIT_ACTS.match(text)
            return self.asks(body) or bool(self.deadlines(body)) or bool(acts)
        heading = self.heading(node)
        if words.starts_with_order(heading) and "如下" not in heading:
            return True
        is_charged = self.is_assigned(text) or bool(own_duties(node)) or words.ANSWERS_FOR.match(text)
        return self.asks(body) or bool(self.deadlines(body)) or bool(is_charged)

    def is_limit(self, text: str) -> bool:
        """Whether a folded item only bounds or describes: who is eligible, how large, who pays."""
        if words.HAND_OVER.search(text) or words.PLEASE.search(text):
            return False
        if _PHASE.fullmatch(text):
            return True
        if words.ELIGIBLE.search(text):
            return True
        is_order = self.is_assigned(text) or words.starts_with_order(text)
        return len(text) < 48 and not is_order and bool(words.NOT_A_REQUEST.search(text))

    def is_organizers(self, span: Span) -> bool:
        """Whether an item only says what the organizer will do."""
        text = self.layout.folded[slice(*span)]
        will = words.WILL.match(text) or words.ORGANIZER.match(text)
        return bool(will) and not self.is_assigned(text) and not self.asks(span)

    def mostly_acts(self, node: Node) -> bool:
        """Whether the items of a section are orders, so that each of them is one."""
        if words.is_materials(self.heading(node)):
            return False
        last = node.children[-1].paragraphs[-1]
        if DUTY_LINE.match(last.folded) or heading_deadlines(self.layout, node, self.base):
            return True
        leaves = [child for child in node.children if not words.is_topic(self.heading(child))]
        acting = sum(bool(child.children) or self.acts(child) for child in leaves)
        return len(leaves) > 1 and acting * 2 >= len(leaves)

    def deadlines(self, span: Span) -> list[Deadline]:
        """Deadlines in a span, those that name the same day once unless each opens a sentence."""
        if span in self._found:
            return self._found[span]
        known: dict[object, Deadline] = {}
        for deadline in self._latest(find_deadlines(self.layout.folded, span, self.base)):
            known.setdefault(self._key(span[0], deadline), self._attended(span, deadline))
        return self._found.setdefault(span, list(known.values()))

    def _attended(self, span: Span, deadline: Deadline) -> Deadline:
        """Who attends a meeting of several days comes on the first."""
        start, end = deadline.span
        before = self.layout.folded[max(span[0], start - 16) : start]
        if deadline.opens and is_meeting(before, self.layout.folded[end : end + 60]):
            return replace(deadline, due=deadline.opens)
        return deadline

    def days(self, span: Span) -> list[Deadline]:
        """Any days in a span that only tells when something is held."""
        found = find_deadlines(self.layout.folded, span, self.base, loose=True)
        return [day for day in found if day.opens or day.due]

    def _latest(self, found: list[Deadline]) -> list[Deadline]:
        """…后5天内完成，最迟不超过7月13日 is one deadline: the day named last."""
        answer: list[Deadline] = []
        for deadline in found:
            between = self.layout.folded[answer[-1].span[1] : deadline.span[0]] if answer else ""
            if _AT_LATEST.search(between) and answer[-1].due is None:
                answer.pop()
            answer.append(deadline)
        return answer

    def _key(self, begin: int, deadline: Deadline) -> object:
        folded = self.layout.folded
        opens_sentence = folded[deadline.span[0] - 1 : deadline.span[0]] == "。"
        if deadline.due:
            return deadline.due, deadline.span if opens_sentence else None
        if deadline.kind is DeadlineKind.RECURRING:
            actor = folded[clause_start(folded, begin, deadline.span[0]) : deadline.span[0]]
            return deadline.recurrence, actor if is_actor(actor) else ""
        return deadline.kind, deadline.event, deadline.offset_workdays

    def is_meeting(self, span: Span, found: list[Deadline]) -> bool:
        """Whether a sentence tells when and where a meeting is held."""
        if not found or found[0].due is None:
            return False
        before = self.layout.folded[span[0] : found[0].span[0]]
        held = _HELD.search(self.layout.folded[found[0].span[1] : span[1]])
        return before.endswith(("定于", "拟于", "将于")) and bool(held)

    def starts_work(self, text: str, found: list[Deadline]) -> bool:
        """Whether a sentence with a deadline but no request word still sets work: 于…前，开展…."""
        is_set = any(deadline.due or deadline.event or deadline.recurrence for deadline in found)
        return is_set and bool(_WORK.search(text) or words.HAND_OVER.search(text) or _MUST_DO.search(text))

    def lists_materials(self, own: list[Paragraph]) -> bool:
        """Whether the text above a list says that the list is of things to hand in."""
        return len(own) > 1 and bool(words.MATERIALS_FOLLOW.search(own[-1].folded))
