"""A matrix: printed rows under a head, answers where rows and columns meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongwen.extract import sheet_words as words
from gongwen.extract.fields import field_type, is_required
from gongwen.extract.sheet_grid import Box, Kind, Place
from gongwen.extract.sheet_words import Asked
from gongwen.model import FieldType

_EXPLAINS = re.compile(r"标准|说明|要求|细则|依据|办法|分值|权重|满分|计分|行次|单位$")
_FOR_MARKS = re.compile(r"^备注|签[名字到收]|^序号|盖章")
GENERAL = re.compile(r".{0,4}(?:项目|指标|科目|事项)|类别|分类|名称|内容|题目|等次|类型|")
_ZERO = frozenset(("0", "0.0", "0.00", "—", "-", "/"))  # sums by formula, cells that are barred
_UNITS = re.compile(r"万元|亿元|元|%|人次?|场?次|场|[个篇项件份家名天种册部支]|小时")


@dataclass(slots=True)
class Part:
    """A block before it has a key."""

    label: str = ""
    fields: list[Asked] = field(default_factory=list)
    repeat: bool = False
    optional: bool = False
    hint: str = ""
    header: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column of the head: its label, outer and inner joined."""

    label: str
    column: int
    right: int
    box: Box  # the lowest of the head


@dataclass(frozen=True, slots=True)
class Matrix:
    """The columns of a body: for each row the box that covers it, hanging ones included."""

    leaves: Sequence[Leaf]
    columns: Sequence[Sequence[Box | None]]
    rows: Sequence[int]  # in the grid

    def parts(self) -> list[Part]:
        """One field for each printed row and empty column; a new block where labels follow answers."""
        groups: list[tuple[list[int], list[int]]] = []
        for at in range(len(self.leaves)):
            asked = self._is_asked(at)
            general = GENERAL.fullmatch(words.folded(self.leaves[at].label))
            if not groups or (not asked and groups[-1][1] and general):
                groups.append(([], []))
            groups[-1][asked].append(at)
        parts = [self._group(labels, answers) for labels, answers in groups]
        return [part for part in parts if part.fields]

    def _is_asked(self, at: int) -> bool:
        """A column in which nothing is printed but sums."""
        if words.is_ordinal(self.leaves[at].label):
            return False
        own = [box.text for box in self.columns[at] if box and not words.is_total(box.text)]
        printed = [text for text in own if not (words.is_blank(text) or words.has_boxes(text))]
        return len(printed) < len(own) and all(text in _ZERO for text in printed)

    def _group(self, labels: Sequence[int], answers: Sequence[int]) -> Part:
        named = [at for at in labels if answers and at < answers[0] and self._names_rows(at)]
        if not named or all(_FOR_MARKS.search(words.folded(self.leaves[at].label)) for at in answers):
            return Part()
        tree = any(box and box.bottom - box.row > 1 for at in named for box in self.columns[at])
        part = Part("" if tree else words.cut_label(self.leaves[named[0]].label)[0])
        for line in range(len(self.rows)):
            printed = [box for at in named if (box := self.columns[at][line])]
            path = _path(printed)
            hint = self._explained(line, [at for at in labels if at not in named])
            unit = _UNITS.fullmatch(hint.split("；")[0].split("：")[-1]) is not None
            shared = self._shared(line, answers)
            if shared is not None and path and _may_answer(shared, self.leaves[answers[0]], path):
                one = words.field_of(path[-1], shared.text)
                place = Place(Kind.BESIDE, printed[-1], shared)
                part.fields.append(replace(one, label="/".join(path), hint=hint or one.hint, place=place))
                continue
            part.fields += [
                replace(
                    _cell_field(path, self.leaves[at].label, box, hint, counted=unit),
                    place=Place(Kind.CROSS, printed[-1], box, self.leaves[at].box),
                )
                for at in answers
                if path and (box := self.columns[at][line]) and box.row == self.rows[line]
                if _may_answer(box, self.leaves[at], path)
            ]
        return part

    def _shared(self, line: int, answers: Sequence[int]) -> Box | None:
        """The cell of a row that is merged over all columns of answers."""
        boxes = {self.columns[at][line] for at in answers}
        only = next(iter(boxes)) if len(boxes) == 1 and len(answers) > 1 else None
        return only if only and only.row == self.rows[line] else None

    def _names_rows(self, at: int) -> bool:
        label = words.folded(self.leaves[at].label)
        if words.is_ordinal(label) or _EXPLAINS.search(label):
            return False
        return any(box and words.is_label(box.text) for box in self.columns[at])

    def _explained(self, line: int, others: Sequence[int]) -> str:
        """What stands beside a row's label: the standard, the full mark."""
        texts = [(self.leaves[at].label, box.text) for at in others if (box := self.columns[at][line])]
        return "；".join(
            text.rstrip("。；") if words.is_sentence(text) else f"{words.cut_label(label)[0]}：{text}"
            for label, text in texts
            if text and not words.is_ordinal(label) and not words.is_total(text)
        )


def column_of(leaf: Leaf, body: Sequence[Sequence[Box]]) -> list[Box | None]:
    """For each row the box that covers the column, the one above where it hangs down."""
    column: list[Box | None] = []
    last: Box | None = None
    for line in body:
        last = next((b for b in line if b.column <= leaf.column < b.right), last)
        column.append(last)
    return column


def _path(boxes: Sequence[Box | None]) -> list[str]:
    """The labels of a row, outer to inner."""
    texts = [box.text for box in dict.fromkeys(boxes) if box]
    return [words.cut_label(text)[0] for text in texts if not (words.is_blank(text) or words.is_index(text))]


def _may_answer(box: Box, leaf: Leaf, path: Sequence[str]) -> bool:
    if not (words.is_blank(box.text) or words.has_boxes(box.text)) or box.text in _ZERO:
        return False
    if words.is_foreign(leaf.label) or words.is_foreign(path[-1]):
        return False
    return not words.is_total(path[0]) or field_type(leaf.label) is FieldType.NUMBER


def _cell_field(path: Sequence[str], label: str, box: Box, hint: str, *, counted: bool) -> Asked:
    found = words.field_of(label, box.text, offered=box.options)
    kind = found.type or field_type(found.label)
    kind = FieldType.NUMBER if counted and kind is FieldType.TEXT and is_required(found.label) else kind
    kind = FieldType.LONGTEXT if kind is FieldType.FILE else kind
    return replace(found, label="/".join([*path, found.label]), type=kind, hint=hint or found.hint)
