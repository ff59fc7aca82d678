"""Where a sentence names a thing to be made or handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.extract import vocabulary as words
from gongwen.extract.sentences import clauses
from gongwen.model import Span
from gongwen.text.organizations import split_outside_brackets

# What offices make: the end of the thing's name.
_PAPER = (
    "方案|计划|意见|办法|规定|清单|目录|名录|指南|手册|规范|标准|报告|台账|制度|政策|举措|文章|文件|条例|总结|要点|细则|预案|名单|年报"
    "|(?:隐患|问题|信息|专家|人才|项目)库|体会|感悟|案例|论文(?!章)|(?:整改|防范)措施|稿件|安排|指引|名册|档案|流程图|公约|画册|汇编|专刊|广告|宣传[片册]|展板|海报|试卷"
)
# What is handed in: the end of the thing's name.
_THING = (
    f"{_PAPER}|文字材料|材料|资料|表格|报表|统计表|表|情况(?:说明|介绍|汇报(?!会)|统计表|总结|简介)|情况|信息|申请书|申报书|推荐书|承诺书|任务书|建议书"
    "|(?<!党委)(?<!证)(?<!秘)书(?![记籍面法院画写])|照片|图片|视频|影像|文字|稿(?!件)|回执|成绩单|登记单|介绍|观后感|感想|短讯|公约|汇报(?!会|演|工作)|征文|心得|建议|提案"
    "|课题|项目|作品|电子版|扫描件|复印件|成果|数据|结果|简历|简介|事迹|摘要|说明|人选|进展|问题|联系方式|样本|证明|文稿|幻灯片|课件|短片"
)
_FIRST = (  # the characters that a word of _THING begins with: one look tells most places from the others
    "方计意整防办规清目名指手标报台制政举文条总要细预年隐问信专人项体感案论稿安档流公材资表统情申推承任建书照图视影"
    "回成登介观短汇征心提课作电扫复数结简事摘说进联样证幻画广宣展海试"
)
_THING = f"(?=[{_FIRST}])(?:{_THING})"
_ONE = r"(?:\([^()]*\)|《[^》]*》|[^,。;(《])"  # a character, or a bracket as a whole
_MAKE_WORDS = (
    "编印|编写|绘制|制作|制定出台|制定完善|制定发布|制定公布|研究制定|研究提出|编制公布|梳理公布|修订出台|修改完善|研究建立|撰写刊发"
    "|写(?=[一两\\d]篇)|制订|制定(?!和实施)|出台|编制|印发|撰写|起草|提出(?=推荐|审核|初审|书面|整改)|形成|列出|梳理|发布|公布"
)
_MAKE = re.compile(
    rf"(?:{_MAKE_WORDS})"
    rf"(?P<thing>[^,。;()]{{0,60}}?(?:{_PAPER})(?:和[^,。;、()]{{2,16}}?(?:{_PAPER}))?)(?![一-龥]{{0,2}}的|时|过程)"
)
_SET_UP = re.compile(
    r"建立(?:健全)?(?P<thing>[^,。;()]{0,24}?(?:台账|清单|(?:隐患|问题)库|名册|档案|(?:投诉|报告|通报|举报|审查|联络)(?:制度|机制)))"
)
_URGED = re.compile(r"(?:鼓励|支持|引导|督促|推动|按照?|根据|落实|符合)[^,。;]{0,14}$")
_UPWARD = re.compile(
    rf"(?P<thing>[一-龥“”、]{{0,24}}?(?:{_THING})),?(?:要|须|应|需|请)?"
    r"(?:(?:及时|定期|按时|[^,。;]{0,12}(?<!事)前)?向[^,。;]{2,16}?(?:报告|通报|报送)"
    r"|(?:及时|定期|按时)(?:报告|报送|上报|通报)|[^,。;]{0,12}(?<!事)前报(?=[一-龥]))"
)
_REPORTS = re.compile("向[^,。;]{2,16}?(?:报|通报)|(?:及时|定期|按时)[报上通]|前报")
_TOLD = re.compile(
    r"(?:通报|报告|报送|上报)(?P<thing>[^,。;()]{0,16}?(?:情况|进展|信息|名单|方案|总结|计划|汇总表))(?=[,。;]|$)"
)
_SENT_UP = re.compile(
    rf"[将把](?P<thing>[^,。;]{{0,30}}?(?:{_THING}))(?:及时|定期)?(?:报送|上报|报)(?!改|告|道)"
)
_TAKEN = re.compile(
    rf"(?:将|把)(?P<thing>{_ONE}{{1,80}}?)(?=统一|一并|分别|及时|按时|按期|于|按照|按|用|一式"
    r"|以[^,。;]{2,12}(?:形式|方式|文档)|以(?:纸质|电子|书面)"
    r"|电子版发|打印|[移转递上呈]交|带[至到]|传[给至到送]|传真|会前交|交(?!流|通|叉|办|易|接|纳|付)"
    r"|发(?=[^,。;展现生布]{1,10}(?:组|处|部|室|办|会|中心|老师))"
    r"|(?:加盖|盖章|签字)(?![^,。;]{0,12}的)|通过[^,。;]{2,20}?(?:报|发|提交|上传)"
    r"|(?<![申填举公上])报(?!告|表|名|道|送单位)|上报|提交|上传|发送|发至|发到|邮?寄|反馈|录入|送|[,。;]|$)"
)
_GIVEN = re.compile(
    r"(?:报送|上报|提交|递交|反馈|填报|填写|寄送|上传|报备|提供|携带|补充|附上|附(?!件|表|录|属)|配合|配以|随附|撰写|征集(?!的))"
    rf"(?P<thing>(?:《[^》]+》|[^,。;:()《》]{{0,30}}?(?:{_THING})(?:[及和与、][^,。;:()]{{1,20}}?(?:{_THING}))*))"
    r"(?!真实|准确|完整)"
)
_SUBJECT_THING = re.compile(
    rf"(?P<thing>[^,。;:()]{{0,24}}?(?:{_THING}))(?=由|要|须|应|请|发(?=[^,。;]{{0,16}}[邮信]箱)|统一|书面|于|及时|定期|一并|需|年底|\d)"
)
_APPLY = re.compile(r"(?:至少|统一|限期)[^,。;]{0,4}(?:申报|推荐|报名)(?P<thing>[^,。;()]{2,20})")
_ONLINE = re.compile(r"(?P<thing>(?:在线|线上|网上)(?:申报|填报|报名|提交))")
_ENROL = re.compile(
    r"(?:前|请|系统|平台|网上|线上|微信)[^,。;]{0,12}?(?P<thing>报名)(?![一-龥]*(?:工作|咨询|费))"
)
_RHYTHM = re.compile(
    rf"(?P<thing>[一-龥]{{0,12}}?(?:{_THING}))(?=每(?:周|月|季度|年|日|学期)(?:不少于|不得少于|至少|报|上报))"
)
_SHARED_VERB = re.compile(  # the verb stands with the next thing: 图片请于9月5日前,论文请于9月20日前发至…
    rf"(?P<thing>[^,。;:()]{{0,24}}?(?:{_THING}))(?:请|须|应|要)?(?:务必)?于[^,。;]{{4,24}}前(?=,|$)"
)
_TIMED = re.compile(
    rf"(?P<thing>[^,。;:()]{{0,30}}?(?:{_THING}))[:,]?(?:的)?(?:报送|上报|提交|报出|填报)(?:起止)?(?:时间|日期)"
)
_APPLIED = re.compile("(?:提出|递交|提交|填写)(?P<thing>(?:书面)?申请)(?=[,。;、]|并|$)")
_RETURN_SLIP = re.compile(r"(?P<thing>[^,。;:()《》将把的]{0,8}回执)")
_VERB = re.compile(
    rf"{words.SENT}|{words.MAIL}|(?<![举汇通情公申填警海日年月周晚早简])报(?=[一-龥《])(?!名|告|道|刊|纸|酬|警|考|销|废|到)"
    "|填写|填报|报名|录入"
)
_TARGET = re.compile(
    r"(?:电子|指定|联络)?(?:邮箱|信箱)|[我本上](?:处|部|会|局|委|厅|单位|校|院|级|科|室|办|中心|系统|网)|有关部门$|相关部门$|上级|逾期"
)
_MANNER = re.compile("(?:.*(?:要|须|应|请))?(?:按照?|依照?|根据|遵照)")
_LEAD = re.compile(r"(?:并|将|把|了|的|好|、|,|:|至|到| )+")
_NO_THING = re.compile(r"我们|中的|您|整理|作为|与|对|按|根据|组织|予以|进一步|其|于|的$|征集的$|包括$")
_MORE = re.compile("(?:材料|照片|图片|视频|资料|表格|简介|总结|清单|名单|简历|电子版|复印件|扫描件)+")
_FAR = 300  # characters between a thing and the verb that still takes it
_IS_THING = re.compile(rf".*(?:{_THING}|》)$")
_BRACKETS = re.compile(r"\([^()]*\)")
_NOTE = re.compile(r"(?:\([^()]{0,200}\)){1,6}\Z")
_TAKES = re.compile("[将把]")
_SIGN = re.compile(  # a sentence without one of these names nothing to make or hand in
    "[报交送寄传递填附写带配每录补]|在线|[线网]上|至少|限期|统一|提出|修[改订]|研究|完善|发[送至到给往布]|印发|发(?=[^,。;]{0,16}[箱组处部室办])|[反回]馈|回执|提[供出]|撰|起草|制[定订]|出台|编[制印写]"
    "|形成|列出|梳理|公布|建立|推荐|征集|备案|时间|日期|前,?$"
)
_GIVEN_WAYS = (  # each with a word that must be there
    (_GIVEN, ""),
    (_APPLIED, "申请"),
    (_APPLY, ""),
    (_ONLINE, ""),
    (_ENROL, "报名"),
    (_RHYTHM, "每"),
    (_RETURN_SLIP, "回执"),
)


def find_things(folded: str, sentence: Span, *, by_plan: bool) -> list[Span]:
    """Spans of the things that a sentence asks to make or hand in, brackets behind them included.

    `by_plan`: units are named in brackets, so that only papers to be made and reports upward count.
    """
    if not _SIGN.search(folded, *sentence):
        return []
    found = _made(folded, sentence) if by_plan else _handed_in(folded, sentence)
    things: list[Span] = []
    taken: set[int] = set()
    for span in found:
        if taken.isdisjoint(range(*span)):
            taken.update(range(*span))
            things.append(span)
    return [part for thing in sorted(things) for part in _parts(folded, thing)]


def _made(folded: str, sentence: Span) -> Iterator[Span]:
    text = folded[slice(*sentence)]
    reports = (_UPWARD, _TOLD, _SENT_UP) if _REPORTS.search(text) else (_TOLD, _SENT_UP)
    for pattern in (_MAKE, _SET_UP, *(reports if "报" in text else ())):
        for found in pattern.finditer(folded, *sentence):
            before = max(sentence[0], found.start() - 20)
            urged = pattern is _MAKE and _URGED.search(folded, before, found.start())
            will = pattern is _SENT_UP and _NO_THING.match(found["thing"])  # 将 as "will", no thing behind it
            if not (urged or will):
                yield from _thing(folded, found)


def _handed_in(folded: str, sentence: Span) -> Iterator[Span]:
    if words.WILL.match(folded[slice(*sentence)]):
        sentence = _after_organizer(folded, sentence)
    for found in _TAKEN.finditer(folded, *sentence):
        rest = folded[found.end() : min(sentence[1], found.end() + _FAR)]
        verb = _VERB.search(rest)
        if verb and not _TAKES.search(rest, 0, verb.start()) and not _is_no_thing(found["thing"]):
            yield from _thing(folded, found)
    text = folded[slice(*sentence)]
    for pattern, sign in _GIVEN_WAYS:
        for found in pattern.finditer(folded, *sentence) if sign in text else ():
            yield from _thing(folded, found)
    named = _TIMED.match(folded, *sentence) if "时间" in text or "日期" in text else None
    if named:
        yield from _thing(folded, named)
    for start, end in clauses(folded, *sentence):
        subject = _SUBJECT_THING.match(folded, start, end)
        if subject and _VERB.search(folded, subject.end(), end):
            yield from _thing(folded, subject)
        shared = _SHARED_VERB.match(folded, start, end) if folded[end - 1] == "前" else None
        if shared and shared.end() == end:
            yield from _thing(folded, shared)
    yield from _made(folded, sentence)


def _is_no_thing(thing: str) -> bool:
    """Whether 将 does not take a thing: 将组织检查, but 将组织学习情况 does."""
    if thing.startswith("组织"):
        return not _IS_THING.match(_BRACKETS.sub("", thing))
    return _NO_THING.match(thing) is not None


def _after_organizer(folded: str, sentence: Span) -> Span:
    """The part of a sentence about the organizer's own work in which the readers are asked."""
    please = words.PLEASE.search(folded, *sentence)
    comma = folded.find(",", *sentence)
    start = please.start() if please else comma + 1 if comma >= 0 else sentence[1]
    return start, sentence[1]


def _thing(folded: str, found: re.Match[str]) -> Iterator[Span]:
    start, end = found.span("thing")
    lead = _LEAD.match(folded, start, end)
    start = lead.end() if lead else start
    more = _MORE.match(folded, end)
    end = more.end() if more else end
    text = folded[start:end]
    if (
        len(text) >= 2
        and not text.startswith("中的")
        and not _TAKES.search(text)
        and not (_TARGET.match(text) or _MANNER.match(text))
    ):
        yield start, end


def _parts(folded: str, thing: Span) -> list[Span]:
    """总结和汇总表 are two things, where each part is the name of a thing."""
    parts = [
        piece
        for a, b in split_outside_brackets(folded, *thing, "、")
        for piece in split_outside_brackets(folded, a, b, "和及与")
    ]
    named = all(_IS_THING.match(_BRACKETS.sub("", folded[a:b])) for a, b in parts)
    return parts if named else [thing]


def without_note(folded: str, thing: Span) -> Span:
    """The thing without the bracket behind it: （附件1）, （加盖公章）."""
    note = _NOTE.search(folded, *thing) if folded[thing[1] - 1] == ")" else None
    return thing if note is None or note.start() == thing[0] else (thing[0], note.start())


def first_verb(folded: str, span: Span) -> re.Match[str] | None:
    """The word for sending in the first clause that asks for it, where no thing is named."""
    for start, end in clauses(folded, *span):
        verb = _SENDING.search(folded, start, end)
        clause = folded[start:end]
        if verb and "将" not in clause and (words.PLEASE.search(clause) or _ASKS.search(clause)):
            return verb
    return None


_SENDING = re.compile(f"(?:{words.HAND_OVER.pattern}|填报(?=[,。;]|$))(?!工作|时间|方式|要求|任务|程序|渠道)")
_ASKS = re.compile(words.MUST + "|前|按时|及时")
