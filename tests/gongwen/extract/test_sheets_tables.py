"""Forms with their tables: what each shape of cell asks for."""

import pytest
from tests.gongwen.extract.forms import form, labels, only_field, rows_form, table

from gongwen.model import Cell, FieldType, Table


def test_a_label_and_the_blank_beside_it_are_a_field() -> None:
    (block,) = rows_form(["姓  名", "", "性  别", ""], ["工作单位", ("", 3)]).blocks
    assert (block.key, block.repeat, labels(block)) == ("b1", False, ["姓名", "性别", "工作单位"])


def test_a_last_column_of_blanks_belongs_to_the_table() -> None:
    assert labels(rows_form(["姓名", ""], ["性别", ""]).blocks[0]) == ["姓名", "性别"]


def test_painted_columns_of_a_workbook_do_not() -> None:
    rows = (["收支简表", "", "", "", "", ""], ["学会名称", "", "理事长", "", "", ""])
    sheet = form(table([("收支简表", 4), "", ""], rows[1]), format="xlsx")
    assert (sheet.title, labels(sheet.blocks[0])) == ("收支简表", ["学会名称", "理事长"])


def test_a_label_turned_upright_is_one_word() -> None:
    assert labels(rows_form(["意\n见\n建\n议", ""]).blocks[0]) == ["意见建议"]


def test_a_side_label_is_the_outer_part_of_those_beside_it() -> None:
    sheet = rows_form([("法定\n代表人", 1, 2), "姓名", "", "职务", ""], ["电话", ("", 3)])
    (block,) = sheet.blocks
    assert labels(block) == ["法定代表人/姓名", "法定代表人/职务", "法定代表人/电话"]
    assert [field.key for field in block.fields] == ["name", "post", "phone"]


def test_an_outer_label_in_one_row_counts_too() -> None:
    (block,) = rows_form(["联系方式", "手机", "", "邮箱", ""]).blocks
    assert labels(block) == ["联系方式/手机", "联系方式/邮箱"]


def test_a_side_label_beside_a_list_names_its_block() -> None:
    sheet = rows_form([("主要\n成员", 1, 3), "姓名", "职称"], ["", ""], ["", ""], ["备注", ("", 2)])
    first, second = sheet.blocks
    assert (first.label, first.repeat, labels(first)) == ("主要成员", True, ["姓名", "职称"])
    assert (second.repeat, labels(second), second.fields[0].required) == (False, ["备注"], False)


def test_a_heading_names_the_block_below_it_and_says_whether_none_is_an_answer() -> None:
    sheet = rows_form(
        [("一、举办活动情况（如有请填写，没有填“无”）", 2)], ["活动名称", "参加人数"], ["", ""], ["", ""]
    )
    (block,) = sheet.blocks
    assert (block.label, block.repeat, block.optional) == ("举办活动情况", True, True)
    assert block.hint == "（如有请填写，没有填“无”）"


def test_a_heading_over_an_empty_cell_asks_for_a_text() -> None:
    sheet = rows_form([("二、工作体会（字数不限，可另附页）", 2)], [("", 2)], ["姓名", ""])
    first, second = sheet.blocks
    assert (first.label, first.hint, labels(first)) == ("工作体会", "（字数不限，可另附页）", ["工作体会"])
    assert first.fields[0].type is FieldType.LONGTEXT
    assert labels(second) == ["姓名"]


def test_a_heading_above_a_table_counts_as_one_inside() -> None:
    sheet = form(
        "项目申报书",
        "二、项目内容",
        table(["（背景、内容，1000字以内）"]),
        "三、意见",
        table(["\n（盖章）\n年 月 日"]),
    )
    assert [(block.label, block.hint) for block in sheet.blocks] == [
        ("项目内容", "（背景、内容，1000字以内）"),
        ("意见", ""),
    ]


def test_a_head_of_two_rows_joins_outer_and_inner() -> None:
    sheet = rows_form(
        [("序号", 1, 2), ("活动名称", 1, 2), ("参加人数（人）", 2)], ["线下", "线上"], ["1", "", "", ""]
    )
    (block,) = sheet.blocks
    assert labels(block) == ["活动名称", "参加人数（人）/线下", "参加人数（人）/线上"]
    assert [field.type for field in block.fields[1:]] == [FieldType.NUMBER, FieldType.NUMBER]


def test_a_head_whose_second_row_is_not_merged_is_read_alike() -> None:
    (block,) = rows_form(["姓名", ("评价", 2)], ["", "好", "差"], ["", "", ""]).blocks
    assert labels(block) == ["姓名", "评价/好", "评价/差"]


def test_rows_end_where_the_columns_do() -> None:
    sheet = rows_form(["姓名", "职务", "电话"], ["", "", ""], ["填表说明", ("", 2)], ["填表人", ("", 2)])
    assert [block.repeat for block in sheet.blocks] == [True, False]


def test_a_row_of_sums_is_no_row_to_fill_in() -> None:
    (block,) = rows_form(["活动", "人数", "经费"], ["", "", ""], ["合计", "0", "0"]).blocks
    assert (block.repeat, labels(block), [field.hint for field in block.fields]) == (
        True,
        ["活动", "人数", "经费"],
        ["", "", ""],
    )


@pytest.mark.parametrize("mark", ["示例", "张三（示例）", "例"])
def test_an_example_row_is_a_hint(mark: str) -> None:
    (block,) = rows_form(["序号", "姓名", "职务"], [mark, "王小满", "理事长"], ["1", "", ""]).blocks
    assert (block.repeat, labels(block)) == (True, ["姓名", "职务"])
    assert block.hint == f"{mark} 王小满 理事长"


def test_boxes_in_the_rows_of_a_list_are_its_column_s_options() -> None:
    (block,) = rows_form(["姓名", "职务", "是否住宿"], ["", "", "□是 □否"], ["", "", "□是 □否"]).blocks
    assert (block.fields[2].type, block.fields[2].options) == (FieldType.CHOICE, ("是", "否"))


def test_printed_rows_and_empty_columns_give_a_field_each() -> None:
    (block,) = rows_form(
        ["序号", "考核项目", "评分标准", "分值", "得分"],
        ["1", "组织\n建设", "按期换届，分工明确。", "30", ""],
        ["2", "学习教育", "记录完整。", "20", ""],
        [("总  分", 3), "50", ""],
    ).blocks
    assert (block.label, block.repeat) == ("考核项目", False)
    assert labels(block) == ["组织建设/得分", "学习教育/得分", "总分/得分"]
    assert block.fields[0].hint == "按期换届，分工明确；分值：30"
    assert {field.type for field in block.fields} == {FieldType.NUMBER}


def test_a_tree_of_indicators_gives_the_whole_path() -> None:
    (block,) = rows_form(
        ["一级指标", "二级指标", "自评得分", "佐证材料", "考核得分\n（考核组填写）"],
        [("党的建设", 1, 2), "按期换届", "", "", ""],
        ["组织生活", "", "", ""],
        [("总分", 2), "", "", ""],
    ).blocks
    assert labels(block) == [
        "党的建设/按期换届/自评得分",
        "党的建设/按期换届/佐证材料",
        "党的建设/组织生活/自评得分",
        "党的建设/组织生活/佐证材料",
        "总分/自评得分",
    ]
    assert block.fields[1].type is FieldType.LONGTEXT


def test_outer_and_inner_labels_may_share_one_head() -> None:
    (block,) = rows_form(
        [("项目", 2), "数量"], [("党员", 1, 2), "正式党员（人）", ""], ["预备党员（人）", ""]
    ).blocks
    assert labels(block) == ["党员/正式党员（人）/数量", "党员/预备党员（人）/数量"]


def test_two_matrices_side_by_side_are_two_blocks() -> None:
    first, second = rows_form(
        ["收入项目", "行次", "本年金额", "支出项目", "行次", "本年金额"],
        ["会费收入", "1", "", "管理费用", "3", ""],
        ["其他收入", "2", "", "税费", "4", ""],
    ).blocks
    assert (first.label, labels(first)) == ("收入项目", ["会费收入/本年金额", "其他收入/本年金额"])
    assert (second.label, labels(second)) == ("支出项目", ["管理费用/本年金额", "税费/本年金额"])


def test_what_is_printed_between_the_answers_of_a_row_explains_it() -> None:
    (block,) = rows_form(
        ["序号", "工作任务", "责任人", "完成时限", "完成情况"],
        ["1", "学习教育", "", "3月底", ""],
        ["2", "换届选举", "", "6月底", ""],
    ).blocks
    assert labels(block)[:2] == ["学习教育/责任人", "学习教育/完成情况"]
    assert block.fields[0].hint == "完成时限：3月底"


def test_a_unit_column_makes_numbers() -> None:
    (block,) = rows_form(
        ["指标名称", "计量单位", "本年"], ["举办讲座", "场", ""], ["发展会员", "人", ""]
    ).blocks
    assert [field.type for field in block.fields] == [FieldType.NUMBER, FieldType.NUMBER]


def test_a_barred_cell_is_no_field() -> None:
    (block,) = rows_form(["项目", "总数", "女性"], ["个人会员", "", ""], ["单位会员", "", "—"]).blocks
    assert labels(block) == ["个人会员/总数", "个人会员/女性", "单位会员/总数"]


def test_label_and_blank_may_share_a_cell() -> None:
    sheet = rows_form([("填报单位（盖章）：", 2), ("统计区间：   年  月—  月", 2)], ["姓名", "", "性别", ""])
    header, block = sheet.blocks
    assert (header.key, labels(header)) == ("header", ["填报单位", "统计区间"])
    assert header.fields[1].type is FieldType.TEXT
    assert (block.key, labels(block)) == ("b1", ["姓名", "性别"])


def test_a_wide_cell_with_its_own_label_is_a_text() -> None:
    sheet = rows_form(["课题名称", ""], [("创新之处：\n\n\n", 2)], [("单位简介：（800字以内）\n\n", 2)])
    assert [(block.label, block.hint) for block in sheet.blocks[1:]] == [
        ("创新之处", ""),
        ("单位简介", "（800字以内）"),
    ]


def test_stamp_and_date_in_an_opinion_box_are_no_fields() -> None:
    sheet = rows_form(["推荐单位意见", "\n负责人签字：      （盖章）\n     年   月   日"])
    field = only_field(sheet)
    assert (field.label, field.type) == ("推荐单位意见", FieldType.LONGTEXT)


@pytest.mark.parametrize(
    "label", ["项目编号", "省科协意见", "主管部门审核意见", "受理意见（由学会填写）", "评分人签名"]
)
def test_what_others_fill_in_is_no_field(label: str) -> None:
    assert labels(rows_form([label, ""], ["姓名", ""]).blocks[-1]) == ["姓名"]


def test_fields_inside_an_answer_have_its_label_outside() -> None:
    (block,) = rows_form(["开票信息", "单位名称：\n税号："], ["姓名", ""]).blocks
    assert labels(block) == ["开票信息/单位名称", "开票信息/税号", "姓名"]


def test_a_place_for_a_photo_needs_no_label_beside_it() -> None:
    (block,) = rows_form(["姓名", "", ("（照片）", 1, 2)], ["性别", ""]).blocks
    assert [(field.key, field.type) for field in block.fields][1] == ("photo", FieldType.PHOTO)
    assert labels(block) == ["姓名", "照片", "性别"]


def test_what_to_hand_in_beside_a_label_for_files_is_its_hint() -> None:
    field = only_field(rows_form(["附件材料", "证书扫描件、照片集"]))
    assert (field.type, field.hint) == (FieldType.FILE, "证书扫描件、照片集")


@pytest.mark.parametrize(
    ("answer", "kind", "options"),
    [
        ("□学术 ☐科普 □其他：____", FieldType.CHOICE, ("学术", "科普", "其他")),
        ("□学术\n□科普（可多选）", FieldType.MULTICHOICE, ("学术", "科普")),
        ("是（  ）  否（  ）", FieldType.CHOICE, ("是", "否")),
        ("（从以下选择一项填写：学术、科普）", FieldType.CHOICE, ("学术", "科普")),
        ("    年  月  日", FieldType.DATE, ()),
        ("        万元", FieldType.NUMBER, ()),
        ("1.\n2.\n3.", FieldType.TEXT, ()),
        ("（大写）      （小写）￥", FieldType.TEXT, ()),
    ],
)
def test_the_answer_s_place_tells_the_type(answer: str, kind: FieldType, options: tuple[str, ...]) -> None:
    field = rows_form(["申请事项", answer], ["姓名", ""]).blocks[0].fields[0]
    assert (field.label, field.type, field.options) == ("申请事项", kind, options)


def test_options_behind_a_label_are_its_own() -> None:
    field = only_field(rows_form(["是否党员（是/否）", ""]))
    assert (field.label, field.options) == ("是否党员", ("是", "否"))


def test_notes_tell_options_and_how_many() -> None:
    sheet = form(
        "人选汇总表",
        table(["姓名", "推荐类别", "成果形式"], ["", "", "□论文 □报告"]),
        "注：1．推荐类别从“科研类、科普类”中选填一项；2．成果形式可多选。",
    )
    assert [(field.type, field.options) for field in sheet.blocks[0].fields[1:]] == [
        (FieldType.CHOICE, ("科研类", "科普类")),
        (FieldType.MULTICHOICE, ("论文", "报告")),
    ]


def test_notes_ask_for_nothing() -> None:
    sheet = form(
        "登记表",
        table(["姓名", ""], [("说明：请如实填写，联系人：王小满，电话：010-55550101。", 2)]),
        "填表说明：",
        "1．联系电话：",
    )
    assert [labels(block) for block in sheet.blocks] == [["姓名"]]


def test_fields_below_the_table_are_a_block_of_their_own() -> None:
    sheet = form("登记表", table(["姓名", ""]), "填表人：          联系电话：", "评分人签名：")
    assert [(block.key, labels(block)) for block in sheet.blocks] == [
        ("b1", ["姓名"]),
        ("b2", ["填表人", "联系电话"]),
    ]


def test_the_title_is_the_line_that_ends_like_a_form_s_name() -> None:
    assert form("附件1", "江岚省茶叶学会", "入会申请表", table(["姓名", ""])).title == "入会申请表"


def test_the_title_may_be_the_first_row_of_the_table() -> None:
    sheet = form(table([("活动统计表", 2)], ["姓名", ""]), format="xlsx")
    assert (sheet.title, sheet.blocks[0].label) == ("活动统计表", "")


@pytest.mark.parametrize(
    "rows",
    [
        (["序号", "学会名称", "等次"], ["1", "茶叶学会", "一等奖"], ["2", "桥梁学会", "二等奖"]),
        (
            ["时间", "内容", "地点", "主持人"],
            ["9:00", "开幕式", "报告厅", "王小满"],
            ["10:00", "报告", "报告厅", ""],
        ),
        (["序号", "重点任务", "责任单位", "完成时限"], ["1", "开展学习", "组织部", "6月底"]),
        (["序号", "姓名", "单位", "备注"], ["1", "王小满", "茶叶学会", ""], ["2", "李大暑", "桥梁学会", ""]),
        (["会议时间", "2026年3月2日"], ["会议地点", "报告厅"]),
        (["项目", "金额"], ["会费", "10"], ["差旅费", "5"]),
    ],
    ids=["winners", "timetable", "plan", "roster", "facts", "figures"],
)
def test_a_table_that_asks_for_nothing_is_no_form(rows: tuple[list[str], ...]) -> None:
    with pytest.raises(AssertionError):
        rows_form(*rows)


def test_more_printed_than_asked_is_no_form() -> None:
    with pytest.raises(AssertionError):
        rows_form(["1", "王小满", "理事长"], ["2", "李大暑", "理事"], ["联系人", "", "报告厅"])


def test_a_drop_down_list_gives_the_options_of_its_answer() -> None:
    offers = ("学术", "科普")
    pair = Table(1, 2, (Cell("活动类型", 0, 0), Cell("请选择", 0, 1, options=offers)))
    explained = Table(1, 2, (Cell("活动类型", 0, 0), Cell("请从下拉列表中选取", 0, 1, options=offers)))
    head = [Cell(label, 0, at) for at, label in enumerate(("活动名称", "活动类型", "地点"))]
    rows = Table(2, 3, (*head, Cell("", 1, 0), Cell("", 1, 1, options=offers), Cell("", 1, 2)))
    for one, at in ((pair, 0), (explained, 0), (rows, 1)):
        field = form("活动登记表", one).blocks[0].fields[at]
        assert (field.label, field.type, field.options) == ("活动类型", FieldType.CHOICE, offers)


def test_a_drop_down_list_in_a_matrix_belongs_to_its_row() -> None:
    head = [Cell(label, 0, at) for at, label in enumerate(("考核项目", "分值", "等次"))]
    first = (Cell("组织建设", 1, 0), Cell("10", 1, 1), Cell("", 1, 2, options=("好", "差")))
    second = (Cell("学习教育", 2, 0), Cell("10", 2, 1), Cell("", 2, 2))
    fields = form("考核评分表", Table(3, 3, (*head, *first, *second))).blocks[0].fields
    assert [(field.label, field.options) for field in fields] == [
        ("组织建设/等次", ("好", "差")),
        ("学习教育/等次", ()),
    ]


def test_boxes_of_a_symbol_font_are_boxes() -> None:
    field = only_field(rows_form(["活动类型", "\uf0a8学术 \uf0a8科普"]))
    assert (field.type, field.options) == (FieldType.CHOICE, ("学术", "科普"))


def test_what_else_was_counted_is_a_number_too() -> None:
    sheet = rows_form(
        [("活动名称", 1, 2), ("参加人数（人）", 2), ("地点", 1, 2)], ["会员", "其他"], ["", "", "", ""]
    )
    assert [(one.label, one.type) for one in sheet.blocks[0].fields[1:3]] == [
        ("参加人数（人）/会员", FieldType.NUMBER),
        ("参加人数（人）/其他", FieldType.NUMBER),
    ]


def test_a_row_of_a_topic_and_what_to_say_of_each_person_is_a_block_of_its_own() -> None:
    rows = (
        ["工作谋划", ("（字数不限）", 3)],
        ["负责人学习体会", "姓名", "职务", "正文"],
        ["", "", "", ""],
        ["如有建言献策请填写", "姓名", "建议内容", ""],
        ["", "", "", ""],
    )
    plan, leaders, advice = rows_form(*rows).blocks
    assert labels(plan) == ["工作谋划"]
    assert (leaders.label, leaders.repeat, leaders.optional) == ("负责人学习体会", True, False)
    assert [field.type for field in leaders.fields] == [FieldType.TEXT, FieldType.TEXT, FieldType.LONGTEXT]
    assert (advice.label, advice.repeat, advice.optional) == ("建言献策", True, True)
    assert labels(advice) == ["姓名", "建议内容"]
