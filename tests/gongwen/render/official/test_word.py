from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.gongwen.render.official import documents

from gongwen.official import Grid, Heading, Text
from gongwen.render.characters import legal, one_line
from gongwen.render.official.word import official_docx, write_official


def body(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(data)).read("word/document.xml"))


@pytest.mark.parametrize("kind", documents.ALL)
def test_the_document_is_the_golden_one(kind: str, assert_golden: Callable[[str, bytes, str], None]) -> None:
    assert_golden(f"official_{kind}.xml", official_docx(documents.ALL[kind]()), "word/document.xml")


def test_the_styles_are_the_golden_ones(assert_golden: Callable[[str, bytes, str], None]) -> None:
    assert_golden("official_styles.xml", official_docx(documents.red_head()), "word/styles.xml")


def test_same_values_give_the_same_bytes() -> None:
    assert official_docx(documents.red_head()) == official_docx(documents.red_head())


def test_sections_turn_with_the_annex() -> None:
    paper = docx.Document(BytesIO(official_docx(documents.red_head())))
    found = [
        (round(s.page_width.mm), round(s.top_margin.mm), round(s.left_margin.mm)) for s in paper.sections
    ]
    assert found == [(210, 37, 28), (297, 28, 35), (210, 37, 28)]


def test_only_the_first_page_of_a_letter_has_no_number() -> None:
    paper = docx.Document(BytesIO(official_docx(documents.letter())))
    section = paper.sections[0]
    rules = [node.get(qn("w:val")) for node in section.first_page_footer._element.iter(qn("w:top"))]
    assert section.different_first_page_header_footer
    assert rules == ["thinThickSmallGap"]


def test_rules_of_the_imprint_are_thick_outside_and_thin_inside() -> None:
    borders = next(body(official_docx(documents.red_head())).iter(qn("w:tblBorders")))
    sizes = {etree.QName(node).localname: node.get(qn("w:sz")) for node in borders}
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}


def test_rows_are_read_as_they_are_written() -> None:
    """Memory while a table of 20 000 rows passes stays below a third of its text."""

    def rows() -> Iterator[Sequence[str]]:
        for number in range(20_000):
            yield (str(number), "文" * 500)

    document = documents.red_head(parts=(Grid(("序号", "内容"), rows()),), annexes=())
    tracemalloc.start()
    write_official(BytesIO(), document)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000 * 1000 / 3


@pytest.mark.parametrize(
    "grid", [Grid(("a", "b"), (("1",),)), Grid(("a",), (("1",),), (1, 2))], ids=["row", "widths"]
)
def test_a_table_of_another_width_is_refused(grid: Grid) -> None:
    with pytest.raises(ValueError, match="column"):
        official_docx(documents.red_head(parts=(grid,)))


@settings(deadline=None, max_examples=30)
@given(st.text(), st.text())
def test_any_text_comes_back_as_it_was(text: str, heading: str) -> None:
    document = documents.red_head(parts=(Text(text), Heading(1, heading)), annexes=(), sign_off=None)
    paper = docx.Document(BytesIO(official_docx(document)))
    named = [
        p for p in paper.paragraphs if p.style is not None and p.style.name in ("Body Text", "Heading 1")
    ]
    texts = [p.text for p in named]
    assert "\n".join(texts[:-1]) == legal(text)
    assert texts[-1] == f"一、{one_line(heading)}"
