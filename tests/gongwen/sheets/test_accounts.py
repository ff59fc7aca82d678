"""Whatever is typed into a copy, wherever it stands, is an answer or is named."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.gongwen.extract.forms import table
from tests.gongwen.sheets.filling import plain
from tests.gongwen.sheets.grown import SHAPES
from tests.gongwen.sheets.paper import to_docx, to_xlsx
from tests.gongwen.sheets.read import plan_of, read

from gongwen.extract.sheet_grid import Grid
from gongwen.extract.sheets import parts_of
from gongwen.facade import Options, read_filled_sheet, read_sheet_template
from gongwen.sheets.answers import read_answers
from gongwen.sheets.forms import open_form
from gongwen.sheets.plan import Plan

WRITERS = {"docx": to_docx, "xlsx": to_xlsx}
TYPED = ("鸢尾蓝", "岫", "7391", "８", "鸢尾:蓝", "qv7x")
Copy = list[str | Grid]


@cache
def filled(number: int, format: str) -> tuple[Plan, Copy]:
    shape, write = SHAPES[number], WRITERS[format]
    plan = read_sheet_template(write(shape), name=f"blank.{format}").plan
    copy = open_form(write(shape, plain(shape, number)), f"copy.{format}", Options())
    return plan, [part for part, _ in parts_of(copy, trim=False)]


def places(copy: Copy) -> list[tuple[int, int, int, str]]:
    """Every line and every box: part, row, box, text."""
    found: list[tuple[int, int, int, str]] = []
    for number, part in enumerate(copy):
        if isinstance(part, str):
            found.append((number, -1, -1, part))
        else:
            found += [
                (number, row, at, box.text)
                for row, boxes in enumerate(part.rows)
                for at, box in enumerate(boxes)
            ]
    return found


def counts_its_row(place: tuple[int, int, int, str]) -> bool:
    """A number in front of a row, of which another number is no loss."""
    return place[2] == 0 and place[3].isdigit()


def typed_into(copy: Copy, place: tuple[int, int, int, str], typed: str, at: int) -> Copy:
    part, row, box, text = place
    at = round(at * len(text) / 100)
    text = text[:at] + typed + text[at:]
    changed, old = list(copy), copy[part]
    if isinstance(old, str):
        changed[part] = text
        return changed
    rows = [list(boxes) for boxes in old.rows]
    rows[row][box] = replace(rows[row][box], text=text)
    changed[part] = Grid(tuple(map(tuple, rows)), old.width)
    return changed


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, len(SHAPES) - 1),
    st.sampled_from(sorted(WRITERS)),
    st.integers(0, 10**6),
    st.sampled_from(TYPED),
    st.integers(0, 100),
)
def test_nothing_that_is_typed_is_lost(number: int, format: str, where: int, typed: str, at: int) -> None:
    plan, copy = filled(number, format)
    found = [place for place in places(copy) if not counts_its_row(place)]
    answers = read_answers(plan, typed_into(copy, found[where % len(found)], typed, at), {})
    told = [one.value for one in answers.answers] + list(answers.not_understood)
    assert [piece for piece in typed.split(":") if not any(piece in text for text in told)] == []


TWO = plan_of(table(("单位名称", ""), ("用印事由", ""), ("人数", "")))
SEAL = ("单位名称", "江澜省水利学会")


def test_of_the_same_number_twice_the_one_without_a_field_is_named() -> None:
    answers = read(TWO, table(SEAL, ("用印事由", ""), ("人数", "12")), "12")
    assert [one.value for one in answers.answers] == ["江澜省水利学会", "12"]
    assert answers.not_understood == ("12",)


def test_a_shorter_spelling_of_a_label_says_nothing() -> None:
    answers = read(TWO, table(SEAL, ("事由", "签订合同"), ("人数", "12")))
    assert [one.value for one in answers.answers] == ["江澜省水利学会", "签订合同", "12"]
    assert answers.not_understood == ()


def test_what_is_written_before_a_label_without_a_colon_is_named() -> None:
    answers = read(TWO, table(SEAL, ("签订合同用印事由", ""), ("人数", "")))
    assert answers.not_understood == ("签订合同",)


def test_a_sum_that_adds_up_says_nothing_and_another_one_is_named() -> None:
    plan = plan_of(table(("序号", "活动", "人数"), ("1", "", ""), ("2", "", ""), ("合计", "", "")))
    rows = (("序号", "活动", "人数"), ("1", "年会", "30"), ("2", "沙龙", "12"))
    assert read(plan, table(*rows, ("合计", "", "42"))).not_understood == ()
    assert read(plan, table(*rows, ("合计", "", "45"))).not_understood == ("45",)


def test_what_stands_far_to_the_right_is_named() -> None:
    book = Workbook()
    book.active.append(["单位名称", ""])
    blank = saved(book)
    book.active["CV1"] = "签订合同"
    template = read_sheet_template(blank, name="blank.xlsx")
    assert read_filled_sheet(saved(book), name="copy.xlsx", template=template).not_understood == ("签订合同",)


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
