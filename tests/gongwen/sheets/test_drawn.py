"""Forms of our own drawing over several pages: heads that repeat, lists that grow, tables that were split."""

from __future__ import annotations

import copy
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from tests.gongwen.sheets.handling import saved_by_libreoffice

from gongwen.facade import Template, draw_sheet_docx, read_filled_sheet, read_sheet_template, sheet_template
from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from gongwen.read.convert import program

COLUMNS = ("活动名称", "起止日期", "活动地点", "参加范围", "主办单位", "承办单位", "经费来源")
LINES = ("会费收入", "捐赠收入", "服务收入")
ROWS = 60


def texts(key: str, *labels: str) -> tuple[SheetField, ...]:
    return tuple(SheetField(f"{key}{at}", label, FieldType.TEXT, True) for at, label in enumerate(labels))


SHEET = Sheet(
    "学会活动情况表",
    (
        SheetBlock("header", "", texts("h", "填报单位", "填表人")),
        SheetBlock("b1", "活动清单", texts("c", *COLUMNS), repeat=True),
        SheetBlock("b2", "工作小结", texts("s", "主要做法", "存在问题")),
        SheetBlock("b3", "收入", texts("m", *(f"{line}/{at}" for line in LINES for at in ("本年", "上年")))),
    ),
)
VALUES = {
    block.key: [
        {field.key: f"{block.key}第{row}行{field.label.replace('/', '之')}" for field in block.fields}
        for row in range(ROWS if block.repeat else 1)
    ]
    for block in SHEET.blocks
}
DRAWN = draw_sheet_docx(SHEET, values=VALUES, reference="T-2026-0007", mark="T-2026-0007.V3.9F1C")


def rows_of(data: bytes) -> list[list[Any]]:
    return [list(table._tbl.iterchildren(qn("w:tr"))) for table in docx.Document(BytesIO(data)).tables]


def is_head(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_the_head_of_a_list_begins_its_table_and_repeats() -> None:
    heads = [[is_head(row) for row in rows] for rows in rows_of(DRAWN)]
    assert [sum(one) for one in heads] == [0, 2, 0, 1]
    assert all(one == sorted(one, reverse=True) for one in heads)  # nothing stands above a head that repeats


def split(data: bytes, *, headed: bool) -> bytes:
    """The list cut in two tables, as some programs cut it between pages, with its head again or without."""
    document = docx.Document(BytesIO(data))
    table = document.tables[1]._tbl
    rows = list(table.iterchildren(qn("w:tr")))
    behind = copy.deepcopy(table)
    for row in list(behind.iterchildren(qn("w:tr")))[2 if headed else 0 : ROWS // 2]:
        behind.remove(row)
    for row in rows[ROWS // 2 :]:
        table.remove(row)
    table.addnext(behind)
    table.addnext(document.add_paragraph()._p)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def headed_again(data: bytes) -> bytes:
    """The head once more in the middle of the table."""
    document = docx.Document(BytesIO(data))
    rows = list(document.tables[1]._tbl.iterchildren(qn("w:tr")))
    for row in rows[:2]:
        rows[ROWS // 2].addprevious(copy.deepcopy(row))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def without_controls(data: bytes) -> bytes:
    """As a program saves it that knows no content controls."""
    document = docx.Document(BytesIO(data))
    for control in list(document.element.body.iter(qn("w:sdt"))):
        for child in list(control.find(qn("w:sdtContent"))):
            control.addprevious(child)
        control.getparent().remove(control)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


BLANK = read_sheet_template(draw_sheet_docx(SHEET, values={}), name="blank.docx")
TEMPLATES = {"its blank": BLANK, "its labels": sheet_template(SHEET)}
HANDLED = {
    "untouched": lambda data: data,
    "split with its head": lambda data: split(data, headed=True),
    "split without its head": lambda data: split(data, headed=False),
    "its head again": headed_again,
}


def assert_back(data: bytes, template: Template) -> None:
    answers = read_filled_sheet(data, name="copy.docx", template=template)
    found = sorted(one.value for one in answers.answers)
    wanted = sorted(value for rows in VALUES.values() for row in rows for value in row.values())
    assert answers.not_understood == ()
    assert found == wanted
    labels = {(block.key, one.key): one.label for block in template.sheet.blocks for one in block.fields}
    leaves = [(one.value, labels[one.block, one.field].rpartition("/")[2]) for one in answers.answers]
    assert [pair for pair in leaves if not pair[0].endswith(pair[1])] == []


@pytest.mark.parametrize("controls", [True, False], ids=["controls", "no controls"])
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("how", HANDLED)
def test_a_drawn_form_over_several_pages_comes_back(how: str, template: str, controls: bool) -> None:
    data = HANDLED[how](DRAWN if controls else without_controls(DRAWN))
    assert_back(data, TEMPLATES[template])


@pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_it_comes_back() -> None:
    (data,) = saved_by_libreoffice({"drawn": DRAWN}, "docx").values()
    for template in TEMPLATES.values():
        assert_back(data, template)
