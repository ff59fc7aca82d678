"""Question banks as other programs write them."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from quanjing.quiz.enums import QuestionKind
from quanjing.quiz.formats import Bad, Fault, Option, Question, read_gift, read_moodle, read_table

HEAD = [
    "序号",
    "题型",
    "题干",
    "选项A",
    "选项B",
    "选项C",
    "选项D",
    "正确答案",
    "知识点",
    "难度",
    "解析",
    "出处",
    "备注",
]


def row(*cells: str) -> list[str]:
    return ["1", *cells]


def test_rows_of_the_four_kinds_are_read() -> None:
    found = read_table(
        [
            (1, ["党建知识题库"]),
            (2, HEAD),
            (
                3,
                row(
                    "单选题",
                    "甲是哪一年？",
                    "A.1958",
                    "B、1949",
                    "1978",
                    "",
                    "b",
                    "历史",
                    "易",
                    "见章程",
                    "章程",
                ),
            ),
            (4, row("多选题", "哪些对？", "甲", "乙", "丙", "", "A、C", "章程", "4")),
            (5, row("判断题", "每年一次。", "正确", "错误", "", "", "B")),
            (6, row("填空题", "学会的主管单位是____。", "", "", "", "", "科协|科学技术协会")),
            (7, [""] * 12),
        ]
    )
    assert found.bad == ()
    assert found.ignored == ("备注",)
    one, several, true, fill = found.questions
    assert one == Question(
        3, QuestionKind.SINGLE, "甲是哪一年？",
        (Option("1958", False), Option("1949", True), Option("1978", False)),
        topic="历史", difficulty=1, explanation="见章程", source="章程",
    )  # fmt: skip
    assert [option.text for option in several.options if option.is_right] == ["甲", "丙"]
    assert (several.kind, several.difficulty) == (QuestionKind.MULTIPLE, 4)
    assert (true.kind, true.is_true, true.options) == (QuestionKind.TRUE_FALSE, False, ())
    assert (fill.kind, fill.answers) == (QuestionKind.FILL_IN, ("科协", "科学技术协会"))


def test_a_row_without_a_kind_is_what_its_answer_looks_like() -> None:
    found = read_table(
        [
            (1, ["题目", "A", "B", "答案"]),
            (2, ["一", "甲", "乙", "A"]),
            (3, ["二", "甲", "乙", "ab"]),
            (4, ["三", "", "", "对"]),
            (5, ["四", "", "", "五年"]),
            (6, ["五", "甲", "乙", "乙"]),
        ]
    )
    assert [one.kind.value for one in found.questions] == [
        "single", "multiple", "true_false", "fill_in", "single",
    ]  # fmt: skip
    assert found.questions[4].options == (Option("甲", False), Option("乙", True))


def test_each_wrong_row_says_what_and_where() -> None:
    found = read_table(
        [
            (1, HEAD),
            (2, row("连线题", "一", "甲", "乙", "", "", "A")),
            (3, row("单选题", "二", "甲", "乙", "", "", "D")),
            (4, row("单选题", "三", "甲", "乙", "", "", "AB")),
            (5, row("单选题", "四", "甲", "", "", "", "A")),
            (6, row("单选题", "五", "甲", "甲", "", "", "A")),
            (7, row("单选题", "六", "甲", "乙", "", "", "A", "", "九")),
            (8, row("单选题", "", "甲", "乙", "", "", "A")),
            (9, row("判断题", "七", "", "", "", "", "也许")),
            (10, row("单选题", "八", "甲", "乙", "", "", "")),
            (11, row("单选题", "九" * 2_001, "甲", "乙", "", "", "A")),
        ]
    )
    assert found.questions == ()
    assert found.bad == (
        Bad(2, Fault.UNKNOWN_KIND, "连线题"),
        Bad(3, Fault.UNKNOWN_ANSWER, "D"),
        Bad(4, Fault.ONE_ANSWER, "甲、乙"),
        Bad(5, Fault.FEW_OPTIONS, "甲"),
        Bad(6, Fault.SAME_OPTIONS, "甲"),
        Bad(7, Fault.BAD_DIFFICULTY, "九"),
        Bad(8, Fault.NO_TEXT, ""),
        Bad(9, Fault.UNKNOWN_ANSWER, "也许"),
        Bad(10, Fault.NO_ANSWER, "八"),
        Bad(11, Fault.TOO_LONG, "九" * 80),
    )


def test_a_table_without_a_heading_is_one_fault() -> None:
    assert read_table([(1, ["甲", "乙"])]).bad == (Bad(1, Fault.NO_TEXT, "甲、乙"),)
    assert read_table([]).bad == (Bad(1, Fault.NO_TEXT, ""),)


GIFT = r"""// a comment
$CATEGORY: 党建/章程

::一:: 理事会几年一届？ {~三年 =五年#对 ~十年 #### 见章程第二十条}

哪些是学会的义务？ { ~%50%甲 ~%50%乙 ~%-100%丙 }

学会每年开一次全会。{FALSE}

学会由 {=省科协 =科协} 主管。

[html]<p>1 + 1 \= 2 \{对吗\}</p> {T}
"""


def test_gift_is_read_with_its_signs_and_categories() -> None:
    found = read_gift(GIFT)
    assert found.bad == ()
    one, several, false, fill, signs = found.questions
    assert one == Question(
        4, QuestionKind.SINGLE, "理事会几年一届？",
        (Option("三年", False), Option("五年", True), Option("十年", False)),
        topic="章程", explanation="见章程第二十条",
    )  # fmt: skip
    assert several.kind == QuestionKind.MULTIPLE
    assert several.options == (Option("甲", True), Option("乙", True), Option("丙", False))
    assert (false.kind, false.is_true) == (QuestionKind.TRUE_FALSE, False)
    assert (fill.text, fill.answers) == ("学会由 ____ 主管。", ("省科协", "科协"))
    assert (signs.text, signs.is_true) == ("1 + 1 = 2 {对吗}", True)


def test_gift_that_is_not_understood_is_named_by_its_line() -> None:
    text = (
        "一 {\n~甲\n\n二 {=甲 -> 乙 =丙 -> 丁}\n\n三 {#5}\n\n四 {}\n\n五\n\n"
        "<img src='@@PLUGINFILE@@/a.png'> 六 {T}"
    )
    found = read_gift(text)
    assert [(one.place, one.fault) for one in found.bad] == [
        (1, Fault.NOT_CLOSED),
        (4, Fault.UNKNOWN_KIND),
        (6, Fault.UNKNOWN_KIND),
        (8, Fault.UNKNOWN_KIND),
        (10, Fault.NO_ANSWER),
        (12, Fault.PICTURE),
    ]


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/党建/章程</text></category></question>
  <question type="multichoice">
    <questiontext format="html"><text><![CDATA[<p>理事会&nbsp;几年一届？</p>]]></text></questiontext>
    <generalfeedback><text>见章程</text></generalfeedback>
    <single>true</single>
    <answer fraction="0"><text>三年</text></answer><answer fraction="100"><text>五年</text></answer>
  </question>
  <question type="multichoice">
    <questiontext><text>哪些？</text></questiontext><single>false</single>
    <answer fraction="50"><text>甲</text></answer><answer fraction="50"><text>乙</text></answer>
    <answer fraction="-100"><text>丙</text></answer>
  </question>
  <question type="truefalse">
    <questiontext><text>每年一次。</text></questiontext>
    <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>
  </question>
  <question type="shortanswer">
    <questiontext><text>由谁主管？</text></questiontext><answer fraction="100"><text>科协</text></answer>
  </question>
  <question type="essay"><questiontext><text>写一写</text></questiontext></question>
  <question type="truefalse"><questiontext><text>&lt;img src="a.png"&gt;</text></questiontext></question>
</quiz>"""


def test_moodle_is_read_and_what_is_of_another_kind_is_named() -> None:
    found = read_moodle(MOODLE.encode())
    assert [one.kind.value for one in found.questions] == ["single", "multiple", "true_false", "fill_in"]
    assert found.questions[0] == Question(
        1, QuestionKind.SINGLE, "理事会 几年一届？", (Option("三年", False), Option("五年", True)),
        topic="章程", explanation="见章程",
    )  # fmt: skip
    assert [option.is_right for option in found.questions[1].options] == [True, True, False]
    assert found.bad == (Bad(5, Fault.UNKNOWN_KIND, "essay"), Bad(6, Fault.PICTURE, ""))


def test_what_is_no_moodle_file_is_one_fault() -> None:
    assert read_moodle(b"<quiz><question>").bad[0].fault == Fault.NOT_CLOSED
    assert read_moodle(b"<html/>").bad == (Bad(1, Fault.NO_TEXT, "html"),)
    bomb = (
        b'<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        b'<quiz><question type="truefalse">&b;</question></quiz>'
    )
    assert len(read_moodle(bomb).bad) == 1


SIGNS = string.ascii_letters + "题答案~=#{}:\\\n %->/$"


@given(st.text(SIGNS, max_size=200))
def test_any_text_is_read_as_gift_without_a_fault_of_ours(text: str) -> None:
    found = read_gift(text)
    assert all(one.place >= 1 for one in (*found.questions, *found.bad))


CELLS = st.lists(
    st.sampled_from(["", "单选题", "判断", "对", "A", "AB", "甲", "乙", "5", "连线"]), max_size=13
)


@given(st.lists(CELLS, max_size=6))
def test_every_row_with_words_is_a_question_or_a_fault(rows: list[list[str]]) -> None:
    found = read_table([(1, HEAD), *((number, cells) for number, cells in enumerate(rows, 2))])
    places = {one.place for one in (*found.questions, *found.bad)}
    assert places == {number for number, cells in enumerate(rows, 2) if any(cells)}
