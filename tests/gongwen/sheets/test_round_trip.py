"""A form sent out with its controls or named cells comes back whole, whatever was done to it on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from tests.gongwen.sheets import handling
from tests.gongwen.sheets.compare import flat
from tests.gongwen.sheets.grown import SHAPES
from tests.gongwen.sheets.paper import to_docx, to_xlsx
from tests.gongwen.sheets.shapes import Shape

from gongwen.facade import (
    Template,
    fill_sheet_docx,
    fill_sheet_xlsx,
    read_filled_sheet,
    read_sheet_template,
)
from gongwen.model import FieldType
from gongwen.read.convert import program

REFERENCE = "A-2026-0007.v3.9f1c"
FORMATS = ("docx", "xlsx")
_WRITERS = {"docx": (to_docx, fill_sheet_docx), "xlsx": (to_xlsx, fill_sheet_xlsx)}
_FEW = SHAPES[::7]  # of the shapes that LibreOffice saves again in the short run

Values = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Sent:
    shape: Shape
    template: Template
    values: Values
    data: bytes


@cache
def sent(number: int, format: str) -> Sent:
    shape = SHAPES[number]
    write, fill = _WRITERS[format]
    blank = write(shape)
    template = read_sheet_template(blank, name=f"blank.{format}")
    values = values_for(template)
    data = fill(blank, sheet=template.sheet, values=values, reference=REFERENCE)
    return Sent(shape, template, values, data)


def values_for(template: Template) -> Values:
    """Values that all differ, two rows for each list."""
    found: Values = {}
    number = 0
    for block in template.sheet.blocks:
        rows: list[dict[str, str]] = []
        for _ in range(2 if block.repeat else 1):
            row = {}
            for field in block.fields:
                number += 1
                if field.type is FieldType.DATE:
                    row[field.key] = f"2026年{1 + number % 12}月{1 + number % 28}日"
                elif field.options:
                    row[field.key] = field.options[number % len(field.options)]
                elif field.type is FieldType.NUMBER:
                    row[field.key] = str(100 + number)
                elif field.type is not FieldType.PHOTO:
                    row[field.key] = f"第{number}项内容"
            rows.append(row)
        found[block.key] = rows
    return found


def assert_back(sent: Sent, data: bytes, format: str, *, added: bool = False) -> None:
    """Every value in its field or named as not understood, and no value anywhere else."""
    answers = read_filled_sheet(data, name=f"back.{format}", template=sent.template)
    repeats = {block.key for block in sent.template.sheet.blocks if block.repeat}
    wanted = {
        (block, number if block in repeats else 0, key): value
        for block, rows in sent.values.items()
        for number, row in enumerate(rows, 1)
        for key, value in row.items()
    }
    left = "\n".join(map(flat, answers.not_understood))
    where = f"{sent.shape.name} {format}"
    for one in answers.answers:
        expected = wanted.pop((one.block, one.row, one.field), None)
        if added and handling.NOTE in one.value:
            continue
        assert expected is not None, f"{where}: {one} was never written there"
        assert flat(one.value) == flat(expected), f"{where}: {one} instead of {expected}"
    for key, value in wanted.items():
        assert flat(value) in left, f"{where}: {key} {value} is lost"


cases = pytest.mark.parametrize("number", range(len(SHAPES)), ids=[shape.name for shape in SHAPES])
formats = pytest.mark.parametrize("format", FORMATS)


def test_there_are_sixty_shapes() -> None:
    assert len({shape.name for shape in SHAPES}) == 62


@formats
@cases
def test_untouched_every_value_stands_in_its_field(number: int, format: str) -> None:
    one = sent(number, format)
    answers = read_filled_sheet(one.data, name=f"back.{format}", template=one.template)
    written = sum(len(row) for rows in one.values.values() for row in rows)
    assert len(answers.answers) == written
    assert answers.not_understood == ()
    assert answers.reference == REFERENCE
    assert_back(one, one.data, format)


HANDLED: dict[str, dict[str, Callable[[Sent], bytes]]] = {
    "docx": {
        "rows added": lambda one: handling.docx_with_row(one.data) if tables(one) else one.data,
        "label retyped": lambda one: handling.docx_retyped(one.data, one.shape.other),
        "pasted": lambda one: handling.docx_pasted(one.data),
    },
    "xlsx": {
        "rows added": lambda one: handling.xlsx_with_row(one.data),
        "label retyped": lambda one: handling.xlsx_retyped(one.data, one.shape.other),
        "pasted": lambda one: handling.xlsx_pasted(one.data),
    },
}


def tables(one: Sent) -> bool:
    return any(not isinstance(part, str) and hasattr(part, "rows") for part in one.shape.parts)


@pytest.mark.parametrize("how", HANDLED["docx"])
@formats
@cases
def test_handled_nothing_is_lost_or_misplaced(number: int, format: str, how: str) -> None:
    one = sent(number, format)
    assert_back(one, HANDLED[format][how](one), format, added=how == "rows added")


needs_libreoffice = pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")


def _saved_again(shapes: list[int], format: str) -> None:
    files = {f"n{number}": sent(number, format).data for number in shapes}
    for name, data in handling.saved_by_libreoffice(files, format).items():
        assert_back(sent(int(name[1:]), format), data, format)


@needs_libreoffice
@formats
def test_saved_by_libreoffice_nothing_is_lost_or_misplaced(format: str) -> None:
    _saved_again([SHAPES.index(shape) for shape in _FEW], format)


@pytest.mark.slow
@needs_libreoffice
@formats
def test_saved_by_libreoffice_all_shapes_come_back(format: str) -> None:
    _saved_again(list(range(len(SHAPES))), format)
