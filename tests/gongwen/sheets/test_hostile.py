"""Forms from strangers: every file of every kind ends in answers or in a named error."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from types import FrameType
from typing import Any

import pytest
from openpyxl import Workbook
from tests.gongwen.hostile import archives, office
from tests.gongwen.hostile.case import Case
from tests.gongwen.read.packages import docx_of, paragraph
from tests.gongwen.sheets.filling import plain
from tests.gongwen.sheets.kinds import ACTIVITY, STATISTICS
from tests.gongwen.sheets.paper import to_docx, to_xlsx

from gongwen.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    ExpandingDocument,
    FormlessDocument,
    GongwenError,
    UnreadableTemplate,
    UnsupportedDocument,
)
from gongwen.facade import (
    Options,
    Template,
    fill_sheet_docx,
    fill_sheet_xlsx,
    read_filled_sheet,
    read_sheet_template,
    sheet_template_from_json,
)

_ALONE = Options(convert=False)
_PATIENCE = 120  # seconds; far above what any file takes
_CASES = [
    case for case in (*archives.CASES, *office.CASES) if case.name.endswith(("docx", "xlsx", "doc", "xls"))
]


@pytest.fixture(autouse=True)
def net() -> Iterator[None]:
    def give_up(_number: int, _frame: FrameType | None) -> None:
        pytest.fail("This was still being read.")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(_PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def known() -> Template:
    return read_sheet_template(to_docx(ACTIVITY), name="blank.docx")


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.id)
def test_a_hostile_file_is_read_or_refused_by_name(case: Case, known: Template) -> None:
    data = case.make()
    with suppress(GongwenError):
        read_sheet_template(data, name=case.name, options=_ALONE)
    with suppress(GongwenError):
        assert read_filled_sheet(data, name=case.name, template=known, options=_ALONE).answers == ()


def table(rows: str) -> bytes:
    return docx_of(f"<w:tbl>{rows}</w:tbl>")


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in cells)}</w:tr>"


NESTED = "<w:tbl><w:tr><w:tc>" * 40 + paragraph("姓名") + "</w:tc></w:tr></w:tbl>" * 40
WIDE = '<w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>'
ENDLESS = "<w:tcPr><w:vMerge/></w:tcPr>"


@pytest.mark.parametrize(
    "data",
    [
        table(row(NESTED, paragraph("单位"))),
        table(row(WIDE + paragraph("姓名"), paragraph("")) * 50),
        table(row(ENDLESS + paragraph("姓名"), paragraph("")) * 50),
        table(row(paragraph("姓名"), paragraph("")) * 3000),
        table("<w:tr/>" * 100 + row(paragraph("姓名"), paragraph(""))),
        docx_of(paragraph("姓名：" * 5000)),
        docx_of(paragraph("□" * 20000)),
        docx_of(paragraph("（ ）" * 20000)),
        docx_of(paragraph("单位" + " " * 50000 + "（名称）" + "_" * 50000)),
    ],
    ids=["nested", "wide", "hanging", "long", "empty rows", "colons", "boxes", "brackets", "blanks"],
)
def test_an_odd_form_is_read_in_time(data: bytes, known: Template) -> None:
    with suppress(FormlessDocument):
        template = read_sheet_template(data, name="odd.docx")
        read_filled_sheet(data, name="odd.docx", template=template)
    read_filled_sheet(data, name="odd.docx", template=known)


def test_too_many_cells_are_refused(known: Template) -> None:
    data = table(row(*[paragraph("甲")] * 20) * 3000)
    with pytest.raises(ExpandingDocument):
        read_filled_sheet(data, name="huge.docx", template=known)


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "a.docx", EmptyDocument),
        (b"PK\x03\x04broken", "a.docx", DamagedDocument),
        (docx_of(""), "a.docx", EmptyDocument),
        (docx_of(paragraph("各位老师好")), "a.docx", FormlessDocument),
        ("姓名：".encode(), "a.txt", UnsupportedDocument),
        (archives._encrypted(), "a.docx", EncryptedDocument),
    ],
)
def test_what_is_no_form_says_why(data: bytes, name: str, error: type[GongwenError]) -> None:
    with pytest.raises(error):
        read_sheet_template(data, name=name)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "JSON"),
        ("[]", "$"),
        ("{}", "$.blocks"),
        ('{"title": 1, "blocks": []}', "blocks"),
        ('{"title": "表", "blocks": [1]}', "blocks[0]"),
        (
            '{"title": "表", "blocks": [{"label": null, '
            '"fields": [{"key": "a", "label": "姓名", "type": "x"}]}]}',
            "blocks[0].fields[0].type",
        ),
        (
            '{"title": "表", "blocks": [{"label": null, "fields": [{"label": "姓名"}]}]}',
            "blocks[0].fields[0].key",
        ),
    ],
)
def test_a_template_of_another_shape_says_where(text: str, place: str) -> None:
    with pytest.raises(UnreadableTemplate) as caught:
        sheet_template_from_json(text.encode())
    assert caught.value.values == {"place": place}


def test_illegal_characters_in_a_value_are_dropped() -> None:
    for blank, fill, ending in (
        (to_docx(STATISTICS), fill_sheet_docx, "docx"),
        (to_xlsx(STATISTICS), fill_sheet_xlsx, "xlsx"),
    ):
        template = read_sheet_template(blank, name=f"a.{ending}")
        block = template.sheet.blocks[1]
        data = fill(
            blank, sheet=template.sheet, values={block.key: [{block.fields[-1].key: "甲\x00乙\ud800<&>"}]}
        )
        found = read_filled_sheet(data, name=f"a.{ending}", template=template)
        assert [one.value for one in found.answers] == ["甲乙<&>"]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_damaged_copy_is_read_or_refused(ending: str, known: Template) -> None:
    chance = random.Random(7)
    whole = (to_docx if ending == "docx" else to_xlsx)(ACTIVITY, plain(ACTIVITY, 1))
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(GongwenError):
            read_filled_sheet(bytes(data), name=f"a.{ending}", template=known, options=_ALONE)


_PIECES = [
    "姓名",
    "单位：",
    "□是 □否",
    "",
    " ",
    "____",
    "一、情况（如有）",
    "序号",
    "1",
    "合计",
    "无",
    "2026年  月",
    "（盖章）",
    "说明：",
    "☑是",
]


def test_forms_that_chance_made_lose_nothing() -> None:
    """Whatever stands in the copy is printed in the blank, an answer, or named."""
    chance = random.Random(11)
    for number in range(120):
        rows = [
            [chance.choice(_PIECES) for _ in range(chance.randint(1, 5))] for _ in range(chance.randint(1, 8))
        ]
        marks = [
            [f"值{number}{r}{c}甲" if not text.strip(" _") else text for c, text in enumerate(line)]
            for r, line in enumerate(rows)
        ]
        blank, copy = (
            table("".join(row(*map(paragraph, line)) for line in lines)) for lines in (rows, marks)
        )
        try:
            template = read_sheet_template(blank, name="a.docx")
        except (FormlessDocument, EmptyDocument):
            continue
        found = read_filled_sheet(copy, name="a.docx", template=template)
        there = "\n".join([one.value for one in found.answers] + list(found.not_understood))
        typed = [text for line in marks for text in line if text.endswith("甲") and text.startswith("值")]
        assert [text for text in typed if text not in there] == []


def test_a_workbook_may_hold_several_forms() -> None:
    book = Workbook()
    first, second = book.active, book.create_sheet("二")
    for sheet, labels in ((first, ("姓名", "电话")), (second, ("单位", "地址"))):
        for number, label in enumerate(labels, 1):
            sheet.cell(number, 1, label)
    blank = _stored(book)
    template = read_sheet_template(blank, name="a.xlsx")
    first.cell(1, 2, "林知远")
    second.cell(2, 2, "江岚路1号")
    answers = read_filled_sheet(_stored(book), name="b.xlsx", template=template)
    assert [one.value for one in answers.answers] == ["林知远", "江岚路1号"]


def _stored(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
