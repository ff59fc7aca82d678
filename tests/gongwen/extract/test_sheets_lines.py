"""Forms without a table: blanks in sentences, boxes in lines, labels one a line."""

import pytest
from tests.gongwen.extract.forms import document, form, labels
from tests.gongwen.extract.reading import notice_of

from gongwen.extract.sheets import read_sheet
from gongwen.model import FieldType, Sheet


def flat(*lines: str, title: str = "青年人才报名表") -> Sheet | None:
    """The sheet of an attachment printed below a notice."""
    tail = "\n".join(["江岚省科协", "2026年3月2日", "附件", title, *lines])
    return notice_of("请填写。", f"附件：{title}", tail=tail).attachments[0].sheet


def test_blanks_in_a_sentence_are_named_by_the_brackets_behind_or_the_words_before() -> None:
    (block,) = form(
        "项目实施承诺书",
        "我单位                 （单位全称）自愿申报               （项目名称），承诺如下：",
        "一、确定          （联络员姓名）负责联络，联系电话              ，保证畅通。",
        "二、自筹资金不少于        万元，资金到位日期为      年   月   日。",
        "三、计划服务科技工作者          人次。",
    ).blocks
    assert [(field.label, field.type) for field in block.fields] == [
        ("单位全称", FieldType.TEXT),
        ("项目名称", FieldType.TEXT),
        ("联络员姓名", FieldType.TEXT),
        ("联系电话", FieldType.TEXT),
        ("自筹资金", FieldType.NUMBER),
        ("资金到位日期", FieldType.DATE),
        ("计划服务科技工作者", FieldType.NUMBER),
    ]


def test_underlined_blanks_are_alike() -> None:
    (block,) = form("承诺书", "本人______（姓名），身份证号____________，现任学会理事。").blocks
    assert [field.key for field in block.fields] == ["name", "identity"]


def test_boxes_in_a_line_end_with_the_sentence() -> None:
    sheet = form("问卷", "1. 您的年龄：□35岁以下 □36岁以上", "2. 我单位属于：□学会 □高校，具备能力。")
    assert [(field.label, field.options) for field in sheet.blocks[0].fields] == [
        ("您的年龄", ("35岁以下", "36岁以上")),
        ("我单位属于", ("学会", "高校")),
    ]


def test_an_addressee_a_unit_and_a_promise_are_no_fields() -> None:
    sheet = form(
        "申报书",
        "江岚省科学技术协会：",
        "现承诺如下：",
        "单位：万元",
        "承诺单位（盖章）",
        "申报单位：",
        "负责人：",
    )
    assert [labels(block) for block in sheet.blocks] == [["申报单位", "负责人"]]


def test_one_blank_in_a_letter_is_no_form() -> None:
    assert read_sheet(document("邀请函", "姓名：", "敬请光临。")) is None


def test_labels_one_a_line_are_fields() -> None:
    sheet = flat("姓名", "性别", "出生年月", "工作单位", "特长", "主要事迹", "（500字以内）")
    assert sheet is not None
    assert [field.key for field in sheet.blocks[0].fields] == ["name", "sex", "born", "unit", "f5", "f6"]


def test_heads_that_ran_together_are_a_list() -> None:
    sheet = flat("序号 姓名 单位 职务 联系电话 备注", title="参会回执")
    assert sheet is not None
    (block,) = sheet.blocks
    assert (block.repeat, labels(block)) == (True, ["姓名", "单位", "职务", "联系电话", "备注"])


def test_header_lines_alone_are_a_form_under_a_form_s_name() -> None:
    sheet = flat("姓名：", "单位：", "联系电话：")
    assert sheet is not None
    assert (sheet.blocks[0].key, labels(sheet.blocks[0])) == ("header", ["姓名", "单位", "联系电话"])


@pytest.mark.parametrize(
    "lines",
    [("王小满", "李大暑", "赵白露", "钱霜降"), ("一、加强学习", "二、开展调研", "三、做好总结")],
)
def test_lines_that_ask_for_nothing_are_no_form(lines: tuple[str, ...]) -> None:
    assert flat(*lines, title="工作安排表") is None
