"""The parts of a request for a to-do list: short name, purpose, content, audience, count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.extract import vocabulary as words
from gongwen.extract.pieces import Piece
from gongwen.extract.sentences import clauses, sentences, subject
from gongwen.model import Deliverable
from gongwen.parse.layout import Layout
from gongwen.text.numerals import NUMERAL, numeral
from gongwen.text.organizations import ACTOR_ENDING, is_actor

_LINES = {
    "purpose": re.compile(r"(?:活动)?(?:目的|宗旨)\s?:\s?(?P<value>[^\n]+)"),
    "content": re.compile(r"(?:主要|征集|活动|工作|报送|申报|学习)?内容\s?:\s?(?:内容)?(?P<value>[^\n]+)"),
    "audience": re.compile(
        r"(?:面向对象|面向|(?:参加|征集|参与|推荐|报送|填报|活动|参赛)(?:对象|范围|人员)|对象|适用范围)\s?:\s?(?P<value>[^\n]+)"
    ),
}
_ASKED = re.compile(
    r"请(?P<who>[^,。;:]{2,24}?)(?=于|将|把|在|按|认真|积极|及时|做好|准时|结合|高度|填|报|参加|组织|确保|务必|推荐|提前|安排|提供|选派)"
)
_ENCOURAGED = re.compile(
    r"(?:鼓励|欢迎|动员|引导)(?P<who>(?:各|全体|广大|有)?[^,。;:]{1,20}?(?:学会|党组织|支部|单位|党员|会员|工作者|人员|企业|高校|部门))"
)
_NO_WHO = re.compile("登录|在|按|将|于|认真|填写|提前|通过|结合")
_COUNT = re.compile(
    rf"(?:至少|不少于|完成|开展|召开|举办|报送|提交|申报|推荐|选择|限报|讲|上|撰写|组织)[^,。;\d的]{{0,8}}?(?P<count>{NUMERAL}{{1,3}})"
    r"(?P<unit>次|场|篇|项|个|期|份|名|幅|张|节|堂|条|人)(?!月|工作日|部分|方面|阶段|百分)"
)
_LEAD = re.compile(r"^(?:(?:要|应|须|需|请|并|同时|其中|此外|另外|如下|对此)[,]?)+")
_MUST = re.compile(r"(?:要(?!求|点|素)|应(?!用)|须|需(?!求)|务必)")
_WORK = re.compile("召开|开展|组织|参加|填报|报名|完成|举办|提供|制定")
_GROUND = re.compile("根据|按照|为|经|依据|结合")
_GENERIC = re.compile(
    r".{0,4}(?:时间|方式|要求|事项|安排|办法|程序|说明|内容)(?:(?:和|与|及).{0,6}(?:要求|安排|说明|方式|时间))?"
)
_WHO_FIRST = re.compile(
    rf"各?[^,。;:]{{1,16}}?{ACTOR_ENDING}(?=于|将|在|按|通过|认真|务必|合理|积极|及时|准时|做好|高度|填写)"
)
_NO_HEADING = re.compile("将|把|在|对|根据|按照|为|经|依据|结合|请|各")
_VERBS = {"报": "报送", "发": "发送", "寄": "寄送"}
_LONGEST = 30


def labelled(layout: Layout, piece: Piece, part: str) -> str | None:
    """The text of a line such as 目的：… inside a request; `part` is purpose, content or audience."""
    at = piece.start
    while 0 <= at < piece.end:
        line = _LINES[part].match(layout.folded, at, piece.end)
        if line:
            return layout.text[line.start("value") : line.end("value")].rstrip("。 ")
        at = layout.folded.find("\n", at, piece.end) + 1 or piece.end
    return None


def audience(layout: Layout, piece: Piece) -> str | None:
    """Whom a request is for: its 面向对象 line, else the units or people that it asks."""
    line = labelled(layout, piece, "audience")
    if line:
        return line
    begin = piece.start if piece.focus else piece.asked[0]
    for start, end in sentences(layout.folded, begin, piece.end):
        found = subject(layout.folded, start, end)
        if found:
            return layout.text[found[0] : found[1]].replace("\n", "")
    for pattern in (_ASKED, _ENCOURAGED):
        asked = pattern.search(layout.folded, piece.start, piece.end)
        if asked and is_actor(asked["who"]) and not _NO_WHO.match(asked["who"]):
            return layout.text[asked.start("who") : asked.end("who")].replace("\n", "")
    return None


def count(folded: str) -> int | None:
    """How many are asked for: 至少1次党课 is 1."""
    found = _COUNT.search(folded)
    return numeral(found["count"]) if found else None


def name(layout: Layout, piece: Piece, things: Sequence[Deliverable] = ()) -> str:
    """A short name: the item's heading, else what is to be handed in, else the clause that asks.

    At most 30 characters.
    """
    if piece.units or (piece.focus and "\t" in layout.folded[piece.start : piece.end]):
        return _short(layout.text[slice(*piece.asked)].strip())
    node = piece.node
    is_generic = False
    if node is not None and piece.is_whole and not piece.focus:
        start, end = node.heading
        heading = layout.text[start:end].replace("\n", "").strip()
        is_generic = bool(_GENERIC.fullmatch(layout.folded[start:end])) and piece.asked[1] > end + 4
        first = heading[: len(re.split("[，,；;]", heading)[0])]
        is_short = len(heading) <= _LONGEST and "，" not in heading
        if heading and not is_generic and (is_short or not _NO_HEADING.match(first)):
            return _short(heading)
    verb = re.search(
        words.SENT + "|填写|填报|制定|撰写|编制|报(?=[一-龥])", layout.folded[slice(*piece.asked)]
    )
    if things and things[0].text.startswith(("在线", "线上", "网上")):
        return things[0].text
    if things and verb and things[0].text not in (verb.group(), "报名"):
        return _short(_VERBS.get(verb.group()[0], verb.group().rstrip("至到给往")) + things[0].text)
    begin, end = piece.asked
    if node is not None and piece.is_whole and not piece.focus and is_generic:
        begin = node.heading[1] + 1
    clause = _asking_clause(layout, begin, end)
    return _short(clause or layout.text[piece.start : piece.end].replace("\n", "").strip())


def _asking_clause(layout: Layout, begin: int, end: int) -> str:
    folded = layout.folded
    spans = [span for span in clauses(folded, begin, end) if span[1] - span[0] > 3] or [(begin, end)]
    best = max(range(len(spans)), key=lambda index: (_weight(folded[slice(*spans[index])]), -index))
    start, stop = _without_who(folded, *spans[best])
    if _GROUND.match(folded, start, stop) and best + 1 < len(spans):
        start, stop = spans[best + 1]
    return _LEAD.sub("", layout.text[start:stop].strip("“”（）() "))


def _without_who(folded: str, begin: int, end: int) -> tuple[int, int]:
    """The clause without its date, its subject and 请."""
    start = words.after_date(folded, begin, end)
    who = subject(folded, start, end)
    start = who[1] + bool(_MUST.match(folded, who[1])) if who else start
    please = words.PLEASE.search(folded, start, end)
    if please:
        who_first = _WHO_FIRST.match(folded, please.end(), end)
        start = _after_when(folded, who_first.end() if who_first else please.end(), end)
    return start, end


def _after_when(folded: str, start: int, end: int) -> int:
    """Past a date with its preposition: 于10月20日前通过… begins at 通过."""
    lead = start + 1 if folded.startswith(("于", "在"), start) else start
    after = words.after_date(folded, lead, end)
    return after if after > lead and after < end else start


def _weight(clause: str) -> int:
    asks = bool(words.PLEASE.search(clause) or _MUST.search(clause) or "鼓励" in clause)
    if clause.endswith("前"):
        return 0
    works = bool(_WORK.search(clause)) and not _GROUND.match(clause)
    return 3 * bool(words.HAND_OVER.search(clause)) + 2 * asks + works


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    for mark in re.finditer("[，,；;。]", text):
        if 6 <= mark.start() <= _LONGEST:
            return text[: mark.start()]
    return text[: _LONGEST - 1] + "…"
