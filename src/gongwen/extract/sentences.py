"""Sentences, and who is asked in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gongwen.extract import vocabulary as words
from gongwen.model import Span
from gongwen.text.organizations import is_unit, split_outside_brackets

_MARK = re.compile("[。！？!?\n(《“)》”]")
_BRACKETS = {"(": 1, "《": 1, "“": 1, ")": -1, "》": -1, "”": -1}
_NO_SUBJECT = re.compile(r"如果|对于|关于|为了|根据|按照|通过|^(?:若|如|对|在|把|将|以|从|于|向|为|经|凡|请)")
_CLAUSE_MARK = re.compile("[,;:。!\n(《“)》”]")
_CLAUSE_END = re.compile("[,;:]")
_CLOSERS = re.compile("[”’」』)）]+")


_CHIEF = re.compile(r"(?:主要)?(?:负责人|负责同志|领导)(?:是|为|作为)")
_LEAD_LABEL = re.compile(r"[^,。;:\d]{1,8}:(?!\d)")
_NO_NAME = re.compile(  # verbs that no unit's name begins with, unlike 宣传部 and 组织处
    "形成|实施|发挥|广泛|推动|加强|落实|建立|依托|充分|积极|切实|动员|号召|引导|督促|指导|鼓励|支持"
)
_ASIDE = re.compile(r"\([^()]{6,}\)")
_LONGEST_NAME = 30
SHORTEST_REQUEST = 4  # characters
_LONGEST_CLAUSE = 500  # characters that are searched backwards for the mark a clause begins after
_LONGEST_SUBJECT = 100  # characters of a subject with what may stand between it and its verb


@lru_cache(maxsize=256)
def sentences(folded: str, start: int, end: int) -> tuple[Span, ...]:
    """Spans of the sentences in folded[start:end]; a full stop inside brackets or quotes ends none.

    The last ones are kept: one item is asked for its sentences again and again.
    """
    return tuple(_sentences(folded, start, end))


def _sentences(folded: str, start: int, end: int) -> Iterator[Span]:
    depth, since = 0, start
    for found in _MARK.finditer(folded, start, end):
        char = found.group()
        if char in _BRACKETS:
            depth += _BRACKETS[char]
        elif found.start() >= since and (char == "\n" or depth <= 0):
            depth = 0
            closers = _CLOSERS.match(folded, found.end(), end)
            stop = closers.end() if closers else found.end()
            yield from _filled(folded, since, stop)
            since = stop
    yield from _filled(folded, since, end)


def _filled(folded: str, start: int, end: int) -> Iterator[Span]:
    while start < end and folded[start].isspace():
        start += 1
    while start < end and folded[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def clauses(folded: str, start: int, end: int) -> Iterator[Span]:
    """Spans between commas and semicolons of folded[start:end], brackets and quotes kept whole."""
    depth, since = 0, start
    for found in _CLAUSE_MARK.finditer(folded, start, end):
        char, at = found.group(), found.start()
        depth += _BRACKETS.get(char, 0)
        is_clock = char == ":" and folded[at - 1 : at].isdigit() and folded[at + 1 : at + 2].isdigit()
        if char not in _BRACKETS and depth <= 0 and not is_clock:
            yield from _filled(folded, since, at)
            since = at + 1
    yield from _filled(folded, since, end)


def clause_start(folded: str, begin: int, at: int) -> int:
    """Where the clause begins in which `at` stands, not before `begin`."""
    near = max(begin, at - _LONGEST_CLAUSE)
    return max(begin, *(folded.rfind(mark, near, at) + 1 for mark in ",;。\n"))


@lru_cache(maxsize=256)
def subject(folded: str, start: int, end: int) -> Span | None:
    """The units or people that a sentence asks, where it begins with them: 各学会党组织要…."""
    begin = words.after_date(folded, start, end)
    if not words.MUST_NEAR.search(folded, begin, min(end, begin + _LONGEST_SUBJECT)):
        return None  # the word that a subject stands before is far quicker to find than the subject
    found = words.SUBJECT.match(folded, begin, end)
    if found is None or _NO_SUBJECT.search(found["who"]):
        return None
    span = found.span("who")
    chief = _CHIEF.search(found["who"])  # 各单位主要负责人是第一责任人,要…
    span = (span[0], span[0] + chief.start()) if chief else span
    return span if span[1] - span[0] > 1 else None


def actors(folded: str, start: int, end: int) -> list[Span]:
    """Who acts in a sentence: its subject, else those that its clauses begin with or name after 由."""
    first = subject(folded, start, end)
    if first:
        return [first]
    begins = [start, *(found.end() for found in _CLAUSE_END.finditer(folded, start, end))]
    found = [who for begin in begins if (who := subject(folded, begin, end)) is not None]
    if found:
        return found
    return [
        span for span in _plain_actors(folded, start, end) if not _NO_SUBJECT.search(folded[slice(*span)])
    ]


def _plain_actors(folded: str, start: int, end: int) -> list[Span]:
    """Who acts without a word for must, in reading order; what stands in brackets is left out."""
    text = _ASIDE.sub(lambda aside: " " * len(aside.group()), folded[start:end])
    each = (match.span() for match in words.EACH_ACTS.finditer(text))
    spans = [span for span in each if text[span[0] - 1 : span[0]] not in ("请", "励")]
    spans += [match.span("who") for match in words.DONE_BY.finditer(text)]
    for verb in words.IN_CHARGE.finditer(text):
        begin = clause_start(text, 0, verb.start())
        begin += text.startswith("由", begin)
        name = text[begin : verb.start()]
        if 2 < len(name) <= _LONGEST_NAME and is_unit(name) and not _NO_NAME.match(name):
            spans.append((begin, verb.start()))
    first = words.UNIT_ACTS.match(text) if not spans else None
    if first and is_unit(first.group()) and not _NO_NAME.match(first.group()):
        spans.append(first.span())
    answer: list[Span] = []
    for a, b in sorted(spans):
        if not answer or start + a >= answer[-1][1]:
            answer.append((start + a, start + b))
    return answer


def split_units(folded: str, span: Span) -> list[Span]:
    """The single units of a subject: 各省级学会、地市科协 are two, 环境保护、工商等部门 is one."""
    pieces = split_outside_brackets(folded, *span, "、,;")
    are_units = all(is_unit(folded[a:b]) for a, b in pieces)
    if len(pieces) > 1 and not are_units and not all(folded[a] == "各" for a, _ in pieces):
        return [span]
    return [unit for piece in pieces for unit in _split_and(folded, piece)]


def _split_and(folded: str, span: Span) -> list[Span]:
    start, end = span
    for found in re.finditer(r"[和与及]|以及", folded[start:end]):
        left, right = start + found.start(), start + found.end()
        joins = is_unit(folded[start:left]) and is_unit(folded[right:end])
        if joins and not folded.startswith(("其他", "单位", "部门", "有关", "相关"), right):
            return [(start, left), *_split_and(folded, (right, end))]
    return [span]


def is_request(folded: str, start: int, end: int) -> bool:
    """Whether a sentence asks its readers to do something, itself or behind a label (制卷:各学院…)."""
    if _asks(folded, start, end):
        return True
    lead = _LEAD_LABEL.match(folded, start, end)
    return lead is not None and _asks(folded, lead.end(), end)


def _asks(folded: str, start: int, end: int) -> bool:
    if end - start < SHORTEST_REQUEST:
        return False
    text = folded[start:end]
    if words.COMPLIANCE.search(text) and len(words.PLEASE.findall(text)) == 1:
        return bool(words.HAND_OVER.search(text)) and not words.WILL.match(text)
    if words.CITED_RULE.search(text):
        return False
    if (
        words.LOOK_UP.search(text)
        and len(words.PLEASE.findall(text)) == 1
        and not words.HAND_OVER.search(text)
    ):
        return False
    if words.ANNOUNCED.search(text) and not _acts_itself(folded, start, end):
        return False
    if words.IF_SO.match(text):
        return True
    if words.EACH_AT_LEAST.search(text) or re.search(
        "[,;](?:要|应|须|需)[^,;]*" + words.HAND_OVER.pattern, text
    ):
        return True
    if words.PLEASE.search(text) or words.LEADING_MUST.match(text) or words.ENCOURAGE.search(text):
        return True
    if words.ALL_MUST.search(text) or words.MEANWHILE_MUST.match(text):
        return True
    is_plain = words.PLAIN_ORDER.match(text) or words.UNIT_ACTS.match(text)
    if is_plain and (words.HAND_OVER.search(text) or words.FILL_IN.search(text)):
        return True
    if words.ORGANIZER.match(text) or words.WILL.match(text):
        return _has_clause_subject(folded, start, end)
    if _acts_itself(folded, start, end):
        return True
    return bool(words.SENT_OR_DONE_BY.search(text))


def _acts_itself(folded: str, start: int, end: int) -> bool:
    return subject(folded, start, end) is not None or _has_clause_subject(folded, start, end)


def _has_clause_subject(folded: str, start: int, end: int) -> bool:
    return any(
        subject(folded, start + found.end(), end) is not None
        for found in re.finditer("[,;]", folded[start:end])
    )
