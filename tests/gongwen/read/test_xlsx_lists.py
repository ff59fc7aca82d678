"""Drop-down lists of workbooks: the options of a cell."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from tests.gongwen.read.packages import cell, xlsx_of

from gongwen.model import Options, Table
from gongwen.read import read_document


def options_in(data: bytes) -> dict[tuple[int, int], tuple[str, ...]]:
    """The options by place in the first worksheet."""
    table = next(p for p in read_document(data, "a.xlsx", Options()).parts if isinstance(p, Table))
    return {(cell.row, cell.column): cell.options for cell in table.cells if cell.options}


def workbook(formula: str, *, covers: str = "B2", state: str = "hidden") -> bytes:
    """A form whose list is given by `formula`; 甲 乙 丙 stand in column A of another worksheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "登记表"
    sheet.append(["姓名", "类别"])
    rule = DataValidation(type="list", formula1=formula)
    rule.add(covers)
    sheet.add_data_validation(rule)
    other = book.create_sheet("选项 一")
    other.sheet_state = state
    for name in ("甲", "乙", "", "丙"):
        other.append([name])
    book.defined_names["类别"] = DefinedName("类别", attr_text="'选项 一'!$A$1:$A$4")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def ruled(rules: str, rows: str = f"<row r='1'>{cell('A1', '类别')}</row>") -> bytes:
    """A workbook with rules written out."""
    return xlsx_of(rows, after=f"<dataValidations>{rules}</dataValidations>")


def rule(formula: str, covers: str = "A2", kind: str = "list") -> str:
    return f"<dataValidation type='{kind}' sqref='{covers}'><formula1>{formula}</formula1></dataValidation>"


@pytest.mark.parametrize(
    ("formula", "options"),
    [
        ('"甲,乙, 丙"', ("甲", "乙", "丙")),
        ("'选项 一'!$A$1:$A$4", ("甲", "乙", "丙")),
        ("类别", ("甲", "乙", "丙")),
        ("$A$1:$B$1", ("姓名", "类别")),
    ],
    ids=["in the rule", "another sheet", "by name", "the same sheet"],
)
def test_a_list_gives_its_options_wherever_they_stand(formula: str, options: tuple[str, ...]) -> None:
    assert options_in(workbook(formula)) == {(1, 1): options}


def test_a_list_of_later_versions_is_read() -> None:
    later = (
        "<extLst><ext xmlns:x14='http://schemas.microsoft.com/office/spreadsheetml/2009/9/main'"
        " xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'><x14:dataValidations>"
        "<x14:dataValidation type='list'><x14:formula1><xm:f>汇总!$A$1:$A$2</xm:f></x14:formula1>"
        "<xm:sqref>B1</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    rows = f"<row r='1'>{cell('A1', '甲')}</row><row r='2'>{cell('A2', '乙')}</row>"
    assert options_in(xlsx_of(rows, after=later)) == {(0, 1): ("甲", "乙")}


@pytest.mark.parametrize(
    "formula",
    ["INDIRECT($A$1)", '"只有一个"', "没有!$A$1:$A$9", "#REF!", "$A$1:$B$9", "$A$1:$A$9999", '""', ""],
)
def test_what_gives_no_choice_gives_no_options(formula: str) -> None:
    assert options_in(workbook(formula) if formula else ruled(rule(""))) == {}


def test_rules_of_other_kinds_offer_nothing() -> None:
    assert options_in(ruled(rule("1", kind="whole") + rule('"甲,乙"', covers="??"))) == {}


def test_more_options_than_anybody_chooses_from_are_none() -> None:
    assert options_in(ruled(rule('"' + ",".join(map(str, range(101))) + '"'))) == {}
    assert len(options_in(ruled(rule('"' + ",".join(map(str, range(100))) + '"')))[1, 0]) == 100


def test_a_range_below_its_head_opens_the_first_row() -> None:
    assert options_in(workbook('"甲,乙"', covers="B2:B500")) == {(1, 1): ("甲", "乙")}
    assert options_in(workbook('"甲,乙"', covers="B1:B1048576"))[1, 1] == ("甲", "乙")


def test_ranges_beyond_reason_cost_no_more_than_the_cells_there_are() -> None:
    rows = "".join(f"<row r='{n}'>{cell(f'A{n}', '甲')}</row>" for n in range(1, 2001))
    wide = rule('"甲,乙"', covers=" ".join(["A1:BK1048576"] * 100))
    assert max(options_in(ruled(wide * 100, rows))) == (2_000, 1)


def test_rules_behind_more_work_than_any_form_needs_are_left_out() -> None:
    rows = "".join(f"<row r='{n}'>{cell(f'A{n}', '甲')}</row>" for n in range(1, 2001))
    first, second = rule('"甲,乙"', covers=" ".join(["A1:A2000"] * 101)), rule('"丙,丁"', covers="B1")
    assert (0, 1) in options_in(ruled(second + first, rows))
    assert (0, 1) not in options_in(ruled(first + second, rows))
