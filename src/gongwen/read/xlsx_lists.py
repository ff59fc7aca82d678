"""Drop-down lists of a worksheet: which cells may only be answered with one of so many texts.

A list stands in the rule itself, as "甲,乙", or in other cells, perhaps of a hidden worksheet. What
is only worked out while the workbook is open (INDIRECT, OFFSET) offers nothing here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from gongwen.read.lines import clean
from gongwen.read.safe_xml import S
from gongwen.read.xlsx_places import Place, Range, range_of

Cells = Mapping[Place, str]

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"  # rules that look into other sheets
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
RULES = (S + "dataValidation", _X14 + "dataValidation")
_ELSEWHERE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^!'()]+))!(?P<cells>[^!]+)")
_MOST_OPTIONS = 100  # a longer list is a register, not a choice
_LONGEST = 100  # characters of an option
_LIST_CELLS = 1_000  # cells among which the options stand
_MOST_RULES = 500  # in a worksheet
_MOST_RANGES = 500  # of a rule
_WIDEST = 64  # columns; a range that spans more is no column of answers
_WORK = 200_000  # cells of a worksheet that are given options


@dataclass(frozen=True, slots=True)
class Rule:
    """The ranges that a list holds for, and what says which texts it offers."""

    ranges: tuple[Range, ...]
    formula: str


def rule_in(node: etree._Element) -> Rule | None:
    """The rule of a dataValidation element, None where it is not a list."""
    formula = next(node.iter(S + "formula1", _X14 + "formula1"), None)
    if node.get("type") != "list" or formula is None:
        return None
    covered = node.get("sqref") or next((one.text for one in node.iter(_XM + "sqref")), "") or ""
    ranges = [range_of(one) for one in covered.split()[:_MOST_RANGES]]
    kept = tuple(one for one in ranges if one and one[3] - one[1] < _WIDEST)
    return Rule(kept, "".join(map(str, formula.itertext())).strip())


def named_cells(names: Mapping[str, str], sheet: str, prefix: str) -> dict[Place, list[str]]:
    """The single cells of a worksheet that have a name beginning with `prefix`, each with its names."""
    cells: dict[Place, list[str]] = {}
    for name, reference in names.items():
        found = _ELSEWHERE.fullmatch(reference.strip()) if name.startswith(prefix) else None
        if found and (found["quoted"] or found["bare"]).replace("''", "'") == sheet:
            area = range_of(found["cells"])
            if area:
                cells.setdefault(area[:2], []).append(name)
    return cells


def offered(
    rules: Sequence[Rule], here: Cells, sheet: Callable[[str], Cells], names: Mapping[str, str]
) -> dict[Place, tuple[str, ...]]:
    """The options of the cells that a worksheet mentions and of the first empty ones of each range.

    Args:
        rules: of the worksheet.
        here: its cells.
        sheet: gives the cells of a worksheet by its name, none where there is no such.
        names: what the names that the workbook defines stand for.
    """
    answer: dict[Place, tuple[str, ...]] = {}
    columns: dict[int, list[int]] = {}
    for row, column in sorted(here):
        columns.setdefault(column, []).append(row)
    below = max((row for (row, _), text in here.items() if text), default=-1) + 1
    work = 0
    for rule in rules[:_MOST_RULES]:
        options = _options(rule.formula, here, sheet, names)
        for top, left, bottom, right in rule.ranges if options else ():
            for column in range(left, right + 1):
                rows = columns.get(column, [])
                reached = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
                reached += [top, min(max(top, below), bottom)]
                answer.update(((row, column), options) for row in reached)
                work += len(reached)
            if work > _WORK:
                return answer
    return answer


def _options(
    formula: str, here: Cells, sheet: Callable[[str], Cells], names: Mapping[str, str]
) -> tuple[str, ...]:
    """The texts that a list offers, each once; none where there are fewer than two or too many."""
    if formula.startswith('"'):
        texts = formula.strip('"').replace('""', '"').split(",")
    else:
        texts = _pointed_to(names.get(formula, formula), here, sheet)
    options = tuple(dict.fromkeys(one for one in (clean(text).strip() for text in texts) if one))
    fits = 1 < len(options) <= _MOST_OPTIONS and all(len(one) <= _LONGEST for one in options)
    return options if fits else ()


def _pointed_to(reference: str, here: Cells, sheet: Callable[[str], Cells]) -> list[str]:
    found = _ELSEWHERE.fullmatch(reference)
    area = range_of(found["cells"] if found else reference)
    if area is None:
        return []
    top, left, bottom, right = area
    if min(bottom - top, right - left) or max(bottom - top, right - left) >= _LIST_CELLS:
        return []
    cells = sheet((found["quoted"] or found["bare"]).replace("''", "'")) if found else here
    return [cells.get((row, col), "") for row in range(top, bottom + 1) for col in range(left, right + 1)]
