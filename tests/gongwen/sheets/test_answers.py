from __future__ import annotations

import pytest
from tests.gongwen.extract.forms import table
from tests.gongwen.read.packages import docx_of, paragraph
from tests.gongwen.sheets.read import plan_of, read, told, values

from gongwen.facade import read_sheet_template
from gongwen.model import Cell, Table

PAIRS = plan_of(
    "会员登记表",
    table(
        ["姓名", "", "性别", ""],
        ["联系电话", "", "电子邮箱", ""],
        ["工作单位", ("", 3)],
        ["简介", ("（限300字）", 3)],
    ),
)
LIST = plan_of(
    "专家汇总表",
    table(
        [("一、推荐专家（如有，请逐人填写；没有请填写“无”）", 3)],
        ["序号", "姓名", "单位"],
        ["1", "", ""],
        ["2", "", ""],
    ),
)
MATRIX = plan_of(
    "活动统计表",
    table(["项目", "场次", "经费（元）"], ["讲座", "", ""], ["展览", "", ""], ["合计", "0", "0"]),
)


def test_a_value_stands_behind_its_label() -> None:
    found = values(
        PAIRS,
        "会员登记表",
        table(["姓名", "林知远", "性别", "男"], ["联系电话", "010-55550121", "电子邮箱", ""]),
    )
    assert found == {"姓名": "林知远", "性别": "男", "联系电话": "010-55550121"}


def test_a_retyped_label_and_swapped_pairs_are_known_again() -> None:
    rows = table(
        ["邮箱", "a@example.org", "手机", "010-55550122"],
        ["性别", "女", "姓名", "沈若溪"],
        ["所在单位", ("江岚省林学会", 3)],
    )
    assert values(PAIRS, rows) == {
        "姓名": "沈若溪",
        "性别": "女",
        "联系电话": "010-55550122",
        "电子邮箱": "a@example.org",
        "工作单位": "江岚省林学会",
    }


def test_a_value_may_stand_in_the_label_s_own_cell() -> None:
    found = values(
        PAIRS, table(["姓名：林知远", "", "性别", "男"], ["联系电话 010-55550121", "", "电子邮箱", ""])
    )
    assert found == {"姓名": "林知远", "性别": "男", "联系电话": "010-55550121"}


@pytest.mark.parametrize(
    "typed", ["（限300字）\n本会成立于1990年。", "本会成立于1990年。（限300字）", "本会成立于1990年。"]
)
def test_what_is_printed_in_the_answer_s_place_is_no_answer(typed: str) -> None:
    found = values(PAIRS, table(["姓名", "林知远", "性别", "男"], ["简介", (typed, 3)]))
    assert found["简介"] == "本会成立于1990年。"


def test_what_nobody_asked_for_is_named() -> None:
    answers = read(
        PAIRS,
        "您好，请查收。",
        table(["姓名", "林知远", "性别", "男"], ["传真", "55550123", "", ""]),
        "另：样书已寄。",
    )
    assert answers.not_understood == ("您好，请查收。", "传真", "55550123", "另：样书已寄。")


def test_rows_are_counted_in_the_order_of_the_copy() -> None:
    rows = [["1", "林知远", "甲会"], ["2", "", ""], ["3", "沈若溪", "乙会"], ["4", "陶明德", "丙会"]]
    assert told(
        LIST,
        table([("一、推荐专家（如有，请逐人填写；没有请填写“无”）", 3)], ["序号", "姓名", "单位"], *rows),
    ) == [
        (1, "姓名", "林知远"),
        (1, "单位", "甲会"),
        (2, "姓名", "沈若溪"),
        (2, "单位", "乙会"),
        (3, "姓名", "陶明德"),
        (3, "单位", "丙会"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["1", "无", ""], ["2", "", ""]],
        [["1", "", "无"], ["2", "", ""]],
        [[("无", 3)], ["", "", ""]],
    ],
)
def test_none_for_a_block_is_one_answer_in_its_first_field(rows: list[list[object]]) -> None:
    blank = [("一、推荐专家（如有，请逐人填写；没有请填写“无”）", 3)]
    assert told(LIST, table(blank, ["序号", "姓名", "单位"], *rows)) == [(1, "姓名", "无")]  # type: ignore[list-item, arg-type]


def test_none_may_stand_behind_the_heading() -> None:
    head = [("一、推荐专家（如有，请逐人填写；没有请填写“无”）：无", 3)]
    assert told(LIST, table(head, ["序号", "姓名", "单位"], ["1", "", ""])) == [(1, "姓名", "无")]  # type: ignore[list-item]


def test_an_attached_page_goes_on_with_the_rows() -> None:
    head = ["序号", "姓名", "单位"]
    found = told(LIST, table(head, ["1", "林知远", "甲会"]), "附页", table(head, ["2", "沈若溪", "乙会"]))
    assert [value for _, label, value in found if label == "姓名"] == ["林知远", "沈若溪"]
    assert [row for row, *_ in found] == [1, 1, 2, 2]


def test_a_further_column_is_named_and_moves_no_value() -> None:
    found = table(["序号", "姓名", "性别", "单位"], ["1", "林知远", "男", "甲会"])
    assert told(LIST, found) == [(1, "姓名", "林知远"), (1, "单位", "甲会")]
    assert read(LIST, found).not_understood == ("性别", "男")


def test_a_cell_merged_over_rows_answers_in_each() -> None:
    found = told(LIST, table(["序号", "姓名", "单位"], ["1", "林知远", ("甲会", 1, 2)], ["2", "沈若溪"]))
    assert [value for _, label, value in found if label == "单位"] == ["甲会", "甲会"]


def test_printed_rows_keep_their_answers_when_they_change_places() -> None:
    found = values(
        MATRIX,
        table(
            ["项目", "场次", "经费（元）"], ["展览", "2", "300"], ["讲座", "5", "100"], ["合计", "7", "400"]
        ),
    )
    assert found == {"讲座/场次": "5", "讲座/经费（元）": "100", "展览/场次": "2", "展览/经费（元）": "300"}


def test_a_column_put_between_moves_no_crossing() -> None:
    rows = table(
        ["项目", "场次", "单位", "经费（元）"], ["讲座", "5", "场", "100"], ["展览", "2", "次", "300"]
    )
    assert values(MATRIX, rows)["讲座/经费（元）"] == "100"


def test_persons_may_stand_side_by_side() -> None:
    plan = plan_of("班子成员表", table(["姓名", "", ""], ["职务", "", ""]))
    found = told(plan, table(["姓名", "林知远", "沈若溪", "陶明德"], ["职务", "会长", "", "秘书长"]))
    assert found == [
        (1, "姓名", "林知远"),
        (1, "职务", "会长"),
        (2, "姓名", "沈若溪"),
        (3, "姓名", "陶明德"),
        (3, "职务", "秘书长"),
    ]


def test_an_example_row_is_no_answer() -> None:
    plan = plan_of("汇总表", table(["序号", "姓名", "单位"], ["示例", "张三", "某学会"], ["1", "", ""]))
    found = table(["序号", "姓名", "单位"], ["示例", "张三", "某学会"], ["1", "林知远", "甲会"])
    assert told(plan, found) == [(1, "姓名", "林知远"), (1, "单位", "甲会")]


SENTENCE = "我单位            （单位全称）自愿申报，联系电话            ，自筹资金不少于        万元。"


@pytest.mark.parametrize(
    "line",
    [
        "我单位  江岚省林学会  （单位全称）自愿申报，联系电话  010-55550121  ，自筹资金不少于  12.5  万元。",
        "我单位江岚省林学会（单位全称）自愿申报，联系电话010-55550121，自筹资金不少于12.5万元。",
        "我单位__江岚省林学会__（单位全称）自愿申报，电话__010-55550121__，自筹资金不少于__12.5__万元。",
    ],
)
def test_the_blanks_of_a_sentence_are_read(line: str) -> None:
    plan = plan_of("承诺书", SENTENCE, "承诺人：")
    assert list(values(plan, "承诺书", line, "承诺人：林知远").values()) == [
        "江岚省林学会",
        "010-55550121",
        "12.5",
        "林知远",
    ]


def test_several_labels_in_one_line_keep_their_answers() -> None:
    plan = plan_of(
        "报名表",
        "推荐单位（盖章）：          联系人：          联系电话：          ",
        table(["姓名", "专业"], ["", ""]),
    )
    line = "推荐单位（盖章）：江岚省林学会    联络员：林知远    电话：010-55550121"
    assert values(plan, line) == {"推荐单位": "江岚省林学会", "联系人": "林知远", "联系电话": "010-55550121"}


def test_serial_days_are_dates_and_doubts_say_what_is_wrong() -> None:
    plan = plan_of("登记表", table(["活动日期", "", "参加人数", ""], ["是否公开", ("□是  □否", 3)]))
    rows = table(["活动日期", "46086", "参加人数", "约三百"], ["是否公开", ("待定", 3)])
    found = {one.value: one.doubt.code if one.doubt else None for one in read(plan, rows).answers}
    assert found == {"2026-03-05": None, "约三百": "answer_no_number", "待定": "answer_no_option"}


def test_boxes_may_stand_behind_their_options() -> None:
    plan = plan_of("登记表", table(["姓名", "", "是否党员", "是□  否□"], ["性别", ("（ ）男  （ ）女", 3)]))
    found = table(["姓名", "林知远", "是否党员", "是□  否√"], ["性别", ("（√）男  （ ）女", 3)])
    assert values(plan, found) == {"姓名": "林知远", "是否党员": "否", "性别": "男"}


def test_signature_and_day_of_an_opinion_are_named_apart() -> None:
    plan = plan_of(
        "推荐表", table(["姓名", ""], ["所在单位意见", "\n\n签字：        （盖章）\n年   月   日"])
    )
    found = read(
        plan,
        table(["姓名", "林知远"], ["所在单位意见", "同意推荐。\n\n签字：沈若溪   （盖章）\n2026年3月1日"]),
    )
    assert [one.value for one in found.answers] == ["林知远", "同意推荐。"]
    assert "沈若溪" in found.not_understood[0]


def test_a_heading_over_nothing_asks_for_a_text() -> None:
    plan = plan_of(
        "年度工作总结", "单位：          ", "一、基本情况", "（500字以内）", "二、存在问题", "填表人：      "
    )
    lines = (
        "年度工作总结",
        "单位：甲会",
        "一、基本情况",
        "会员三百人。",
        "讲座十次。",
        "二、存在问题",
        "经费不足。",
        "填表人：林知远",
    )
    assert values(plan, *lines) == {
        "单位": "甲会",
        "基本情况": "会员三百人。\n讲座十次。",
        "存在问题": "经费不足。",
        "填表人": "林知远",
    }


def test_a_unit_in_the_answer_s_place_is_no_answer() -> None:
    plan = plan_of(
        "基地情况表", table(["占地面积", "平方米", "开放天数", "天"], ["年接待量", "万人次", "展项", "件"])
    )
    found = table(["占地面积", "500平方米", "开放天数", "300 天"], ["年接待量", "3.5万人次", "展项", ""])
    assert values(plan, found) == {"占地面积": "500", "开放天数": "300", "年接待量": "3.5"}


def test_a_table_inside_a_cell_lies_beside_its_label() -> None:
    inner = "<w:tbl>" + "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(text)}</w:tc>' for text in row)}</w:tr>"
        for row in (("姓名", "职称"), ("", ""), ("", ""))
    )
    cells = (paragraph("课题组成员"), inner + "</w:tbl>" + paragraph(""))
    rows = [(paragraph("课题名称"), paragraph("")), cells]
    outer = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    sheet = read_sheet_template(docx_of(paragraph("申报表") + f"<w:tbl>{outer}</w:tbl>"), name="a.docx").sheet
    assert [(block.label, block.repeat, [one.label for one in block.fields]) for block in sheet.blocks] == [
        ("", False, ["课题名称"]),
        ("课题组成员", True, ["姓名", "职称"]),
    ]


def test_sections_under_bands_are_lists_of_their_own() -> None:
    head = ("序号", "姓名", "手机")
    bands = ((("一、正式代表", 3),), (("二、列席代表", 3),))
    blank = table(head, bands[0], ("1", "", ""), ("2", "", ""), bands[1], ("1", "", ""))
    copy = table(head, bands[0], ("1", "沈若溪", "1"), ("2", "骆岚", "2"), bands[1], ("1", "汤松", "3"))
    found = read(plan_of(blank), copy)
    assert [(one.block, one.row, one.value) for one in found.answers] == [
        ("b1", 1, "沈若溪"),
        ("b1", 1, "1"),
        ("b1", 2, "骆岚"),
        ("b1", 2, "2"),
        ("b2", 1, "汤松"),
        ("b2", 1, "3"),
    ]


def test_a_row_without_cells_below_a_merged_one_hides_nothing() -> None:
    cells = (Cell("问题与建议", 0, 0, 2, 1), Cell("", 0, 1, 2, 1), Cell("审核人", 2, 0), Cell("", 2, 1))
    plan = plan_of(Table(3, 2, cells))
    assert [one.label for block in plan.sheet.blocks for one in block.fields] == ["问题与建议", "审核人"]
