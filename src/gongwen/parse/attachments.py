"""The list of attachments below the body, and where each attachment's own text begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.model import Span
from gongwen.parse.layout import Layout, Paragraph
from gongwen.text.spaces import squeeze

_LIST = re.compile(r"附(?:件|表|录)?\s?:\s?")
_COUNTED = re.compile(r"附(?:件|表)\s?(?=1[.、](?!\d))")
_DOWNLOADS = re.compile(r"(?:附件下载|相关附件|下载附件|附件列表|相关下载)\s?:?")
_NUMBERED = re.compile(r"附(?:件|表)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[:.、]?\s?")
_ALONE = re.compile(r"附(?:件|表)\s?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})?\s?:?")
_ENTRY = re.compile(r"(?P<number>\d{1,2})[.、](?!\d{1,3}(?!\d))")
_BEFORE_ENTRY = re.compile(r"[;。,)》 一-龥]")
_BUTTON = re.compile(r"[\[(【]?(?:点击|请点击|点此)(?:此处)?(?:下载|查看)[^\n]*$|[\[(【]下载[\])】]?$")
_FILE_ENDING = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|zip|rar|7z|jpe?g|png)\Z", re.IGNORECASE)
_HEADING_LINES = 4  # at an attachment's beginning, among which its title stands
_TRAIL = "；;。，,、.．：: "


@dataclass(frozen=True, slots=True)
class Annex:
    """One attachment: its title's span and the paragraphs [first, last) of its own text, if printed."""

    title: Span
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Annexes:
    """All attachments and the indexes of the paragraphs that only list them."""

    items: tuple[Annex, ...]
    listed: frozenset[int]


def find_annexes(layout: Layout, body: int) -> Annexes:
    """The attachments that the notice lists, else those whose own text is printed below."""
    titles, listed = _list(layout, body)
    listed += _downloads(layout, body)
    starts = list(_contents(layout, max([body, *(index + 1 for index in listed)]), titles))
    if not titles:
        titles = [_title_below(layout, start) for start in starts]
    ends = [*starts[1:], len(layout.paragraphs)]
    places = _assigned(layout, titles, starts)
    items = tuple(
        Annex(title, starts[place], ends[place]) if place is not None else Annex(title)
        for title, place in zip(titles, places, strict=True)
    )
    return Annexes(items, frozenset(listed))


def _list(layout: Layout, body: int) -> tuple[list[Span], list[int]]:
    for index in range(body, len(layout.paragraphs)):
        paragraph = layout.paragraphs[index]
        if paragraph.cells:
            continue
        found = _LIST.match(paragraph.folded) or _counted(layout, index)
        if found and (len(paragraph.folded) > found.end() or _first_entry(layout, index + 1)):
            apart = _separate(layout, body)  # 附件1：… above a page's own list of files
            return apart if apart[1] and apart[1][0] < index else _entries(layout, index, found.end())
    return _separate(layout, body)


def _counted(layout: Layout, index: int) -> re.Match[str] | None:
    """附件 1. … without a colon, where the next line begins with 2."""
    found = _COUNTED.match(layout.paragraphs[index].folded)
    below = layout.paragraphs[index + 1].label if found and index + 1 < len(layout.paragraphs) else None
    return found if below and below.kind == "num" and below.number == 2 else None


def _downloads(layout: Layout, body: int) -> list[int]:
    """Indexes of a web page's list of files, which only repeats the attachments."""
    for index in range(body, len(layout.paragraphs)):
        found = _DOWNLOADS.match(layout.paragraphs[index].folded)
        if found and not layout.paragraphs[index].cells:
            return _entries(layout, index, found.end())[1]
    return []


def _first_entry(layout: Layout, index: int) -> bool:
    if index >= len(layout.paragraphs):
        return False
    label = layout.paragraphs[index].label
    return bool(label and label.kind == "num" and label.number == 1)


def _entries(layout: Layout, index: int, offset: int) -> tuple[list[Span], list[int]]:
    paragraph = layout.paragraphs[index]
    spans, last = _split_entries(layout, paragraph.start + offset, paragraph.end, 0)
    listed = [index]
    while last and index + 1 < len(layout.paragraphs):
        index += 1
        label = layout.paragraphs[index].label
        if not label or label.kind != "num" or label.number != last + 1:
            break
        more, last = _split_entries(layout, label.start, layout.paragraphs[index].end, last)
        spans += more
        listed.append(index)
    if not spans and _first_entry(layout, index + 1):
        return _entries(layout, index + 1, 0)
    return spans, listed


def _split_entries(layout: Layout, start: int, end: int, last: int) -> tuple[list[Span], int]:
    """Spans of the titles in one line, and the number of the last (0 where they are not numbered)."""
    heads: list[tuple[int, int]] = []
    for found in _ENTRY.finditer(layout.folded, start, end):
        fits = found.start() == start or (heads and _BEFORE_ENTRY.match(layout.folded, found.start() - 1))
        number = int(found["number"])
        if fits and number == last + 1:
            heads.append((found.start(), found.end()))
            last = number
    if not heads:
        return [span for span in (_bare(layout, start, end),) if span[0] < span[1]], 0
    stops = [head[0] for head in heads[1:]] + [end]
    titles = (_bare(layout, head[1], stop) for head, stop in zip(heads, stops, strict=True))
    return [span for span in titles if span[0] < span[1]], last


def _bare(layout: Layout, start: int, end: int) -> Span:
    """The title without the marks around it."""
    text = layout.text
    for pattern in (_BUTTON, _FILE_ENDING):
        found = pattern.search(layout.folded, start, end)
        end = found.start() if found else end
    while end > start and text[end - 1] in _TRAIL:
        end -= 1
    while start < end and text[start] in " ：:、.":
        start += 1
    if text[start:end].startswith("《") and text.find("》", start, end) == end - 1:
        return start + 1, end - 1
    return start, end


def _separate(layout: Layout, body: int) -> tuple[list[Span], list[int]]:
    """Lines 附件1：…, 附件2：… that follow each other."""
    spans: list[Span] = []
    listed: list[int] = []
    for index in range(body, len(layout.paragraphs)):
        paragraph = layout.paragraphs[index]
        found = None if paragraph.cells else _NUMBERED.match(paragraph.folded)
        if found and found.end() < len(paragraph.folded) <= 60:
            if listed and index != listed[-1] + 1:
                break
            title = _bare(layout, paragraph.start + found.end(), paragraph.end)
            if title[0] < title[1]:
                spans.append(title)
                listed.append(index)
    if len(spans) == 1 and listed[0] + 1 < len(layout.paragraphs):
        return [], []
    return spans, listed


def _contents(layout: Layout, begin: int, titles: list[Span]) -> Iterator[int]:
    """Indexes of the paragraphs at which an attachment's own text begins.

    A title right below its heading, said twice where a file repeats it, begins nothing.
    """
    known = {squeeze(layout.folded[start:end]) for start, end in titles}
    previous, named = -_HEADING_LINES, ""
    for index in range(begin, len(layout.paragraphs)):
        paragraph = layout.paragraphs[index]
        if paragraph.cells or len(paragraph.folded) > 80:
            continue
        name = squeeze(paragraph.folded)
        if _ALONE.fullmatch(paragraph.folded) or _NUMBERED.match(paragraph.folded):
            yield index
            previous, named = index, ""
        elif name in known:
            near = index - previous
            if near > 1 and (near >= _HEADING_LINES or named not in ("", name)):
                yield index
                previous = index
            named = name


def _title_below(layout: Layout, start: int) -> Span:
    paragraph = layout.paragraphs[start]
    found = _NUMBERED.match(paragraph.folded)
    own = _bare(layout, paragraph.start + found.end(), paragraph.end) if found else (0, 0)
    if own[0] < own[1]:
        return own
    for below in layout.paragraphs[start + 1 : start + 3]:
        own = (0, 0) if below.cells else _bare(layout, below.start, below.end)
        if own[0] < own[1]:
            return own
    return paragraph.start, paragraph.end


def _assigned(layout: Layout, titles: list[Span], starts: list[int]) -> list[int | None]:
    """For each title the index into `starts`: the heading with its name, else the one in its order."""
    places: list[int | None] = []
    for order, (start, end) in enumerate(titles):
        name = squeeze(layout.folded[start:end])
        named = [place for place, at in enumerate(starts) if name in _heading_text(layout, at)]
        in_order = order if len(starts) == len(titles) else None
        places.append(named[0] if named else in_order)
    return places


def _heading_text(layout: Layout, start: int) -> str:
    lines: list[Paragraph] = list(layout.paragraphs[start : start + _HEADING_LINES])
    return squeeze("".join(line.folded for line in lines if not line.cells))
