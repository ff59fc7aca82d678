"""Forms that no writer of shapes makes: every value stands in its field or is named, in every habit."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.gongwen.extract.forms import Given, table
from tests.gongwen.sheets.compare import bare
from tests.gongwen.sheets.raw_shapes import RAW, Raw
from tests.gongwen.sheets.read import plan_of, read

from gongwen.model import Table
from gongwen.sheets.plan import Plan

_MARKER = re.compile("«([^»]*)»")
Page = list[str | Table]
Text = Callable[[str], str]


def page(raw: Raw, text: Text) -> Page:
    """The form with each of its texts rewritten."""

    def cell(given: Given) -> Given:
        return text(given) if isinstance(given, str) else (text(given[0]), *given[1:])  # type: ignore[return-value]

    return [
        text(part) if isinstance(part, str) else table(*[[cell(one) for one in row] for row in part])
        for part in raw
    ]


class Filler:
    """Puts a value of its own in each marked place, and may respell what is printed around it."""

    def __init__(self, value: str, respelled: Text = str) -> None:
        self.labels: dict[str, str] = {}  # value -> label
        self._value, self._respelled = value, respelled

    def __call__(self, text: str) -> str:
        def put(found: re.Match[str]) -> str:
            value = self._value.format(len(self.labels) + 1)
            self.labels[value] = found[1]
            return value

        pieces = _MARKER.split(text)
        printed = [self._respelled(piece) for piece in pieces[::2]]
        values = [put(found) for found in _MARKER.finditer(text)]
        return printed[0] + "".join(a + b for a, b in zip(values, printed[1:], strict=True))


def squeezed(text: str) -> str:
    return re.sub(r"(?<=[一-龥])[ 　]{1,4}(?=[一-龥])", "", text)


LETTER = ["各位老师：", "现将填好的表格发上，请查收。"]
HABITS: dict[str, tuple[Callable[[], Filler], Callable[[Page], Page]]] = {
    "plain": (lambda: Filler("鸢{}尾"), lambda one: one),
    "wide digits": (lambda: Filler("鸢０{}尾"), lambda one: one),
    "spaces gone": (lambda: Filler("鸢{}尾", squeezed), lambda one: one),
    "under a letter": (lambda: Filler("鸢{}尾"), lambda one: [*LETTER, *one]),
    "a note below": (lambda: Filler("鸢{}尾"), lambda one: [*one, "（以上由办公室代填。）"]),
}


def read_back(plan: Plan, filler: Filler, copy: Page) -> tuple[int, list[str]]:
    """How many values stand in their field, and what is wrong with the others."""
    answers = read(plan, *copy)
    labels = {(block.key, one.key): one.label for block in plan.sheet.blocks for one in block.fields}
    right, wrong = 0, []
    for value, label in filler.labels.items():
        held = [labels[one.block, one.field] for one in answers.answers if value in one.value]
        named = any(value in text for text in answers.not_understood)
        if len(held) == 1 and bare(held[0].rpartition("/")[2]) == bare(label.rpartition("/")[2]):
            right += 1
        elif held or not named:
            wrong.append(f"{value} {label}: {held or 'lost'}")
    return right, wrong


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("name", RAW)
def test_every_value_is_in_its_field_or_named(name: str, habit: str) -> None:
    plan = plan_of(*page(RAW[name], lambda text: _MARKER.sub("", text)))
    make, changed = HABITS[habit]
    filler = make()
    right, wrong = read_back(plan, filler, changed(page(RAW[name], filler)))
    assert wrong == []
    assert right == len(filler.labels)


def test_a_day_over_cells_is_one_answer() -> None:
    form = [["姓名", ("", 6)], ["领取日期", "", "年", "", "月", "", "日"]]
    copy = [["姓名", ("柏若水", 6)], ["领取日期", "2026", "年", "3", "月", "5", "日"]]
    answers = read(plan_of("登记表", table(*form)), "登记表", table(*copy))
    assert [one.value for one in answers.answers] == ["柏若水", "2026年3月5日"]
    assert answers.not_understood == ()
