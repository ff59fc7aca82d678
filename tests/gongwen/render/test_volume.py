from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen.render import (
    Chapter,
    FactLine,
    Paragraph,
    Part,
    SourceNote,
    TableData,
    Volume,
    write_volume,
)
from gongwen.render.characters import legal, one_line
from gongwen.render.official.titles import COVER_ROOM, broken_title


def render(volume: Volume) -> bytes:
    out = BytesIO()
    write_volume(out, volume)
    return out.getvalue()


def read(volume: Volume) -> Document:
    return docx.Document(BytesIO(render(volume)))


def body_of(*parts: Part) -> list[str]:
    """The paragraphs below the title and the chapter's heading."""
    chapter = Chapter("章", 1, parts)
    return [paragraph.text for paragraph in read(Volume("卷", (), (chapter,))).paragraphs][2:]


def sample() -> Volume:
    table = TableData(("姓名", "职务"), (("林一舟", "理事长"), ("周可", "")), (1, 3))
    return Volume(
        "学习体会汇编",
        ("江岚省科学技术协会", "2026年11月"),
        (
            Chapter("农科类", 1),
            Chapter(
                "江岚省茶叶学会",
                2,
                (
                    FactLine("报送人", "林一舟"),
                    Paragraph("“引文”——第一段。\n第二段。"),
                    table,
                    SourceNote("JL-0001"),
                ),
            ),
            Chapter("工科类", 1, (), new_page=True),
        ),
    )


def text_of(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def test_rendered_document_is_the_golden_one(assert_golden: Callable[[str, bytes, str], None]) -> None:
    assert_golden("volume_document.xml", render(sample()), "word/document.xml")


def test_rendered_styles_are_the_golden_ones(assert_golden: Callable[[str, bytes, str], None]) -> None:
    assert_golden("volume_styles.xml", render(sample()), "word/styles.xml")


def test_odd_footer_is_the_golden_one(assert_golden: Callable[[str, bytes, str], None]) -> None:
    assert_golden("volume_footer.xml", render(sample()), "word/footer1.xml")


def test_same_values_give_the_same_bytes() -> None:
    assert render(sample()) == render(sample())


def test_no_part_carries_the_time_of_rendering() -> None:
    package = zipfile.ZipFile(BytesIO(render(sample())))
    properties = read(sample()).core_properties
    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {properties.created, properties.modified} == {datetime(2000, 1, 1, tzinfo=UTC)}


def test_file_names_the_volume_and_nobody() -> None:
    properties = read(sample()).core_properties
    assert (properties.title, properties.author) == ("学习体会汇编", "")


def test_a_long_title_breaks_by_sense_and_stays_one_paragraph() -> None:
    title = "关于征集“科技工作者在一线”学习体会和意见建议的通知材料汇编"
    [found] = [
        p for p in read(replace(sample(), title=title)).paragraphs if p.style and p.style.name == "Title"
    ]
    assert tuple(found.text.split("\n")) == broken_title(title, room=COVER_ROOM)
    assert found.text.replace("\n", "") == title
    assert "\n" in found.text


def test_cover_headings_and_parts_stand_in_the_callers_order() -> None:
    paragraphs = [(p.style.name, p.text) for p in read(sample()).paragraphs if p.style]
    assert paragraphs == [
        ("Title", "学习体会汇编"),
        ("Subtitle", "江岚省科学技术协会"),
        ("Subtitle", "2026年11月"),
        ("Heading 1", "农科类"),
        ("Heading 2", "江岚省茶叶学会"),
        ("Fact Line", "报送人：林一舟"),
        ("Body Text", "“引文”——第一段。"),
        ("Body Text", "第二段。"),
        ("Table End", ""),
        ("Source Note", "JL-0001"),
        ("Heading 1", "工科类"),
    ]


def test_table_has_its_head_and_rows() -> None:
    table = read(sample()).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["姓名", "职务"],
        ["林一舟", "理事长"],
        ["周可", ""],
    ]
    assert [round(column.width.mm) for column in table.columns if column.width] == [39, 117]


def test_contents_link_to_the_headings() -> None:
    root = read(sample()).element
    entries = [(text_of(link), link.get(qn("w:anchor"))) for link in root.iter(qn("w:hyperlink"))]
    marks = [(text_of(mark.getparent()), mark.get(qn("w:name"))) for mark in root.iter(qn("w:bookmarkStart"))]
    assert [title for title, _ in entries] == ["农科类", "江岚省茶叶学会", "工科类"]
    assert entries == marks


def test_contents_are_a_field_that_word_can_update() -> None:
    root = read(sample()).element
    kinds = [char.get(qn("w:fldCharType")) for char in root.iter(qn("w:fldChar"))]
    codes = [code.text for code in root.iter(qn("w:instrText"))]
    assert (kinds, codes) == (["begin", "separate", "end"], [' TOC \\o "1-4" \\h \\z \\u '])


def test_file_opens_without_a_question_about_fields() -> None:
    settings = zipfile.ZipFile(BytesIO(render(sample()))).read("word/settings.xml")
    document = zipfile.ZipFile(BytesIO(render(sample()))).read("word/document.xml")
    assert (settings.count(b"updateFields"), document.count(b"w:dirty")) == (0, 0)


def test_page_has_the_official_measures() -> None:
    section = read(sample()).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    rest = (section.right_margin, section.bottom_margin)
    assert [round(size.mm) for size in (*sizes, *rest) if size] == [210, 297, 37, 28, 26, 35]
    grid = section._sectPr.findall(qn("w:docGrid"))[0]
    values = [grid.get(qn(f"w:{name}")) for name in ("type", "linePitch", "charSpace")]
    assert values == ["linesAndChars", "579", "-848"]


def test_every_style_names_its_east_asian_face() -> None:
    styles = read(sample()).styles.element
    faces = [fonts.get(qn("w:eastAsia")) for fonts in styles.iter(qn("w:rFonts"))]
    themed = [fonts for fonts in styles.iter(qn("w:rFonts")) if fonts.get(qn("w:asciiTheme"))]
    assert (set(faces), themed) == ({"仿宋", "黑体", "楷体", "宋体", "方正小标宋简体"}, [])


def test_body_is_fangsong_of_16_points() -> None:
    style = read(sample()).styles["Body Text"]
    assert (style.font.name, style.font.size) == ("仿宋", Pt(16))


def test_runs_hint_at_the_east_asian_face() -> None:
    root = read(sample()).element
    runs = [run for run in root.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    hints = {run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:hint")) for run in runs}
    assert hints == {"eastAsia"}


def test_page_number_stands_between_dashes_outside_on_odd_and_even_pages() -> None:
    volume = read(sample())
    section = volume.sections[0]
    assert volume.settings.odd_and_even_pages_header_footer is True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        codes = [code.text for code in paragraph._p.iter(qn("w:instrText"))]
        assert (paragraph.text, codes) == ("— 1 —", [" PAGE "])
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side


def test_cover_carries_no_page_number() -> None:
    section = read(sample()).sections[0]
    assert section.different_first_page_header_footer is True
    assert [p.text for p in section.first_page_footer.paragraphs] == [""]


def test_first_chapter_and_chapters_that_ask_start_a_page() -> None:
    headings = [p for p in read(sample()).paragraphs if p.style and p.style.name.startswith("Heading")]
    assert [p.paragraph_format.page_break_before for p in headings] == [True, None, True]


def test_volume_without_chapters_is_its_cover() -> None:
    volume = read(Volume("空卷", (), ()))
    assert [p.text for p in volume.paragraphs] == ["空卷"]
    assert list(volume.element.iter(qn("w:sdt"))) == []


@pytest.mark.parametrize(("language", "word"), [("zh-Hans", "目录"), ("en", "Contents")])
def test_contents_are_titled_in_the_language(language: str, word: str) -> None:
    root = read(Volume("t", (), (Chapter("c", 1),), language=language)).element
    contents = next(root.iter(qn("w:sdtContent")))
    assert text_of(contents[0]) == word


def test_callers_own_title_of_the_contents_is_used() -> None:
    root = read(Volume("t", (), (Chapter("c", 1),), toc_title="总目")).element
    assert text_of(next(root.iter(qn("w:sdtContent")))[0]) == "总目"


def test_lines_of_a_fact_follow_below() -> None:
    assert body_of(FactLine("地址", "一行\n二行")) == ["地址：一行", "二行"]


@pytest.mark.parametrize("level", [0, 5])
def test_level_outside_one_to_four_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match=f"level {level} is not 1 to 4"):
        render(Volume("t", (), (Chapter("c", level),)))


def test_table_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        render(Volume("t", (), (Chapter("c", 1, (TableData(("a",), (("b", "c"),)),)),)))


def test_chapters_are_read_as_they_are_written() -> None:
    """Memory while 300 chapters of 100 000 characters pass stays below a third of their text."""

    def chapters() -> Iterator[Chapter]:
        for number in range(300):
            yield Chapter(f"第{number}篇", 1, (Paragraph("文" * 100_000),))

    tracemalloc.start()
    render(Volume("长卷", (), chapters()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 300 * 300_000 / 3


@settings(deadline=None, max_examples=40)
@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert "\n".join(body_of(Paragraph(text))) == legal(text)


@settings(deadline=None, max_examples=40)
@given(st.text(), st.text())
def test_any_table_cell_comes_back_as_it_was(label: str, text: str) -> None:
    volume = Volume("t", (), (Chapter("c", 1, (TableData((label,), ((text,),)),)),))
    cells = [row.cells[0].text for row in read(volume).tables[0].rows]
    assert cells == [legal(label), legal(text)]


@settings(deadline=None, max_examples=40)
@given(st.text(), st.text())
def test_any_title_makes_a_readable_volume(title: str, chapter: str) -> None:
    paragraphs = read(Volume(title, (title,), (Chapter(chapter, 1),), title)).paragraphs
    assert paragraphs[-1].text == one_line(chapter)
