"""Several questions with boxes in one text, filled in in every habit and read back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.gongwen.extract.forms import table
from tests.gongwen.sheets.filling import black_box, in_box, only_chosen, tick_for_box
from tests.gongwen.sheets.read import plan_of, read, values
from tests.gongwen.sheets.shapes import F

from gongwen.facade import fill_sheet_docx, fill_sheet_xlsx, read_filled_sheet, read_sheet_template
from gongwen.model import Table

Tick = Callable[[F, str], str]
TICKS: tuple[Tick, ...] = (in_box, tick_for_box, black_box, only_chosen)
SEX, NATION = F("性别", options=("男", "女")), F("民族", options=("汉", "其他"))
MEMBER, DELEGATE = F("是否党员", options=("是", "否")), F("是否代表", options=("是", "否"))
FUNDED = F("是否申请资助", options=("是", "否"))
QUESTIONS = (SEX, NATION, MEMBER, DELEGATE, FUNDED)
BLANKS = ("联系电话", "所在单位", "参会人数")
TYPED = ("鸢尾蓝", "7391", "岫云")


def blank_of(parts: list[F | str]) -> str:
    return "    ".join(
        f"{one.label}：{in_box(one, '')}" if isinstance(one, F) else one + "：______" for one in parts
    )


def filled_of(parts: list[F | str], given: dict[str, str], tick: Tick) -> str:
    texts = []
    for one in parts:
        label = one.label if isinstance(one, F) else one
        texts.append(f"{label}：{tick(one, given[label]) if isinstance(one, F) else given[label]}")
    return "    ".join(texts)


@st.composite
def lines(draw: st.DrawFn) -> tuple[list[F | str], dict[str, str]]:
    questions = draw(st.permutations(QUESTIONS))[: draw(st.integers(1, 3))]
    blanks = draw(st.permutations(BLANKS))[: draw(st.integers(0, 2))]
    parts = draw(st.permutations([*questions, *blanks]))
    given = {one.label: draw(st.sampled_from(one.options)) for one in questions}
    return list(parts), given | dict(zip(blanks, draw(st.permutations(TYPED)), strict=False))


@settings(max_examples=200, deadline=None)
@given(lines(), st.sampled_from(TICKS), st.booleans())
def test_every_answer_of_a_mixed_line_stands_in_its_field(
    line: tuple[list[F | str], dict[str, str]], tick: Tick, in_table: bool
) -> None:
    parts, given = line
    texts = blank_of(parts), filled_of(parts, given, tick)
    pages: list[tuple[str | Table, ...]] = [
        ("情况登记表", table(("单位", ""), ((one, 2),)) if in_table else one, "通讯地址：") for one in texts
    ]
    plan = plan_of(*pages[0])
    assert values(plan, *pages[1]) == given
    assert read(plan, *pages[1]).not_understood == ()


FUND = "是否申请资助：□是，金额____万元 □否"


@pytest.mark.parametrize(
    ("filled", "answers", "left"),
    [
        ("是否申请资助：☑是，金额 12 万元 □否", {"是否申请资助": "是", "金额": "12"}, ()),
        ("是否申请资助：√是，金额12万元 □否", {"是否申请资助": "是", "金额": "12"}, ()),
        ("是否申请资助：是，金额12万元", {"是否申请资助": "是", "金额": "12"}, ()),
        ("是否申请资助：□是，金额____万元 ☑否", {"是否申请资助": "否"}, ()),
        (
            "是否申请资助：☑是，金额12万元（含配套） □否",
            {"是否申请资助": "是", "金额": "12"},
            ("（含配套）",),
        ),
        ("是否申请资助：待定", {}, ("是否申请资助：待定",)),
    ],
)
def test_a_blank_between_boxes(filled: str, answers: dict[str, str], left: tuple[str, ...]) -> None:
    plan = plan_of("资助申请表", FUND, "通讯地址：")
    assert values(plan, "资助申请表", filled, "通讯地址：") == answers
    assert read(plan, "资助申请表", filled, "通讯地址：").not_understood == left


def test_what_stands_behind_the_option_other_is_named() -> None:
    plan = plan_of("成果登记表", "成果形式：□论文 □专著 □其他：____", "通讯地址：")
    read_back = read(plan, "成果登记表", "成果形式：□论文 □专著 ☑其他：标准", "通讯地址：")
    assert [one.value for one in read_back.answers] == ["其他"]
    assert read_back.not_understood == ("标准",)


def test_two_questions_of_the_same_options_are_ticked_each_in_its_place() -> None:
    line = "是否党员：□是 □否    是否代表：□是 □否    联系电话："
    document = docx.Document()
    for text in ("参会回执", line, "通讯地址："):
        document.add_paragraph(text)
    book = Workbook()
    for text in ("参会回执", line, "通讯地址："):
        book.active.append([text])
    for blank, ending, fill in ((document, "docx", fill_sheet_docx), (book, "xlsx", fill_sheet_xlsx)):
        out = BytesIO()
        blank.save(out)
        template = read_sheet_template(out.getvalue(), name=f"blank.{ending}")
        (block,) = template.sheet.blocks
        row = dict(zip((one.key for one in block.fields), ("否", "是", "010-55550123", "素食"), strict=True))
        data = fill(out.getvalue(), sheet=template.sheet, values={block.key: [row]}, reference="")
        answers = read_filled_sheet(data, name=f"copy.{ending}", template=template)
        assert {one.field: one.value for one in answers.answers} == row
        assert answers.not_understood == ()
