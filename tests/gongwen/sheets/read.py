"""Blanks and filled copies given as rows of texts, without a file."""

from __future__ import annotations

from tests.gongwen.extract.forms import document

from gongwen.extract.sheets import parts_of, place_sheet
from gongwen.model import Table
from gongwen.sheets.answers import read_answers
from gongwen.sheets.model import Answers
from gongwen.sheets.plan import Plan, make_plan


def plan_of(*parts: str | Table) -> Plan:
    blank = document(*parts)
    placed = place_sheet(blank)
    assert placed is not None
    return make_plan(placed.sheet, placed.places, [part for part, _ in parts_of(blank)])


def read(plan: Plan, *parts: str | Table) -> Answers:
    return read_answers(plan, [part for part, _ in parts_of(document(*parts))], {})


def told(plan: Plan, *parts: str | Table) -> list[tuple[int, str, str]]:
    """Row, label and value of each answer."""
    labels = {(block.key, one.key): one.label for block in plan.sheet.blocks for one in block.fields}
    return [(one.row, labels[one.block, one.field], one.value) for one in read(plan, *parts).answers]


def values(plan: Plan, *parts: str | Table) -> dict[str, str]:
    """Values outside lists by label."""
    return {label: value for row, label, value in told(plan, *parts) if not row}
