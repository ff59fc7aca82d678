"""Several questions with boxes in one text, and boxes beside labels and blanks."""

import pytest
from tests.gongwen.extract.forms import form, rows_form

from gongwen.extract.sheet_boxes import span_of, stretches_of
from gongwen.model import FieldType, Sheet

YES_NO = ("是", "否")


def asked(sheet: Sheet) -> list[tuple[str, tuple[str, ...]]]:
    return [(field.label, field.options) for block in sheet.blocks for field in block.fields]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("性别 □男 □女  民族 □汉 □其他", [("性别", ("男", "女")), ("民族", ("汉", "其他"))]),
        ("性别：男□ 女□  民族：汉□ 其他□", [("性别", ("男", "女")), ("民族", ("汉", "其他"))]),
        ("性别：（ ）男 （ ）女 民族：（ ）汉 （ ）其他", [("性别", ("男", "女")), ("民族", ("汉", "其他"))]),
        ("是否党员：□是 □否；是否代表：□是 □否", [("是否党员", YES_NO), ("是否代表", YES_NO)]),
        ("是否党员：□是 □否\n是否代表：□是 □否", [("是否党员", YES_NO), ("是否代表", YES_NO)]),
        (
            "姓　名：______  性　别：□男 □女    电　话：",
            [("姓名", ()), ("性别", ("男", "女")), ("电话", ())],
        ),
        ("是否需要资助：□是，金额____万元 □否", [("是否需要资助", YES_NO), ("金额", ())]),
        (
            "经费来源：□自筹____万元 □拨款____万元",
            [("经费来源", ("自筹", "拨款")), ("自筹", ()), ("拨款", ())],
        ),
        ("处理意见：同意□ 不同意□，理由：________", [("处理意见", ("同意", "不同意")), ("理由", ())]),
        ("成果形式：□论文 □专著 □其他：____", [("成果形式", ("论文", "专著", "其他"))]),
        ("成果形式：□论文 □专著 □其他（请注明）：____", [("成果形式", ("论文", "专著", "其他"))]),
        ("是否住宿：□是（□单间  □标间） □否", [("是否住宿", ("是", "单间", "标间", "否"))]),
    ],
)
def test_each_question_of_a_text_is_a_field(text: str, fields: list[tuple[str, tuple[str, ...]]]) -> None:
    assert asked(form("情况登记表", text, "通讯地址：")) == [*fields, ("通讯地址", ())]
    assert asked(rows_form(["单位", ""], [(text, 2)])) == [("单位", ()), *fields]


def test_questions_behind_a_label_stand_under_it() -> None:
    sheet = rows_form(["基本情况", "性别：□男 □女  民族：□汉 □其他"], ["资助", "□是，金额____万元 □否"])
    assert asked(sheet) == [
        ("基本情况/性别", ("男", "女")),
        ("基本情况/民族", ("汉", "其他")),
        ("资助", YES_NO),
        ("资助/金额", ()),
    ]
    assert sheet.blocks[0].fields[3].type is FieldType.NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "性别：□男 □女",
        "□论文、□专著、□数据集",
        "等次：□优　秀  □良　好  □合　格",
        "类别：□A 学术交流类  □B 科学普及类",
        "我单位属于：□学会 □高校，具备能力。",
    ],
)
def test_one_question_with_its_boxes_is_not_cut(text: str) -> None:
    assert stretches_of(text) == []
    assert span_of(text, "性别", ("男", "女")) == (0, len(text))


def test_the_boxes_of_one_question_are_told_by_its_label() -> None:
    text = "是否党员：□是 □否；是否代表：□是 □否"
    assert text[slice(*span_of(text, "是否代表", YES_NO))] == "□是 □否"
    assert span_of(text, "是否代表", YES_NO)[0] > text.index("；")
