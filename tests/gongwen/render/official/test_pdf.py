"""What the PDF measures, read back from the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gongwen.render.official import documents

from gongwen.errors import MissingFace
from gongwen.official import OfficialDocument, Text
from gongwen.render import Chapter, FactLine, Paragraph, SourceNote, TableData, Volume
from gongwen.render.official.fonts import Substitute, choose_faces
from gongwen.render.official.pdf import faces_of, official_pdf
from gongwen.render.official.volume import volume_pdf
from gongwen.standard import FACES, FANG, HEI, KAI, SONG, TITLE

try:
    faces_of("", strict=False)
except MissingFace:
    pytest.skip("no Chinese face on this machine", allow_module_level=True)

MM = 72 / 25.4
Box = tuple[str, float, float, float, float]  # character, left, bottom, right, top


def pages(data: bytes) -> Iterator[list[Box]]:
    """The characters of each page with their boxes, in points."""
    opened = pypdfium2.PdfDocument(data)
    for page in opened:
        text = page.get_textpage()
        count = text.count_chars()
        yield [
            (text.get_text_range(n, 1), *text.get_charbox(n, loose=True))
            for n in range(count)
            if text.get_text_range(n, 1).strip()
        ]
    opened.close()


def lines_of(page: list[Box]) -> list[list[Box]]:
    """Characters of one line, from the top."""
    rows: list[list[Box]] = []
    for box in sorted(page, key=lambda box: -box[2]):
        if not rows or rows[-1][0][2] - box[2] > 6:
            rows.append([])
        rows[-1].append(box)
    return [sorted(row, key=lambda box: box[1]) for row in rows]


def long_text() -> OfficialDocument:
    return replace(
        documents.notice(),
        number="",
        addressees=(),
        annexes=(),
        notes=(),
        sign_off=None,
        parts=(Text("文" * 3000),),
    )


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    second = lines_of(list(pages(official_pdf(long_text()).data))[1])
    body, number = second[:-1], second[-1]
    assert [len(line) for line in body] == [28] * 22
    assert "".join(box[0] for box in number) == "—2—"


def test_the_type_area_is_that_of_the_standard() -> None:
    page = list(pages(official_pdf(long_text()).data))[1]
    text = [box for box in page if box[0] == "文"]
    left, right = min(box[1] for box in text) / MM, max(box[3] for box in text) / MM
    lines = lines_of(text)
    pitch = (lines[0][0][2] - lines[-1][0][2]) / 21
    assert left == pytest.approx(28, abs=0.5)
    assert right == pytest.approx(184, abs=0.5)
    assert pitch == pytest.approx(28.95, abs=0.01)


def test_page_numbers_stand_outside_7_mm_below_the_type_area() -> None:
    found = list(pages(official_pdf(long_text()).data))
    for number, page in enumerate(found[:3], start=1):
        dashes = [box for box in page if box[0] == "—"]
        middle = (dashes[0][2] + dashes[0][4]) / 2 / MM
        assert 35 - middle == pytest.approx(7, abs=1)
        if number % 2:
            assert dashes[1][3] / MM == pytest.approx(184 - 4.9, abs=1)
        else:
            assert dashes[0][1] / MM == pytest.approx(28 + 4.9, abs=1)


def test_the_head_begins_35_mm_below_the_type_areas_top() -> None:
    data = official_pdf(documents.red_head()).data
    head = lines_of(next(pages(data)))[0]
    size = 39
    middle = 297 - (min(box[2] for box in head) + max(box[4] for box in head)) / 2 / MM
    assert "".join(box[0] for box in head) == "示例省科学技术协会文件"
    assert middle == pytest.approx(37 + 35 + size / MM / 2, abs=2)


def test_the_title_stands_two_lines_below_the_rule() -> None:
    data = official_pdf(documents.red_head()).data
    first = lines_of(next(pages(data)))
    number, title = first[1][0], first[2][0]
    middle = ((number[2] + number[4]) - (title[2] + title[4])) / 2
    assert middle == pytest.approx(3 * 28.95 + 6.5, abs=2)


def test_the_date_ends_four_characters_from_the_right() -> None:
    document = replace(documents.red_head(), annexes=())
    line = next(
        line
        for page in pages(official_pdf(document).data)
        for line in lines_of(page)
        if "".join(box[0] for box in line) == "2026年1月5日"
    )
    assert (184 - line[-1][3] / MM) / 5.571 == pytest.approx(4, abs=0.3)


@pytest.mark.parametrize("lines", range(1, 40, 3))
def test_the_imprint_stands_at_the_foot_of_the_last_page(lines: int) -> None:
    document = replace(documents.red_head(), annexes=(), parts=(Text("文\n" * lines + "文"),))
    last = list(pages(official_pdf(document).data))[-1]
    row = next(line for line in lines_of(last) if "".join(box[0] for box in line).endswith("印发"))
    assert min(box[2] for box in row) / MM == pytest.approx(36, abs=2)


@pytest.mark.parametrize("kind", documents.ALL)
def test_every_kind_is_drawn_with_all_its_text(kind: str) -> None:
    document = documents.ALL[kind]()
    text = "".join(box[0] for page in pages(official_pdf(document).data) for box in page)
    assert "".join(document.title.split()) in text
    assert "示例省第8学会" in text or documents.GRID not in document.parts


def test_same_values_give_the_same_bytes() -> None:
    assert official_pdf(documents.red_head()).data == official_pdf(documents.red_head()).data


@settings(deadline=None, max_examples=30)
@given(st.text() | st.text(st.sampled_from('\\"#$bfu{}[]()\n\t'), max_size=12))
def test_no_text_is_taken_for_a_command(text: str) -> None:
    document = replace(documents.notice(), annexes=(), parts=(Text(text), Text('#panic("x") $x$ \\ " */')))
    found = "".join(box[0] for page in pages(official_pdf(document).data) for box in page)
    assert '#panic("x")$x$\\"*/' in found


def test_substitutes_are_named() -> None:
    found = choose_faces(("Noto Serif CJK SC", "noto sans cjk sc", "KaiTi", "SimSun"), FACES, strict=False)
    assert found.families == {
        TITLE: "Noto Serif CJK SC",
        HEI: "noto sans cjk sc",
        KAI: "KaiTi",
        FANG: "Noto Serif CJK SC",
        SONG: "SimSun",
    }
    assert found.substitutes == (
        Substitute(TITLE, "Noto Serif CJK SC"),
        Substitute(HEI, "noto sans cjk sc"),
        Substitute(FANG, "Noto Serif CJK SC"),
    )


def test_strict_refuses_substitutes_and_names_what_is_missing() -> None:
    with pytest.raises(MissingFace, match="方正小标宋简体、仿宋"):
        choose_faces(("SimHei", "KaiTi", "SimSun"), FACES, strict=True)


def test_a_machine_without_chinese_faces_is_refused() -> None:
    with pytest.raises(MissingFace):
        choose_faces(("DejaVu Sans",), FACES, strict=False)


def test_all_faces_of_the_standard_need_no_substitute() -> None:
    found = choose_faces(("FZXiaoBiaoSong-B05S", "SimHei", "KaiTi", "FangSong", "SimSun"), FACES, strict=True)
    assert found.substitutes == ()


def test_a_volume_has_cover_contents_with_page_numbers_and_chapters() -> None:
    parts = (
        FactLine("报送人", "林一舟"),
        Paragraph("正文"),
        TableData(("列",), (("格",),)),
        SourceNote("JL-1"),
    )
    volume = Volume(
        "学习汇编",
        ("示例省科协",),
        (Chapter("农科类", 1), Chapter("茶叶学会", 2, parts), Chapter("工科类", 1, (), True)),
    )
    texts = ["".join(box[0] for box in page) for page in pages(volume_pdf(volume).data)]
    assert len(texts) == 4
    assert texts[0] == "学习汇编示例省科协"
    assert [texts[1].startswith("目录农科类"), "茶叶学会" in texts[1], "工科类" in texts[1]] == [True] * 3
    assert (texts[1].count("3"), texts[1].count("4")) == (2, 1)
    assert texts[2] == "农科类茶叶学会报送人：林一舟正文列格JL-1—3—"


def test_the_title_of_a_volume_is_broken_by_sense() -> None:
    title = "征集“科技工作者在一线”学习体会材料汇编"
    cover = next(pages(volume_pdf(Volume(title, ("江岚省科学技术协会",), ())).data))
    found = ["".join(box[0] for box in row) for row in lines_of(cover)]
    assert found == ["征集“科技工作者在一线”", "学习体会材料汇编", "江岚省科学技术协会"]


def test_a_volumes_level_outside_one_to_four_is_refused() -> None:
    with pytest.raises(ValueError, match="level 5"):
        volume_pdf(Volume("t", (), (Chapter("c", 5),)))
