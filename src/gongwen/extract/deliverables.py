"""What is to be handed in: the thing, its medium, and the attached form that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.extract import vocabulary as words
from gongwen.extract.sentences import clauses, sentences
from gongwen.model import Deliverable, Medium, Span
from gongwen.parse.layout import Layout

# What offices make: the end of the thing's name.
_PAPER = (
    "方案|计划|意见|办法|规定|清单|目录|名录|指南|手册|规范|标准|报告|台账|制度|政策|举措|文章|文件|条例|总结|要点|细则|预案|名单|年报"
    "|隐患库|体会|感悟|案例|论文(?!章)|稿件|安排|指引|名册|档案|流程图"
)
# What is handed in: the end of the thing's name.
_THING = (
    f"{_PAPER}|文字材料|材料|资料|表格|报表|统计表|表|情况|信息|申请书|申报书|推荐书|承诺书|任务书|建议书|(?<!党委)(?<!证)书(?![记籍面法院画写])|照片|图片|视频|影像|文字|稿(?!件)|回执|征文|心得|建议|提案"
    "|课题|项目|作品|电子版|扫描件|复印件|成果|数据|结果|简历|事迹|摘要|说明|人选|进展|问题|联系方式|样本|证明|文稿|幻灯片|课件|短片"
)
_MAKE_WORDS = (
    "制定出台|制定完善|制定发布|制定公布|研究制定|研究提出|编制公布|梳理公布|修订出台|修改完善|研究建立|撰写刊发|制订|制定(?!和实施)|出台|编制|印发|撰写|起草"
    "|形成|列出|梳理|发布|公布"
)
_MAKE = re.compile(
    rf"(?<!按照)(?<!落实)(?:{_MAKE_WORDS})(?P<thing>[^,。;()]{{0,60}}?(?:{_PAPER})(?:和[^,。;、()]{{2,16}}?(?:{_PAPER}))?)"
    r"(?![一-龥]{0,2}的|时|过程)"
)
_SET_UP = re.compile(
    r"建立(?:健全)?(?P<thing>[^,。;()]{0,24}?(?:台账|清单|隐患库|名册|档案|投诉制度|报告制度|通报制度|举报机制|审查机制))"
)
_URGED = re.compile(r"(?:鼓励|支持|引导|督促|推动|按照?|根据|落实|符合)[^,。;]{0,14}$")
_UPWARD = re.compile(
    rf"(?P<thing>[一-龥“”、]{{0,24}}?(?:{_THING})),?(?:要|须|应|需)?"
    r"(?:(?:及时|定期|按时|[^,。;]{0,12}(?<!事)前)?向[^,。;]{2,16}?(?:报告|通报|报送)"
    r"|(?:及时|定期|按时)(?:报告|报送|上报|通报)|[^,。;]{0,12}(?<!事)前报(?=[一-龥]))"
)
_TOLD = re.compile(rf"(?:通报|报告|报送|上报)(?P<thing>[^,。;()]{{0,16}}?(?:情况|进展|信息))(?=[,。;]|$)")
_SENT_UP = re.compile(rf"[将把](?P<thing>[^,。;]{{0,30}}?(?:{_THING}))(?:及时|定期)?(?:报送|上报|报)(?!改|告|道)")
_TAKEN = re.compile(
    r"(?:将|把)(?P<thing>[^,。;]{2,80}?)(?=统一|一并|及时|按时|按期|以[^,。;]{2,12}形式|于|按照|按|用|电子版发|加盖|盖章|签字|一式|报(?!告|表|名|道)|提交|上传|发送|发至|发到|寄|反馈|送|[,。;]|$)"
)
_GIVEN = re.compile(
    rf"(?:报送|上报|提交|递交|反馈|填报|填写|寄送|上传|报备|提供|附上|附|配合|配以|随附|撰写|征集(?!的))"
    rf"(?P<thing>(?:《[^》]+》|[^,。;:()《》]{{0,30}}?(?:{_THING})(?:[及和与、][^,。;:()]{{1,20}}?(?:{_THING}))*))"
)
_SUBJECT_THING = re.compile(
    rf"(?P<thing>[^,。;:()]{{0,24}}?(?:{_THING}))(?=由|要|须|应|请|统一|于|及时|定期|一并|需|年底|\d)"
)
_APPLY = re.compile(r"(?:至少|统一|限期)[^,。;]{0,4}(?:申报|推荐|报名)(?P<thing>[^,。;()]{2,20})")
_ONLINE = re.compile(r"(?P<thing>(?:在线|线上|网上)(?:申报|填报|报名|提交))")
_RETURN_SLIP = re.compile(r"(?P<thing>[^,。;:()《》将把的]{0,8}回执)")
_VERB = re.compile(
    words.SENT
    + r"|(?<![举汇通情公申填警海日年月周晚早简])报(?=[一-龥《])(?!名|告|道|刊|纸|酬|警|考|销|废|到)|填写|填报|报名"
)
_TARGET = re.compile(r"(?:电子|指定|联络)?(?:邮箱|信箱)|[我本上]|有关部门$|相关部门$|上级")
_NOTE = re.compile(r"\((?:见|详见|样式见)?附件?[^()]*\)$")
_NOTED = re.compile(r"[(（][^()（）]*附件[^()（）]*[)）]$")
_NOTED_FOLDED = re.compile(r"\([^()]*附件[^()]*\)")
_ENROL = re.compile(r"(?:前|请|系统|平台|网上|线上|微信)[^,。;]{0,12}?(?P<thing>报名)(?![一-龥]*(?:工作|咨询|费))")
_LEAD = re.compile(r"(?:并|将|把|了|的|好|、|,|:|至|到| )+")
_NO_THING = re.compile(r"我们|您|整理|作为|与|对|按|根据|组织|予以|进一步|其|于|逾期|的$|征集的$|包括$")
_COLLECTS = re.compile(r"征集|报送|申报|填报|提交|上报|征文|统计|摸底|推荐|报名")
_EITHER = re.compile(r"(?P<a>照片|图片|文字|视频)(?:或|/)(?:者)?(?P<b>视频|照片|图片|影像)")
_MEDIA = (
    (Medium.VIDEO, re.compile("视频|影像|微电影|录像|短片")),
    (Medium.PHOTO, re.compile("照片|图片|相片|图像|摄影")),
    (Medium.SCAN, re.compile("扫描件|盖章|复印件|签字")),
    (Medium.TABLE, re.compile("表(?!示|现|彰|率|演|态|达)|回执|台账|清单|汇总|名单|名册")),
    (Medium.FILE, re.compile("电子版|压缩|课件|幻灯|PPT|附件|申请书|申报书|推荐书")),
)
_MOST = 4  # things of one request that are listed


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
    things: list[Span] = []
    for sentence in sentences(layout.folded, *span):
        found = [*_made(layout.folded, sentence)] if by_plan else [*_handed_in(layout.folded, sentence)]
        for thing in found:
            if all(thing[1] <= a or b <= thing[0] for a, b in things):
                things.append(thing)
    things = [span for span in things if layout.folded[slice(*span)] != "文字" or len(things) == 1]
    answer = [
        piece for a, b in sorted(things)[:_MOST] for piece in _deliverables(layout, (a, b), span[1], forms)
    ]
    if answer or by_plan:
        return tuple(answer)
    return _unnamed(layout, span, forms)


def _made(folded: str, sentence: Span) -> Iterator[Span]:
    for pattern in (_MAKE, _SET_UP, _UPWARD, _TOLD, _SENT_UP):
        for found in pattern.finditer(folded, *sentence):
            urged = pattern is _MAKE and _URGED.search(
                folded, max(sentence[0], found.start() - 20), found.start()
            )
            if not urged:
                yield from _thing(folded, found)


def _handed_in(folded: str, sentence: Span) -> Iterator[Span]:
    if words.WILL.match(folded[sentence[0] : sentence[1]]):
        sentence = _after_organizer(folded, sentence)
    for found in _TAKEN.finditer(folded, *sentence):
        rest = folded[found.end() : sentence[1]]
        verb = _VERB.search(rest)
        if verb and not re.search("[将把]", rest[: verb.start()]):
            yield from _thing(folded, found, taken=True)
    for pattern in (_GIVEN, _APPLY, _ONLINE, _ENROL, _RETURN_SLIP):
        for found in pattern.finditer(folded, *sentence):
            yield from _thing(folded, found)
    for start, end in clauses(folded, *sentence):
        subject = _SUBJECT_THING.match(folded, start, end)
        if subject and _VERB.search(folded, subject.end(), end):
            yield from _thing(folded, subject)
    yield from _made(folded, sentence)


def _after_organizer(folded: str, sentence: Span) -> Span:
    """The part of a sentence about the organizer's own work in which the readers are asked."""
    please = words.PLEASE.search(folded, *sentence)
    comma = folded.find(",", *sentence)
    start = please.start() if please else comma + 1 if comma >= 0 else sentence[1]
    return start, sentence[1]


def _thing(folded: str, found: re.Match[str], *, taken: bool = False) -> Iterator[Span]:
    start, end = found.span("thing")
    lead = _LEAD.match(folded, start, end)
    start = lead.end() if lead else start
    note = _NOTE.search(folded, start, end)
    end = note.start() if note and note.start() > start else end
    text = folded[start:end]
    if len(text) >= 2 and not re.search("将|把", text) and not (taken and _NO_THING.match(text)):
        if not _TARGET.match(text) and not text.startswith("逾期"):
            yield start, end


def _deliverables(layout: Layout, span: Span, end: int, forms: Forms) -> Iterator[Deliverable]:
    text = layout.text[span[0] : span[1]].replace("\n", "")
    folded = layout.folded[span[0] : span[1]]
    around = layout.folded[span[0] : min(end, span[1] + 60)].split("。")[0]
    either = _EITHER.search(layout.folded, span[0], min(end, span[1] + 4))
    if either:
        for part in ("a", "b"):
            word = layout.text[either.start(part) : either.end(part)]
            yield Deliverable(word, medium_of(word), required=False)
        return
    medium = medium_of(folded)
    pictures = medium in (Medium.PHOTO, Medium.VIDEO)
    sheet = None if pictures else forms.named_in(folded)
    if sheet is None and not pictures:
        sheet = forms.named_in(around)
    parts = _parts(folded)
    if len(parts) < 2:
        yield Deliverable(text, medium, sheet=sheet)
        return
    for start, stop in parts:
        named = forms.named_in(folded[start : stop + 8])
        part = _NOTED.sub("", text[start:stop])
        yield Deliverable(part, medium_of(folded[start:stop]), sheet=named)


def _parts(folded: str) -> list[Span]:
    """申报书（附件1）和汇总表（附件2） are two things: each names its attachment."""
    if folded.count("附件") < 2:
        return []
    ends = [found.end() for found in _NOTED_FOLDED.finditer(folded)]
    starts = [0, *(end + bool(re.match("[和及、与]", folded[end:])) for end in ends[:-1])]
    return list(zip(starts, ends, strict=True)) if len(ends) > 1 else []


def _unnamed(layout: Layout, span: Span, forms: Forms) -> tuple[Deliverable, ...]:
    """Something is to be sent although it is not named: the form that is attached, if there is one."""
    asking = (
        verb
        for start, end in clauses(layout.folded, *span)
        if (verb := re.compile(words.SENT).search(layout.folded, start, end))
        and _asks(layout.folded[start:end])
    )
    verb = next(asking, None)
    if verb is None:
        return ()
    form = forms.to_fill_in()
    if form is not None:
        return (Deliverable(forms.titles[form], Medium.TABLE, sheet=form),)
    return (Deliverable(layout.text[verb.start() : verb.end()]),)


def _asks(clause: str) -> bool:
    return "将" not in clause and bool(words.PLEASE.search(clause) or re.search(words.MUST + "|前", clause))
