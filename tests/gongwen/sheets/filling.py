"""Invented answers for a shape, and the habits in which people write them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.gongwen.sheets.shapes import F, Shape, lists, single_fields

Key = tuple[str | None, int, str]  # block of a list, row, label

_FAMILY = "柏程傅顾何蒋孔黎莫潘秦沈陶魏徐严"
_GIVEN = ("若水", "知行", "思远", "明德", "致和", "清源", "望舒", "景行", "子涵", "一鸣", "安澜", "沐阳")
_PLACES = ("江岚省", "云湖市", "松涛区", "岭南县", "海桐市")
_BODIES = ("林业学会", "声学学会", "园艺学会", "地质学会", "护理学会", "标准化研究院", "第三中学", "农技中心")
_LONG = (
    "坚持问题导向，走访了十二个基层单位，梳理出六类共性需求。",
    "组织专家团队开展现场指导，帮助解决技术难题四项。",
    "注重成果转化，形成可复制的做法，在全省推广。",
    "下一步将完善机制，加强队伍建设，提升服务能力。",
    "青年骨干积极参与，收集意见建议三十余条。",
)
_WORDS = ("讲座", "展览", "竞赛", "培训", "沙龙", "论坛", "走访", "调研", "义诊", "研学")


@dataclass
class Filled:
    """The answers of one copy, and how they are to be written."""

    single: dict[str, str]
    rows: dict[str, list[dict[str, str]]]
    ticks: Callable[[F, str], str]
    own_cell: set[str] = field(default_factory=set)  # labels whose answer is typed into the label's cell
    other: dict[str, str] = field(default_factory=dict)
    swapped: bool = False
    notes_after: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()

    def gold(self) -> dict[Key, str]:
        answers: dict[Key, str] = {(None, 0, label): value for label, value in self.single.items() if value}
        for block, rows in self.rows.items():
            for number, row in enumerate(rows, 1):
                answers |= {(block, number, label): value for label, value in row.items() if value}
        return answers


class Maker:
    """Values that differ from each other, so that one in a wrong field is seen."""

    def __init__(self, seed: int, *, old: bool = False) -> None:
        self.random = random.Random(seed)
        self.old = old  # full-width digits, dates in many styles
        self.used: set[str] = set()

    def value(self, one: F) -> str:
        for _ in range(200):
            value = self._value(one)
            if one.options or value not in self.used:
                self.used.add(value)
                return value
        raise AssertionError(f"no further value for {one.label}")

    def _value(self, one: F) -> str:
        pick = self.random.choice
        if one.kind == "choice":
            return pick(one.options)
        if one.kind == "multichoice":
            chosen = self.random.sample(one.options, self.random.randint(1, min(3, len(one.options))))
            return "、".join(option for option in one.options if option in chosen)
        if one.kind == "number":
            number = str(self.random.randint(3, 99999))
            return _wide(number) if self.old and self.random.random() < 0.5 else number
        if one.kind == "date":
            return self._date()
        if one.kind == "longtext":
            return (
                "".join(self.random.sample(_LONG, self.random.randint(1, 3)))
                + f"（{self.random.randint(10, 999)}）"
            )
        return self._text(one.label)

    def _date(self) -> str:
        year, month, day = (
            self.random.randint(2024, 2027),
            self.random.randint(1, 12),
            self.random.randint(1, 28),
        )
        styles = ("{}年{}月{}日", "{}.{}.{}", "{}/{}/{}") if self.old else ("{}年{}月{}日",)
        return self.random.choice(styles).format(year, month, day)

    def _text(self, label: str) -> str:
        pick, number = self.random.choice, self.random.randint(1000, 9999)
        if "电话" in label or "手机" in label or "联系方式" in label:
            phone = f"010-5555{number}"
            return _wide(phone) if self.old else phone
        if "邮箱" in label or "邮件" in label:
            return f"user{number}@example.org"
        if any(word in label for word in ("姓名", "人", "代表", "会长")):
            return pick(_FAMILY) + pick(_GIVEN)
        if "单位" in label or "学会" in label or "机构" in label:
            return pick(_PLACES) + pick(_BODIES) + pick(("", "一部", "二部", "三部", "办公室"))
        return f"{pick(_PLACES)}{pick(_WORDS)}{number}"


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in text)


def in_box(one: F, value: str) -> str:
    """☑ in place of the box."""
    chosen = value.split("、")
    return "  ".join(("☑" if option in chosen else "□") + option for option in one.options)


def tick_for_box(one: F, value: str) -> str:
    chosen = value.split("、")
    return " ".join(("√" if option in chosen else "□") + option for option in one.options)


def black_box(one: F, value: str) -> str:
    chosen = value.split("、")
    return " ".join(("■" if option in chosen else "□") + option for option in one.options)


def tick_behind(one: F, value: str) -> str:
    chosen = value.split("、")
    return "   ".join("□" + option + ("√" if option in chosen else "") for option in one.options)


def only_chosen(one: F, value: str) -> str:
    return value


def plain(shape: Shape, seed: int, *, rows: int | None = None, old: bool = False) -> Filled:
    maker = Maker(seed, old=old)
    single = {one.label: maker.value(one) for one in single_fields(shape) if one.kind != "photo"}
    listed = {
        one.block: [
            {column.label: maker.value(column) for column in one.columns if column}
            for _ in range(rows or max(one.blank - 1, 1))
        ]
        for one in lists(shape)
    }
    return Filled(single, listed, in_box)


def more_rows(shape: Shape, seed: int) -> Filled:
    filled = plain(shape, seed, rows=6)
    habits = (tick_for_box, black_box, only_chosen)
    filled.ticks = habits[seed % 3]
    for one in lists(shape):
        if one.optional:
            first = next(column for column in one.columns if column)
            filled.rows[one.block] = [{first.label: "无"}]
    filled.notes_after = ("（我会近日搬迁办公地点，来件请先电话联系。）",)
    return filled


def retyped(shape: Shape, seed: int) -> Filled:
    filled = plain(shape, seed)
    filled.other = shape.other
    filled.swapped = True
    return filled


def pasted(shape: Shape, seed: int) -> Filled:
    filled = plain(shape, seed)
    filled.letter = (
        "各位老师：",
        "现将我单位填好的表格发上，格式若有变化，以内容为准，请查收。",
        "2026年4月8日",
    )
    return filled


def old_habits(shape: Shape, seed: int) -> Filled:
    filled = plain(shape, seed, old=True)
    filled.ticks = tick_behind
    return filled


def own_cells(shape: Shape, seed: int) -> Filled:
    filled = plain(shape, seed, old=True)
    filled.ticks = tick_behind
    labels = [one.label for one in single_fields(shape) if one.kind == "text" and "/" not in one.label]
    filled.own_cell = set(labels[::3])
    return filled


HABITS = {
    "plain": plain,
    "rows added": more_rows,
    "retyped": retyped,
    "pasted": pasted,
    "old habits": old_habits,
    "own cells": own_cells,
}
