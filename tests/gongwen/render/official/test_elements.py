from __future__ import annotations

from datetime import date

import pytest
from tests.gongwen.render.official import documents

from gongwen.official import Annex, Form, Head, Heading, OfficialDocument, SignOff, Text
from gongwen.render.official import styles
from gongwen.render.official.blocks import AgencyHead, Blank, Block, Foot, Line, Place, Turn
from gongwen.render.official.elements import blocks_of, head_size, indents, official_date
from gongwen.standard import chinese_number, label


def lines(document: OfficialDocument) -> list[Line]:
    return [block for block in blocks_of(document) if isinstance(block, Line)]


def styled(document: OfficialDocument, style: object) -> list[str]:
    return [line.text for line in lines(document) if line.style is style]


def before(document: OfficialDocument, style: object) -> Block | None:
    """The block above the first line of a style."""
    blocks = list(blocks_of(document))
    place = next(n for n, block in enumerate(blocks) if isinstance(block, Line) and block.style is style)
    return blocks[place - 1] if place else None


def test_headings_are_numbered_by_level_and_start_anew_below_an_upper_one() -> None:
    levels = (1, 2, 3, 4, 4, 3, 2, 3, 1, 2)
    document = documents.red_head(parts=tuple(Heading(level, "题") for level in levels))
    texts = [line.text.removesuffix("题") for line in lines(document) if line.style in styles.HEADINGS]
    assert texts == ["一、", "（一）", "1.", "（1）", "（2）", "2.", "（二）", "1.", "二、", "（一）"]


def test_text_behind_a_heading_keeps_its_own_face() -> None:
    (line,) = [
        line
        for line in lines(documents.red_head(parts=(Heading(2, "要求。", "按时报送。"),)))
        if line.text.startswith("（一）")
    ]
    assert [(run.text, run.face) for run in line.runs] == [("（一）要求。", "楷体"), ("按时报送。", "")]


@pytest.mark.parametrize("level", [0, 5])
def test_a_level_outside_one_to_four_is_refused(level: int) -> None:
    with pytest.raises(ValueError, match=f"level {level} is not 1 to 4"):
        list(blocks_of(documents.red_head(parts=(Heading(level, "题"),))))


def test_chinese_numbers_reach_99() -> None:
    assert [chinese_number(n) for n in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]
    with pytest.raises(ValueError, match="100 is not 1 to 99"):
        label(1, 100)


def test_addressees_end_with_a_colon_and_stand_one_line_below_the_title() -> None:
    assert styled(documents.red_head(), styles.ADDRESSEES) == ["各设区市科协、各省级学会、协会、研究会："]
    assert before(documents.red_head(), styles.ADDRESSEES) == Blank(1, keep=True)


def test_number_stands_two_lines_below_the_head_and_title_two_below_the_rule() -> None:
    blocks = list(blocks_of(documents.red_head()))
    assert isinstance(blocks[0], AgencyHead)
    assert blocks[1] == Blank(2)
    assert isinstance(blocks[2], Line)
    assert (blocks[2].text, blocks[2].rule) == ("示科协发〔2026〕3号", True)
    assert blocks[3] == Blank(2)


def test_a_document_that_goes_upward_names_its_signer_on_the_number_line() -> None:
    (line,) = [line for line in lines(documents.upward()) if line.rule]
    assert line.text == "示科协发〔2026〕3号\t签发人：周可"
    assert (line.left, line.right, line.runs[-1].face) == (1, 1, "楷体")


def test_urgency_stands_above_the_head_which_keeps_its_place() -> None:
    head = next(block for block in blocks_of(documents.upward()) if isinstance(block, AgencyHead))
    assert styled(documents.upward(), styles.URGENCY) == ["特急"]
    assert (head.lines, head.place) == (1, Place.HEAD)


def test_one_annex_has_no_number_and_several_have() -> None:
    one = documents.red_head(annexes=(Annex("统计表。"),))
    two = documents.red_head(annexes=(Annex("统计表"), Annex("征集表")))
    assert styled(one, styles.ANNEX_NOTE) == ["附件：统计表"]
    assert styled(two, styles.ANNEX_NOTE) == ["附件：1.统计表", "2.征集表"]


def test_an_annex_that_is_a_file_of_its_own_has_no_page() -> None:
    document = documents.red_head(annexes=(Annex("统计表"), Annex("征集表", (Text("文"),))))
    assert styled(document, styles.ANNEX_LABEL) == ["附件2"]


def test_annex_title_stands_on_the_third_line_of_a_new_page() -> None:
    document = documents.red_head(annexes=(Annex("征集表", (Text("文"),)),))
    (label_line,) = [line for line in lines(document) if line.style is styles.ANNEX_LABEL]
    assert (label_line.text, label_line.new_page) == ("附件", True)
    assert before(document, styles.ANNEX_TITLE) == Blank(1, keep=True)


def test_a_landscape_annex_turns_the_page_and_the_imprint_turns_it_back() -> None:
    document = documents.red_head(annexes=documents.ANNEXES[:1])
    turns = [block.landscape for block in blocks_of(document) if isinstance(block, Turn)]
    assert turns == [True, False]


@pytest.mark.parametrize(
    ("agency", "day", "sealed", "expected"),
    [
        (9, 6, True, (2.5, 4)),  # the agency centred above the date
        (6, 6, True, (4, 4)),
        (18, 6, True, (0, 4)),  # too long to be centred
        (9, 6, False, (2, 3)),  # the date two behind the agency's first character
        (6, 6.5, False, (4.5, 2)),  # a date that is longer
        (8, 6, False, (2, 2)),
    ],
)
def test_sign_off_stands_by_the_rule(
    agency: float, day: float, sealed: bool, expected: tuple[float, float]
) -> None:
    assert indents(agency, day, sealed=sealed) == expected


def test_agencies_without_a_seal_begin_below_each_other() -> None:
    document = documents.red_head(
        sign_off=SignOff(("示例省科学技术协会", "示例省教育厅"), documents.DAY, sealed=False)
    )
    first, second, _day = [line for line in lines(document) if line.style is styles.SIGN_OFF]
    assert first.right + 9 == second.right + 6


def test_dates_have_no_padding() -> None:
    assert official_date(date(2026, 1, 5)) == "2026年1月5日"


def test_notes_stand_in_brackets() -> None:
    assert styled(documents.red_head(), styles.NOTE) == ["（联系人：林一舟，电话：010-55550101）"]


def test_imprint_ends_with_a_full_stop_and_names_the_day_of_printing() -> None:
    (foot,) = [block for block in blocks_of(documents.red_head()) if isinstance(block, Foot)]
    assert [row.text for row in foot.rows] == [
        "抄送：示例省委社会工作部，示例省民政厅，各设区市科协。",
        "示例省科学技术协会办公室\t2026年1月6日印发",
    ]
    assert foot.ruled


def test_a_letter_has_copies_only_and_no_rules_in_its_imprint() -> None:
    (foot,) = [block for block in blocks_of(documents.letter()) if isinstance(block, Foot)]
    assert (len(foot.rows), foot.ruled) == (1, False)


def test_minutes_list_who_was_there_below_the_text() -> None:
    assert [text[:3] for text in styled(documents.minutes(), styles.ATTENDANCE)] == [
        "出席：",
        "请假：",
        "列席：",
    ]
    assert before(documents.minutes(), styles.ATTENDANCE) == Blank(1)


def test_the_last_lines_stay_with_the_sign_off() -> None:
    blocks = list(blocks_of(documents.red_head()))
    day = next(
        n for n, block in enumerate(blocks) if isinstance(block, Line) and block.text == "2026年1月5日"
    )
    kept = [block.keep for block in blocks[day - 6 : day] if isinstance(block, Line | Blank)]
    assert kept == [True] * 6


def test_an_empty_document_is_its_title() -> None:
    document = OfficialDocument(Form.PLAIN, "通知")
    assert [line.style for line in lines(document)] == [styles.TITLE_LINE]


@pytest.mark.parametrize(("name", "size"), [("示例", 48), ("示例省科学技术协会文件", 39), ("示" * 40, 22)])
def test_the_head_is_as_large_as_one_line_takes(name: str, size: int) -> None:
    assert head_size(name) == size
    assert Head(name).agency == name
