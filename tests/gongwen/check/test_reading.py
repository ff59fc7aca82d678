"""Where a property comes from: defaults, styles, lists, themes, sections; and files that are broken."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from io import BytesIO
from random import Random

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree
from tests.gongwen.check.by_hand import by_hand

from gongwen.check import check_layout
from gongwen.check.paper import Paragraph, Table
from gongwen.check.reading import read_paper
from gongwen.errors import (
    DamagedDocument,
    EmptyDocument,
    GongwenError,
    MismatchedDocument,
    TextlessDocument,
)
from gongwen.model import Options
from gongwen.render import Column, Workbook, Worksheet, write_workbook


def read(change: Callable[[Document], None]) -> Paragraph:
    """The first paragraph with text of a paper that `change` wrote."""
    paper = docx.Document()
    change(paper)
    out = BytesIO()
    paper.save(out)
    return next(one for one in read_paper(out.getvalue(), Options()).paragraphs if one.text)


def test_a_face_of_the_theme_goes_before_a_named_one() -> None:
    def change(paper: Document) -> None:
        run = paper.add_paragraph().add_run("文")
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), "仿宋")
        fonts.set(qn("w:eastAsiaTheme"), "minorEastAsia")

    assert read(change).pieces[0].face == "宋体"


def test_defaults_hold_where_no_style_says_otherwise() -> None:
    def change(paper: Document) -> None:
        paper.add_paragraph("文")
        for size in paper.styles["Normal"].element.iter(qn("w:sz")):
            size.getparent().remove(size)

    assert read(change).size == 11


def test_a_style_passes_on_what_it_is_based_on() -> None:
    def change(paper: Document) -> None:
        base = paper.styles.add_style("Base", 1)  # type: ignore[arg-type]
        base.font.size = Pt(15)
        style = paper.styles.add_style("Own", 1)  # type: ignore[arg-type]
        style.base_style = base
        style.font.bold = True
        paper.add_paragraph("文", style="Own")

    found = read(change)
    assert (found.size, found.pieces[0].bold) == (15, True)


def test_styles_based_on_each_other_end() -> None:
    def change(paper: Document) -> None:
        one = paper.styles.add_style("One", 1)  # type: ignore[arg-type]
        two = paper.styles.add_style("Two", 1)  # type: ignore[arg-type]
        one.base_style, two.base_style = two, one
        paper.add_paragraph("文", style="One")

    assert read(change).text == "文"


def test_an_indent_in_characters_goes_before_one_in_twips() -> None:
    def change(paper: Document) -> None:
        paragraph = paper.add_paragraph("文")
        indent = f'<w:ind {nsdecls("w")} w:firstLineChars="200" w:firstLine="100"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(indent))

    assert read(change).first == 2


def test_wide_spaces_in_front_count_as_indent() -> None:
    assert read(lambda paper: paper.add_paragraph("　　文")).first == 2


def test_a_list_gives_its_label_and_indent() -> None:
    def change(paper: Document) -> None:
        root = paper.part.numbering_part.element
        level = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="%1、"/>'
            '<w:pPr><w:ind w:left="640"/></w:pPr></w:lvl>'
        )
        names = nsdecls("w")
        root.insert(0, parse_xml(f'<w:abstractNum {names} w:abstractNumId="77">{level}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {names} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        paragraph = paper.add_paragraph()
        paragraph.add_run("总体要求").font.size = Pt(16)
        link = f'<w:numPr {names}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(link))
        paper.styles["Normal"].font.size = Pt(16)

    found = read(change)
    assert (found.text, found.left) == ("一、总体要求", 2)


def test_deleted_text_is_not_measured() -> None:
    def change(paper: Document) -> None:
        paragraph = paper.add_paragraph("文")
        gone = f"<w:del {nsdecls('w')}><w:r><w:t>删</w:t></w:r></w:del>"
        paragraph._p.append(parse_xml(gone))

    assert read(change).text == "文"


def test_a_later_section_keeps_the_footers_of_the_one_before() -> None:
    paper = docx.Document(BytesIO(by_hand()))
    paper.add_section()
    out = BytesIO()
    paper.save(out)
    sections = read_paper(out.getvalue(), Options()).sections
    assert [section.numbered for section in sections] == [{"default": True, "even": True}] * 2


def part_changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(by_hand())) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            target.writestr(entry, change(data) if entry == name else data)
    return out.getvalue()


def sheet() -> bytes:
    out = BytesIO()
    write_workbook(out, Workbook("表", (Worksheet("表", "", (Column("列"),), ()),)))
    return out.getvalue()


def without_text(data: bytes) -> bytes:
    return re.sub(rb"(<w:t[ >][^<]*)<", lambda match: match[1][: match[1].index(b">") + 1] + b"<", data)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocument),
        (b"not a document", MismatchedDocument),
        (by_hand()[:3000], DamagedDocument),
        (part_changed("word/document.xml", lambda data: data[:-40]), DamagedDocument),
        (sheet(), MismatchedDocument),
        (part_changed("word/styles.xml", lambda data: data[:-40]), DamagedDocument),
        (part_changed("word/document.xml", without_text), TextlessDocument),
    ],
    ids=["empty", "text", "cut off", "body cut off", "a sheet", "styles cut off", "no text"],
)
def test_a_broken_file_is_refused_by_name(data: bytes, error: type[GongwenError]) -> None:
    with pytest.raises(error):
        check_layout(data)


@pytest.mark.parametrize("value", [b"99999999999", b"-5", b"x", b"1e400", b"nan", b"\xe4\xb8\x80"])
def test_senseless_measures_are_reported_not_raised(value: bytes) -> None:
    data = part_changed(
        "word/document.xml", lambda data: data.replace(b'w:line="579"', b'w:line="%s"' % value)
    )
    grid = part_changed("word/document.xml", lambda data: data.replace(b'Pitch="579"', b'Pitch="%s"' % value))
    assert check_layout(data).deviations != ()
    assert check_layout(grid).deviations != ()


def test_braces_in_the_text_are_no_words_of_the_report() -> None:
    braced = "{mm}{x}发〔2026〕012号"
    data = part_changed(
        "word/document.xml", lambda data: data.replace("示农会发〔2026〕12号".encode(), braced.encode())
    )
    found = [one for one in check_layout(data).deviations if one.rule == "number_form"]
    assert [one.wording("en")[1] for one in found] == [braced]


def test_rules_of_a_tables_cells_go_before_its_styles() -> None:
    paper = docx.Document()
    table = paper.add_table(rows=2, cols=1, style="Table Grid")
    for row, (top, bottom) in zip(table.rows, ((8, 6), (6, 8)), strict=True):
        row.cells[0].text = "文"
        xml = f'<w:top w:val="single" w:sz="{top}"/><w:bottom w:val="single" w:sz="{bottom}"/>'
        borders = f"<w:tcBorders {nsdecls('w')}>{xml}</w:tcBorders>"
        row.cells[0]._tc.get_or_add_tcPr().append(parse_xml(borders))
    paper.add_table(rows=2, cols=1, style="Table Grid")
    out = BytesIO()
    paper.save(out)
    tables = [item.rules for item in read_paper(out.getvalue(), Options()).flow if isinstance(item, Table)]
    assert tables == [
        {"top": 8, "bottom": 8, "insideH": 6},
        {"top": 4, "bottom": 4, "insideH": 4},
    ]


def test_a_negative_measure_without_its_sign_is_understood() -> None:
    data = part_changed("word/document.xml", lambda data: data.replace(b'"-848"', b'"4294966448"'))
    assert check_layout(data).deviations == ()


def test_parts_with_senseless_changes_are_measured_or_refused_by_name() -> None:
    """Elements gone, doubled and moved, values replaced: sixty files, always the same."""
    chance = Random(9704)
    values = ("", "-1", "99999999", "x", "0", "nan", "1e9", "仿宋", "²", "true")
    for _ in range(60):
        data = part_changed("word/document.xml", lambda data: shuffled(data, chance, values))
        with suppress(GongwenError):
            assert all(one.wording("zh") for one in check_layout(data).deviations)


def shuffled(data: bytes, chance: Random, values: tuple[str, ...]) -> bytes:
    root = etree.fromstring(data)
    for _ in range(6):
        node = chance.choice(list(root.iter()))
        parent = node.getparent()
        if parent is None:
            continue
        deed = chance.randrange(3)
        if deed == 0:
            parent.remove(node)
        elif deed == 1 and node.attrib:
            node.set(chance.choice(list(node.attrib)), chance.choice(values))
        else:
            parent.append(deepcopy(node))
    return etree.tostring(root)
