"""What the text in one cell of a form is: a label, a blank, a note to the writer, boxes to tick."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongwen.extract.fields import field_type, known_key
from gongwen.extract.sheet_grid import Place
from gongwen.model import FieldType
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_SIGNED = (
    r"(?:单位|部门|党组织|本人|负责人|经办人|法定代表人|主要|填表人)?"
    r"\(?(?:签字|签名|盖章|公章|签章|加盖公章)\)?"
)
_BLANK = re.compile(
    rf"(?:\((?:大写|小写):_*\)|[_:.,/\-~至到年月日时分、…]|\({_SIGNED}(?:[、或]{_SIGNED})?\)|{_SIGNED}|负责人|经办人|公章|请选择"
    r"|\(?(?:大写|小写|可续页|可加页|可另附文件)\)?|¥|[1-9][.、]|万元|元|人次|人|%)*+"
)
_SIGNER = re.compile(
    r"(?:单位|部门|负责人|经办人|本人)(?::|\([^()]{1,8}\):)|负责人|经办人|本人"
)  # alone they are labels
_RULED = re.compile(r"[^_:,;。]*_{2,}[^_:,;。]*")
_AROUND = 6  # characters beside a line to write on
_DAY = re.compile(r"[_\-/.]*年[_]*月[_]*日[_]*")
_INDEX = re.compile(r"\(?\d{1,3}\)?[.、]?|[一二三四五六七八九十]{1,3}[、.]?|…+|\.{3,}|……")
_NUMBERING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:、|\.(?!\d))"
)
_INSTRUCTION = re.compile(
    r"(?:填[表写报]|评分|有关|几点|相关|报送|情况)?(?:说明|须知|要求|注意事项)(?::|$)|(?:备?注|提示|温馨提示|注意)\d?:|[*※★]注"
)
_COLUMNS = frozenset(("说明", "情况说明", "备注", "要求"))  # alone they are labels
_PICKED = re.compile(
    r"(?:选择|选填|任选|选一|限选)[^:、()]{0,8}:(?P<names>[^()。;]{2,80})"
    r"|\((?P<before>[^():。;]{1,12}(?:[、/][^():。;、/]{1,12}){1,11}?)(?:中|等)?(?:任选|选择|选填|限选|选一|单选|多选)"
)
_UNIT = re.compile(r"(?P<unit>万元|亿元|元|人次|人|%|场|次|篇|项|个|名|家|份|件)")
_MEASURE = re.compile(
    r"平方米|平方公里|公里|亩|万?人次|万?人|万?元|亿元|小时|周岁|天|岁|名|个|篇|场次|场|次|项|家|份|件|册|台|套|部|期|届|%"
)
_NOTE = re.compile(
    r"盖章|公章|签[字章名]|如[有无]|若有|如需|附页|加页|字数|选填|可不填|必填|没有|无则|有则|填写|请|另附|可多选|单选|多选|限选"
    r"|任选|不限|可[加增添]|另加|打[√勾]|勾选|手写|粘贴|下同|注明|[如例]:|[如例]如|示例|简要|可续"
)
_LENGTH = re.compile(r"\d+字|字以[内上]|字数|不少于|不超过|可?另附|附页|续页")
_TAIL_NOTE = re.compile(r"\((?P<note>[^()]*)\)$")
_BY_OTHERS = re.compile(
    r"\(由?(?!申|本|填|推荐|报送|个人|自)[^()]{1,12}(?:填写|填报|使用)\)|^(?:项目|课题|受理|申报|申请|登记|收件|档案)?编号$"
    r"|^(?!申[报请]|所在|推荐|本|依托|基层|报送|填报|工作)[^/]{0,12}(?:审批|审核|评审|审查|审定|批准|核定|备案)(?:意见|结论|结果)?$"
    r"|^(?:上级|主管|专家|评委|考核组|评审|省|市|全国|中国|[^/]{0,8}科协)[^/]{0,12}(?:意见|结论)$|^复核(?!人?$)|^[^/]{0,6}(?:承诺|声明)$"
)
_DIRECTION = re.compile(r"请|填写|注明|示例|例[如:]|如:|简要|从.{0,8}选|如[有无]|无则")
_SIGNATURE = re.compile(r"(?:签名|签字|签章|盖章|签收|签到)(?:栏|处)?$")
_OPTIONAL = re.compile(
    r"如[有无]|若有|有则|没有[^,。;()]{0,4}(?:填|可不)|无则|可不填|如[^,。;()]{0,24}(?:请|可)填写|选填"
)
_BOXES = "□☐▢◻○◯☑√■☒✓\uf06f\uf071\uf0a3\uf0a8\uf0fe"  # the last ones as symbol fonts have them
_BOX = f"[{_BOXES}]"
_BOXED = re.compile(rf"{_BOX}\s?(?P<name>[^{_BOXES}\n,，。;；、]{{1,40}})")
_BOXED_BEHIND = re.compile(
    rf"(?P<name>[^\s{_BOXES}\n,，。;；、:：][^{_BOXES}\n,，。;；、]{{0,40}}?)\s?{_BOX}"
)
_BOX_LAST = re.compile(rf"[^\s{_BOXES}:：]\s?{_BOX}\s*(?:[,，;；。][^{_BOXES}]*)?$")
_EMPTY_BRACKETS = re.compile(r"[(（][ \t\u3000\xa0]*[)）]")
_OTHER_LINE = re.compile(r"[_\s:：]+$|[(（](?:[_\s]*|[^()（）]*(?:注明|说明|选)[^()（）]*)[)）]\s*$")
_OPENED = re.compile(r"[(（][^()（）]*$")  # what a box within brackets cuts in two: 是（□单间 □标间）
_SLASHED = re.compile(r"\((?P<names>[^()/]{1,10}(?:/[^()/]{1,10}){1,9})\)")
_SENTENCE = re.compile(r"[,。;!?]")
_MANY = re.compile(r"可多选|多选|可选多项|不限选|可复选|可选择多")
_TOTAL = re.compile(r"[^/]{0,4}(?:合计|总计|小计|总分|总得分|共计|合计得分|累计)(?:\([^()]*\))?")
_ORDINAL = re.compile(r"序号|编号|行次|序|项次|题号|No\.?", re.IGNORECASE)
_EXAMPLE = re.compile(
    r"^\(?(?:填写)?(?:示例|样例|范例|例如)|^\(?例\)?(?:[:\d]|$)|填写示例|示例:|例:|\((?:示例|样例|例)\)"
)
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A field before it has a key."""

    label: str
    type: FieldType | None = None  # None: the label decides
    options: tuple[str, ...] = ()
    hint: str = ""
    many: bool = False  # several options may be ticked
    place: Place | None = None  # of the answer


def folded(text: str) -> str:
    """`text` folded, without white space."""
    return squeeze(fold(text))


def is_blank(text: str) -> bool:
    """Nothing, or only lines, units and places for a date, a stamp or a signature."""
    bare = folded(text)
    return _BLANK.fullmatch(bare) is not None and not _SIGNER.fullmatch(bare)


def is_unit(text: str) -> bool:
    """A unit alone: the answer is written in front of it."""
    return _MEASURE.fullmatch(folded(text).strip("_")) is not None


def is_ruled(text: str) -> bool:
    """A line to write on with a word or unit around it: 共____人, ____元/人."""
    bare = folded(text)
    return _RULED.fullmatch(bare) is not None and len(bare.replace("_", "")) <= _AROUND


def is_day(text: str) -> bool:
    """A place for one day, as 年 月 日; not a span of months, nor a place to sign."""
    return _DAY.fullmatch(folded(text)) is not None


def is_index(text: str) -> bool:
    """A number in front of a row, or dots for more rows."""
    return _INDEX.fullmatch(folded(text)) is not None


def is_instruction(text: str) -> bool:
    """The beginning of notes to the writer: 填表说明：, 注：."""
    bare = folded(text)
    return bare not in _COLUMNS and _INSTRUCTION.match(bare) is not None


def is_sentence(text: str) -> bool:
    return _SENTENCE.search(folded(text)) is not None


def is_total(text: str) -> bool:
    return _TOTAL.fullmatch(folded(text)) is not None


def is_example(texts: Iterable[str]) -> bool:
    """Whether a row only shows how to fill in the others."""
    return any(_EXAMPLE.search(folded(text)) for text in texts)


def is_ordinal(label: str) -> bool:
    """The head of a column that only counts its rows."""
    return _ORDINAL.fullmatch(folded(label)) is not None


def is_optional(text: str) -> bool:
    """Whether the blank says that the block may be answered with none."""
    return _OPTIONAL.search(folded(text)) is not None


def has_boxes(text: str) -> bool:
    """Boxes to tick, or at least two pairs of empty brackets."""
    return re.search(_BOX, text) is not None or len(_EMPTY_BRACKETS.findall(text)) > 1


def boxes_at(text: str) -> list[int]:
    """Where the boxes of a text stand."""
    return [found.start() for found in re.finditer(_BOX, text)]


def as_boxes(text: str) -> str:
    """The text with a box for each pair of empty brackets, where there are several and no boxes."""
    if re.search(_BOX, text) or len(_EMPTY_BRACKETS.findall(text)) < 2:
        return text
    return _EMPTY_BRACKETS.sub(lambda found: "□".center(len(found.group())), text)


def boxes_behind(text: str) -> bool:
    """Whether the boxes stand behind their options: 是□ 否□."""
    return _BOX_LAST.search(as_boxes(text)) is not None


def is_photo(text: str) -> bool:
    """A place for a photograph, or its label."""
    return "照片" in folded(text) and len(folded(text)) <= 30


def is_label(text: str) -> bool:
    """A short text that may name a field."""
    bare = _without_brackets(folded(text)).removeprefix("其中:").rstrip(":")
    return (
        0 < len(bare) <= _LONGEST_LABEL
        and not (is_blank(text) or is_index(text) or has_boxes(text) or is_instruction(text))
        and not _SENTENCE.search(bare)
        and ":" not in bare
        and "__" not in bare
        and not bare.replace(".", "").replace("%", "").isdigit()
    )


def is_hint(text: str) -> bool:
    """What stands in an answer's place only to say how to answer."""
    bare = folded(text)
    if bare.startswith("(") and bare.endswith(")"):
        return True
    return bool(_DIRECTION.search(bare) or _LENGTH.search(bare))


def asks_for_text(note: str) -> bool:
    """A note that speaks of length or of further pages."""
    return _LENGTH.search(folded(note)) is not None


def is_foreign(label: str) -> bool:
    """Boxes that others fill in or sign: no fields."""
    bare = folded(label)
    outside = _without_brackets(bare)
    return bool(_BY_OTHERS.search(bare) or _BY_OTHERS.search(outside) or _SIGNATURE.search(outside))


def numbered(text: str) -> bool:
    return _NUMBERING.match(folded(text)) is not None


def cut_label(text: str) -> tuple[str, str]:
    """The label as printed, without numbering, colon and notes; and the notes."""
    label = squeeze(text)
    found = _NUMBERING.match(fold(label))
    label = label[found.end() :] if found else label
    label = label.strip("*★※").rstrip("：:*★※")
    notes: list[str] = []
    while (tail := _TAIL_NOTE.search(fold(label))) and _NOTE.search(tail["note"]) and tail.start():
        if not _SIGNATURE.search(tail["note"]):
            notes.insert(0, label[tail.start() :])
        label = label[: tail.start()].rstrip("：:")
    return label, "".join(notes)


def field_of(
    text: str, answer: str = "", type: FieldType | None = None, *, offered: tuple[str, ...] = ()
) -> Asked:
    """The field that a label and the text in its answer's place, or its drop-down list, ask for."""
    label, note = cut_label(text)
    options = offered or options_in(answer) or options_listed(text + answer)
    unit = _UNIT.fullmatch(folded(answer).strip("_")) or _MEASURE.fullmatch(folded(answer).strip("_"))
    slashed = _SLASHED.search(fold(label))
    if not options and slashed:
        options = tuple(slashed["names"].split("/"))
        label = label[: slashed.start()] + label[slashed.end() :]
    if is_day(answer) and not known_key(label):
        type = FieldType.DATE
    if unit:
        return Asked(label, FieldType.NUMBER, hint=unit.group())
    if asks_for_text(note) and type is None and field_type(label) is FieldType.TEXT:
        type = FieldType.LONGTEXT
    hint = note or (squeeze(answer) if not (options or is_blank(answer) or has_boxes(answer)) else "")
    return Asked(label, type, options, hint, bool(_MANY.search(folded(text + answer))))


def options_in(text: str) -> tuple[str, ...]:
    """The texts behind the boxes, in order, each once; 其他____ is 其他."""
    text = as_boxes(text)
    pattern = _BOXED
    if boxes_behind(text):
        text, pattern = text[len(_label_in_front(text)) :], _BOXED_BEHIND
    names = (option_name(found["name"]) for found in pattern.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name))


def option_name(text: str) -> str:
    """What an option is called, without the line to write on behind it."""
    while (bare := _OTHER_LINE.sub("", text).strip()) != text:
        text = bare
    if "（" in text or "(" in text or not text.endswith((")", "）")):
        text = _OPENED.sub("", text)
    else:
        text = text[:-1]
    return squeeze(text)


def options_listed(text: str) -> tuple[str, ...]:
    """The options that a hint names: 选择一项填写：甲、乙、丙; （甲、乙、丙任选一项）."""
    found = _PICKED.search(folded(text))
    names = re.split("[、/,]", found["names"] or found["before"]) if found else []
    return tuple(dict.fromkeys(name for name in names if name)) if len(names) > 1 else ()


def label_of_boxes(text: str) -> str:
    """The words in front of the first box, within their sentence."""
    text = as_boxes(text)
    first = re.search(_BOX, text)
    before = text[: first.start()] if first else text
    before = _label_in_front(text) if boxes_behind(text) else before
    return re.split(r"[,，。;；]", before.rstrip("，,：: \u3000"))[-1]


def _label_in_front(text: str) -> str:
    """What stands before the colon in front of the first box; "" without one."""
    first = re.search(_BOX, text)
    return text[: max(text.rfind(sign, 0, first.start()) for sign in ":：") + 1] if first else ""


def _without_brackets(bare: str) -> str:
    return re.sub(r"\([^()]*\)", "", bare)
