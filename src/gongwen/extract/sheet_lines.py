"""Fields in lines of text: 填表人：, blanks within a sentence, boxes in a row, labels one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongwen.extract import sheet_words as words
from gongwen.extract.fields import known_key, known_labels
from gongwen.extract.sheet_boxes import Stretch, stretches_of
from gongwen.extract.sheet_grid import Kind, Place
from gongwen.extract.sheet_words import Asked
from gongwen.model import FieldType
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_DATE_PLACE = r"(?:年[\s_]*(?:月[\s_]*)?(?:日[\s_]*)?)?"
_REST = (
    rf"(?:[\s_]*{_DATE_PLACE}(?:[-~至到][\s_]*{_DATE_PLACE}(?:月[\s_]*)?(?:日[\s_]*)?)?)"
    r"(?:\((?:盖章|公章|签字|签章|签名|单位盖章)\)[\s_]*)?"
)
_COLON = re.compile(rf"(?P<label>(?:[^:,。;!?\n_()]|\([^()\n]{{1,40}}\)){{1,24}}):(?P<rest>{_REST})")
_NO_FIELD = re.compile(
    r"如下|下列|以下|包括|分别|通知|要求|说明|注意|须知|承诺$|^(?:计量|金额|货币)单位$|内容包括|附件|抄送|主送"
    r"|^各|[^:]{2,}(?:[^内外全]部|厅|局|办公室|[^之长短好益害用错住]处)$|(?:协会|学会|科协|委员会|政府|党组|党委|同志|领导|专家)$"
)
_S = r"[ \u3000\xa0]"
_W = r"[ \u3000\xa0_]"
_GAP = re.compile(rf"(?:{_S}{{2,}}+|_++){_W}*+年{_W}*+月(?:{_W}*+日)?|{_S}{{4,}}+|_{{2,}}+{_W}*+")
_NAMED_AFTER = re.compile(r"\s*\((?P<name>[^()]{2,12})\)")
_NAMED_AFTER_GAP = re.compile(rf"{_S}{{4,}}\([^()]{{2,12}}\)|_{{2,}}\([^()]{{2,12}}\)")
_UNIT = re.compile(
    r"\s*(?P<unit>万元|亿元|元|人次|人|场次|场|次|篇|项|个|名|家|份|件|%|天|小时|岁|周岁)(?![名员才事物数])"
)
_MEASURES = re.compile(r"[万亿元人次场篇项个件家名%、,. ]+")  # 单位：万元 asks for nothing
_CUT = re.compile(r"[,。;:()]|[_ \u3000\xa0]{2,}")
_BEFORE = re.compile(r"(?:不少于|不超过|不低于|不高于|大约|约为|共计|达到|分别为|约|共|为|是|于|:)$")
_AFTER_UNIT = re.compile(r"^(?:万元|元|人次|人|场次|场|次|篇|项|个|名|家|%|日|并|的|和|及|与)(?=.)")
_NAMES = r"[^,。;:\"“”]{1,12}(?:(?:[、/]|[\"”](?:或|、)?[\"“])[^、/,。;:\"“”]{1,12}){1,11}"
_CHOSEN = re.compile(
    r"(?P<label>[^,。;:\d.、\"“”]{2,12}?)"
    rf"(?:请?(?:从|在)[\"“]?(?P<among>{_NAMES})[\"”]?(?:中|里|之一)"
    rf"|(?:分为|请?选填|请?填写?|请?选择)(?::[\"“]?|[\"“])(?P<named>{_NAMES}))"
)
_MANY = re.compile(r"(?P<label>[^,。;:\d.、]{2,12}?)(?:可以?多选|可选多项|可选择多)")
_UNNAMED = re.compile(
    r"^其[他它]|^请?(?:具体)?(?:注明|写明|说明|填写|列明)\)?$"
)  # what an option leaves open
_LINE = 400  # characters of the longest line of labels
_NEAR = 60  # characters before a blank that may name it
_SHORT = 12  # characters of a label that stands alone on its line
_ENOUGH = 4  # such lines, from which on they are a form


def colon_fields(text: str) -> tuple[list[Asked], bool]:
    """Fields such as 填报单位：  填表日期：; and whether the text holds nothing else."""
    bare = text.strip()
    flat = fold(bare)
    fields: list[Asked] = []
    if len(flat) > _LINE:
        return fields, False
    at = n = 0
    while found := _COLON.match(flat, at):
        label = bare[found.start("label") : found.end("label")].strip()
        rest = bare[found.start("rest") : found.end("rest")]
        at = found.end()
        if at < len(flat) and not _COLON.match(flat, at) and not words.is_blank(flat[at:]):
            return fields, False
        counted = label.endswith("单位") and _MEASURES.fullmatch(flat, at)
        fields += (
            [] if counted else [replace(one, place=Place(Kind.OWN, index=n)) for one in _kept(label, rest)]
        )
        n += 1
        if words.is_blank(flat[at:]):
            return fields, True
    return fields, False


def _kept(label: str, rest: str) -> list[Asked]:
    name, _ = words.cut_label(label)
    if not name or words.is_foreign(name) or _NO_FIELD.search(fold(name)):
        return []
    return [words.field_of(label, rest)]


def sentence_fields(line: str) -> list[Asked]:
    """Fields for the blanks within a sentence, and for its boxes."""
    text = line.strip()
    stretches = stretches_of(text) if words.has_boxes(text) else []
    if stretches:
        return mixed_fields(text, stretches)
    boxed = _boxed(text) if words.has_boxes(text) else []
    if boxed and not (_GAP.search(fold(text)) and _NAMED_AFTER_GAP.search(fold(text))):
        return boxed
    return _blanks(text) + boxed


def mixed_fields(text: str, stretches: Sequence[Stretch], outer: str = "") -> list[Asked]:
    """Fields for boxes, labels and blanks in one text; `outer` names boxes that have no label before them."""
    fields: list[Asked] = []
    gaps = gaps_of(text)
    for number, one in enumerate(stretches):
        own = text[one.start : one.end]
        if not one.options:
            fields += [replace(field, place=Place(Kind.OWN, index=number)) for field in colon_fields(own)[0]]
            continue
        label, _ = words.cut_label(one.label or outer)
        if label and len(one.options) > 1:
            many = words.field_of(label, own).many
            fields.append(Asked(label, options=one.options, many=many, place=Place(Kind.OWN, index=number)))
        inside = [at for at, (start, end) in enumerate(gaps) if one.start <= start and end <= one.end]
        fields += _blanks_among(text, inside, one)
    return fields


def _blanks_among(text: str, gaps: Sequence[int], stretch: Stretch) -> list[Asked]:
    """The blanks between boxes that have a name of their own; one right behind an option has none."""
    flat = words.as_boxes(fold(text))
    fields = []
    for at in gaps:
        start, end = gaps_of(text)[at]
        box = max([stretch.start, *(box + 1 for box in words.boxes_at(flat[:start]))])
        field = _gap_field(text, flat, box, (start, end))
        own = field and (field.type or field.label not in stretch.options)
        if field and own and not _UNNAMED.search(field.label):
            fields.append(replace(field, place=Place(Kind.GAP, index=at)))
    return fields


def _boxed(text: str) -> list[Asked]:
    label, _ = words.cut_label(words.label_of_boxes(text))
    options = words.options_in(text)
    ticked = replace(words.field_of(label, text), place=Place(Kind.OWN))
    return [ticked] if len(options) > 1 and label else []


def _blanks(text: str) -> list[Asked]:
    flat = fold(text)
    fields: list[Asked] = []
    begin = 0
    for number, gap in enumerate(_GAP.finditer(flat)):
        field = _gap_field(text, flat, begin, gap.span())
        if field:
            fields.append(replace(field, place=Place(Kind.GAP, index=number)))
        begin = gap.end()
    return fields


def gaps_of(text: str) -> list[tuple[int, int]]:
    """Where the blanks of a sentence begin and end."""
    return [gap.span() for gap in _GAP.finditer(fold(text))]


def _gap_field(text: str, flat: str, begin: int, gap: tuple[int, int]) -> Asked | None:
    day = FieldType.DATE if "年" in flat[slice(*gap)] else None
    after = _NAMED_AFTER.match(flat, gap[1])
    if after and not words.is_blank(after.group()) and not words.is_hint(after["name"]):
        return Asked(text[after.start("name") : after.end("name")], day)
    start = begin = max(begin, gap[0] - _NEAR)
    for cut in _CUT.finditer(flat, begin, gap[0]):
        if not words.is_blank(flat[cut.end() : gap[0]]):
            start = cut.end()
    label = _BEFORE.sub("", squeeze(flat[start : gap[0]]).rstrip(":"))
    label = _AFTER_UNIT.sub("", label) if start == begin and begin else label
    label, _ = words.cut_label(label)
    unit = _UNIT.match(flat, gap[1])
    if not 1 < len(label) <= 16 or words.is_foreign(label):
        return None
    return Asked(label, day or (FieldType.NUMBER if unit else None), hint=unit["unit"] if unit else "")


def bare_labels(lines: Iterable[str]) -> list[Asked]:
    """Labels that stand one a line, as a form copied without its table leaves them."""
    fields: list[Asked] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if len(words.folded(line)) <= _SHORT and words.is_label(line):
            run.append(line)
            continue
        if len(run) >= _ENOUGH and sum(known_key(one) is not None for one in run) * 2 >= len(run):
            fields += [words.field_of(one) for one in run if not words.is_ordinal(one)]
        run = []
    return fields


def glued_labels(line: str) -> list[str]:
    """The heads of a list that were run together: 序号姓名单位职务; none where anything else stands there."""
    text = words.folded(line)[:_LINE]
    labels: list[str] = []
    at = 0
    longest = max(map(len, known_labels()))
    while at < len(text):
        ends = (end for end in range(min(len(text), at + longest), at, -1))
        end = next((end for end in ends if text[at:end] in known_labels()), None)
        if end is None:
            return []
        labels.append(text[at:end])
        at = end
    return labels if len(labels) >= _ENOUGH else []


def options_named(notes: str) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """From the notes to the writer: options by label, and the labels that take several."""
    flat = squeeze(fold(notes).replace("\n", ";"))
    options: dict[str, tuple[str, ...]] = {}
    for found in _CHOSEN.finditer(flat):
        names = tuple(name for name in re.split(r"[、/\"“”]|或", found["among"] or found["named"]) if name)
        options.setdefault(found["label"], names)
    return options, {found["label"] for found in _MANY.finditer(flat)}
