"""What is to be handed in: the thing, its medium, and the attached form that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.extract.sentences import sentences
from gongwen.extract.things import find_things, first_verb, without_note
from gongwen.model import Deliverable, Medium, Span
from gongwen.parse.layout import Layout

_COLLECTS = re.compile(r"征集|报送|申报|填报|提交|上报|征文|统计|摸底|推荐|报名")
_EITHER = re.compile(r"(?P<a>照片|图片|文字|视频)(?:或|/)(?:者)?(?P<b>视频|照片|图片|影像)")
_MEDIA = (
    (Medium.VIDEO, re.compile("视频|影像|微电影|录像|短片")),
    (Medium.PHOTO, re.compile("照片|图片|相片|图像|摄影")),
    (Medium.SCAN, re.compile("扫描件|盖章|复印件|签字")),
    (Medium.TABLE, re.compile("表(?!示|现|彰|率|演|态|达)|回执|台账|清单|汇总|名单|名册")),
    (Medium.FILE, re.compile("电子版|压缩|课件|幻灯|PPT|附件|申请书|申报书|推荐书")),
)
_MOST = 6  # things of one request that are listed


@dataclass(frozen=True, slots=True)
class Forms:
    """Titles of the attachments in their order, to find the form that a text names."""

    titles: tuple[str, ...]

    def named_in(self, text: str) -> int | None:
        """Index of the attachment that `text` names by title or as 附件2."""
        for index, title in enumerate(self.titles):
            if title and title in text:
                return index
        found = re.search(r"附件\s?(\d{1,2})", text)
        if found and 0 < int(found.group(1)) <= len(self.titles):
            return int(found.group(1)) - 1
        return 0 if len(self.titles) == 1 and re.search(r"(?:见|填写|按照?|\()附件(?!\d)", text) else None

    def to_fill_in(self) -> int | None:
        """Index of the first attachment that is to be filled in, by its title."""
        forms = [index for index, title in enumerate(self.titles) if re.search("表|书|回执|模板", title)]
        return forms[0] if forms else None


def medium_of(folded: str) -> Medium:
    """The medium that the words for a thing to hand in point to."""
    return next((medium for medium, pattern in _MEDIA if pattern.search(folded)), Medium.TEXT)


def collects(folded_title: str) -> bool:
    """Whether a title says that the notice collects something."""
    return bool(_COLLECTS.search(folded_title))


def deliverables(layout: Layout, span: Span, forms: Forms, *, by_plan: bool) -> tuple[Deliverable, ...]:
    """What a request asks to hand in.

    Args:
        layout: the notice's text.
        span: the request, its label left out.
        forms: the attachments, one of which may be the thing.
        by_plan: units are named in brackets: only papers to be made and reports upward count.
    """
    folded = layout.folded
    things = [
        thing
        for sentence in sentences(folded, *span)
        for thing in find_things(folded, sentence, by_plan=by_plan)
    ]
    things = [thing for thing in things if folded[slice(*thing)] != "文字" or len(things) == 1]
    answer = [piece for thing in things[:_MOST] for piece in _named(layout, thing, span[1], forms)]
    return tuple(answer) if answer or by_plan else _unnamed(layout, span, forms)


def _named(layout: Layout, thing: Span, end: int, forms: Forms) -> Iterator[Deliverable]:
    folded = layout.folded
    either = _EITHER.search(folded, thing[0], min(end, thing[1] + 4))
    if either:
        for part in ("a", "b"):
            word = layout.text[either.start(part) : either.end(part)]
            yield Deliverable(word, medium_of(word), required=False)
        return
    start, stop = without_note(folded, thing)
    medium = medium_of(folded[start:stop])
    sheet = None
    if medium not in (Medium.PHOTO, Medium.VIDEO):
        sheet = forms.named_in(folded[slice(*thing)])
        around = folded[thing[0] : min(end, thing[1] + 60)].split("。")[0]
        sheet = forms.named_in(around) if sheet is None else sheet
    yield Deliverable(layout.text[start:stop].replace("\n", ""), medium, sheet=sheet)


def _unnamed(layout: Layout, span: Span, forms: Forms) -> tuple[Deliverable, ...]:
    """Something is to be sent although it is not named: the form that is attached, if there is one."""
    verb = first_verb(layout.folded, span)
    if verb is None:
        return ()
    form = forms.to_fill_in()
    if form is not None:
        return (Deliverable(forms.titles[form], Medium.TABLE, sheet=form),)
    return (Deliverable(layout.text[verb.start() : verb.end()]),)
