"""The frame of a notice: number, title, issuers, addressees, sign-off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gongwen.doubts import Doubt
from gongwen.model import Fact, Span
from gongwen.parse.layout import Layout, Paragraph
from gongwen.parse.signoff import SignOff, sign_off
from gongwen.parse.unglue import NUMBER
from gongwen.text.kinds import ending_kind, kind_of
from gongwen.text.organizations import is_actor, is_unit, split_outside_brackets

_OWN_NUMBER = re.compile(
    rf"(?:(?:发文字号|发文号|文号|公文编号)\s?:\s?|\()?(?P<number>[一-龥A-Za-z0-9]{{1,20}}(?:\([一-龥]{{1,6}}\))?{NUMBER})(?:\s?签发人.*|\))?"
)
_SERIAL = re.compile(r"(?P<number>(?:19|20)\d{2}年?第\d{1,4}号|第\d{1,4}号)")
_NOISE = re.compile(
    r"(?:发布|索引|来源|时间|日期|浏览|点击|阅读|主题|信息|当前位置|首页|分类|成文|公开|生成|作者|编辑|单位|部门|签发人|名称|有效性)"
    r"[^。]{0,12}:|首页|当前位置|\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}"
)
_NOT_ADDRESSEES = re.compile(
    r"如下|以下|通知:|时间|地点|附件|联系|电话|邮箱|一览|名单|说明|来源|发布|单位:.|日期"
)
_SALUTATION = re.compile(r"各|有关|尊敬|本|全|省|市|区|县|县级|校|院|机关|直属|二级|中国|国")
_NAVIGATION = re.compile(r"(?:[一-龥]{0,4}(?:公告|通知|公示|通告|通报|公文|文件|规定|办法)){1,3}")
_RUBRIC = re.compile(
    r"第[一二三四五六七八九十]{1,2}篇:|【[^】]{1,8}】|\[[一-龥]{1,6}\]"
)  # the section of a web site before the title
_CHANNEL = re.compile(r"服务号|订阅号|公众号|官网|网站|移动端|微信|门户")
_YEAR_FIRST = re.compile(r"(?:19|20)\d{2}年")
_POLITE = re.compile("(?:尊敬|敬爱|亲爱)的")
_HEAD = 25  # paragraphs in which the head of a notice is looked for
_TITLE_LINES = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the body; `body` is the index of the first paragraph after it."""

    kind: str | None
    doc_number: Fact | None
    title: Fact | None
    issuers: tuple[Fact, ...]
    addressees: tuple[Fact, ...]
    signed: SignOff | None
    body: int

    @property
    def issued_on(self) -> date | None:
        return self.signed.day if self.signed else None


def read_frame(layout: Layout) -> Frame:
    """Number, title, issuers, addressees and sign-off of a notice, each with its span."""
    head = _head(layout)
    addressed = _addressed(head)
    limit = addressed if addressed is not None else len(head)
    number_at, number = _number(layout, head[: limit + 1])
    first, last = _title_lines(head[:limit] or head[:1])
    title = _title(layout, head, first, last)
    body = max(-1 if addressed is None else addressed, last, number_at if number_at is not None else -1) + 1
    signed = sign_off(layout, body)
    letterhead = _letterhead(head, number_at, first)
    issuers = _issuers(layout, letterhead, signed, title)
    addressees = _addressees(layout, head[addressed]) if addressed is not None else ()
    kind = kind_of(layout.folded[title.span[0] : title.span[1]]) if title and title.span else None
    return Frame(kind, number, title, issuers, addressees, signed, body)


def _head(layout: Layout) -> list[Paragraph]:
    """The paragraphs before the first one that is body text."""
    head: list[Paragraph] = []
    for paragraph in layout.paragraphs[:_HEAD]:
        is_prose = "。" in paragraph.folded and len(paragraph.folded) > 30
        if paragraph.label or paragraph.cells or is_prose:
            break
        head.append(paragraph)
    return head


def _addressed(head: list[Paragraph]) -> int | None:
    for index, paragraph in enumerate(head):
        folded = paragraph.folded
        is_call = folded.endswith(":") and len(folded) <= 300 and not _NOT_ADDRESSEES.search(folded)
        if is_call and (_SALUTATION.match(folded) or is_actor(folded.rstrip(":"))):
            return index
    return None


def _addressees(layout: Layout, paragraph: Paragraph) -> tuple[Fact, ...]:
    polite = _POLITE.match(paragraph.folded)
    start = paragraph.start + (polite.end() if polite else 0)
    spans = split_outside_brackets(layout.folded, start, paragraph.end, "、,;:")
    return tuple(_fact(layout, span) for span in spans)


def _fact(layout: Layout, span: Span, doubt: Doubt | None = None) -> Fact:
    return Fact(layout.text[span[0] : span[1]].replace("\n", ""), span, doubt)


def _number(layout: Layout, head: list[Paragraph]) -> tuple[int | None, Fact | None]:
    for pattern in (_OWN_NUMBER, _SERIAL):
        for index, paragraph in enumerate(head):
            found = pattern.fullmatch(paragraph.folded)
            if found:
                span = (paragraph.start + found.start("number"), paragraph.start + found.end("number"))
                return index, _fact(layout, span)
    return None, None


def _is_number(paragraph: Paragraph) -> bool:
    return bool(_OWN_NUMBER.fullmatch(paragraph.folded) or _SERIAL.fullmatch(paragraph.folded))


def _is_part_of_title(paragraph: Paragraph) -> bool:
    folded = paragraph.folded
    return not (
        _is_number(paragraph)
        or _NOISE.match(folded)
        or folded.endswith(("文件", ":", "。"))
        or re.search(r"[。;]", folded)
        or len(folded) > 120
    )


def _title_lines(head: list[Paragraph]) -> tuple[int, int]:
    """Indexes of the first and last paragraph of the title, (-1, -1) where there is none."""
    full = any(_is_full_title(p) for p in head)
    last_full = max((at for at, p in enumerate(head) if _is_full_title(p)), default=-1)
    for last, paragraph in enumerate(head):
        if last < last_full and _is_full_title(paragraph) and not _is_glued(head, last, last_full):
            continue  # a page prints its own title above that of the notice
        folded = paragraph.folded
        if len(folded) < 3 or not ending_kind(folded) or not _is_part_of_title(paragraph):
            continue
        if full and _NAVIGATION.fullmatch(folded):
            continue
        first = last
        while first > 0 and last - first < _TITLE_LINES and _continues_up(head, first, last):
            first -= 1
        return first, _continues_down(head, last)
    for index, paragraph in enumerate(head):
        if paragraph.folded.startswith("关于") and _is_part_of_title(paragraph):
            return index, index
    return -1, -1


def _is_full_title(paragraph: Paragraph) -> bool:
    return "关于" in paragraph.folded and bool(ending_kind(paragraph.folded)) and _is_part_of_title(paragraph)


def _is_glued(head: list[Paragraph], first: int, last: int) -> bool:
    """Whether the two lines are one title, broken behind a word that is itself a kind of document."""
    return last == first + 1 and "关于" not in head[last].folded and not head[last].folded.startswith("转发")


def _continues_up(head: list[Paragraph], first: int, last: int) -> bool:
    above, here = head[first - 1], head[first].folded
    if not _is_part_of_title(above) or ending_kind(above.folded):
        return False
    if here.startswith(("关于", "转发", "印发")):
        return is_unit(above.folded)
    if "关于" in here:
        return False
    if _YEAR_FIRST.match(here):
        return "关于" in above.folded
    return "关于" in above.folded or len(head[last].folded) <= 10


def _continues_down(head: list[Paragraph], last: int) -> int:
    """A title may break after a word that is itself a kind: 关于征集意见 / 建议的通知."""
    below = head[last + 1] if last + 1 < len(head) else None
    if below is None or "关于" in below.folded or not _is_part_of_title(below):
        return last
    return last + 1 if ending_kind(below.folded) and "关于" in head[last].folded else last


def _title(layout: Layout, head: list[Paragraph], first: int, last: int) -> Fact | None:
    if first < 0:
        return None
    doubt = None if ending_kind(head[last].folded) else Doubt("title_without_kind")
    rubric = _RUBRIC.match(head[first].folded)
    return _fact(layout, (head[first].start + (rubric.end() if rubric else 0), head[last].end), doubt)


def _letterhead(head: list[Paragraph], number_at: int | None, first: int) -> list[Span]:
    """The names above the number, or above the title where they end with 文件."""
    stop = number_at if number_at is not None and number_at > 0 else max(first, 0)
    if first >= 0:
        stop = min(stop, first) if stop else first
    spans: list[Span] = []
    for paragraph in head[:stop]:
        folded = paragraph.folded
        name = re.sub(r"(?:文件|便函)$", "", folded)
        if len(name) > 40 or _NOISE.match(folded) or _CHANNEL.search(folded) or not is_unit(name):
            continue
        if number_at is not None or name != folded:
            spans.append((paragraph.start, paragraph.start + len(name)))
    return spans


def _issuers(
    layout: Layout, letterhead: list[Span], signed: SignOff | None, title: Fact | None
) -> tuple[Fact, ...]:
    facts: dict[str, Fact] = {}
    for span in [*(signed.signers if signed else ()), *letterhead]:
        fact = _fact(layout, span)
        facts.setdefault(fact.value, fact)
    if not facts and title and title.span:
        start, end = title.span
        found = re.search(r"关于|转发|印发", layout.folded[start:end])
        if found and found.start() > 1 and is_unit(layout.folded[start : start + found.start()].rstrip()):
            end = start + len(layout.folded[start : start + found.start()].rstrip())
            fact = _fact(layout, (start, end), Doubt("issuer_from_title"))
            facts[fact.value] = fact
    return tuple(facts.values())
