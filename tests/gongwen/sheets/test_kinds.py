"""Invented forms of the usual kinds: blanks as templates, copies in the usual habits as answers."""

from __future__ import annotations

from functools import cache

import pytest
from tests.gongwen.sheets.compare import Verdict, bare, judge
from tests.gongwen.sheets.filling import HABITS
from tests.gongwen.sheets.grown import SHAPES
from tests.gongwen.sheets.paper import to_docx, to_xlsx
from tests.gongwen.sheets.shapes import lists, single_fields

from gongwen.facade import Template, read_filled_sheet, read_sheet_template, sheet_template

WRITERS = {"docx": to_docx, "xlsx": to_xlsx}
NAMES = [shape.name for shape in SHAPES]

cases = pytest.mark.parametrize("number", range(len(SHAPES)), ids=NAMES)
formats = pytest.mark.parametrize("format", WRITERS)


@cache
def template(number: int, format: str) -> Template:
    return read_sheet_template(WRITERS[format](SHAPES[number]), name=f"blank.{format}")


def filled(number: int, format: str, habit: str, known: Template) -> Verdict:
    shape = SHAPES[number]
    copy = HABITS[habit](shape, number)
    answers = read_filled_sheet(WRITERS[format](shape, copy), name=f"filled.{format}", template=known)
    return judge(copy.gold(), known, answers)


@formats
@cases
def test_a_blank_asks_for_what_is_printed_in_it(number: int, format: str) -> None:
    shape, found = SHAPES[number], template(number, format).sheet
    wanted = [bare(one.label) for one in single_fields(shape)]
    wanted += [bare(one.label) for rows in lists(shape) for one in rows.columns if one]
    assert sorted(bare(one.label) for block in found.blocks for one in block.fields) == sorted(wanted)
    assert sum(block.repeat for block in found.blocks) == len(lists(shape))
    assert sum(block.optional for block in found.blocks) == sum(rows.optional for rows in lists(shape))


@pytest.mark.parametrize("habit", HABITS)
@formats
@cases
def test_a_filled_copy_answers_every_field(number: int, format: str, habit: str) -> None:
    verdict = filled(number, format, habit, template(number, format))
    assert (verdict.wrong_field, verdict.wrong_value, verdict.lost, verdict.missing) == ([], [], [], [])
    assert verdict.right == verdict.wanted


@formats
def test_without_the_blank_labels_alone_lead_to_most_answers(format: str) -> None:
    total = Verdict()
    for number in range(len(SHAPES)):
        total += filled(number, format, "plain", sheet_template(template(number, format).sheet))
    assert total.right / total.wanted > 0.93
    assert total.wrong_field == []
    assert len(total.lost) / total.wanted < 0.005
